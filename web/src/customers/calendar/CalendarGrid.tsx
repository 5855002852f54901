import './calendar.css'
import FullCalendar, { type EventApi, type EventDropInfo, type EventResizeDoneInfo } from '@fullcalendar/react'
import dayGrid from '@fullcalendar/react/daygrid'
import interaction from '@fullcalendar/react/interaction'
import chinese from '@fullcalendar/react/locales/zh-cn'
import '@fullcalendar/react/skeleton.css'
import theme from '@fullcalendar/react/themes/classic'
import '@fullcalendar/react/themes/classic/theme.css'
import timeGrid from '@fullcalendar/react/timegrid'
import { useMemo } from 'react'
import type { ChoiceMeta } from '../../data/client.ts'
import { dayOf, timeOf, weekdayOf } from '../../design/format.ts'
import { media, useMedia } from '../../design/use-media.ts'
import { lookOf } from '../../records/timeline/channels.ts'
import { useLanguage, useText } from '../../text/index.ts'
import type { CalendarItem, CalendarSpan, CalendarView } from './calendar-items.ts'
import { calendarTexts } from './messages.ts'

type Props = {
  view: Exclude<CalendarView, 'agenda'>
  day: string
  timeZone: string
  items: readonly CalendarItem[]
  kinds: readonly ChoiceMeta[]
  /** The hue of each colleague whose calendar lies over one's own. */
  hues: ReadonlyMap<string, string>
  mayMove: boolean
  mayCreate: boolean
  onOpen: (item: CalendarItem) => void
  onMove: (item: CalendarItem, span: CalendarSpan) => void
  onCreate: (span: CalendarSpan) => void
  onDay: (day: string) => void
}

const gridOf = { day: 'timeGridDay', week: 'timeGridWeek', month: 'dayGridMonth' } as const
const plugins = [dayGrid, timeGrid, interaction, theme]

/** Days beside each other, hours below each other, or a month: items are dragged to move, pulled at the end to last longer. */
export function CalendarGrid({ view, day, timeZone, items, kinds, hues, ...props }: Props) {
  const t = useText(calendarTexts)
  const language = useLanguage()
  const isPhone = useMedia(media.phone)
  const byId = useMemo(() => new Map(items.map((item) => [item.record.id, item])), [items])
  const events = useMemo(
    () =>
      items.map(({ record, title, start, end, allDay, isDone, ownerId }) => ({
        id: record.id,
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

  const moved = ({ event }: EventDropInfo | EventResizeDoneInfo) => {
    const item = byId.get(event.id)
    if (item) props.onMove(item, spanOf(event))
  }

  return (
    <div className={`cal-grid cal-${view}`}>
      <FullCalendar
        key={`${view}${day}${language}`}
        plugins={plugins}
        locales={[chinese]}
        locale={language === 'en' ? 'en-gb' : 'zh-cn'}
        headerToolbar={false}
        initialView={gridOf[view]}
        initialDate={day}
        firstDay={1}
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
        dayHeaderContent={({ date }) => <DayHead day={dayOf(date)} withDate={view !== 'month'} />}
        longPressDelay={350}
        eventDragMinDistance={4}
        selectable={props.mayCreate}
        selectMirror
        unselectAuto
        events={events}
        eventContent={({ event }) => {
          const item = byId.get(event.id)
          return item ? <Item item={item} kind={kinds.find(({ key }) => key === item.type)} /> : event.title
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

function DayHead({ day, withDate }: { day: string; withDate: boolean }) {
  return (
    <span className="cal-head">
      <span>{weekdayOf(day)}</span>
      {withDate && <b className="num">{Number(day.slice(8))}</b>}
    </span>
  )
}

function Item({ item, kind }: { item: CalendarItem; kind: ChoiceMeta | undefined }) {
  const t = useText(calendarTexts)
  const { icon: Drawn } = lookOf(item.type, kind)
  return (
    <span className="cal-what" title={[item.title, item.account].filter(Boolean).join(' · ')}>
      <Drawn className="i xs" aria-hidden="true" />
      {!item.allDay && <time dateTime={item.start}>{timeOf(item.start)}</time>}
      <b>{item.title}</b>
      {item.account && <small>{item.account}</small>}
      {item.isDone && <span className="visually-hidden">{t('isDone')}</span>}
    </span>
  )
}
