import { addDays, today } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import type { EditorProps } from './editor.ts'
import {
  frequencies,
  nthPlaces,
  placeText,
  type Repeat,
  repeatOf,
  repeatText,
  ruleOf,
  type WeekdayKey,
  weekdayKeys,
  weekdayText,
  workdays,
} from './recurrence.ts'
import { recurrenceTexts } from './recurrence-messages.ts'

const fresh: Repeat = { freq: 'WEEKLY', interval: 1, days: [], nth: null, until: null, count: null }

/** How often something takes place: chosen in words, kept as a rule of RFC 5545. A rule that these choices cannot say stays as it is until another is chosen. */
export function RecurrenceEditor({ value, onChange, id, label, describedBy }: EditorProps) {
  const t = useText(recurrenceTexts)
  const rule = typeof value === 'string' && value !== '' ? value : null
  const repeat = rule === null ? null : repeatOf(rule)
  const isWorkdays = repeat?.freq === 'WEEKLY' && repeat.days.length === 5 && workdays.every((day) => repeat.days.includes(day))
  const chosen = rule === null ? 'never' : repeat === null ? 'own' : isWorkdays ? 'WORKDAYS' : repeat.freq
  const put = (next: Partial<Repeat>) => onChange(ruleOf({ ...fresh, ...repeat, ...next }))

  function choose(key: string): void {
    const freq = frequencies.find((one) => one === key)
    if (key === 'never') onChange(null)
    else if (key === 'WORKDAYS') put({ freq: 'WEEKLY', interval: 1, days: workdays, nth: null })
    else if (freq) put({ freq, days: [], nth: null })
  }

  return (
    <div className="fe-repeat">
      <select
        className="field"
        id={id}
        aria-label={label ?? (id ? undefined : t('howOften'))}
        aria-describedby={describedBy}
        value={chosen}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="never">{t('never')}</option>
        <option value="DAILY">{t('DAILY')}</option>
        <option value="WORKDAYS">{t('WORKDAYS')}</option>
        <option value="WEEKLY">{t('WEEKLY')}</option>
        <option value="MONTHLY">{t('MONTHLY')}</option>
        <option value="YEARLY">{t('YEARLY')}</option>
        {chosen === 'own' && rule && <option value="own">{repeatText(rule)}</option>}
      </select>
      {repeat && (
        <>
          {chosen !== 'WORKDAYS' && (
            <span className="fe-repeat-line">
              {t('every')}
              <input
                className="field num"
                type="number"
                min={1}
                max={99}
                aria-label={t('interval')}
                value={repeat.interval}
                onChange={(event) => put({ interval: Math.min(99, Math.max(1, Math.trunc(Number(event.target.value)) || 1)) })}
              />
              {t(`unit_${repeat.freq}`)}
            </span>
          )}
          {repeat.freq === 'WEEKLY' && chosen !== 'WORKDAYS' && <Weekdays days={repeat.days} onChange={(days) => put({ days })} />}
          {repeat.freq === 'MONTHLY' && <DayOfMonth nth={repeat.nth} onChange={(nth) => put({ nth })} />}
          <End repeat={repeat} onChange={put} />
        </>
      )}
    </div>
  )
}

function Weekdays({ days, onChange }: { days: readonly WeekdayKey[]; onChange: (days: readonly WeekdayKey[]) => void }) {
  const t = useText(recurrenceTexts)
  return (
    <fieldset className="fe-repeat-days" aria-label={t('onWhichDays')}>
      {weekdayKeys.map((day) => (
        <label key={day} className={days.includes(day) ? 'on' : ''}>
          <input
            type="checkbox"
            className="visually-hidden"
            checked={days.includes(day)}
            onChange={(event) => onChange(event.target.checked ? [...days, day] : days.filter((one) => one !== day))}
          />
          {weekdayText(day)}
        </label>
      ))}
    </fieldset>
  )
}

function DayOfMonth({ nth, onChange }: { nth: Repeat['nth']; onChange: (nth: Repeat['nth']) => void }) {
  const t = useText(recurrenceTexts)
  return (
    <span className="fe-repeat-line">
      <select
        className="field"
        aria-label={t('dayOfMonth')}
        value={nth?.place ?? 0}
        onChange={(event) => onChange(event.target.value === '0' ? null : { day: nth?.day ?? 'MO', place: Number(event.target.value) })}
      >
        <option value={0}>{t('sameDay')}</option>
        {nthPlaces.map((place) => (
          <option key={place} value={place}>
            {placeText(place)}
          </option>
        ))}
      </select>
      {nth && (
        <select
          className="field"
          aria-label={t('whichWeekday')}
          value={nth.day}
          onChange={(event) => onChange({ ...nth, day: weekdayKeys.find((day) => day === event.target.value) ?? nth.day })}
        >
          {weekdayKeys.map((day) => (
            <option key={day} value={day}>
              {weekdayText(day)}
            </option>
          ))}
        </select>
      )}
    </span>
  )
}

function End({ repeat: { until, count }, onChange }: { repeat: Repeat; onChange: (next: Partial<Repeat>) => void }) {
  const t = useText(recurrenceTexts)
  const kind = until ? 'on' : count ? 'after' : 'never'
  return (
    <span className="fe-repeat-line">
      <select
        className="field"
        aria-label={t('ends')}
        value={kind}
        onChange={({ target }) =>
          onChange({ until: target.value === 'on' ? addDays(today(), 90) : null, count: target.value === 'after' ? 10 : null })
        }
      >
        <option value="never">{t('endsNever')}</option>
        <option value="on">{t('endsOn')}</option>
        <option value="after">{t('endsAfter')}</option>
      </select>
      {until && (
        <input
          className="field num"
          type="date"
          aria-label={t('lastDay')}
          value={until}
          onChange={({ target }) => target.value && onChange({ until: target.value })}
        />
      )}
      {count && (
        <input
          className="field num"
          type="number"
          min={1}
          max={999}
          aria-label={t('howManyTimes')}
          value={count}
          onChange={({ target }) => onChange({ count: Math.min(999, Math.max(1, Math.trunc(Number(target.value)) || 1)) })}
        />
      )}
    </span>
  )
}
