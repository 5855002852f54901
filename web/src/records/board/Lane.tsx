import { useDroppable } from '@dnd-kit/core'
import { ChevronsLeft, Plus } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { formatCompact, formatNumber, formatPercent } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { Card } from './Card.tsx'
import type { LaneModel } from './lane-model.ts'
import { boardTexts } from './messages.ts'
import { type BoardLane, type BoardState, laneOf } from './use-board-state.ts'

type Props = {
  object: ObjectMeta
  board: BoardState
  lane: BoardLane
  /** The largest lane, which the bars under the heads compare with. */
  largest: number
  dragged: RecordJson | null
  tabStop: string | null
  onMove: (record: RecordJson, lane: LaneModel) => void
  onOpen: (record: RecordJson) => void
  onAdd: ((lane: LaneModel) => void) | undefined
  onKeyDown: (event: KeyboardEvent<HTMLElement>, record: RecordJson) => void
  onFocusCard: (id: string) => void
}

/** One lane: what stands in it, its sums, its cards; what dropping here would change stands where the card would. */
export function Lane({ object, board, lane, largest, dragged, tabStop, onMove, onOpen, onAdd, onKeyDown, onFocusCard }: Props) {
  const t = useText(boardTexts)
  const label = useLabel()
  const { model, cards, group } = lane
  const { setNodeRef, isOver } = useDroppable({ id: model.id })
  const records = cards?.records ?? []
  const count = group?.count ?? 0
  const hasSum = object.board?.sum !== undefined && group?.sum !== undefined && group.sum !== null
  const takes = isOver && dragged !== null && laneOf(dragged, object.board?.groupBy ?? '') !== model.id
  const field = board.by ? label(board.by.label) : ''
  const part = largest > 0 ? Number(group?.sum ?? count) / largest : 0
  const name = hasSum
    ? t('laneNameSum', { lane: model.name, count, sum: formatCompact(group?.sum ?? 0) })
    : t('laneName', { lane: model.name, count })

  return (
    <section ref={setNodeRef} className={`lane${takes ? ' over' : ''}`} data-lane={model.id} aria-label={name}>
      <header>
        <h3>
          <span className="sq" style={{ background: model.color }} />
          <span className="el">{model.name}</span>
          <span className="cnt">
            {board.hasSums && formatNumber(count)}
            {model.probability !== undefined && model.outcome === 'open' && ` · ${formatPercent(model.probability)}`}
          </span>
          <span className="end row">
            {model.outcome !== 'open' && (
              <button
                type="button"
                className="ib sm"
                aria-label={t('collapseLane', { lane: model.name })}
                title={t('collapseLane', { lane: model.name })}
                onClick={() => board.toggle(model.id)}
              >
                <ChevronsLeft className="i s" aria-hidden="true" />
              </button>
            )}
            {onAdd && model.outcome === 'open' && (
              <button
                type="button"
                className="ib sm"
                aria-label={t('addTo', { lane: model.name, object: inSentence(label(object.label)) })}
                title={t('addTo', { lane: model.name, object: inSentence(label(object.label)) })}
                onClick={() => onAdd(model)}
              >
                <Plus className="i s" aria-hidden="true" />
              </button>
            )}
          </span>
        </h3>
        {object.board?.sum && (
          <div className="sums">
            <span>
              {t('laneSum')} <b>{board.hasSums ? formatCompact(group?.sum ?? 0) : ''}</b>
            </span>
            {object.board.weighted && model.outcome === 'open' && (
              <span>
                {t('weighted')} <b>{board.hasSums ? formatCompact(group?.weighted ?? 0) : ''}</b>
              </span>
            )}
          </div>
        )}
        <div className="pb">
          <i style={{ width: `${Math.round(part * 100)}%`, background: model.color }} />
        </div>
      </header>
      <div className="lane-cards">
        {takes && (
          <div className="drop">
            {model.probability === undefined
              ? t('dropHere', { field, lane: model.name })
              : t('dropProbability', { field, lane: model.name, percent: formatPercent(model.probability) })}
          </div>
        )}
        {board.isPending && !cards ? (
          <CardSkeletons />
        ) : (
          <ul aria-label={name}>
            {records.map((record) => (
              <Card
                key={record.id}
                object={object}
                record={record}
                board={board}
                lane={model}
                isGhost={dragged?.id === record.id}
                isTabStop={tabStop === record.id}
                onMove={onMove}
                onOpen={onOpen}
                onKeyDown={onKeyDown}
                onFocus={onFocusCard}
              />
            ))}
          </ul>
        )}
        {!board.isPending && records.length === 0 && !takes && (
          <div className="lane-empty">{onAdd ? t('dropInEmpty') : t('emptyLane')}</div>
        )}
        {cards?.next && (
          <More left={count - records.length} isLoading={board.loadingLane === model.id} onMore={() => board.loadMore(cards)} />
        )}
      </div>
    </section>
  )
}

/** Reads on by itself when it is scrolled into view. */
function More({ left, isLoading, onMore }: { left: number; isLoading: boolean; onMore: () => void }) {
  const t = useText(boardTexts)
  const own = useRef<HTMLButtonElement>(null)
  const latest = useRef(onMore)
  latest.current = onMore
  useEffect(() => {
    const button = own.current
    if (!button || isLoading) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current(), { rootMargin: '200px' })
    observer.observe(button)
    return () => observer.disconnect()
  }, [isLoading])
  return (
    <button ref={own} type="button" className="lane-more" onClick={onMore}>
      {isLoading ? t('loadingMore') : t('moreCards', { count: formatNumber(Math.max(0, left)) })}
    </button>
  )
}

function CardSkeletons() {
  return (
    <div className="late" aria-hidden="true">
      {[120, 90, 140].map((width) => (
        <div key={width} className="card-sk">
          <span className="sk" style={{ width }} />
          <span className="sk" style={{ width: width * 0.7 }} />
          <span className="sk" style={{ width: 70 }} />
        </div>
      ))}
    </div>
  )
}
