import { Link } from '@tanstack/react-router'
import { CalendarDays, ListChecks } from 'lucide-react'
import { useMemo, useState } from 'react'
import { type CalendarItem, calendarWindow, itemOf, mondayOf } from '../customers/calendar/calendar-items.ts'
import type { ObjectMeta } from '../data/client.ts'
import { useMeta } from '../data/meta.ts'
import { useList, useOccurrences } from '../data/records.ts'
import { addDays, dayOf, today, weekdayOf } from '../design/format.ts'
import { LoadError, SkeletonRows } from '../design/states.tsx'
import { useText } from '../text/index.ts'
import { DayRow } from './DayRow.tsx'
import { dueFilter } from './due.ts'
import { messages } from './messages.ts'
import { dayFields, dayOfWork, startDay } from './my-day.ts'
import { NextAppointment } from './NextAppointment.tsx'
import { OutcomeDialog } from './OutcomeDialog.tsx'

const mostOverdue = 50
const mostDaysLate = 14

/** The work of one day in its order: the next appointment, those after it, tasks and what is overdue; each ends with one tap. */
export function MyDay({ activity }: { activity: ObjectMeta }) {
  const t = useText(messages)
  const { me, workspace } = useMeta()
  const timeZone = me.timeZone || workspace.timeZone
  const [chosen, setChosen] = useState<string | null>(null)
  const [asked, setAsked] = useState<CalendarItem | null>(null)
  const day = chosen ?? today()
  const isToday = day === today()
  const monday = mondayOf(today())
  // What repeats and was left in the days before belongs to today as well.
  const week = useOccurrences('activity', {
    ...calendarWindow({ from: addDays(monday, -mostDaysLate), to: addDays(monday, 7) }, timeZone),
    owners: [me.userId],
    fields: dayFields,
  })
  const due = useList('activity', { filter: dueFilter, sort: ['dueAt'], fields: dayFields, limit: mostOverdue })
  const busy = useMemo(
    () => new Set(week.records.map((record) => itemOf(record, timeZone)).flatMap((item) => (item && !item.isDone ? [startDay(item)] : []))),
    [week.records, timeZone],
  )
  const work = dayOfWork(
    isToday ? [...week.records, ...due.records] : week.records.filter((record) => isOf(record, day, timeZone)),
    day,
    new Date().toISOString(),
    timeZone,
  )
  const next = isToday ? work.next : undefined
  const appointments = work.appointments.filter((item) => item !== next)
  const late = work.tasks.filter((item) => startDay(item) < today()).length
  const isEmpty = work.appointments.length === 0 && work.tasks.length === 0
  // What was read stays where it is when the server goes away.
  const error = (week.records.length === 0 ? week.error : null) ?? (due.records.length === 0 ? due.error : null)

  return (
    <section className="my-day" aria-label={t('myDay')}>
      <div className="day-strip">
        <div className="days" role="radiogroup" aria-label={t('dayOfWeek')}>
          {Array.from({ length: 7 }, (_, at) => addDays(monday, at)).map((one) => (
            // biome-ignore lint/a11y/useSemanticElements: a radio drawn as a day of the week
            <button
              key={one}
              type="button"
              role="radio"
              aria-checked={one === day}
              className={one === today() ? 'today' : ''}
              onClick={() => setChosen(one === today() ? null : one)}
            >
              <small>{weekdayOf(one).replace('周', '')}</small>
              <b className="num">{Number(one.slice(8))}</b>
              <i className={busy.has(one) ? 'busy' : ''} aria-hidden="true" />
              {busy.has(one) && <span className="visually-hidden">{t('hasWork')}</span>}
            </button>
          ))}
        </div>
        <Link to="/calendar" className="link open-calendar">
          <CalendarDays className="i s" aria-hidden="true" />
          {t('openCalendar')}
        </Link>
      </div>
      {error ? (
        <LoadError error={error} onRetry={week.error ? week.reload : due.reload} />
      ) : week.isPending || due.isPending ? (
        <SkeletonRows rows={5} widths={[60, 200]} />
      ) : isEmpty ? (
        <div className="home-none">
          <ListChecks className="i" aria-hidden="true" />
          <span>
            <b>{isToday ? t('nothingDue') : t('nothingThatDay')}</b>
            <small>{t('nothingDueText')}</small>
          </span>
        </div>
      ) : (
        <>
          {next && <NextAppointment item={next} route={activity.route} onOutcome={setAsked} mayFinish={activity.may.update} />}
          {appointments.length > 0 && (
            <div className="home-list">
              <h3>
                {t('appointments')}
                <span className="cnt">{t('appointmentsLeft', { count: appointments.length })}</span>
              </h3>
              <ul>
                {appointments.map((item) => (
                  <DayRow key={item.key} item={item} object={activity} onOutcome={setAsked} isAppointment />
                ))}
              </ul>
            </div>
          )}
          {work.tasks.length > 0 && (
            <div className="home-list">
              <h3>
                {t('tasks')}
                <span className="cnt">
                  {late > 0 ? t('tasksLate', { count: work.tasks.length, late }) : t('dueCount', { count: work.tasks.length })}
                </span>
                {due.hasMore && isToday && (
                  <Link to="/$route" params={{ route: activity.route }} search={{ filter: dueFilter }} className="link end">
                    {t('seeAll')}
                  </Link>
                )}
              </h3>
              <ul>
                {work.tasks.map((item) => (
                  <DayRow key={item.key} item={item} object={activity} onOutcome={setAsked} />
                ))}
              </ul>
            </div>
          )}
        </>
      )}
      {work.done.length > 0 && (
        <details className="day-done">
          <summary>{t('doneToday', { count: work.done.length })}</summary>
          <ul>
            {work.done.map(({ key, record, title, account }) => (
              <li key={key}>
                <Link to="/$route/$id" params={{ route: activity.route, id: record.id }}>
                  {title}
                  {account && <small>{account}</small>}
                </Link>
              </li>
            ))}
          </ul>
        </details>
      )}
      {asked && <OutcomeDialog item={asked} onClose={() => setAsked(null)} />}
    </section>
  )
}

function isOf(record: Parameters<typeof itemOf>[0], day: string, timeZone: string): boolean {
  const item = itemOf(record, timeZone)
  return item !== undefined && (item.allDay ? item.start === day : dayOf(item.start) === day)
}
