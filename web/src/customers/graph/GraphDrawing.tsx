import { Link } from '@tanstack/react-router'
import { useEffect, useMemo, useRef } from 'react'
import { routeOf } from '../../data/meta.ts'
import { useText } from '../../text/index.ts'
import type { Drawn, DrawnNode, Tie } from './graph.ts'
import { layoutOf, type Place } from './layout.ts'
import { messages } from './messages.ts'
import { useTieWords } from './use-tie-words.ts'

type Props = { center: string; drawn: Drawn; mayExpand: (node: DrawnNode) => boolean; onExpand: (node: DrawnNode) => void }

/** The graph as a picture; to the keyboard and to a screen reader a list of links, each with what ties it to the others. */
export function GraphDrawing({ center, drawn, mayExpand, onExpand }: Props) {
  const t = useText(messages)
  const words = useTieWords(drawn)
  const { places, width, height } = useMemo(() => layoutOf(center, drawn.nodes, drawn.ties), [center, drawn])
  const frame = useRef<HTMLDivElement>(null)
  const middle = places.get(center)

  useEffect(() => {
    const { current } = frame
    if (!current || !middle) return
    current.scrollTo({ left: middle.x - current.clientWidth / 2, top: middle.y - current.clientHeight / 2 })
  }, [middle])

  return (
    <div className="graph-frame" ref={frame}>
      <div className="graph-sheet" style={{ width, height }}>
        <svg width={width} height={height} aria-hidden="true">
          <defs>
            <marker id="graph-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0 8 4 0 8z" />
            </marker>
          </defs>
          {drawn.ties.map((tie) => (
            <Line key={`${tie.kind} ${tie.from} ${tie.to} ${tie.record}`} tie={tie} from={places.get(tie.from)} to={places.get(tie.to)} />
          ))}
        </svg>
        <ul className="graph-nodes">
          {drawn.nodes.map((node) => {
            const place = places.get(node.id)
            const own = drawn.ties.filter(({ from, to }) => from === node.id || to === node.id)
            const works = own.find(({ kind, to }) => kind === 'works' && to === node.id)
            const position = works && words.position(works)
            return (
              <li
                key={node.id}
                className={`graph-node ${node.object}`}
                style={{ left: place?.x, top: place?.y }}
                aria-current={node.id === center ? 'true' : undefined}
              >
                {node.id === center ? (
                  <b className="el">{node.title}</b>
                ) : (
                  <Link to="/$route/$id" params={{ route: routeOf(node.object), id: node.id }} search={{ tab: 'graph' }} className="el">
                    {node.title}
                  </Link>
                )}
                {position && <span className="small t3 el">{position}</span>}
                <span className="visually-hidden">{own.map((tie) => words.ofEnd(tie, node.id)).join('; ')}</span>
                {mayExpand(node) && !drawn.isFull && (
                  <button
                    type="button"
                    className="graph-more"
                    aria-label={
                      node.more === null ? t('manyMore', { title: node.title }) : t('more', { title: node.title, count: node.more })
                    }
                    onClick={() => onExpand(node)}
                  >
                    {node.more === null ? '…' : `+${node.more}`}
                  </button>
                )}
              </li>
            )
          })}
        </ul>
      </div>
    </div>
  )
}

/** Relations and referrals are named and point somewhere; the rest is told by its look. */
function Line({ tie, from, to }: { tie: Tie; from: Place | undefined; to: Place | undefined }) {
  const t = useText(messages)
  if (!from || !to) return null
  const name = tie.kind === 'relation' ? tie.label : tie.kind === 'referred' ? t('referral') : null
  // A little off the middle, where the lines of a star still lie apart.
  const at = { x: from.x + (to.x - from.x) * 0.5, y: from.y + (to.y - from.y) * 0.5 }
  return (
    <g className={`graph-tie ${tie.kind}${tie.until === null ? '' : ' ended'}`}>
      <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
      {tie.kind !== 'parent' && tie.kind !== 'works' && (
        <line
          className="head"
          x1={from.x + (at.x - from.x) * 1.04}
          y1={from.y + (at.y - from.y) * 1.04}
          x2={from.x + (to.x - from.x) * 0.56}
          y2={from.y + (to.y - from.y) * 0.56}
          markerEnd={name === null ? 'url(#graph-arrow)' : undefined}
        />
      )}
      {name !== null && (
        <text x={at.x} y={at.y + 4} textAnchor="middle">
          {name}
        </text>
      )}
    </g>
  )
}
