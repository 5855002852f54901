import { useQuery } from '@tanstack/react-query'
import { recordKeys } from '../../data/cache.ts'
import { client } from '../../data/client.ts'
import { choiceOf, labelOf } from '../../data/meta.ts'
import { type Translate, useText } from '../../text/index.ts'
import { HealthBars } from './HealthMark.tsx'
import { healthTexts } from './messages.ts'

type Facts = {
  daysSinceTouch: number | null
  usualDays: number | null
  touches: number
  openOpportunities?: number
  wonOpportunities?: number
  daysSinceWon?: number | null
  daysOverdue: number
}
type Explained = { score: number | null; parts: { part: string; points: number; weight: number }[]; facts: Facts | null }

/** What was found, how many points it earned, and how much it counts. */
export function HealthReasons({ id }: { id: string }) {
  const t = useText(healthTexts)
  const { data, error } = useQuery({
    queryKey: recordKeys.of('account', 'record', id, 'health'),
    queryFn: async ({ signal }) => (await client.action<Explained>('health.explain', { account: id }, { signal })).result,
    staleTime: 0,
  })
  if (error) return <p className="hp-reasons">{t('failed')}</p>
  if (!data) return <div className="hp-reasons" style={{ minHeight: 240 }} aria-busy="true" />
  const { score, parts, facts } = data
  if (score === null || facts === null) return <p className="hp-reasons">{t('unknown')}</p>
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0)
  return (
    <div className="hp-reasons">
      <h3>
        <HealthBars score={score} />
      </h3>
      <ul>
        {parts.map(({ part, points, weight }) => {
          const choice = choiceOf('health-part', part)
          return (
            <li key={part}>
              <span>
                <b>{choice ? labelOf(choice.label) : part}</b>
                <small>{reason(t, part, facts)}</small>
              </span>
              <span className="r">
                <b>{t('points', { points })}</b>
                <small>{t('weight', { weight: weights === 0 ? 0 : Math.round((weight / weights) * 100) })}</small>
              </span>
              <meter min={0} max={100} value={points} aria-hidden="true" />
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function reason(t: Translate<typeof healthTexts>, part: string, facts: Facts): string {
  const { daysSinceTouch: days, usualDays: usual } = facts
  if (part === 'recency') {
    if (days === null) return t('recencyNever')
    return usual === null ? t('recencyNoRhythm', { days }) : t('recencyRhythm', { days, usual })
  }
  if (part === 'frequency') return t('frequency', { count: facts.touches })
  if (part === 'pipeline') return t('pipeline', { count: facts.openOpportunities ?? 0 })
  if (part === 'won')
    return facts.daysSinceWon === null || facts.daysSinceWon === undefined ? t('wonNever') : t('won', { days: facts.daysSinceWon })
  return facts.daysOverdue === 0 ? t('onTime') : t('overdue', { days: facts.daysOverdue })
}
