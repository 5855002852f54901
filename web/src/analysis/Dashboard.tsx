import './analysis.css'
import { useIsFetching, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ChartColumn, RefreshCw } from 'lucide-react'
import { useMeta, useObjectIfReadable } from '../data/meta.ts'
import { rereadObject } from '../data/records.ts'
import { timeOf } from '../design/format.ts'
import { Segmented } from '../design/Segmented.tsx'
import { Empty } from '../design/states.tsx'
import { Page } from '../frame/Page.tsx'
import { useText } from '../text/index.ts'
import { Channels } from './Channels.tsx'
import { Funnel } from './Funnel.tsx'
import { type DashboardSearch, type Span, spans, type Who } from './figures.ts'
import { KeyFigures } from './KeyFigures.tsx'
import { messages } from './messages.ts'
import { People } from './People.tsx'
import { WonByMonth } from './WonByMonth.tsx'

const route = getRouteApi('/frame/analysis')
const known: readonly string[] = ['all', 'me', 'team']

/** How sales stand: what was won, what is open, who did what. Every figure leads to its records, and counts only what the reader may see. */
export function Dashboard() {
  const t = useText(messages)
  const { me } = useMeta()
  const { span = 'quarter', who = 'all' } = route.useSearch()
  const navigate = route.useNavigate()
  const hasDeals = useObjectIfReadable('opportunity') !== undefined
  const hasActivities = useObjectIfReadable('activity') !== undefined
  const set = (next: DashboardSearch) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true })

  if (!hasDeals && !hasActivities)
    return (
      <Page title={t('dashboard')}>
        <Empty icon={<ChartColumn className="i" aria-hidden="true" />} title={t('noAccess')}>
          {t('noAccessText')}
        </Empty>
      </Page>
    )
  return (
    <Page title={t('dashboard')} crumbs={[{ label: t('analysis') }]}>
      <div className="dash-bar">
        <Segmented<Span>
          label={t('span')}
          value={span}
          options={spans.map((one) => [one, t(one)] as const)}
          onChange={(next) => set({ span: next })}
        />
        <select className="field" aria-label={t('who')} value={who} onChange={(event) => set({ who: event.target.value as Who })}>
          <option value="all">{t('all')}</option>
          <option value="me">{t('me')}</option>
          <option value="team">{t('team')}</option>
          {!known.includes(who) && <option value={who}>{who === me.principalId ? me.name : t('onePerson')}</option>}
        </select>
        <AsOf />
      </div>
      <div className="dash">
        <KeyFigures span={span} who={who} hasDeals={hasDeals} hasActivities={hasActivities} />
        {hasDeals && <WonByMonth who={who} />}
        {hasDeals && <Funnel span={span} who={who} />}
        {hasDeals && <People span={span} who={who} hasActivities={hasActivities} onPerson={(id) => set({ who: id })} />}
        {hasActivities && <Channels span={span} who={who} />}
      </div>
    </Page>
  )
}

/** When the oldest of the figures was read; they follow changes of the records by themselves. */
function AsOf() {
  const t = useText(messages)
  const cache = useQueryClient()
  const isReading = useIsFetching() > 0
  const readAt = cache
    .getQueryCache()
    .findAll({ type: 'active' })
    .filter(({ queryKey, state }) => (queryKey.includes('groups') || queryKey.includes('totals')) && state.dataUpdatedAt > 0)
    .map(({ state }) => state.dataUpdatedAt)
  return (
    <>
      {readAt.length > 0 && <span className="t3 small end">{t('asOf', { time: timeOf(new Date(Math.min(...readAt))) })}</span>}
      <button
        type="button"
        className="btn bare sm"
        aria-busy={isReading}
        onClick={() => ['opportunity', 'activity'].forEach((object) => void rereadObject(object))}
      >
        <RefreshCw className="i s" aria-hidden="true" />
        {t('refresh')}
      </button>
    </>
  )
}
