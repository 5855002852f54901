import './calendar.css'
import FullCalendar, { type EventApi, type EventDropInfo, type EventResizeDoneInfo } from '@fullcalendar/react'
import dayGrid from '@fullcalendar/react/daygrid'
import interaction from '@fullcalendar/react/interaction'
import chinese from '@fullcalendar/react/locales/zh-cn'
import '@fullcalendar/react/skeleton.css'
import theme from '@fullcalendar/react/themes/classic'
import '@fullcalendar/react/themes/classic/theme.css'
import timeGrid from '@fullcalendar/react/timegrid'
import { Repeat, TriangleAlert } from 'lucide-react'
import { type KeyboardEvent, useMemo } from 'react'
import type { ChoiceMeta } from '../../data/client.ts'
import { dayOf, timeOf, weekdayOf } from '../../design/format.ts'
import { media, useMedia } from '../../design/use-media.ts'
import { wallTime } from '../../records/fields/wall-clock.ts'
import { lookOf } from '../../records/timeline/channels.ts'
import { zoneName } from '../../set-up/regional.ts'
import { useLanguage, useText } from '../../text/index.ts'
import { type NamedDays, worksOn } from '../holidays/workdays.ts'
import { type CalendarItem, type CalendarSpan, type CalendarView, shownDays } from './calendar-items.ts'
import { calendarTexts } from './messages.ts'
import { type WorkingHours, workedHours } from './working-hours.ts'

type Props = {
  view: Exclude<CalendarView, 'agenda'>
  day: string
  timeZone: string
  items: readonly CalendarItem[]
  kinds: readonly ChoiceMeta[]
  /** The hue of each colleague whose calendar lies over one's own. */
  hues: ReadonlyMap<string, string>
  /** What of it meets something else of the same person. */
  clashes: ReadonlyMap<string, CalendarItem>
  hours: WorkingHours
  /** Holidays, and weekend days that are worked. */
  named: NamedDays
  mayMove: boolean
  mayCreate: boolean
  onOpen: (item: CalendarItem) => void
  onMove: (item: CalendarItem, span: CalendarSpan) => void
  onCreate: (span: CalendarSpan) => void
  /** Put elsewhere by keys: so many minutes, or days. */
  onNudge: (item: CalendarItem, by: { days: number; minutes: number; lasts: number }) => void
  onDay: (day: string) => void
}

/** With Alt: a quarter of an hour or a day; with Shift as well, longer or shorter. */
const nudges: Readonly<Record<string, { days: number; minutes: number; lasts: number }>> = {
  ArrowUp: { days: 0, minutes: -15, lasts: 0 },
  ArrowDown: { days: 0, minutes: 15, lasts: 0 },
  ArrowLeft: { days: -1, minutes: 0, lasts: 0 },
  ArrowRight: { days: 1, minutes: 0, lasts: 0 },
  'Shift+ArrowUp': { days: 0, minutes: 0, lasts: -15 },
  'Shift+ArrowDown': { days: 0, minutes: 0, lasts: 15 },
}

const gridOf = { day: 'timeGridDay', week: 'timeGridWeek', month: 'dayGridMonth' } as const
const plugins = [dayGrid, timeGrid, interaction, theme]

