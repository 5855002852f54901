import { endingAt, laterOnWall, type RuleParts, untilOnWall } from '../../../engine/index.ts'

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const day = 86_400_000
const byParts = ['BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYYEARDAY', 'BYWEEKNO', 'BYSETPOS', 'BYHOUR', 'BYMINUTE', 'BYSECOND']

const dayOfWall = (wall: string): number => Date.parse(`${wall.slice(0, 10)}T00:00:00Z`)
const weekdayOf = (wall: string): number => (new Date(dayOfWall(wall)).getUTCDay() + 6) % 7
const monthDay = (wall: string): number => Number(wall.slice(8, 10))
const daysOfMonth = (wall: string): number => new Date(Date.UTC(Number(wall.slice(0, 4)), Number(wall.slice(5, 7)), 0)).getUTCDate()

/**
 * The rule of a series whose time at `from` is put to `to`: every Tuesday becomes every Wednesday, the 15th becomes the 16th, the last Friday the last Thursday.
 * Null where a rule says more than one day of a month or a year, so that nobody could tell what is meant.
 */
export function movedRule(parts: RuleParts, from: string, to: string, zone: string): RuleParts | null {
  const by = movedDays(parts, from, to)
  if (by === null) return null
  const until = untilOnWall(parts, zone)
  const moved = { ...parts, ...by }
  return until === null ? moved : endingAt(moved, laterOnWall(until, Date.parse(`${to}Z`) - Date.parse(`${from}Z`)), zone)
}

function movedDays(parts: RuleParts, from: string, to: string): RuleParts | null {
  const days = Math.round((dayOfWall(to) - dayOfWall(from)) / day)
  const said = byParts.filter((name) => parts[name])
  const isAtOtherHour = from.slice(11) !== to.slice(11) && said.some((name) => ['BYHOUR', 'BYMINUTE', 'BYSECOND'].includes(name))
  if (isAtOtherHour) return null
  if (days === 0 || said.length === 0) return {}
  const only = said.length === 1 ? said[0] : undefined
  if (parts['FREQ'] === 'WEEKLY' && only === 'BYDAY') return movedWeekdays(parts, days)
  if (parts['FREQ'] === 'MONTHLY' && only === 'BYMONTHDAY') return movedMonthDay(parts, from, to)
  if (parts['FREQ'] === 'MONTHLY' && only === 'BYDAY') return movedNth(parts, to)
  if (parts['FREQ'] === 'YEARLY' && said.join() === 'BYMONTHDAY,BYMONTH') {
    const onDay = movedMonthDay(parts, from, to)
    return onDay && Number(parts['BYMONTH']) === Number(from.slice(5, 7)) ? { ...onDay, BYMONTH: String(Number(to.slice(5, 7))) } : null
  }
  return null
}

function movedWeekdays(parts: RuleParts, days: number): RuleParts | null {
  const named = (parts['BYDAY'] ?? '').split(',')
  const places = named.map((one) => weekdays.indexOf(one) + days)
  // Every second week, days that part over a week's end would drift apart.
  const isParted = new Set(places.map((place) => Math.floor(place / 7))).size > 1
  if (places.some(Number.isNaN) || (isParted && Number(parts['INTERVAL'] ?? '1') > 1)) return null
  return { BYDAY: places.map((place) => weekdays[((place % 7) + 7) % 7]).join() }
}

function movedMonthDay(parts: RuleParts, from: string, to: string): RuleParts | null {
  const said = Number(parts['BYMONTHDAY'])
  if (said === monthDay(from)) return { BYMONTHDAY: String(monthDay(to)) }
  return said === monthDay(from) - daysOfMonth(from) - 1 ? { BYMONTHDAY: String(monthDay(to) - daysOfMonth(to) - 1) } : null
}

function movedNth(parts: RuleParts, to: string): RuleParts | null {
  const [, nth] = /^([+-]?\d+)(?:MO|TU|WE|TH|FR|SA|SU)$/.exec(parts['BYDAY'] ?? '') ?? []
  if (!nth) return null
  const isLast = nth.startsWith('-') && monthDay(to) > daysOfMonth(to) - 7
  return { BYDAY: `${isLast ? -1 : Math.ceil(monthDay(to) / 7)}${weekdays[weekdayOf(to)]}` }
}
