import { parseChineseNumber } from './chinese-number.ts'

export type DayOrder = 'day-first' | 'month-first'

export type DateOptions = {
  /** The ISO date of today, for dates written without a year or with two digits of it. */
  today: string
  /** How 3/4/2026 is meant. Without it, a date that could be two is refused. */
  order?: DayOrder | undefined
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthWord = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?'
const timeTail = String.raw`(?:,?[t\s]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]m)?\s*(?:(?:z|utc|gmt)?(?:[+-]\d{1,2}(?::?\d{2})?)?)(?:\s*\([a-z ]+\))?)?`

type Shape = { pattern: RegExp; read: (parts: string[], options: DateOptions) => string | null }

function shape(pattern: string, read: Shape['read']): Shape {
  return { pattern: new RegExp(`^${pattern}${timeTail}$`), read }
}

const shapes: readonly Shape[] = [
  shape(String.raw`(\d{4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})`, ([year, , month, day]) => iso(year, month, day)),
  shape(String.raw`(\d{4})(\d{2})(\d{2})`, ([year, month, day]) => iso(year, month, day)),
  shape(String.raw`(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?`, ([year, month, day]) => iso(year, month, day)),
  shape(String.raw`(\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?`, ([year, month, day], { today }) =>
    iso(fullYear(year, today), month, day),
  ),
  shape(String.raw`(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]`, ([month, day], { today }) => iso(today.slice(0, 4), month, day)),
  shape(`([零〇○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]?`, ([year, month, day]) =>
    iso(parseChineseNumber(year ?? ''), parseChineseNumber(month ?? ''), parseChineseNumber(day ?? '')),
  ),
  // Where dots part day, month and year, the day comes first: nobody writes 3.17.2026.
  shape(String.raw`(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})`, ([day, month, year], { today }) => iso(fullYear(year, today), month, day)),
  shape(String.raw`(\d{1,2})([-/])(\d{1,2})\2(\d{4}|\d{2})`, ([first, , second, year], options) =>
    eitherOrder(first, second, year, options),
  ),
  shape(String.raw`(\d{1,2})(?:st|nd|rd|th)?[\s-]+${monthWord}[\s,-]+(\d{4}|\d{2})`, ([day, month, year], { today }) =>
    iso(fullYear(year, today), monthNumber(month), day),
  ),
  shape(String.raw`${monthWord}\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})`, ([month, day, year]) => iso(year, monthNumber(month), day)),
]

/**
 * Reads a written date as `2026-03-17`, whatever way it is written: 2026/3/17, 17.03.2026, 3/17/2026, 2026年3月17日, 20260317, 17 Mar 2026;
 * a time behind it is passed over. Null for a day that does not exist, and for one that could be two (3/4/2026 without `order`).
 */
export function parseDate(text: string, options: DateOptions): string | null {
  const plain = plainMoment(text)
  if (plain.length > 60) return null
  for (const { pattern, read } of shapes) {
    const match = pattern.exec(plain)
    if (match !== null) return read(match.slice(1), options)
  }
  return null
}

/** A written moment without the day of the week, with the clock time as digits: 2026年3月17日 星期二 下午3点05分 is `2026年3月17日 3:05pm`. */
export function plainMoment(text: string): string {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  if (/^[\d./:t z+-]*$/.test(plain)) return plain
  const clock = plain
    .replace(/[([]?(?:星期|周|礼拜)[一二三四五六日天][)\]]?\s*/g, ' ')
    .replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]*\s+/, '')
    .replace(/(\d{1,2})\s*[时點点]\s*(?:(\d{1,2})\s*分?)?\s*(?:(\d{1,2})\s*秒)?/, (_whole, hour, minute = '0', second = '0') =>
      [hour, minute, second].map((part: string) => part.padStart(2, '0')).join(':'),
    )
    .replace(
      /\s*(上午|早上|凌晨|下午|晚上|中午|am|pm|a\.m\.|p\.m\.)\s*(\d{1,2}:\d{2}(?::\d{2})?)/,
      (_whole, half: string, time: string) => ` ${time}${halfOf(half)}`,
    )
    .replace(/(\d)\s*([ap])\.m\./, '$1$2m')
    .replace(/([日号\d])(\d{1,2}:\d{2})/, (whole, before: string, time: string) => (/[日号]/.test(before) ? `${before} ${time}` : whole))
  return clock.replace(/\s+/g, ' ').trim()
}

function halfOf(word: string): string {
  return /^(?:下午|晚上|中午|p)/.test(word) ? 'pm' : 'am'
}

/** Tells from the values of a whole column how its dates are meant; undefined when none of them shows it. */
export function dayOrderOf(values: Iterable<string>): DayOrder | undefined {
  let order: DayOrder | undefined
  for (const value of values) {
    const match = /^\s*(\d{1,2})[-/](\d{1,2})[-/]\d{2,4}/.exec(value)
    if (match === null) continue
    const found = Number(match[1]) > 12 ? 'day-first' : Number(match[2]) > 12 ? 'month-first' : undefined
    if (found !== undefined && order !== undefined && found !== order) return undefined
    order ??= found
  }
  return order
}

function eitherOrder(first: string | undefined, second: string | undefined, year: string | undefined, options: DateOptions): string | null {
  const full = fullYear(year, options.today)
  const dayFirst = iso(full, second, first)
  const monthFirst = iso(full, first, second)
  if (options.order === 'day-first') return dayFirst
  if (options.order === 'month-first') return monthFirst
  if (dayFirst !== null && monthFirst !== null && dayFirst !== monthFirst) return null
  return dayFirst ?? monthFirst
}

/** 26 is 2026, 98 is 1998: the century that is at most twenty years ahead. */
function fullYear(year: string | undefined, today: string): string | undefined {
  if (year === undefined || year.length === 4) return year
  const limit = Number(today.slice(0, 4)) + 20
  const candidate = Math.floor(limit / 100) * 100 + Number(year)
  return String(candidate > limit ? candidate - 100 : candidate)
}

function monthNumber(word: string | undefined): string {
  return String(months.indexOf(word ?? '') + 1)
}

/** The ISO form of a day that exists, or null. */
export function iso(year: string | null | undefined, month: string | null | undefined, day: string | null | undefined): string | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  const exists = y >= 1000 && m >= 1 && m <= 12 && d >= 1 && d <= new Date(Date.UTC(y, m, 0)).getUTCDate()
  return exists ? `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}` : null
}
