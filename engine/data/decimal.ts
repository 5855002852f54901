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

const plainDecimal = /^-?\d{1,14}(?:\.\d{1,12})?$/
/** The largest amount that a bigint of 1/10,000 units holds with room for sums. */
const largest = new Big('900000000000000')

/** The canonical decimal text of a number or a text, or null when it is none: no exponent, no trailing zeros, no minus zero. */
export function decimalText(value: unknown): string | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null
  const given = typeof value === 'number' ? (Number.isFinite(value) ? new Big(value).toFixed() : '') : value.trim()
  if (!plainDecimal.test(given)) return null
  const number = new Big(given)
  return number.abs().gt(largest)
    ? null
    : number.eq(0)
      ? '0'
      : number
          .toFixed()
          .replace(/(\.\d*?)0+$/, '$1')
          .replace(/\.$/, '')
}

/** Rounds a decimal text to what the currency can be paid in, half away from zero: the rule of invoices. */
export function roundMoney(amount: string, currency: string): string {
  return decimalText(new Big(amount).round(minorDigits[currency] ?? 2, Big.roundHalfUp).toFixed()) ?? '0'
}

/** Decimal text → integer units of 10^-scale, as text: JavaScript numbers end at 2^53. */
export function toUnits(amount: string, scale: number = moneyScale): string {
  return new Big(amount).times(new Big(10).pow(scale)).round(0, Big.roundHalfUp).toFixed()
}

export function fromUnits(units: string, scale: number = moneyScale): string {
  return decimalText(new Big(units).div(new Big(10).pow(scale)).toFixed()) ?? '0'
}

/** An amount in another currency, rounded by that currency's rule. `rate` is how much of it one unit is worth. */
export function convert(amount: string, rate: string, currency: string): string {
  return roundMoney(new Big(amount).times(rate).toFixed(), currency)
}
