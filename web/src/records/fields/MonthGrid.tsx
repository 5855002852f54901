import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { isWorkday, useNamedDays } from '../../customers/holidays/workdays.ts'
import { useLanguage, useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { addDays, weekdayOf } from './natural-date.ts'

type MonthGridProps = { chosen: string | null; today: string; onChoose: (date: string) => void }

const daysShown = 42

/** One month, Monday first. For the mouse: whoever types has the line above it. */
export function MonthGrid({ chosen, today, onChoose }: MonthGridProps) {
  const t = useText(messages)
  const language = useLanguage()
  const [month, setMonth] = useState((chosen ?? today).slice(0, 7))
  const first = `${month}-01`
  const start = addDays(first, 1 - weekdayOf(first))
  const dayName = new Intl.DateTimeFormat(language, { weekday: 'narrow', timeZone: 'UTC' })
  const title = t('monthTitle', {
    year: month.slice(0, 4),
    month: Number(month.slice(5)),
    name: new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(new Date(`${first}T00:00:00Z`)),
  })
  const other = (step: -1 | 1) => setMonth(addDays(step < 0 ? first : `${month}-28`, step < 0 ? -1 : 4).slice(0, 7))
  const days = Array.from({ length: daysShown }, (_, at) => addDays(start, at))
  const named = useNamedDays(start, addDays(start, daysShown - 1))

  return (
    <div className="fe-month">
      <div className="fe-month-head">
        <button type="button" aria-label={t('previousMonth')} onClick={() => other(-1)}>
          <ChevronLeft size={14} />
        </button>
        <b aria-live="polite">{title}</b>
        <button type="button" aria-label={t('nextMonth')} onClick={() => other(1)}>
          <ChevronRight size={14} />
        </button>
      </div>
      <div className="fe-month-days">
        {days.slice(0, 7).map((date) => (
          <span key={date} className="fe-month-weekday">
            {dayName.format(new Date(`${date}T00:00:00Z`))}
          </span>
        ))}
        {days.map((date) => (
          <button
            key={date}
            type="button"
            tabIndex={-1}
            aria-label={named.has(date) ? t('holidayNamed', { date, name: named.get(date)?.name ?? '' }) : date}
            title={named.get(date)?.name}
            data-day={isWorkday(date, named) ? undefined : 'off'}
            aria-current={date === today ? 'date' : undefined}
            aria-pressed={date === chosen}
            data-outside={!date.startsWith(month) || undefined}
            onClick={() => onChoose(date)}
          >
            {Number(date.slice(8))}
            {named.has(date) && <sup>{t(named.get(date)?.isWorkday ? 'dayWorked' : 'dayOff')}</sup>}
          </button>
        ))}
      </div>
    </div>
  )
}
