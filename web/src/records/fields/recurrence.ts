import { formatExactDate } from '../../design/format.ts'
import { currentLanguage } from '../../text/index.ts'
import { translate } from '../../text/use-text.ts'
import { recurrenceTexts } from './recurrence-messages.ts'

export const weekdayKeys = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type WeekdayKey = (typeof weekdayKeys)[number]
export const workdays: readonly WeekdayKey[] = weekdayKeys.slice(0, 5)
export const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const

/** What a form says of repeating: the rules of RFC 5545 that people make by hand. */
export type Repeat = {
  freq: (typeof frequencies)[number]
  interval: number
  /** Weekly: on which days; none means that of the first time. */
  days: readonly WeekdayKey[]
  /** Monthly: the second Tuesday, the last Friday (-1); null for the day of the month. */
  nth: { place: number; day: WeekdayKey } | null
  until: string | null
  count: number | null
}

const isWeekday = (text: string): text is WeekdayKey => (weekdayKeys as readonly string[]).includes(text)

/** A rule as the form holds it; null where it says more than the form can. */
export function repeatOf(rule: string): Repeat | null {
  const parts = new Map(rule.split(';').map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] as const))
  const freq = frequencies.find((one) => one === parts.get('FREQ'))
  const isKnown = [...parts.keys()].every((name) => ['FREQ', 'INTERVAL', 'UNTIL', 'COUNT', 'BYDAY', 'WKST'].includes(name))
  if (!freq || !isKnown) return null
  const named = parts.get('BYDAY')?.split(',') ?? []
  const [, place, day = ''] = /^([+-]?\d+)(\w\w)$/.exec(named[0] ?? '') ?? []
  const nth = freq === 'MONTHLY' && named.length === 1 && place !== undefined && isWeekday(day) ? { place: Number(place), day } : null
  const days = named.filter(isWeekday)
  if (named.length > 0 && !nth && (freq !== 'WEEKLY' || days.length < named.length)) return null
  const until = parts.get('UNTIL')
  return {
    freq,
    interval: Number(parts.get('INTERVAL') ?? 1),
    days,
    nth,
    until: until ? `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}` : null,
    count: parts.has('COUNT') ? Number(parts.get('COUNT')) : null,
  }
}

export function ruleOf({ freq, interval, days, nth, until, count }: Repeat): string {
  const byDay =
    freq === 'WEEKLY' ? weekdayKeys.filter((day) => days.includes(day)).join() : freq === 'MONTHLY' && nth ? `${nth.place}${nth.day}` : ''
  return [
    `FREQ=${freq}`,
    ...(until ? [`UNTIL=${until.replaceAll('-', '')}`] : count ? [`COUNT=${count}`] : []),
    ...(interval > 1 ? [`INTERVAL=${interval}`] : []),
    ...(byDay ? [`BYDAY=${byDay}`] : []),
  ].join(';')
}

export function weekdayText(day: WeekdayKey): string {
  return translate(recurrenceTexts, day)
}

const isWorkdays = (days: readonly WeekdayKey[]) => days.length === 5 && workdays.every((day) => days.includes(day))

/** 每 2 周的周二、周四，共 10 次: a rule in words; what the form does not know keeps its own. */
export function repeatText(rule: string): string {
  const repeat = repeatOf(rule)
  if (!repeat) return translate(recurrenceTexts, 'ownRule', { rule })
  const { freq, interval, days, nth, until, count } = repeat
  const every = freq === 'WEEKLY' && interval === 1 && isWorkdays(days) ? 'WORKDAYS' : freq
  const base = interval > 1 ? translate(recurrenceTexts, `every_${freq}`, { count: interval }) : translate(recurrenceTexts, every)
  const comma = currentLanguage() === 'en' ? ', ' : '、'
  const on =
    every === 'WEEKLY' && days.length > 0
      ? translate(recurrenceTexts, 'onDays', { days: days.map(weekdayText).join(comma) })
      : nth
        ? translate(recurrenceTexts, 'onNth', { place: placeText(nth.place), day: weekdayText(nth.day) })
        : ''
  const end = until
    ? translate(recurrenceTexts, 'untilDay', { day: formatExactDate(until) })
    : count
      ? translate(recurrenceTexts, 'times', { count })
      : ''
  return `${base}${on}${end}`
}

export const nthPlaces = [1, 2, 3, 4, -1] as const

export function placeText(place: number): string {
  const known = nthPlaces.find((one) => one === place)
  return known ? translate(recurrenceTexts, known === -1 ? 'last' : `nth_${known}`) : String(place)
}
