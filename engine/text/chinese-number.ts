const digitOf: Record<string, number> = {}
for (const [value, forms] of ['零〇○', '一壹', '二贰貳两兩', '三叁參', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'].entries()) {
  for (const form of forms) digitOf[form] = value
}
const unitOf: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1_000, 仟: 1_000 }
const sectionOf: Record<string, number> = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 }

/** Reads 壹佰伍拾, 二十三, 一万二, 三点五, 伍元叁角 and 二〇二六; null for anything else. */
export function parseChineseNumber(text: string): string | null {
  const money = text.match(/^(.+?)[元圆](?:(.)角)?(?:(.)分)?整?$/)
  if (money !== null) {
    const whole = wholeNumber(money[1] ?? '')
    const cents = (digitOf[money[2] ?? ''] ?? 0) * 10 + (digitOf[money[3] ?? ''] ?? 0)
    return whole === null ? null : cents === 0 ? `${whole}` : `${whole}.${String(cents).padStart(2, '0')}`
  }
  const [before = '', after, ...more] = text.replace(/整$/, '').split('点')
  const whole = wholeNumber(before)
  if (whole === null || more.length > 0) return null
  if (after === undefined) return `${whole}`
  const decimals = [...after].map((character) => digitOf[character])
  return after === '' || decimals.includes(undefined) ? null : `${whole}.${decimals.join('')}`
}

function wholeNumber(text: string): number | null {
  if (text === '' || text.length > 24) return null
  const digits = [...text].map((character) => digitOf[character])
  // 二〇二六 is spelled digit by digit.
  if (digits.length > 1 && digits.every((digit) => digit !== undefined)) return Number(digits.join(''))

  let total = 0
  let section = 0
  let digit: number | null = null
  let lastUnit = 1
  for (const character of text) {
    const value = digitOf[character]
    const unit = unitOf[character]
    const bigUnit = sectionOf[character]
    if (value !== undefined) {
      if (digit !== null && digit !== 0) return null
      digit = value
      if (value === 0) lastUnit = 1
    } else if (unit !== undefined) {
      section += (digit ?? 1) * unit
      digit = null
      lastUnit = unit
    } else if (bigUnit !== undefined) {
      section += digit ?? 0
      total = bigUnit === 1e8 ? (total + section) * bigUnit : total + section * bigUnit
      section = 0
      digit = null
      lastUnit = bigUnit
    } else return null
  }
  // 一百五 is 150 and 一万二 is 12,000; 一百零五 is 105.
  const rest = (digit ?? 0) * (lastUnit > 10 ? lastUnit / 10 : 1)
  const number = total + section + rest
  return Number.isSafeInteger(number) ? number : null
}
