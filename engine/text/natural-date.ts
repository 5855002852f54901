import { en } from 'chrono-node'
import { parseChineseNumber } from './chinese-number.ts'
import { iso, parseDate } from './dates.ts'

export type NaturalDateOptions = { now: Date; timeZone: string }

const named: Record<string, number> = {
  大前天: -3,
  前天: -2,
  昨天: -1,
  昨日: -1,
  今天: 0,
  今日: 0,
  今晚: 0,
  明天: 1,
  明日: 1,
  明早: 1,
  明晚: 1,
  后天: 2,
  大后天: 3,
  yesterday: -1,
  yday: -1,
  today: 0,
  tod: 0,
  tonight: 0,
  tomorrow: 1,
  tmr: 1,
  tmrw: 1,
  tom: 1,
}
const chineseWeekdays = '一二三四五六日'
const englishWeekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const weeksAway: Record<string, number> = {
  上: -1,
  上个: -1,
  这: 0,
  这个: 0,
  本: 0,
  下: 1,
  下个: 1,
  下下: 2,
  下下个: 2,
  last: -1,
  this: 0,
  next: 1,
}
const units: Record<string, 'day' | 'week' | 'month' | 'year'> = {
  天: 'day',
  日: 'day',
  周: 'week',
  星期: 'week',
  礼拜: 'week',
  个月: 'month',
  月: 'month',
  年: 'year',
  d: 'day',
  w: 'week',
  m: 'month',
  y: 'year',
}

type Rule = [RegExp, (today: string, parts: string[]) => string | null]

const rules: readonly Rule[] = [
  [/^(?:周|星期|礼拜)([一二三四五六日天])$/, (today, [day]) => comingWeekday(today, chineseWeekday(day))],
  [
    /^(上个?|这个?|本|下下个?|下个?)(?:周|星期|礼拜)([一二三四五六日天末])?$/,
    (today, [which, day]) => inWeek(today, weeksAway[which ?? ''] ?? 0, day === undefined ? 0 : day === '末' ? 5 : chineseWeekday(day)),
  ],
  [/^周末$/, (today) => comingWeekday(today, 5)],
  [/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*$/, (today, [day]) => comingWeekday(today, englishWeekdays.indexOf(day ?? ''))],
  [
    /^(last|this|next) (?:(mon|tue|wed|thu|fri|sat|sun)[a-z]*|week)$/,
    (today, [which, day]) => inWeek(today, weeksAway[which ?? ''] ?? 0, day === undefined ? 0 : englishWeekdays.indexOf(day)),
  ],
  [/^([+-])\s*(\d{1,4})\s*([dwmy])$/, (today, [sign, count, unit]) => shift(today, Number(`${sign}${count}`), units[unit ?? ''])],
  [
    /^(\d{1,4}|[一二两三四五六七八九十]{1,3})(天|日|周|星期|礼拜|个月|年)(?:之?后|以后)$/,
    (today, [count, unit]) => shift(today, counted(count), units[unit ?? '']),
  ],
  [
    /^(\d{1,4}|[一二两三四五六七八九十]{1,3})(天|日|周|星期|礼拜|个月|年)(?:之?前|以前)$/,
    (today, [count, unit]) => shift(today, -counted(count), units[unit ?? '']),
  ],
  [/^(\d{1,2}|[一二两三四五六七八九十]{1,2})个(?:星期|礼拜)后$/, (today, [count]) => shift(today, counted(count), 'week')],
  [/^半个月后$/, (today) => shift(today, 15, 'day')],
  [/^半年后$/, (today) => shift(today, 6, 'month')],
  [/^(?:本|这个)?月[底末]$|^(?:eom|end of (?:the |this )?month)$/, (today) => endOfMonth(today)],
  [/^下个?月[底末]$|^end of next month$/, (today) => endOfMonth(shift(firstOfMonth(today), 1, 'month'))],
  [/^下个?月初?$|^next month$/, (today) => shift(firstOfMonth(today), 1, 'month')],
  [/^下个?月(\d{1,2})[号日]$/, (today, [day]) => sameMonth(shift(firstOfMonth(today), 1, 'month'), day)],
  [/^(?:今年)?年[底末]$|^(?:eoy|end of (?:the |this )?year)$/, (today) => `${today.slice(0, 4)}-12-31`],
  [/^明年(\d{1,2})月(\d{1,2})[号日]$/, (today, [month, day]) => iso(String(Number(today.slice(0, 4)) + 1), month, day)],
  [/^(\d{1,2})[号日]$/, (today, [day]) => comingDayOfMonth(today, day)],
]

