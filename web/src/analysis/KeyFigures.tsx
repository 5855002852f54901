import type { ReactNode } from 'react'
import { useCount, useGroups, useTotals } from '../data/records.ts'
import { formatCompact, formatCount, formatNumber, formatPercent, today } from '../design/format.ts'
import { useText } from '../text/index.ts'
import { Records } from './Card.tsx'
import { doneIn, lostBetween, lostIn, openNow, type Span, sameStretchBefore, type Who, winRate, wonBetween, wonIn } from './figures.ts'
import { messages } from './messages.ts'

type Props = { span: Span; who: Who; hasDeals: boolean; hasActivities: boolean }

export function KeyFigures({ span, who, hasDeals, hasActivities }: Props) {
  return (
    <dl className="dash-kpis">
      {hasDeals && <DealFigures span={span} who={who} />}
      {hasActivities && <Activities span={span} who={who} />}
    </dl>
  )
}

function DealFigures({ span, who }: { span: Span; who: Who }) {
  const t = useText(messages)
  const [from, to] = sameStretchBefore(span, today())
  const won = useTotals('opportunity', { filter: wonIn(span, who), fields: ['amount'] }).data
  const before = useTotals('opportunity', { filter: wonBetween(from, to, who), fields: ['amount'] }).data
  const lost = useCount('opportunity', { filter: lostIn(span, who), exact: true }).data
  const lostBefore = useCount('opportunity', { filter: lostBetween(from, to, who), exact: true }).data
  const open = useTotals('opportunity', { filter: openNow(who), fields: ['amount', 'weightedAmount'] }).data

  const wonSum = Number(won?.totals['amount']?.sum ?? 0)
  const rate = won && lost ? winRate(won.count.count, lost.count) : null
  const rateBefore = before && lostBefore ? winRate(before.count.count, lostBefore.count) : null
  const points = rate === null || rateBefore === null ? null : Math.round(rate - rateBefore)
  return (
    <>
      <Figure
        label={t('won')}
        value={won && formatCompact(wonSum)}
        note={won && t('deals', { count: formatNumber(won.count.count) })}
        change={before && wonSum - Number(before.totals['amount']?.sum ?? 0)}
        changeText={formatCompact}
        link={(children) => (
          <Records object="opportunity" filter={wonIn(span, who)} sort="-closeDate">
            {children}
          </Records>
        )}
      />
      <Figure
        label={t('weighted')}
        value={open && formatCompact(open.totals['weightedAmount']?.sum ?? 0)}
        note={open && t('openDeals', { count: formatNumber(open.count.count) })}
        link={(children) => (
          <Records object="opportunity" filter={openNow(who)} sort="closeDate">
            {children}
          </Records>
        )}
      />
      <Figure
        label={t('rate')}
        value={won && lost && (rate === null ? '—' : formatPercent(rate))}
        note={won && lost && t('decided', { won: formatNumber(won.count.count), lost: formatNumber(lost.count) })}
        change={points ?? undefined}
        changeText={(value) => t('points', { points: formatNumber(value) })}
        link={(children) => (
          <Records object="opportunity" filter={{ any: [wonIn(span, who), lostIn(span, who)] }} sort="-closeDate">
            {children}
          </Records>
        )}
      />
    </>
  )
}

function Activities({ span, who }: { span: Span; who: Who }) {
  const t = useText(messages)
  const groups = useGroups('activity', { by: 'type', filter: doneIn(span, who) }).data?.groups
  const count = groups?.reduce((sum, group) => sum + group.count, 0)
  return (
    <Figure
      label={t('activities')}
      value={count === undefined ? undefined : formatCount({ count, exact: true })}
      link={(children) => (
        <Records object="activity" filter={doneIn(span, who)} sort="-occurAt">
          {children}
        </Records>
      )}
    />
  )
}

type FigureProps = {
  label: string
  value: string | undefined
  note?: string | undefined
  change?: number | undefined
  changeText?: (size: number) => string
  link: (children: ReactNode) => ReactNode
}

function Figure({ label, value, note, change, changeText = formatCompact, link }: FigureProps) {
  const t = useText(messages)
  const size = change === undefined ? '' : changeText(Math.abs(change))
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {value === undefined ? <span className="sk late" style={{ width: 72, height: 20 }} /> : link(value)}
        {change !== undefined && change !== 0 && (
          <span className={`small ${change > 0 ? 'ok' : 'bad'}`} title={t(change > 0 ? 'more' : 'less', { change: size })}>
            <span aria-hidden="true">
              {change > 0 ? '↑' : '↓'} {size}
            </span>
            <span className="visually-hidden">{t(change > 0 ? 'more' : 'less', { change: size })}</span>
          </span>
        )}
        {note && <small className="t3">{note}</small>}
      </dd>
    </div>
  )
}
