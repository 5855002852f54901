import type { RelativePeriod } from '../../data/client.ts'
import { useText } from '../../text/index.ts'
import { periodWords } from './describe.ts'
import { messages } from './messages.ts'

type PeriodEditorProps = { value: RelativePeriod | null; onChange: (value: RelativePeriod) => void }

const units = ['day', 'week', 'month', 'quarter', 'year'] as const
const common: readonly RelativePeriod[] = [
  { unit: 'day', from: 0, to: 0 },
  { unit: 'day', from: -1, to: -1 },
  { unit: 'day', from: 1, to: 1 },
  { unit: 'week', from: 0, to: 0 },
  { unit: 'week', from: -1, to: -1 },
  { unit: 'week', from: 1, to: 1 },
  { unit: 'month', from: 0, to: 0 },
  { unit: 'month', from: -1, to: -1 },
  { unit: 'month', from: 1, to: 1 },
  { unit: 'quarter', from: 0, to: 0 },
  { unit: 'quarter', from: -1, to: -1 },
  { unit: 'year', from: 0, to: 0 },
  { unit: 'year', from: -1, to: -1 },
]
const most = 999

/** A stretch of time around today: one of the usual ones, or so many days, weeks, months back or ahead. */
export function PeriodEditor({ value, onChange }: PeriodEditorProps) {
  const t = useText(messages)
  const period = value ?? { unit: 'day', from: -30, to: 0 }
  const isBack = period.from < 0
  const count = Math.max(1, isBack ? -period.from : period.to)

  function change(unit: RelativePeriod['unit'], back: boolean, next: number): void {
    const whole = Math.max(1, Math.min(most, Math.round(next) || 1))
    onChange(back ? { unit, from: -whole, to: 0 } : { unit, from: 0, to: whole })
  }

  return (
    <div className="fb-period">
      <div className="fb-presets">
        {common.map((preset) => (
          <button
            key={`${preset.unit}${preset.from}`}
            type="button"
            className="tag line"
            aria-pressed={preset.unit === period.unit && preset.from === period.from && preset.to === period.to}
            onClick={() => onChange(preset)}
          >
            {periodWords(preset, t)}
          </button>
        ))}
      </div>
      <div className="fb-range">
        <select
          className="field"
          aria-label={t('period')}
          value={isBack ? 'past' : 'coming'}
          onChange={(event) => change(period.unit, event.target.value === 'past', count)}
        >
          <option value="past">{t('past')}</option>
          <option value="coming">{t('coming')}</option>
        </select>
        <input
          className="field"
          type="number"
          min={1}
          max={most}
          aria-label={t('countOfPeriods', { unit: t(period.unit) })}
          value={count}
          onChange={(event) => change(period.unit, isBack, event.target.valueAsNumber)}
        />
        <select
          className="field"
          aria-label={t('period')}
          value={period.unit}
          onChange={(event) => change(event.target.value as RelativePeriod['unit'], isBack, count)}
        >
          {units.map((unit) => (
            <option key={unit} value={unit}>
              {t(unit)}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}
