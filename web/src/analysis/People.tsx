import type { Group } from '../data/client.ts'
import { laneKey, useGroups } from '../data/records.ts'
import { Avatar } from '../design/Avatar.tsx'
import { formatCompact, formatNumber } from '../design/format.ts'
import { SkeletonRows } from '../design/states.tsx'
import { useText } from '../text/index.ts'
import { Card, Records } from './Card.tsx'
import { doneIn, type Span, type Who, wonIn } from './figures.ts'
import { messages } from './messages.ts'

const mostPeople = 12
type Row = { id: string; name: string; won: number; deals: number; touches: number }

/** Who won how much, and how often they were with customers. */
export function People(props: { span: Span; who: Who; hasActivities: boolean; onPerson: (id: string) => void }) {
  const { span, who, hasActivities, onPerson } = props
  const t = useText(messages)
  const won = useGroups('opportunity', { by: 'owner', sum: 'amount', filter: wonIn(span, who) })
  const done = useGroups('activity', { by: 'owner', filter: doneIn(span, who) }, { enabled: hasActivities })
  const rows = rowsOf(won.data?.groups ?? [], done.data?.groups ?? [], t('nobody'))
  const most = Math.max(1, ...rows.map((row) => row.won))
  const sum = (of: 'won' | 'deals' | 'touches') => rows.reduce((total, row) => total + row[of], 0)

  return (
    <Card title={t('people')} note={t('peopleNote')} error={won.error} className="people">
      {won.isPending ? (
        <SkeletonRows rows={6} widths={[120, 160, 60]} />
      ) : rows.length === 0 ? (
        <p className="t3 dash-none">{t('nothing')}</p>
      ) : (
        <table className="dash-table">
          <thead>
            <tr>
              <th>{t('person')}</th>
              <td className="wide-only" aria-hidden="true" />
              <th className="r">{t('wonAmount')}</th>
              <th className="r">{t('wonCount')}</th>
              {hasActivities && <th className="r">{t('touches')}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostPeople).map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  {row.id === '' ? (
                    row.name
                  ) : (
                    <button type="button" className="own" onClick={() => onPerson(row.id)}>
                      <Avatar id={row.id} name={row.name} />
                      <span className="el">{row.name}</span>
                    </button>
                  )}
                </th>
                <td className="wide-only" aria-hidden="true">
                  <span className="track">
                    <i style={{ width: `${(row.won / most) * 100}%` }} />
                  </span>
                </td>
                <td className="r">
                  {row.id === '' ? (
                    formatCompact(row.won)
                  ) : (
                    <Records object="opportunity" filter={wonIn(span, row.id)} sort="-closeDate">
                      {formatCompact(row.won)}
                    </Records>
                  )}
                </td>
                <td className="r">{formatNumber(row.deals)}</td>
                {hasActivities && (
                  <td className="r">
                    {row.id === '' ? (
                      formatNumber(row.touches)
                    ) : (
                      <Records object="activity" filter={doneIn(span, row.id)} sort="-occurAt">
                        {formatNumber(row.touches)}
                      </Records>
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('total')}</th>
              <td className="wide-only" aria-hidden="true" />
              <td className="r">{formatCompact(sum('won'))}</td>
              <td className="r">{formatNumber(sum('deals'))}</td>
              {hasActivities && <td className="r">{formatNumber(sum('touches'))}</td>}
            </tr>
          </tfoot>
        </table>
      )}
    </Card>
  )
}

function rowsOf(won: readonly Group[], done: readonly Group[], nobody: string): Row[] {
  const rows = new Map<string, Row>()
  const rowOf = ({ key }: Group): Row => {
    const id = laneKey(key)
    const name = typeof key === 'object' && key !== null ? key.title : nobody
    const row = rows.get(id) ?? { id, name, won: 0, deals: 0, touches: 0 }
    rows.set(id, row)
    return row
  }
  for (const group of won) Object.assign(rowOf(group), { won: Number(group.sum ?? 0), deals: group.count })
  for (const group of done) rowOf(group).touches = group.count
  return [...rows.values()].sort((one, other) => other.won - one.won || other.touches - one.touches)
}
