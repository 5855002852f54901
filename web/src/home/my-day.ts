import { type CalendarItem, itemOf } from '../customers/calendar/calendar-items.ts'
import type { RecordJson } from '../data/client.ts'
import { dayOf } from '../design/format.ts'

/** Fields that a day shows of an activity. */
export const dayFields = [
  'subject',
  'type',
  'status',
  'account',
  'contact',
  'regarding',
  'occurAt',
  'endAt',
  'dueAt',
  'allDay',
  'place',
  'checkInAt',
  'checkInLocation',
  'checkInDistance',
  'checkInFar',
  'checkInAccuracy',
  'checkInLatitude',
  'owner',
  'recurrence',
  'timeZone',
  'instance',
]

export type Day = {
  /** Visits, meetings, calls with an hour of this day, in their order. */
  appointments: CalendarItem[]
  /** Everything else of the day and what was left from before, the oldest first. */
  tasks: CalendarItem[]
  /** What of the day is behind one. */
  done: CalendarItem[]
  /** The appointment that is under way or comes next. */
  next: CalendarItem | undefined
}

export const startDay = ({ start, allDay }: CalendarItem): string => (allDay ? start : dayOf(start))

/** One day of work, put together from what stands in the calendar and what is overdue. */
export function dayOfWork(records: readonly RecordJson[], day: string, now: string, timeZone: string): Day {
  const items = [
    ...new Map(
      records
        .map((record) => itemOf(record, timeZone))
        .filter((item) => item !== undefined)
        .map((item) => [item.key, item] as const),
    ).values(),
  ]
    .filter((item) => startDay(item) === day || (startDay(item) < day && isUnfinished(item)))
    .toSorted((a, b) => a.start.localeCompare(b.start))
  // Of what repeats, the latest time that was left says it all.
  const left = new Map(items.filter((item) => item.instance !== null && startDay(item) < day).map((item) => [item.record.id, item.key]))
  const open = items.filter(
    (item) => isUnfinished(item) && (item.instance === null || startDay(item) === day || left.get(item.record.id) === item.key),
  )
  const isAppointment = (item: CalendarItem) => item.type !== 'task' && !item.allDay && startDay(item) === day
  const appointments = open.filter(isAppointment)
  return {
    appointments,
    tasks: open.filter((item) => !isAppointment(item)),
    done: items.filter(({ isDone }) => isDone),
    next: appointments.find(({ end }) => end > now),
  }
}

function isUnfinished({ record }: CalendarItem): boolean {
  return record['status'] === 'planned'
}