/**
 * Reads the words people plan by, as a date in the user's zone: 今天, 后天, 周五 (the coming one), 下周一, 两周后, 月底, fri, next monday, +2w,
 * in 3 days; and every written date that `parseDate` reads. Null when it is no date.
 */
export function parseNaturalDate(text: string, { now, timeZone }: NaturalDateOptions): string | null {
  const words = text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ')
  if (words === '' || words.length > 60) return null
  const today = dateInZone(now, timeZone)
  const days = named[words]
  if (days !== undefined) return shift(today, days, 'day')
  for (const [pattern, read] of rules) {
    const match = pattern.exec(words)
    if (match !== null) return read(today, match.slice(1))
  }
  return parseDate(words, { today }) ?? byChrono(words, today)
}

/** The calendar date that a clock on the wall of that zone shows. */
export function dateInZone(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant)
}

function byChrono(words: string, today: string): string | null {
  if (!/^[a-z\d ,.'-]+$/.test(words)) return null
  // Noon of the user's day in UTC: no zone can move a whole date from there.
  const [result, ...others] = en.casual.parse(words, { instant: new Date(`${today}T12:00:00Z`), timezone: 0 }, { forwardDate: true })
  if (result === undefined || others.length > 0 || result.text.length !== words.length || result.end) return null
  return iso(String(result.start.get('year')), String(result.start.get('month')), String(result.start.get('day')))
}

function counted(text: string | undefined): number {
  return Number(/^\d+$/.test(text ?? '') ? text : parseChineseNumber(text ?? ''))
}

function chineseWeekday(day: string | undefined): number {
  return day === '天' ? 6 : chineseWeekdays.indexOf(day ?? '')
}

/** Monday is 0, as weeks begin in China and in ISO 8601. */
function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
}

/** The next such weekday after today: who means today says so. */
function comingWeekday(today: string, weekday: number): string {
  return shift(today, ((weekday - weekdayOf(today) + 6) % 7) + 1, 'day')
}

function inWeek(today: string, weeks: number, weekday: number): string {
  return shift(today, weeks * 7 - weekdayOf(today) + weekday, 'day')
}

function shift(date: string, count: number, unit: 'day' | 'week' | 'month' | 'year' | undefined): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  if (unit === 'month' || unit === 'year') {
    const firstDay = new Date(Date.UTC(year, month - 1 + count * (unit === 'year' ? 12 : 1), 1))
    const lastDay = new Date(Date.UTC(firstDay.getUTCFullYear(), firstDay.getUTCMonth() + 1, 0)).getUTCDate()
    // A month after 31 January is the last of February.
    return isoOf(new Date(firstDay.getTime() + (Math.min(day, lastDay) - 1) * 86_400_000))
  }
  return isoOf(new Date(Date.UTC(year, month - 1, day + count * (unit === 'week' ? 7 : 1))))
}

function firstOfMonth(date: string): string {
  return `${date.slice(0, 8)}01`
}

function endOfMonth(date: string): string {
  return shift(shift(firstOfMonth(date), 1, 'month'), -1, 'day')
}

function sameMonth(date: string, day: string | undefined): string | null {
  return iso(date.slice(0, 4), date.slice(5, 7), day)
}

/** The next such day from today on; a month that has no 31st is passed over. */
function comingDayOfMonth(today: string, day: string | undefined): string | null {
  for (let months = 0; months < 3; months++) {
    const date = sameMonth(shift(firstOfMonth(today), months, 'month'), day)
    if (date !== null && date >= today) return date
  }
  return null
}

function isoOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
