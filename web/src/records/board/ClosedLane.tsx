import { useDroppable } from '@dnd-kit/core'
import { CircleSlash, Trophy } from 'lucide-react'
import { formatCompact } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { boardTexts } from './messages.ts'
import type { BoardLane } from './use-board-state.ts'

/** Won and lost: narrow, but cards can be dropped on them, and a press opens them. */
export function ClosedLane({ lane, isDragging, onOpen }: { lane: BoardLane; isDragging: boolean; onOpen: () => void }) {
  const t = useText(boardTexts)
  const { setNodeRef, isOver } = useDroppable({ id: lane.model.id })
  const { model, group } = lane
  const isWon = model.outcome === 'won'
  const color = isWon ? 'var(--ok)' : 'var(--stage-lost-tx)'
  const count = group?.count ?? 0
  const unit = t('unit')
  return (
    <button
      ref={setNodeRef}
      type="button"
      className={`closed-lane${isOver && isDragging ? ' over' : ''}`}
      aria-label={t('expandLane', { lane: model.name, count })}
      title={t('expandLane', { lane: model.name, count })}
      onClick={onOpen}
    >
      <span style={{ color }}>
        {isWon ? <Trophy className="i s" aria-hidden="true" /> : <CircleSlash className="i s" aria-hidden="true" />}
      </span>
      <span className="v">
        <b style={{ color }}>{model.name}</b>
        {group && (
          <>
            <span>
              <span className={count < 100 ? 'tc' : undefined}>{count < 100 ? count : formatCompact(count)}</span>
              {unit && ` ${unit}`}
            </span>
            {group.sum && <b className="t1">{formatCompact(group.sum)}</b>}
          </>
        )}
      </span>
    </button>
  )
}
