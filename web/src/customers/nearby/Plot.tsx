import type { RecordJson } from '../../data/client.ts'
import { useText } from '../../text/index.ts'
import { distanceText } from '../visits/VisitMark.tsx'
import { messages } from './messages.ts'
import { clustered, type Placed } from './plane.ts'

type Props = {
  near: readonly Placed<RecordJson>[]
  metres: number
  name: string
  marked: readonly string[]
  onMark: (ids: readonly string[]) => void
}

const half = 200
const edge = 14
const cell = 26

/** North is up, rings say how far; customers too close to each other to be told apart are one circle with their number. */
export function Plot({ near, metres, name, marked, onMark }: Props) {
  const t = useText(messages)
  const scale = (half - edge) / metres
  const points = near.map((placed) => ({ placed, x: half + placed.east * scale, y: half - placed.north * scale }))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing with parts to press, no fields of a form
    <svg className="nearby-plot" viewBox={`0 0 ${half * 2} ${half * 2}`} role="group" aria-label={t('plot', { name, count: near.length })}>
      {[1, 2, 3].map((ring) => (
        <g key={ring}>
          <circle cx={half} cy={half} r={((half - edge) * ring) / 3} className="ring" />
          <text x={half + 4} y={half - ((half - edge) * ring) / 3 + 12} className="far">
            {distanceText(Math.round((metres * ring) / 3))}
          </text>
        </g>
      ))}
      <text x={half} y={10} className="north" textAnchor="middle">
        {t('north')}
      </text>
      {clustered(points, cell).map(({ x, y, items }) => {
        const ids = items.map(({ placed }) => placed.item.id)
        const names = items.slice(0, 5).map(({ placed }) => String(placed.item['name']))
        const words = items.length > names.length ? t('andMore', { names: names.join(', '), count: items.length }) : names.join(', ')
        const isMarked = ids.some((id) => marked.includes(id))
        return (
          // biome-ignore lint/a11y/useSemanticElements: a drawing holds no buttons of HTML
          <g
            key={ids.join()}
            role="button"
            tabIndex={0}
            aria-label={words}
            aria-pressed={isMarked}
            className="point"
            onClick={() => onMark(isMarked ? [] : ids)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return
              event.preventDefault()
              onMark(isMarked ? [] : ids)
            }}
          >
            <title>{words}</title>
            <circle cx={x} cy={y} r={items.length > 1 ? 12 : 7} />
            {items.length > 1 && (
              <text x={x} y={y + 4} textAnchor="middle">
                {items.length}
              </text>
            )}
          </g>
        )
      })}
      <circle cx={half} cy={half} r={5} className="centre" />
    </svg>
  )
}
