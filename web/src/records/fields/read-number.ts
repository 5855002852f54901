const scales: Readonly<Record<string, number>> = { 万: 4, 亿: 8, k: 3, m: 6, b: 9 }
const currencySigns: Readonly<Record<string, string>> = { '¥': 'CNY', '￥': 'CNY', 元: 'CNY', $: 'USD', '€': 'EUR', '£': 'GBP' }

export type TypedAmount = { amount: string; currency: string | null }

/**
 * A figure as people type it: 1,200 · １２００ · 1.2万 · 3 亿 · 1.5M · (120) · −5 · ¥1,200 · 1200 USD · 60%. Kept as digits from first to
 * last, never as a float: 0.1 stays 0.1. Null when it is no figure.
 */
export function readAmount(text: string): TypedAmount | null {
  let rest = text
    .normalize('NFKC')
    .replaceAll('−', '-')
    .replace(/[\s,_%]/g, '')
  let currency: string | null = null
  const code = /^([A-Za-z]{3})(?=[\d.(-])|(?<=[\d万亿)])([A-Za-z]{3})$/.exec(rest)
  if (code) {
    currency = (code[1] ?? code[2] ?? '').toUpperCase()
    rest = rest.replace(code[0], '')
  }
  rest = rest.replace(/[¥￥元$€£]/g, (sign) => {
    currency ??= currencySigns[sign] ?? null
    return ''
  })
  const found = /^(\(|-|\+)?(\d*)(?:\.(\d*))?([万亿kmb])?\)?$/i.exec(rest)
  const [, sign, whole = '', fraction = '', scale] = found ?? []
  if (!found || whole + fraction === '' || rest.startsWith('(') !== rest.endsWith(')')) return null
  const digits = moved(whole, fraction, scale ? (scales[scale.toLowerCase()] ?? 0) : 0)
  return { amount: (sign === '-' || sign === '(') && /[1-9]/.test(digits) ? `-${digits}` : digits, currency }
}

/** The point moved to the right, without arithmetic. */
function moved(whole: string, fraction: string, places: number): string {
  const all = whole + fraction.padEnd(places, '0')
  const at = whole.length + places
  const left = all.slice(0, at).replace(/^0+(?=\d)/, '') || '0'
  const right = all.slice(at).replace(/0+$/, '')
  return right ? `${left}.${right}` : left
}
