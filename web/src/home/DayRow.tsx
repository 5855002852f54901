import { Link } from '@tanstack/react-router'
import { NotebookPen } from 'lucide-react'
import type { CalendarItem } from '../customers/calendar/calendar-items.ts'
import type { ObjectMeta } from '../data/client.ts'
import { useMeta } from '../data/meta.ts'
import { daysBetween, formatExactDateTime, timeOf, today } from '../design/format.ts'
import { activityModel, lookOf } from '../records/timeline/channels.ts'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'
import { startDay } from './my-day.ts'
import { Postpone } from './Postpone.tsx'
import { useFinish } from './use-finish.ts'

type Props = { item: CalendarItem; object: ObjectMeta; onOutcome: (item: CalendarItem) => void; isAppointment?: boolean }

/** One piece of the day: a circle that finishes it, when and for whom it is; put off by any date that can be typed. */
export function DayRow({ item, object, onOutcome, isAppointment = false }: Props) {
  const t = useText(messages)
  const finish = useFinish()
  const kinds = activityModel(useMeta())?.kinds
  const { icon: Drawn, color } = lookOf(
    item.type,
    kinds?.find(({ key }) => key === item.type),
  )
  const lateDays = daysBetween(startDay(item), today())
  const time = (
    <time dateTime={item.start} title={formatExactDateTime(item.start)} className={isAppointment ? 'at num' : lateDays > 0 ? 'bad' : 't3'}>
      {lateDays > 0 ? t('late', { days: lateDays }) : item.allDay ? t('allDay') : timeOf(item.start)}
    </time>
  )
  return (
    <li className="row">
      <button
        type="button"
        className="finish"
        aria-label={t('done', { title: item.title })}
        title={t('done', { title: item.title })}
        disabled={!object.may.update}
        onClick={() => finish({ item })}
      />
      <Link to="/$route/$id" params={{ route: object.route, id: item.record.id }} className="grow">
        {isAppointment && time}
        {isAppointment && <Drawn className="i s" style={{ color }} aria-hidden="true" />}
        <span className="grow">
          <span className="el name">{isAppointment ? (item.account ?? item.title) : item.title}</span>
          <small className="el">{isAppointment && item.account ? item.title : item.account}</small>
        </span>
        {!isAppointment && time}
      </Link>
      {object.may.update && (
        <span className="day-acts">
          <Postpone item={item} />
          <button
            type="button"
            className="ib"
            aria-label={t('outcomeOf', { title: item.title })}
            title={t('logOutcome')}
            onClick={() => onOutcome(item)}
          >
            <NotebookPen className="i s" aria-hidden="true" />
          </button>
        </span>
      )}
    </li>
  )
}
