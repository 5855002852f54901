import type { Filter } from '../data/client.ts'
import { formatNumber } from '../design/format.ts'
import { SkeletonRows } from '../design/states.tsx'
import { useText } from '../text/index.ts'
import { Records } from './Card.tsx'
import { messages } from './messages.ts'

export type Bar = { key: string; label: string; color: string; count: number; note?: string; filter: Filter }

type Props = { object: 'opportunity' | 'activity'; sort: string; rows: readonly Bar[]; isPending: boolean }

/** Horizontal bars that begin at zero, each a link to its records. They are text as well, so they need no table beside them. */
export function Bars({ object, sort, rows, isPending }: Props) {
  const t = useText(messages)
  const most = Math.max(1, ...rows.map(({ count }) => count))
  if (isPending) return <SkeletonRows rows={5} widths={[220]} />
  if (rows.every(({ count }) => count === 0)) return <p className="t3 dash-none">{t('nothing')}</p>
  return (
    <ul className="dash-bars">
      {rows.map(({ key, label, color, count, note, filter }) => (
        <li key={key}>
          <Records object={object} filter={filter} sort={sort}>
            <span className="el">{label}</span>
            <span className="track" aria-hidden="true">
              <i style={{ width: `${(count / most) * 100}%`, background: color }} />
            </span>
            <b>{formatNumber(count)}</b>
            {note !== undefined && <span className="t3 amount">{note}</span>}
          </Records>
        </li>
      ))}
    </ul>
  )
}
