import { useQuery } from '@tanstack/react-query'
import type { RecordJson } from '../../data/client.ts'
import { emptyMark } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import './health.css'
import { healthTexts } from './messages.ts'
import { rhythmQuery } from './rhythm-batch.ts'

const height = 16
const width = 84
const bar = 5

/** The touches of twelve weeks, one bar a week. The rows that are on the screen are asked for together. */
export function RhythmCell({ object, record }: { object: string; record: RecordJson }) {
  const t = useText(healthTexts)
  const { data } = useQuery(rhythmQuery(object, record.id))
  if (!data) return null
  const highest = Math.max(...data.map(({ count }) => count))
  if (highest === 0) return <span className="t3">{emptyMark}</span>
  const step = (width - bar) / (data.length - 1)
  const label = t('rhythm', { counts: data.map(({ count }) => count).join(' ') })
  return (
    <svg className="spark" width={width} height={height} role="img" aria-label={label}>
      {data.map(({ start, count }, week) => {
        const tall = count === 0 ? 2 : Math.max(3, Math.round((count / highest) * height))
        return (
          <rect key={start} className={count === 0 ? 'none' : 'touch'} x={week * step} y={height - tall} width={bar} height={tall} rx={1} />
        )
      })}
    </svg>
  )
}
