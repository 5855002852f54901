import {
  DndContext,
  type DragEndEvent,
  DragOverlay,
  type DragStartEvent,
  PointerSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { isFocusLost } from '../../design/focus.ts'
import { useText } from '../../text/index.ts'
import { CardBody } from './CardBody.tsx'
import { ClosedLane } from './ClosedLane.tsx'
import { Lane } from './Lane.tsx'
import type { LaneModel } from './lane-model.ts'
import { laneBeside, neighbour } from './lanes.ts'
import { boardTexts } from './messages.ts'
import { type BoardState, laneOf } from './use-board-state.ts'

type Props = {
  object: ObjectMeta
  board: BoardState
  onMove: (record: RecordJson, lane: LaneModel) => void
  onOpen: (record: RecordJson) => void
  onAdd: ((lane: LaneModel) => void) | undefined
}

const arrows = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] as const
type Arrow = (typeof arrows)[number]

/** The lanes side by side. A card moves by dragging, by ⌘← ⌘→, or from its menu; each way says what happens. */
export function Board({ object, board, onMove, onOpen, onAdd }: Props) {
  const t = useText(boardTexts)
  const own = useRef<HTMLDivElement>(null)
  const [dragged, setDragged] = useState<RecordJson | null>(null)
  const [current, setCurrent] = useState<string | null>(null)
  /** The card that was just moved: focus goes with it, until it goes elsewhere by itself. */
  const follow = useRef<{ id: string; lane: string; isDone: boolean } | null>(null)
  const [said, setSaid] = useState('')
  const by = object.board?.groupBy ?? ''
  const open = board.lanes.filter(({ isClosed }) => !isClosed)
  const order = board.lanes.map(({ model }) => model.id)
  const cards = open.map((lane) => lane.cards?.records ?? [])
  // A press that goes nowhere is a click; a finger that moves at once scrolls.
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
  )
  const titleOf = (record: RecordJson) => String(record[object.title] ?? '')
  const laneNamed = (id: string | undefined) => board.lanes.find(({ model }) => model.id === id)?.model

  useEffect(() => {
    const moved = follow.current
    if (!moved) return
    // Not before it stands in its new lane: the old place is about to go. Reading the board anew may draw the card once more.
    const card = own.current?.querySelector<HTMLElement>(`[data-lane="${moved.lane}"] [data-card="${moved.id}"]`)
    if (!card || (moved.isDone && document.activeElement !== document.body)) return
    moved.isDone = true
    card.focus()
  })

  function onFocusCard(id: string): void {
    setCurrent(id)
    if (follow.current?.id !== id) follow.current = null
  }

  function move(record: RecordJson, lane: LaneModel | undefined): void {
    if (!lane || laneOf(record, by) === lane.id) return
    follow.current = { id: record.id, lane: lane.id, isDone: false }
    setSaid(t('moved', { title: titleOf(record), lane: lane.name }))
    onMove(record, lane)
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>, record: RecordJson): void {
    if (event.nativeEvent.isComposing || event.target !== event.currentTarget) return
    if (event.key === 'Enter') {
      event.preventDefault()
      onOpen(record)
      return
    }
    if (!arrows.includes(event.key as Arrow)) return
    const key = event.key as Arrow
    event.preventDefault()
    if (event.metaKey || event.ctrlKey) {
      if (key === 'ArrowLeft' || key === 'ArrowRight')
        move(record, laneNamed(laneBeside(order, laneOf(record, by), key === 'ArrowLeft' ? -1 : 1)))
      return
    }
    const lane = cards.findIndex((records) => records.some(({ id }) => id === record.id))
    const to = neighbour(
      cards.map((records) => records.length),
      { lane, card: cards[lane]?.findIndex(({ id }) => id === record.id) ?? 0 },
      key,
    )
    const next = to && cards[to.lane]?.[to.card]
    if (!next) return
    setCurrent(next.id)
    own.current?.querySelector<HTMLElement>(`[data-card="${next.id}"]`)?.focus()
  }

  function onDragEnd({ over }: DragEndEvent): void {
    const record = dragged
    setDragged(null)
    if (record && over) move(record, laneNamed(String(over.id)))
  }

  const stop =
    current !== null && cards.some((records) => records.some(({ id }) => id === current)) ? current : (cards.flat()[0]?.id ?? null)
  // The board begins at its first card; a card that somebody, or an undo, puts elsewhere takes the focus along.
  const entered = useRef(false)
  useEffect(() => {
    const isLost = entered.current ? document.activeElement === document.body : isFocusLost()
    if (stop === null || (entered.current && !isLost)) return
    entered.current = true
    if (isLost) own.current?.querySelector<HTMLElement>(`[data-card="${stop}"]`)?.focus({ preventScroll: true })
  })
  const largest = Math.max(0, ...open.map(({ group }) => Number(group?.sum ?? group?.count ?? 0)))
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      onDragStart={({ active }: DragStartEvent) => setDragged(cards.flat().find(({ id }) => id === active.id) ?? null)}
      onDragEnd={onDragEnd}
      onDragCancel={() => setDragged(null)}
      accessibility={{
        screenReaderInstructions: { draggable: t('keysHint') },
        announcements: {
          onDragStart: () => (dragged ? t('picked', { title: titleOf(dragged) }) : ''),
          onDragOver: ({ over }) => t('over', { lane: laneNamed(over ? String(over.id) : undefined)?.name ?? '' }),
          onDragEnd: () => undefined,
          onDragCancel: () => (dragged ? t('putBack', { title: titleOf(dragged) }) : ''),
        },
      }}
    >
      <div ref={own} className="board">
        {board.lanes.map((lane) =>
          lane.isClosed ? (
            <ClosedLane key={lane.model.id} lane={lane} isDragging={dragged !== null} onOpen={() => board.toggle(lane.model.id)} />
          ) : (
            <Lane
              key={lane.model.id}
              object={object}
              board={board}
              lane={lane}
              largest={largest}
              dragged={dragged}
              tabStop={stop}
              onMove={move}
              onOpen={onOpen}
              onAdd={onAdd}
              onKeyDown={onKeyDown}
              onFocusCard={onFocusCard}
            />
          ),
        )}
      </div>
      <DragOverlay dropAnimation={{ duration: 160, easing: 'cubic-bezier(.2, 0, 0, 1)' }}>
        {dragged && (
          <div className="card drag">
            <CardBody object={object} record={dragged} lane={laneNamed(laneOf(dragged, by))} />
          </div>
        )}
      </DragOverlay>
      <output className="visually-hidden" aria-live="polite">
        {said}
      </output>
    </DndContext>
  )
}
