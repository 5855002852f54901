import { Network } from 'lucide-react'
import { useState } from 'react'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { titleOf } from '../../data/records.ts'
import { Segmented } from '../../design/Segmented.tsx'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { GraphDrawing } from './GraphDrawing.tsx'
import { GraphList } from './GraphList.tsx'
import './graph.css'
import { mostNodes, useGraph } from './graph.ts'
import { messages } from './messages.ts'

const kinds = [
  ['parent', 'group'],
  ['works', 'work'],
  ['reports', 'reporting'],
  ['referred', 'referral'],
  ['relation', 'relation'],
] as const

/** 关系图: the group above, who works there, who referred whom, and what they are to others. */
export function RelationGraph({ object, record }: { object: ObjectMeta; record: RecordJson }) {
  const t = useText(messages)
  const [look, setLook] = useState<'drawing' | 'list'>('drawing')
  const { drawn, error, reload, mayExpand, expand } = useGraph(object.key, record.id)
  const title = titleOf(object.key, record)

  if (error && !drawn) return <LoadError error={error} onRetry={reload} />
  if (!drawn) return <SkeletonRows rows={6} />
  if (drawn.nodes.length === 1)
    return (
      <Empty icon={<Network className="i" aria-hidden="true" />} title={t('alone')}>
        {t('aloneAbout')}
      </Empty>
    )
  const parts = { center: record.id, drawn, mayExpand, onExpand: expand }
  const shown = new Set(drawn.ties.map(({ kind }) => kind))
  return (
    <section className="graph" aria-label={t('title', { title })}>
      <div className="graph-tools">
        <Segmented
          label={t('shownAs')}
          value={look}
          options={[
            ['drawing', t('drawing')],
            ['list', t('list')],
          ]}
          onChange={setLook}
        />
        <span className="small t3" role="status">
          {drawn.isFull ? t('full', { most: mostNodes }) : t('drawn', { count: drawn.nodes.length })}
        </span>
        {look === 'drawing' && (
          <ul className="graph-legend">
            {kinds.map(
              ([kind, word]) =>
                shown.has(kind) && (
                  <li key={kind} className="small">
                    <svg width="22" height="8" aria-hidden="true" className={`graph-tie ${kind}`}>
                      <line x1="0" y1="4" x2="22" y2="4" />
                    </svg>
                    {t(word)}
                  </li>
                ),
            )}
          </ul>
        )}
      </div>
      {look === 'drawing' ? <GraphDrawing {...parts} /> : <GraphList {...parts} />}
    </section>
  )
}
