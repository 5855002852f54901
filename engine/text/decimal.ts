import Big from 'big.js'
import { parseChineseNumber } from './chinese-number.ts'

const currency =
  /^(?:rmb|cny|usd|eur|gbp|jpy|hkd|twd|人民币|us\$|hk\$|nt\$|[¥$€£₩])\s*|\s*(?:rmb|cny|usd|eur|gbp|jpy|hkd|twd|元整|圆整|人民币|美元|欧元|港元|日元|元|圆|块|[¥$€£₩])$/g
const magnitudes: Record<string, string> = {
  十: '1e1',
  百: '1e2',
  千: '1e3',
  万: '1e4',
  萬: '1e4',
  十万: '1e5',
  百万: '1e6',
  千万: '1e7',
  亿: '1e8',
  億: '1e8',
  万亿: '1e12',
  k: '1e3',
}
const magnitudePattern = /(万亿|[十百千]?[万萬]|[亿億]|[十百千]|k)$/

/**
 * Reads a number as people and spreadsheets write it, exactly: `1,234.50`, `1.234,50`, `(120)`, `¥1.2万`, `壹佰伍拾元`, `12%` (0.12), `１２`.
 * Null when it is no number, or could be two: `1,2345`.
 */
export function parseDecimal(text: string): string | null {
  const signed = withoutSign(plain(text))
  if (signed === null) return null
  const percent = signed.digits.endsWith('%')
  const value = magnitude(percent ? signed.digits.slice(0, -1).trim() : signed.digits)
  if (value === null) return null
  const scaled = percent ? value.div(100) : value
  return (signed.negative ? scaled.neg() : scaled).toFixed()
}

/** Reads percentage points: `12`, `12%` and `百分之十二` are all 12. */
export function parsePercent(text: string): string | null {
  const folded = plain(text)
  const spoken = folded.match(/^百分之(.+)$/)?.[1]
  return parseDecimal(spoken ?? folded.replace(/%$/, ''))
}

function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase().replace(/[−–—]/g, '-')
}

function withoutSign(text: string): { negative: boolean; digits: string } | null {
  const inParentheses = text.match(/^\((.+)\)$/)?.[1]
  const bare = (inParentheses ?? text).replace(currency, '').trim()
  const match = bare.match(/^([+-]?)(.*?)(-?)$/)
  const [, before = '', body = '', after = ''] = match ?? []
  const digits = body.trim().replace(currency, '').trim()
  const signs = [before, after].filter((sign) => sign !== '').length + (inParentheses === undefined ? 0 : 1)
  if (digits === '' || signs > 1) return null
  return { negative: inParentheses !== undefined || before === '-' || after === '-', digits }
}

function magnitude(text: string): Big | null {
  const unit = text.match(magnitudePattern)?.[1]
  const number = unit === undefined ? null : grouped(text.slice(0, -unit.length).trim())
  if (unit !== undefined && number !== null) return number.times(magnitudes[unit] ?? '1')
  const plainNumber = grouped(text)
  if (plainNumber !== null) return plainNumber
  const chinese = parseChineseNumber(text)
  return chinese === null ? null : new Big(chinese)
}

const shapes: readonly [RegExp, (text: string) => string][] = [
  [/^\d+(\.\d*)?$|^\.\d+$/, (text) => text],
  [/^\d+(\.\d+)?e[+-]?\d{1,2}$/, (text) => text],
  // 1,234.50 and, as written in India, 12,34,567.
  [/^[1-9]\d{0,2}(,\d{2,3})*,\d{3}(\.\d*)?$/, (text) => text.replaceAll(',', '')],
  // 1.234,50 and 1.234.567
  [/^\d{1,3}(\.\d{3})+,\d+$/, (text) => text.replaceAll('.', '').replace(',', '.')],
  [/^\d{1,3}(\.\d{3}){2,}$/, (text) => text.replaceAll('.', '')],
  // 12,5 and 0,333: one comma that cannot stand between thousands.
  [/^\d+,\d{1,2}$|^0,\d+$/, (text) => text.replace(',', '.')],
  [/^\d{1,3}( \d{3})+([.,]\d*)?$/, (text) => text.replaceAll(' ', '').replace(',', '.')],
  [/^\d{1,3}(['’]\d{3})+(\.\d*)?$/, (text) => text.replace(/['’]/g, '')],
]

function grouped(text: string): Big | null {
  if (text.length > 40) return null
  const shape = shapes.find(([pattern]) => pattern.test(text))
  if (shape === undefined) return null
  const digits = shape[1](text)
  return new Big(digits.startsWith('.') ? `0${digits}` : digits.replace(/\.$/, ''))
}
