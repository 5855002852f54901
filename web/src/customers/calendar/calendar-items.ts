import type { Filter, RecordJson, RecordLink, Values } from '../../data/client.ts'
import { addDays } from '../../design/format.ts'
import { instantAt, wallTime } from '../../records/fields/wall-clock.ts'

export const calendarViews = ['day', 'week', 'month', 'agenda'] as const
export type CalendarView = (typeof calendarViews)[number]

/** Fields that a calendar reads of an activity. */
export const calendarFields = ['subject', 'type', 'status', 'account', 'occurAt', 'endAt', 'dueAt', 'allDay', 'place', 'owner']

/** How much one look at a calendar reads. */
export const mostItems = 500

const usualMinutes = 30
const longestDays = 31
const agendaDays = 28

export type CalendarItem = {
  record: RecordJson
  title: string
  type: string
  isDone: boolean
  account: string | undefined
  ownerId: string | undefined
  allDay: boolean
  /** Days where it takes the whole of them, otherwise instants; the end is the first moment after it. */
  start: string
  end: string
}

/** When an activity stands in the calendar: a task when it is due, anything else when it takes place. */
export function itemOf(record: RecordJson, timeZone: string): CalendarItem | undefined {
  const type = String(record['type'] ?? '')
  const at = textOf(type === 'task' ? (record['dueAt'] ?? record['occurAt']) : (record['occurAt'] ?? record['dueAt']))
  if (at === undefined) return undefined
  const account = record['account'] as RecordLink | null | undefined
  const owner = record['owner'] as RecordLink | null | undefined
  const allDay = record['allDay'] === true
  const endAt = textOf(record['endAt'])
  const end = endAt !== undefined && endAt > at ? endAt : new Date(Date.parse(at) + usualMinutes * 60_000).toISOString()
  const firstDay = wallTime(at, timeZone).date
  return {
    record,
    title: String(record['subject'] ?? ''),
    type,
    isDone: record['status'] === 'done',
    account: account?.title,
    ownerId: owner?.id,
    allDay,
    start: allDay ? firstDay : at,
    end: allDay ? addDays(endAt !== undefined && endAt > at ? wallTime(endAt, timeZone).date : firstDay, 1) : end,
  }
}

export type CalendarSpan = { allDay: boolean; start: string; end: string | null }

/** The fields in which a span of the calendar is kept: whole days as the first and the last minute of them on the reader's wall. */
export function spanValues({ allDay, start, end }: CalendarSpan, timeZone: string): { occurAt: string; endAt: string | null } {
  if (!allDay) return { occurAt: new Date(start).toISOString(), endAt: end === null ? null : new Date(end).toISOString() }
  const last = end === null ? start : addDays(end, -1)
  return { occurAt: instantAt(start, '00:00', timeZone), endAt: last > start ? instantAt(last, '23:59', timeZone) : null }
}

/** What changes when an item is put elsewhere. A date due that stood with it goes along; one agreed apart from it stays. */
export function movedValues({ record, type }: CalendarItem, span: CalendarSpan, timeZone: string): Values {
  const { occurAt, endAt } = spanValues(span, timeZone)
  const due = textOf(record['dueAt'])
  const goesAlong = due !== undefined && (type === 'task' || due === record['occurAt'])
  return {
    occurAt,
    ...(endAt !== null || textOf(record['endAt']) !== undefined ? { endAt } : {}),
    ...(goesAlong ? { dueAt: span.allDay && type === 'task' ? instantAt(span.start, '23:59', timeZone) : occurAt } : {}),
    ...(span.allDay === (record['allDay'] === true) ? {} : { allDay: span.allDay }),
  }
}

/** The days that a view shows: the first, and the first that it does not show. Weeks begin on Monday. */
export function shownDays(view: CalendarView, day: string): { from: string; to: string } {
  if (view === 'day') return { from: day, to: addDays(day, 1) }
  if (view === 'week') return { from: mondayOf(day), to: addDays(mondayOf(day), 7) }
  if (view === 'agenda') return { from: day, to: addDays(day, agendaDays) }
  const from = mondayOf(`${day.slice(0, 8)}01`)
  return { from, to: addDays(from, 42) }
}

/** One page of this view earlier or later. */
export function steppedDay(view: CalendarView, day: string, step: 1 | -1): string {
  if (view === 'day') return addDays(day, step)
  if (view === 'week') return addDays(day, 7 * step)
  if (view === 'agenda') return addDays(day, agendaDays * step)
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + step
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`
}

export function mondayOf(day: string): string {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
}

/** Work of these people that touches the days; nothing lasts longer than a month, so that the read stays bounded on both sides. */
export function calendarFilter(people: readonly string[], { from, to }: { from: string; to: string }, timeZone: string): Filter {
  const start = instantAt(from, '00:00', timeZone)
  const end = new Date(Date.parse(instantAt(to, '00:00', timeZone)) - 1).toISOString()
  const before = instantAt(addDays(from, -longestDays), '00:00', timeZone)
  return {
    all: [
      { field: 'owner', op: 'in', value: [...people] },
      {
        any: [
          { field: 'occurAt', op: 'between', value: [start, end] },
          { field: 'dueAt', op: 'between', value: [start, end] },
          {
            all: [
              { field: 'occurAt', op: 'between', value: [before, start] },
              { field: 'endAt', op: 'gte', value: start },
            ],
          },
        ],
      },
    ],
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
