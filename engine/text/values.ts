export { type DateOptions, type DayOrder, dayOrderOf, parseDate, plainMoment } from './dates.ts'
export { parseDecimal, parsePercent } from './decimal.ts'
export { parseNaturalDate } from './natural-date.ts'
export { type Phone, parsePhone } from './phone.ts'

/** Text as it is stored: NFC, without control characters and invisible marks, trimmed; line breaks and tabs stay inside it. */
export function normalText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])[\p{Cc}\u200b\u2060\ufeff]/gu, '')
    .trim()
}

const address = /^[^\s@<>(),;:"]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u

/** An e-mail address as it is compared and stored, or null: `Lin Yue <Lin@Example.com>` is lin@example.com. */
export function normalEmail(text: string): string | null {
  const plain = normalText(text.normalize('NFKC')).toLowerCase()
  const bare = (plain.match(/<([^<>]+)>$/)?.[1] ?? plain).replace(/^mailto:/, '').trim()
  return bare.length <= 254 && address.test(bare) ? bare : null
}
