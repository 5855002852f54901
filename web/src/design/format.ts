import type { Money } from '../data/client.ts'
import { common } from '../text/common.ts'
import { currentLanguage } from '../text/language.ts'
import { translate } from '../text/use-text.ts'

const minus = '−'
const none = '—'

/** Where a value is missing. */
export const emptyMark = none

/** Names one after the other, as the reader's language parts them. */
export function formatList(names: readonly string[]): string {
  return names.join(currentLanguage() === 'en' ? ', ' : '、')
}

// ---------------------------------------------------------------- numbers

const formats = new Map<string, Intl.NumberFormat>()

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options)
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat('en-US', options)
    formats.set(key, format)
  }
  return format
}

const proper = (text: string) => text.replace('-', minus)

/** Exact, with separators: 1,240,000. Decimal strings keep every digit. */
export function formatNumber(value: number | string, { decimals, plain }: { decimals?: number | undefined; plain?: boolean } = {}): string {
  if (plain) return String(value)
  const digits =
    decimals === undefined ? { maximumFractionDigits: 6 } : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  return proper(numberFormat(digits).format(value as Intl.StringNumericLiteral))
}

/** "10,000+" where the server stopped counting. */
export function formatCount({ count, exact }: { count: number; exact: boolean }): string {
  return `${formatNumber(count)}${exact ? '' : '+'}`
}

/** For cards and charts: 218 万, 1.2 亿; 2.2M, 950K. At most one decimal. */
export function formatCompact(value: number | string): string {
  const amount = Number(value)
  const size = Math.abs(amount)
  const steps: readonly (readonly [number, string])[] =
    currentLanguage() === 'en'
      ? [
          [1e9, 'B'],
          [1e6, 'M'],
          [1e3, 'K'],
        ]
      : [
          [1e8, ' 亿'],
          [1e4, ' 万'],
        ]
  for (const [unit, name] of steps) {
    // 99,960 is 10 万 and not "9.996 万": what rounds up to the unit is shown in it.
    if (size >= unit * 0.99995) return `${proper(numberFormat({ maximumFractionDigits: 1 }).format(amount / unit))}${name}`
  }
  return proper(numberFormat({ maximumFractionDigits: size < 100 ? 2 : 0 }).format(amount))
}

/** 60 is 60 %. */
export function formatPercent(value: number, { decimals = 1 }: { decimals?: number } = {}): string {
  return `${proper(numberFormat({ maximumFractionDigits: decimals }).format(value))}%`
}

// ---------------------------------------------------------------- money

const symbols: Readonly<Record<string, string>> = {
  CNY: '¥',
  USD: '$',
  EUR: '€',
  GBP: '£',
  JPY: '¥',
  HKD: 'HK$',
  TWD: 'NT$',
  KRW: '₩',
  INR: '₹',
}

/** `CNY` → ¥; the code itself where no symbol is at hand. */
export function currencySymbol(currency: string): string {
  return symbols[currency] ?? currency
}

type MoneyStyle = {
  /** `figure`: 1,240,000 for columns whose head names the currency · `symbol`: ¥1,240,000 · `code`: CNY 1,240,000 for mixed lists · `compact`: ¥218 万 */
  style?: 'figure' | 'symbol' | 'code' | 'compact'
}

export function formatMoney(money: Money, { style = 'symbol' }: MoneyStyle = {}): string {
  const whole = !money.amount.includes('.')
  const figure =
    style === 'compact'
      ? formatCompact(money.amount)
      : formatNumber(money.amount, whole ? { decimals: 0 } : { decimals: Math.max(2, money.amount.split('.')[1]?.length ?? 0) })
  if (style === 'figure') return figure
  const negative = figure.startsWith(minus)
  const bare = negative ? figure.slice(1) : figure
  const symbol = symbols[money.currency]
  const named = style === 'code' || symbol === undefined ? `${money.currency} ${bare}` : `${symbol}${bare}`
  return negative ? `${minus}${named}` : named
}

// ---------------------------------------------------------------- dates

/** The zone in which days begin for the reader; set from /meta. */
let zone: string | undefined
export function setTimeZone(timeZone: string | undefined): void {
  zone = timeZone
  parts.clear()
}

