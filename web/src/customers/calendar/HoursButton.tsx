import { Settings2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useUpdateMe } from '../../data/session.ts'
import { Popover } from '../../design/Popover.tsx'
import '../../records/fields/fields.css'
import { weekdayKeys, weekdayText } from '../../records/fields/recurrence.ts'
import { useText } from '../../text/index.ts'
import { calendarTexts } from './messages.ts'
import type { WorkingHours } from './working-hours.ts'

/** The first day of the week and the hours of work: one's own, on every device. */
export function HoursButton({ hours }: { hours: WorkingHours }) {
  const t = useText(calendarTexts)
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="ib"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={t('hours')}
        title={t('hours')}
        onClick={() => setOpen(!isOpen)}
      >
        <Settings2 className="i" aria-hidden="true" />
      </button>
      {isOpen && (
        <Popover anchor={anchor} onClose={() => setOpen(false)} place="bottom-end" width={280} label={t('hours')}>
          <Hours hours={hours} />
        </Popover>
      )}
    </>
  )
}

/** Monday first, as the days of a rule are named; 0 is Sunday. */
const dayNumber = (at: number) => (at + 1) % 7

function Hours({ hours }: { hours: WorkingHours }) {
  const t = useText(calendarTexts)
  const { mutate } = useUpdateMe()
  const put = (next: Partial<WorkingHours>) => mutate({ settings: { calendar: { ...hours, ...next } } })
  return (
    <div className="cal-hours">
      <label>
        {t('firstDay')}
        <select className="field" value={hours.firstDay} onChange={({ target }) => put({ firstDay: Number(target.value) })}>
          {[1, 0, 6].map((day) => (
            <option key={day} value={day}>
              {weekdayText(weekdayKeys[(day + 6) % 7] ?? 'MO')}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('worksFrom')}
        <input
          type="time"
          className="field num"
          value={hours.from}
          onChange={({ target }) => target.value && target.value < hours.to && put({ from: target.value })}
        />
      </label>
      <label>
        {t('worksTo')}
        <input
          type="time"
          className="field num"
          value={hours.to}
          onChange={({ target }) => target.value > hours.from && put({ to: target.value })}
        />
      </label>
      <fieldset className="fe-repeat-days" aria-label={t('workDays')}>
        {weekdayKeys.map((key, at) => {
          const day = dayNumber(at)
          const isOn = hours.days.includes(day)
          return (
            <label key={key} className={isOn ? 'on' : ''}>
              <input
                type="checkbox"
                className="visually-hidden"
                checked={isOn}
                onChange={() => put({ days: isOn ? hours.days.filter((one) => one !== day) : [...hours.days, day] })}
              />
              {weekdayText(key)}
            </label>
          )
        })}
      </fieldset>
    </div>
  )
}
