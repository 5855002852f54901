/** Days on which people do not work though the week says so, and days on which they do though it does not (调休). ISO dates. */
export type WorkCalendar = { readonly off: ReadonlySet<string>; readonly work: ReadonlySet<string> }

const dayMilliseconds = 86_400_000
/** Two years without a working day is no calendar. */
const mostDays = 800

const parse = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const format = (at: number): string => new Date(at).toISOString().slice(0, 10)

export function isWorkday(day: string, calendar: WorkCalendar): boolean {
  if (calendar.work.has(day)) return true
  if (calendar.off.has(day)) return false
  const weekday = new Date(parse(day)).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/** The day that lies so many working days ahead, or behind for a negative count; 0 is the day itself, or the first working day after it. */
export function addWorkdays(day: string, count: number, calendar: WorkCalendar): string {
  const step = count < 0 ? -dayMilliseconds : dayMilliseconds
  let at = parse(day)
  let left = Math.abs(Math.trunc(count))
  if (left === 0) for (let tried = 0; tried < mostDays && !isWorkday(format(at), calendar); tried += 1) at += step
  for (let idle = 0; left > 0; ) {
    at += step
    const isOne = isWorkday(format(at), calendar)
    if (isOne) left -= 1
    idle = isOne ? 0 : idle + 1
    if (idle > mostDays) throw new RangeError('a calendar without working days')
  }
  return format(at)
}

/** Working days after `from`, up to and with `to`; negative where `to` lies before. */
export function workdaysBetween(from: string, to: string, calendar: WorkCalendar): number {
  if (to < from) return -workdaysBetween(to, from, calendar)
  let count = 0
  for (let at = parse(from) + dayMilliseconds; at <= parse(to); at += dayMilliseconds) if (isWorkday(format(at), calendar)) count += 1
  return count
}
