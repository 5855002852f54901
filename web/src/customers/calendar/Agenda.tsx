import { CalendarDays, Repeat, TriangleAlert } from 'lucide-react'
import type { ChoiceMeta } from '../../data/client.ts'
import { dayOf, formatExactDateTime, timeOf, today } from '../../design/format.ts'
import { Empty } from '../../design/states.tsx'
import { lookOf } from '../../records/timeline/channels.ts'
import { byDay, dayHeading } from '../../records/timeline/days.ts'
import { useText } from '../../text/index.ts'
import type { CalendarItem } from './calendar-items.ts'
import { calendarTexts } from './messages.ts'

type Props = {
  items: readonly CalendarItem[]
  from: string
  kinds: readonly ChoiceMeta[]
  hues: ReadonlyMap<string, string>
  clashes: ReadonlyMap<string, CalendarItem>
  onOpen: (item: CalendarItem) => void
}

/** What is planned, day below day: the calendar of a phone. */
export function Agenda({ items, from, kinds, hues, clashes, onOpen }: Props) {
  const t = useText(calendarTexts)
  const startDay = ({ start, allDay }: CalendarItem) => (allDay ? start : dayOf(start))
  const shownDay = (item: CalendarItem) => (startDay(item) < from ? from : startDay(item))
  const ordered = items.toSorted(
    (a, b) => shownDay(a).localeCompare(shownDay(b)) || Number(b.allDay) - Number(a.allDay) || a.start.localeCompare(b.start),
  )
  if (ordered.length === 0)
    return (
      <Empty icon={<CalendarDays className="i" aria-hidden="true" />} title={t('nothing')}>
        {t('nothingText')}
      </Empty>
    )
  return (
    <div className="cal-agenda">
      {byDay(ordered, shownDay).map(({ day, items: ofDay }) => (
        <section key={day} aria-label={dayHeading(day)}>
          <h3 className={day === today() ? 'on' : ''}>{dayHeading(day)}</h3>
          <ul>
            {ofDay.map((item) => {
              const { icon: Drawn, color } = lookOf(
                item.type,
                kinds.find(({ key }) => key === item.type),
              )
              return (
                <li key={item.key}>
                  <button type="button" className={item.isDone ? 'done' : ''} onClick={() => onOpen(item)}>
                    <span className="when num" title={item.allDay ? undefined : formatExactDateTime(item.start)}>
                      {item.allDay ? t('allDay') : timeOf(item.start)}
                    </span>
                    <Drawn className="i s" style={{ color: (item.ownerId && hues.get(item.ownerId)) || color }} aria-hidden="true" />
                    <span className="grow">
                      <span className="el name">{item.title}</span>
                      {item.account && <small className="el">{item.account}</small>}
                    </span>
                    {item.rule && <Repeat className="i xs" role="img" aria-label={t('repeats')} />}
                    {clashes.has(item.key) && <TriangleAlert className="i xs cal-warn" role="img" aria-label={t('clashes')} />}
                    {item.isDone && <small>{t('isDone')}</small>}
                  </button>
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </div>
  )
}
