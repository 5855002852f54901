import { Link } from '@tanstack/react-router'
import { routeOf } from '../../data/meta.ts'
import { Button } from '../../design/Button.tsx'
import { useText } from '../../text/index.ts'
import type { Drawn, DrawnNode } from './graph.ts'
import { messages } from './messages.ts'
import { useTieWords } from './use-tie-words.ts'

type Props = { center: string; drawn: Drawn; mayExpand: (node: DrawnNode) => boolean; onExpand: (node: DrawnNode) => void }

/** The same as the drawing, line by line. */
export function GraphList({ center, drawn, mayExpand, onExpand }: Props) {
  const t = useText(messages)
  const words = useTieWords(drawn)
  return (
    <div className="rel-scroll">
      <table className="rel-table">
        <thead>
          <tr>
            <th scope="col">{t('who')}</th>
            <th scope="col">{t('what')}</th>
          </tr>
        </thead>
        <tbody>
          {drawn.nodes.map((node) => (
            <tr key={node.id}>
              <td className="k">
                {node.id === center ? (
                  <b>{node.title}</b>
                ) : (
                  <Link to="/$route/$id" params={{ route: routeOf(node.object), id: node.id }} className="link">
                    {node.title}
                  </Link>
                )}
              </td>
              <td className="graph-said">
                {node.id !== center &&
                  drawn.ties
                    .filter(({ from, to }) => from === node.id || to === node.id)
                    .map((tie) => <div key={`${tie.kind} ${tie.from} ${tie.to} ${tie.record}`}>{words.ofEnd(tie, node.id)}</div>)}
                {mayExpand(node) && !drawn.isFull && (
                  <Button size="sm" look="bare" onClick={() => onExpand(node)}>
                    {node.more === null ? t('manyMore', { title: node.title }) : t('more', { title: node.title, count: node.more })}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
