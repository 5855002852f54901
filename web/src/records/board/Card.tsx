import { useDraggable } from '@dnd-kit/core'
import { Ellipsis } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { useChangedFields } from '../../data/live.ts'
import { Menu, type MenuEntry } from '../../design/Menu.tsx'
import { useText } from '../../text/index.ts'
import { CardBody, cardMarks } from './CardBody.tsx'
import type { LaneModel } from './lane-model.ts'
import { laneBeside } from './lanes.ts'
import { boardTexts } from './messages.ts'
import type { BoardState } from './use-board-state.ts'

type Props = {
  object: ObjectMeta
  record: RecordJson
  board: BoardState
  lane: LaneModel
  /** Its place while it is dragged elsewhere. */
  isGhost: boolean
  isTabStop: boolean
  onMove: (record: RecordJson, lane: LaneModel) => void
  onOpen: (record: RecordJson) => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>, record: RecordJson) => void
  onFocus: (id: string) => void
}

/** A card of a board. One tab stop for all cards; its menu does whatever dragging does. */
export function Card({ object, record, board, lane, isGhost, isTabStop, onMove, onOpen, onKeyDown, onFocus }: Props) {
  const t = useText(boardTexts)
  const { setNodeRef, listeners } = useDraggable({ id: record.id, disabled: !object.may.update })
  const fresh = useChangedFields(object.key, record.id)
  const title = String(record[object.title] ?? '')
  const order = board.lanes.map(({ model }) => model.id)
  const beside = (step: 1 | -1) => board.lanes.find(({ model }) => model.id === laneBeside(order, lane.id, step))?.model
  const [left, right] = [beside(-1), beside(1)]
  const marks = cardMarks(record, lane)

  const entries: MenuEntry[] = [{ label: t('open'), keys: 'Enter', run: () => onOpen(record) }]
  if (object.may.update) {
    entries.push({ kind: 'separator' }, { kind: 'head', label: t('moveTo') })
    for (const { model } of board.lanes)
      entries.push({
        label: model.name,
        icon: <span className="sq" style={{ background: model.color }} />,
        checked: model.id === lane.id,
        ...(model.id === left?.id ? { keys: 'Mod+Left' } : model.id === right?.id ? { keys: 'Mod+Right' } : {}),
        run: () => onMove(record, model),
      })
  }

  return (
    <li>
      {/* biome-ignore lint/a11y/useSemanticElements: a card is one of many in a list, not a set of fields */}
      <div
        ref={setNodeRef}
        {...listeners}
        data-card={record.id}
        className={`card${marks.isStuck ? ' stuck' : ''}${isGhost ? ' ghost' : ''}${fresh.size > 0 ? ' changed-live' : ''}`}
        role="group"
        tabIndex={isTabStop ? 0 : -1}
        aria-label={title}
        aria-keyshortcuts="Enter Meta+ArrowLeft Meta+ArrowRight Control+ArrowLeft Control+ArrowRight"
        onFocus={() => onFocus(record.id)}
        onKeyDown={(event) => onKeyDown(event, record)}
        onClick={(event) => !(event.target as Element).closest('.card-menu, .pop') && onOpen(record)}
      >
        <CardBody object={object} record={record} lane={lane} />
        <Menu label={t('cardMenu', { title })} entries={entries} place="bottom-end" width={200}>
          {(opener) => (
            <button
              type="button"
              className="ib sm card-menu"
              tabIndex={isTabStop ? 0 : -1}
              aria-label={t('cardMenu', { title })}
              {...opener}
              onPointerDown={(event) => event.stopPropagation()}
            >
              <Ellipsis className="i s" aria-hidden="true" />
            </button>
          )}
        </Menu>
      </div>
    </li>
  )
}