const parts = new Map<string, Intl.DateTimeFormat>()
function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}${JSON.stringify(options)}`
  let format = parts.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(language, { ...options, ...(zone ? { timeZone: zone } : {}) })
    parts.set(key, format)
  }
  return format
}

/** The calendar day of an instant where the reader is: 2026-03-17. */
export function dayOf(instant: string | Date): string {
  return dateFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(instant))
}

/** 14:05, where the reader is. */
export function timeOf(instant: string | Date): string {
  return dateFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(instant))
}

export function today(): string {
  return dayOf(new Date())
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

const weekdaysZh = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']
const weekdaysEn = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const monthsEn = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export function weekdayOf(day: string): string {
  return (currentLanguage() === 'en' ? weekdaysEn : weekdaysZh)[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''
}

/** The day without any relation to today: 2026-03-17, 17 Mar 2026. */
export function formatExactDate(day: string): string {
  if (currentLanguage() !== 'en') return day
  const [year, month, date] = day.split('-').map(Number)
  return `${date} ${monthsEn[(month ?? 1) - 1]} ${year}`
}

/** Within a week 今天, 昨天, 周五; this year 03-17 周二; else 2026-03-17. English: Today, Fri, Tue 17 Mar, 17 Mar 2026. */
export function formatDate(day: string): string {
  const now = today()
  const distance = daysBetween(now, day)
  if (distance === 0) return translate(common, 'today')
  if (distance === -1) return translate(common, 'yesterday')
  if (distance === 1) return translate(common, 'tomorrow')
  if (distance > 1 && distance < 7) return weekdayOf(day)
  if (day.slice(0, 4) !== now.slice(0, 4)) return formatExactDate(day)
  if (currentLanguage() !== 'en') return `${day.slice(5)} ${weekdayOf(day)}`
  return `${weekdayOf(day)} ${Number(day.slice(8))} ${monthsEn[Number(day.slice(5, 7)) - 1]}`
}

/** How long ago, for lists of what happened: 今天, 昨天, 8 天前; 1 d ago. Older than 60 days it is a date. */
export function formatAgo(instant: string): string {
  const day = instant.length === 10 ? instant : dayOf(instant)
  const distance = daysBetween(day, today())
  if (distance < 2 || distance > 60) return formatDate(day)
  return currentLanguage() === 'en' ? `${distance} d ago` : `${distance} 天前`
}

/** Day and time, the day in relation to today. */
export function formatDateTime(instant: string): string {
  const day = dayOf(instant)
  const separator = currentLanguage() === 'en' ? ', ' : ' '
  return `${formatDate(day)}${separator}${timeOf(instant)}`
}

/** For the tooltip: nothing relative about it. */
export function formatExactDateTime(instant: string): string {
  return `${formatExactDate(dayOf(instant))} ${timeOf(instant)}`
}

/** 约 40 秒, 3 分钟; 40 s, 3 min. */
export function formatDuration(seconds: number): string {
  const en = currentLanguage() === 'en'
  if (seconds < 90) return en ? `${Math.max(1, Math.round(seconds))} s` : `${Math.max(1, Math.round(seconds))} 秒`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return en ? `${minutes} min` : `${minutes} 分钟`
  const hours = Math.round(minutes / 6) / 10
  return en ? `${hours} h` : `${hours} 小时`
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${formatNumber(Math.round(bytes / 102.4) / 10)} KB`
  return `${formatNumber(Math.round(bytes / 104_857.6) / 10)} MB`
}

// ---------------------------------------------------------------- people

const han = /\p{Script=Han}/u
const doubleSurnames = new Set([
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '司徒',
  '夏侯',
  '长孙',
  '宇文',
])

/** The surname of a Chinese name (陈), first letters of first and last word of any other (CS). */
export function initialsOf(name: string): string {
  const text = name.trim()
  if (text === '') return '?'
  if (han.test(text)) {
    const two = text.slice(0, 2)
    return doubleSurnames.has(two) ? two : (text.match(han)?.[0] ?? text.charAt(0))
  }
  const words = text.split(/[\s._-]+/).filter(Boolean)
  const first = words[0]?.charAt(0) ?? ''
  const last = words.length > 1 ? (words.at(-1)?.charAt(0) ?? '') : ''
  return `${first}${last}`.toUpperCase()
}
