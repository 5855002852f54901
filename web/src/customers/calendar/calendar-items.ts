import type { RecordJson, RecordLink, Values } from '../../data/client.ts'
import { addDays } from '../../design/format.ts'
import { instantAt, wallTime } from '../../records/fields/wall-clock.ts'

export const calendarViews = ['day', 'week', 'month', 'agenda'] as const
export type CalendarView = (typeof calendarViews)[number]

/** Fields that a calendar reads of an activity. */
export const calendarFields = [
  'subject',
  'type',
  'status',
  'account',
  'occurAt',
  'endAt',
  'dueAt',
  'allDay',
  'place',
  'owner',
  'recurrence',
  'timeZone',
  'instance',
]

const usualMinutes = 30
const agendaDays = 28

export type CalendarItem = {
  /** Of its own among all items: the times of a series share their record. */
  key: string
  record: RecordJson
  /** Which time of a series it is, as a wall time; null for what is a record of its own. */
  instance: string | null
  /** The rule by which it repeats. */
  rule: string | null
  /** The zone in which it was agreed, where that is not the reader's. */
  zone: string | undefined
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
  if (record['status'] === 'cancelled') return undefined
  const type = String(record['type'] ?? '')
  const at = textOf(type === 'task' ? (record['dueAt'] ?? record['occurAt']) : (record['occurAt'] ?? record['dueAt']))
  if (at === undefined) return undefined
  const account = record['account'] as RecordLink | null | undefined
  const owner = record['owner'] as RecordLink | null | undefined
  const allDay = record['allDay'] === true
  const endAt = textOf(record['endAt'])
  const end = endAt !== undefined && endAt > at ? endAt : new Date(Date.parse(at) + usualMinutes * 60_000).toISOString()
  const firstDay = wallTime(at, timeZone).date
  const rule = textOf(record['recurrence']) ?? null
  const instance = rule === null ? null : (textOf(record['instance']) ?? null)
  const zone = textOf(record['timeZone'])
  return {
    key: instance === null ? record.id : `${record.id} ${instance}`,
    record,
    instance,
    rule,
    zone: zone !== timeZone ? zone : undefined,
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

/** The days that a view shows: the first, and the first that it does not show. Weeks begin on Monday, or on the day that is asked for (0 is Sunday). */
export function shownDays(view: CalendarView, day: string, firstDay = 1): { from: string; to: string } {
  if (view === 'day') return { from: day, to: addDays(day, 1) }
  if (view === 'week') return { from: weekOf(day, firstDay), to: addDays(weekOf(day, firstDay), 7) }
  if (view === 'agenda') return { from: day, to: addDays(day, agendaDays) }
  const from = weekOf(`${day.slice(0, 8)}01`, firstDay)
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
  return weekOf(day, 1)
}

function weekOf(day: string, firstDay: number): string {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 7 - firstDay) % 7))
}

/** The moments between which a calendar of these days is read. */
export function calendarWindow({ from, to }: { from: string; to: string }, timeZone: string): { from: string; to: string } {
  return { from: instantAt(from, '00:00', timeZone), to: instantAt(to, '00:00', timeZone) }
}

/** The span in which an item stands, put to another start. */
export function spanFrom(item: CalendarItem, start: string): CalendarSpan {
  if (item.allDay) return { allDay: true, start, end: addDays(start, Math.max(1, daysOf(item))) }
  const lasts = Date.parse(item.end) - Date.parse(item.start)
  return {
    allDay: false,
    start,
    end: textOf(item.record['endAt']) === undefined ? null : new Date(Date.parse(start) + lasts).toISOString(),
  }
}

function daysOf({ start, end }: CalendarItem): number {
  return Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000)
}

/** Work of the same person at the same time: by the item's key, what it meets. Whole days and tasks keep nobody from anything. */
export function clashesOf(items: readonly CalendarItem[]): Map<string, CalendarItem> {
  const found = new Map<string, CalendarItem>()
  const busy = items.filter(isBusy).toSorted((a, b) => a.start.localeCompare(b.start))
  for (const own of Map.groupBy(busy, ({ ownerId }) => ownerId).values()) {
    let longest: CalendarItem | undefined
    for (const item of own) {
      if (longest && longest.end > item.start) {
        found.set(item.key, longest)
        if (!found.has(longest.key)) found.set(longest.key, item)
      }
      if (!longest || item.end > longest.end) longest = item
    }
  }
  return found
}

export function isBusy({ allDay, isDone, type, ownerId }: CalendarItem): boolean {
  return !allDay && !isDone && type !== 'task' && type !== 'note' && ownerId !== undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