/** Days beside each other, hours below each other, or a month: items are dragged to move, pulled at the end to last longer. */
export function CalendarGrid({ view, day, timeZone, items, kinds, hues, clashes, hours, named, ...props }: Props) {
  const t = useText(calendarTexts)
  const language = useLanguage()
  const isPhone = useMedia(media.phone)
  const byId = useMemo(() => new Map(items.map((item) => [item.key, item])), [items])
  const events = useMemo(
    () =>
      items.map(({ key, title, start, end, allDay, isDone, ownerId }) => ({
        id: key,
        title,
        start,
        end,
        allDay,
        editable: props.mayMove && !isDone,
        className: `cal-item${isDone ? ' done' : ''}`,
        color: (ownerId !== undefined && hues.get(ownerId)) || 'var(--brand)',
      })),
    [items, hues, props.mayMove],
  )

  const isOff = (date: string) => !worksOn(date, hours.days, named)
  const worked = useMemo(() => workedHours(shownDays(view, day, hours.firstDay), hours, named), [hours, named, view, day])

  const moved = ({ event }: EventDropInfo | EventResizeDoneInfo) => {
    const item = byId.get(event.id)
    if (item) props.onMove(item, spanOf(event))
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const key =
      event.target instanceof Element ? event.target.closest('.cal-item')?.querySelector('[data-item]')?.getAttribute('data-item') : null
    const item = key ? byId.get(key) : undefined
    const by = nudges[`${event.shiftKey ? 'Shift+' : ''}${event.key}`]
    if (!item || !by || !event.altKey || !props.mayMove || item.isDone) return
    event.preventDefault()
    event.stopPropagation()
    props.onNudge(item, by)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the items in it, which are focused each
    <div className={`cal-grid cal-${view}`} onKeyDown={onKeyDown}>
      <FullCalendar
        key={`${view}${day}${language}${hours.firstDay}`}
        plugins={plugins}
        locales={[chinese]}
        locale={language === 'en' ? 'en-gb' : 'zh-cn'}
        headerToolbar={false}
        initialView={gridOf[view]}
        initialDate={day}
        firstDay={hours.firstDay}
        businessHours={worked}
        eventInteractive
        timeZone={timeZone}
        height="100%"
        expandRows
        eventMinHeight={24}
        eventMaxStack={isPhone ? 1 : 4}
        nowIndicator
        scrollTime="07:30"
        slotDuration="00:30"
        snapDuration="00:15"
        slotHeaderFormat={{ hour: '2-digit', minute: '2-digit', hour12: false }}
        allDayText={t('allDay')}
        timedText={t('timed')}
        dayMaxEvents={view === 'month'}
        moreLinkContent={({ num }) => <span className="cal-more">{t('moreOfDay', { count: num })}</span>}
        moreLinkClick={({ date }) => props.onDay(dayOf(date))}
        dayHeaderContent={({ date }) => (
          <DayHead day={dayOf(date)} withDate={view !== 'month'} named={named} isOff={view !== 'month' && isOff(dayOf(date))} />
        )}
        dayCellClass={({ date }) => (isOff(dayOf(date)) ? 'cal-off' : '')}
        dayCellTopContent={({ date, dayNumberText }) => (
          <span className="cal-head">
            <NamedDay day={dayOf(date)} named={named} />
            {dayNumberText}
          </span>
        )}
        longPressDelay={350}
        eventDragMinDistance={4}
        selectable={props.mayCreate}
        selectMirror
        unselectAuto
        events={events}
        eventContent={({ event }) => {
          const item = byId.get(event.id)
          return item ? <Item item={item} kind={kinds.find(({ key }) => key === item.type)} clash={clashes.get(item.key)} /> : event.title
        }}
        eventClick={({ event }) => {
          const item = byId.get(event.id)
          if (item) props.onOpen(item)
        }}
        eventDrop={moved}
        eventResize={moved}
        select={({ allDay, start, end, startStr, endStr, view: shown }) => {
          shown.calendar.unselect()
          props.onCreate(allDay ? { allDay, start: startStr, end: endStr } : { allDay, start: start.toISOString(), end: end.toISOString() })
        }}
      />
    </div>
  )
}

function spanOf({ allDay, start, end, startStr, endStr }: EventApi): CalendarSpan {
  return allDay
    ? { allDay, start: startStr, end: endStr || null }
    : { allDay, start: start?.toISOString() ?? '', end: end?.toISOString() ?? null }
}

function DayHead({ day, withDate, named, isOff }: { day: string; withDate: boolean; named: NamedDays; isOff: boolean }) {
  return (
    <span className={`cal-head${isOff ? ' off' : ''}`}>
      <span>{weekdayOf(day)}</span>
      {withDate && <b className="num">{Number(day.slice(8))}</b>}
      {withDate && <NamedDay day={day} named={named} />}
    </span>
  )
}

/** What the calendar of holidays says of a day. */
function NamedDay({ day, named }: { day: string; named: NamedDays }) {
  const t = useText(calendarTexts)
  const known = named.get(day)
  if (!known) return null
  return (
    <>
      <small className="el" title={known.name}>
        {known.name}
      </small>
      <sup className={known.isWorkday ? '' : 'off'}>{t(known.isWorkday ? 'worked' : 'off')}</sup>
    </>
  )
}

function Item({ item, kind, clash }: { item: CalendarItem; kind: ChoiceMeta | undefined; clash: CalendarItem | undefined }) {
  const t = useText(calendarTexts)
  const language = useLanguage()
  const there = item.zone && !item.allDay ? `${wallTime(item.start, item.zone).time} ${zoneName(item.zone, language)}` : ''
  const { icon: Drawn } = lookOf(item.type, kind)
  return (
    <span
      className="cal-what"
      data-item={item.key}
      title={[item.title, item.account, there, clash && t('clash', { what: clash.title })].filter(Boolean).join(' · ')}
    >
      <Drawn className="i xs" aria-hidden="true" />
      {!item.allDay && <time dateTime={item.start}>{timeOf(item.start)}</time>}
      <b>{item.title}</b>
      {item.rule && <Repeat className="i xs" role="img" aria-label={t('repeats')} />}
      {clash && <TriangleAlert className="i xs cal-warn" role="img" aria-label={t('clashes')} />}
      {there && <small>{there}</small>}
      {item.account && <small>{item.account}</small>}
      {item.isDone && <span className="visually-hidden">{t('isDone')}</span>}
    </span>
  )
}
