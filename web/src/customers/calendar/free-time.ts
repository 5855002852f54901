import { addDays } from '../../design/format.ts'
import { instantAt, wallTime } from '../../records/fields/wall-clock.ts'
import { type NamedDays, worksOn } from '../holidays/workdays.ts'
import { type CalendarItem, isBusy } from './calendar-items.ts'
import type { WorkingHours } from './working-hours.ts'

type Span = { start: string; end: string }

const quarter = 15 * 60_000
/** How far ahead a free time is looked for. */
export const daysAhead = 8

/** What of these items takes place in that span and keeps whoever owns it from anything else. */
export function metIn(items: readonly CalendarItem[], { start, end }: Span): CalendarItem[] {
  return items.filter((item) => isBusy(item) && item.start < end && item.end > start)
}

/** The first time from the given one on, equally long, within the hours of work and meeting nothing; undefined where the next days have none. */
export function nextFree(
  items: readonly CalendarItem[],
  { start, end }: Span,
  { hours, named, timeZone }: { hours: WorkingHours; named: NamedDays; timeZone: string },
): Span | undefined {
  const lasts = Date.parse(end) - Date.parse(start)
  const firstDay = wallTime(start, timeZone).date
  for (let ahead = 0; ahead < daysAhead; ahead += 1) {
    const day = addDays(firstDay, ahead)
    if (!worksOn(day, hours.days, named)) continue
    const closes = Date.parse(instantAt(day, hours.to, timeZone))
    let at = Math.max(Date.parse(start), Date.parse(instantAt(day, hours.from, timeZone)))
    while (at + lasts <= closes) {
      const span = { start: new Date(at).toISOString(), end: new Date(at + lasts).toISOString() }
      const met = metIn(items, span)
      if (met.length === 0) return span
      at = Math.ceil(Math.max(...met.map((item) => Date.parse(item.end))) / quarter) * quarter
    }
  }
  return undefined
}
