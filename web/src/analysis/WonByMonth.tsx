import { useNavigate } from '@tanstack/react-router'
import { ChartColumn, Table2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { routeOf } from '../data/meta.ts'
import { laneKey, useGroups } from '../data/records.ts'
import { formatCompact, today } from '../design/format.ts'
import { SkeletonRows } from '../design/states.tsx'
import { useLanguage, useText } from '../text/index.ts'
import { Card, Records } from './Card.tsx'
import { lastDayOf, monthsOf, type Who, wonBetween } from './figures.ts'
import { messages } from './messages.ts'

const MonthChart = lazy(async () => ({ default: (await import('./MonthChart.tsx')).MonthChart }))

/** What was won in each month of the year, beside the line of the year before. */
export function WonByMonth({ who }: { who: Who }) {
  const t = useText(messages)
  const language = useLanguage()
  const navigate = useNavigate()
  const [isTable, setIsTable] = useState(false)
  const year = Number(today().slice(0, 4))
  const read = useGroups('opportunity', {
    by: 'closeDate',
    period: 'month',
    sum: 'amount',
    filter: wonBetween(`${year - 1}-01-01`, `${year}-12-31`, who),
  })
  const sums = new Map((read.data?.groups ?? []).map((group) => [laneKey(group.key), Number(group.sum ?? 0)]))
  const valuesOf = (of: number) => monthsOf(of).map((month) => sums.get(month) ?? 0)
  const [now, before] = [valuesOf(year), valuesOf(year - 1)]
  const names = monthsOf(year).map((month) =>
    new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }).format(new Date(`${month}T00:00:00Z`)),
  )
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const best = now.indexOf(Math.max(...now))
  const filterOf = (at: number) => {
    const month = monthsOf(year)[at] ?? `${year}-01-01`
    return wonBetween(month, lastDayOf(month), who)
  }
  const summary =
    sum(now) === 0
      ? t('wonNone', { year })
      : t('wonSummary', {
          year,
          sum: formatCompact(sum(now)),
          month: names[best] ?? '',
          most: formatCompact(now[best] ?? 0),
          before: year - 1,
          whole: formatCompact(sum(before)),
        })

  return (
    <Card
      title={t('wonByMonth')}
      note={t('wonByMonthOf', { year, before: year - 1 })}
      summary={read.data && summary}
      error={read.error}
      className="months"
      tools={
        <button type="button" className="btn bare xs" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
          {isTable ? <ChartColumn className="i s" aria-hidden="true" /> : <Table2 className="i s" aria-hidden="true" />}
          {isTable ? t('showChart') : t('showTable')}
        </button>
      }
    >
      {read.isPending ? (
        <SkeletonRows rows={6} widths={[420]} />
      ) : isTable ? (
        <table className="dash-table">
          <thead>
            <tr>
              <th>{t('monthHead')}</th>
              <th className="r">{year}</th>
              <th className="r">{year - 1}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name, at) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="r">
                  <Records object="opportunity" filter={filterOf(at)} sort="-closeDate">
                    {formatCompact(now[at] ?? 0)}
                  </Records>
                </td>
                <td className="r t3">{formatCompact(before[at] ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <Suspense fallback={<SkeletonRows rows={6} widths={[420]} />}>
          <MonthChart
            label={summary}
            names={names}
            now={{ name: String(year), values: now }}
            before={{ name: String(year - 1), values: before }}
            onChoose={(at) =>
              void navigate({
                to: '/$route',
                params: { route: routeOf('opportunity') },
                search: { filter: filterOf(at), sort: '-closeDate' },
              })
            }
          />
        </Suspense>
      )}
    </Card>
  )
}
