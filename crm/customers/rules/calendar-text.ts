import ICAL from 'ical.js'
import { tzlib_get_ical_block as zoneBlock } from 'timezones-ical-library'
import { dateIn, wallAt } from '../../../engine/index.ts'

/** An activity as a calendar shows it; only fields that the reader may see. */
export type CalendarActivity = {
  readonly id: string
  readonly subject?: string | null
  readonly type?: string | null
  readonly status?: string | null
  readonly occurAt?: string | null
  readonly endAt?: string | null
  readonly dueAt?: string | null
  readonly allDay?: boolean | null
  readonly place?: string | null
  readonly content?: string | null
  readonly account?: { readonly title: string } | null
  readonly contact?: { readonly title: string } | null
  readonly timeZone?: string | null
  readonly wallTime?: string | null
  readonly recurrence?: string | null
  readonly extraTimes?: string | null
  readonly series?: { readonly id: string } | null
  readonly instance?: string | null
  readonly remindBefore?: number | null
  readonly createdAt?: string
  readonly changedAt?: string
}

export type CalendarOptions = {
  readonly name: string
  /** The zone of days that last the whole day. */
  readonly timeZone: string
  readonly publicUrl: string
  /** Alarms so many minutes before, where the activity says nothing else; null puts none in. */
  readonly alarmMinutes: number | null
}

const usualMinutes = 30
const usualTaskMinutes = 15

/** A calendar of RFC 5545 that says the same whenever the activities do: its hash is its version. */
export function calendarText(activities: readonly CalendarActivity[], options: CalendarOptions): string {
  const calendar = new ICAL.Component(['vcalendar', [], []])
  calendar.updatePropertyWithValue('version', '2.0')
  calendar.updatePropertyWithValue('prodid', '-//Guanxi//CRM//EN')
  calendar.updatePropertyWithValue('calscale', 'GREGORIAN')
  calendar.updatePropertyWithValue('method', 'PUBLISH')
  calendar.updatePropertyWithValue('x-wr-calname', options.name)
  const known = new Set(activities.filter(({ recurrence }) => recurrence).map(({ id }) => id))
  for (const zone of new Set(
    activities.flatMap((one) => (one.recurrence || known.has(one.series?.id ?? '') ? [one.timeZone ?? ''] : [])),
  )) {
    const [block] = zoneBlock(zone)
    if (block) calendar.addSubcomponent(new ICAL.Component(ICAL.parse(block)))
  }
  for (const activity of activities) {
    const event = eventOf(activity, known.has(activity.series?.id ?? ''), options)
    if (event) calendar.addSubcomponent(event)
  }
  return `${calendar.toString()}\r\n`
}

function eventOf(activity: CalendarActivity, isOfSeries: boolean, options: CalendarOptions): InstanceType<typeof ICAL.Component> | null {
  const { id, status, series, instance, timeZone, recurrence } = activity
  const isTask = activity.type === 'task'
  const start = isTask ? (activity.dueAt ?? activity.occurAt) : activity.occurAt
  if (!start) return null
  const event = new ICAL.Component('vevent')
  const isOnWall = Boolean(recurrence) || isOfSeries
  const zone = timeZone ?? options.timeZone
  event.updatePropertyWithValue('uid', `${isOfSeries && series ? series.id : id}@guanxi`)
  event.updatePropertyWithValue('dtstamp', ICAL.Time.fromDateTimeString(seconds(activity.changedAt ?? start)))
  const put = (name: string, at: string): void => {
    const property = new ICAL.Property(name, event)
    if (activity.allDay) property.setValue(ICAL.Time.fromDateString(dateIn(zone, new Date(at))))
    else if (isOnWall) {
      property.setValue(ICAL.Time.fromDateTimeString(wallAt(at, zone).slice(0, 19)))
      property.setParameter('tzid', zone)
    } else property.setValue(ICAL.Time.fromDateTimeString(seconds(at)))
    event.addProperty(property)
  }
  put('dtstart', start)
  put('dtend', endOf(activity, start, isTask))
  if (recurrence) event.updatePropertyWithValue('rrule', ICAL.Recur.fromString(recurrence))
  for (const wall of (activity.extraTimes ?? '').split(',').filter((one) => recurrence && one !== ''))
    addWall(event, 'rdate', wall, zone, activity.allDay)
  if (isOfSeries && instance) addWall(event, 'recurrence-id', instance, zone, activity.allDay)
  event.updatePropertyWithValue('summary', activity.subject ?? '')
  const about = [activity.account?.title, activity.contact?.title].filter(Boolean).join(' · ')
  const words = [about, activity.content ?? ''].filter(Boolean).join('\n\n')
  if (words) event.updatePropertyWithValue('description', words)
  if (activity.place) event.updatePropertyWithValue('location', activity.place)
  event.updatePropertyWithValue('url', `${options.publicUrl}/activities/${id}`)
  event.updatePropertyWithValue('status', status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED')
  // Work to be done by a moment does not make anybody busy.
  event.updatePropertyWithValue('transp', isTask || activity.allDay ? 'TRANSPARENT' : 'OPAQUE')
  if (options.alarmMinutes !== null && status === 'planned')
    event.addSubcomponent(alarm(activity.remindBefore ?? options.alarmMinutes, activity.subject ?? ''))
  return event
}

function alarm(minutes: number, words: string): InstanceType<typeof ICAL.Component> {
  const component = new ICAL.Component('valarm')
  component.updatePropertyWithValue('action', 'DISPLAY')
  component.updatePropertyWithValue('trigger', ICAL.Duration.fromSeconds(-minutes * 60))
  component.updatePropertyWithValue('description', words)
  return component
}

function addWall(event: InstanceType<typeof ICAL.Component>, name: string, wall: string, zone: string, allDay?: boolean | null): void {
  const property = new ICAL.Property(name, event)
  property.setValue(allDay ? ICAL.Time.fromDateString(wall.slice(0, 10)) : ICAL.Time.fromDateTimeString(wall.slice(0, 19)))
  if (!allDay) property.setParameter('tzid', zone)
  event.addProperty(property)
}

function endOf({ endAt, allDay }: CalendarActivity, start: string, isTask: boolean): string {
  // The last day of what lasts whole days is not part of it.
  if (allDay) return new Date(Date.parse(endAt && endAt > start ? endAt : start) + 86_400_000).toISOString()
  if (endAt && endAt > start) return endAt
  return new Date(Date.parse(start) + (isTask ? usualTaskMinutes : usualMinutes) * 60_000).toISOString()
}

const seconds = (instant: string): string => `${new Date(instant).toISOString().slice(0, 19)}Z`
