import Big from 'big.js'
import { moneyScale } from '../declare/columns.ts'

/** Digits after the point that a currency is paid in (ISO 4217); two where the list is silent. */
const minorDigits: Readonly<Record<string, number>> = {
  JPY: 0,
  KRW: 0,
  VND: 0,
  CLP: 0,
  ISK: 0,
  UGX: 0,
  XAF: 0,
  XOF: 0,
  BHD: 3,
  KWD: 3,
  OMR: 3,
  TND: 3,
  JOD: 3,
}

/** Fourteen digits before the point: a bigint of 1/10,000 units holds them with room for sums. */
const plainDecimal = /^-?\d{1,14}(?:\.\d{1,12})?$/

/** The canonical decimal text of a number or a text, or null when it is none: no exponent, no trailing zeros, no minus zero. */
export function decimalText(value: unknown): string | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null
  const given = typeof value === 'number' ? (Number.isFinite(value) ? new Big(value).toFixed() : '') : value.trim()
  return plainDecimal.test(given) ? canonical(given) : null
}

/** Without zeros that say nothing: 007.50 is 7.5, -0.0 is 0. */
function canonical(decimal: string): string {
  const trimmed = decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal
  const plain = /^-?0\d/.test(trimmed) ? trimmed.replace(/^(-?)0+(?=\d)/, '$1') : trimmed
  return plain === '-0' || plain === '' ? '0' : plain
}

/** Rounds a decimal text to what the currency can be paid in, half away from zero: the rule of invoices. */
export function roundMoney(amount: string, currency: string): string {
  const digits = minorDigits[currency] ?? 2
  if (decimalsOf(amount) <= digits) return decimalText(amount) ?? '0'
  return decimalText(new Big(amount).round(digits, Big.roundHalfUp).toFixed()) ?? '0'
}

/** Decimal text → integer units of 10^-scale, as text: JavaScript numbers end at 2^53. */
export function toUnits(amount: string, scale: number = moneyScale): string {
  // Moving the point is enough wherever nothing has to be rounded.
  if (plainDecimal.test(amount) && decimalsOf(amount) <= scale) {
    const [whole = '', decimals = ''] = amount.split('.')
    return canonical(whole + decimals.padEnd(scale, '0'))
  }
  return new Big(amount).times(new Big(10).pow(scale)).round(0, Big.roundHalfUp).toFixed()
}

function decimalsOf(amount: string): number {
  const point = amount.indexOf('.')
  return point < 0 ? 0 : amount.length - point - 1
}

export function fromUnits(units: string, scale: number = moneyScale): string {
  return decimalText(new Big(units).div(new Big(10).pow(scale)).toFixed()) ?? '0'
}

/** The sum of two amounts of one currency. */
export function addAmounts(one: string, other: string): string {
  return decimalText(new Big(one).plus(other).toFixed()) ?? '0'
}

/** An amount in another currency, rounded by that currency's rule. `rate` is how much of it one unit is worth. */
export function convert(amount: string, rate: string, currency: string): string {
  return roundMoney(new Big(amount).times(rate).toFixed(), currency)
}
