// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and columns frozen, which no table element can be
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is one tab stop and points at its cells
import { memo, type ReactNode, useState } from 'react'
import { ReturnMark } from '../../customers/pools/ReturnMark.tsx'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { useChangedFields } from '../../data/live.ts'
import { PlaceLink } from '../../design/PlaceLink.tsx'
import { useText } from '../../text/index.ts'
import { FieldDisplay } from '../fields/FieldDisplay.tsx'
import { CellEditor, type Move } from './CellEditor.tsx'
import type { GridColumn } from './columns.ts'
import { cellId, titleText } from './grid-cells.ts'
import { messages } from './messages.ts'

export type CellEvents = {
  onPoint: (id: string, column: number) => void
  onOpen: (record: RecordJson) => void
  onEdit: (record: RecordJson, column: number) => void
  onCommit: (record: RecordJson, column: number, value: unknown, move: Move) => void
  onCancel: () => void
  onChoose: (id: string, extend: boolean) => void
}

type GridRowProps = {
  object: ObjectMeta
  record: RecordJson
  columns: readonly GridColumn[]
  index: number
  top: number
  gridId: string
  isChosen: boolean
  mayChoose: boolean
  /** Of the declarations and the language: what a value is called may change while the record does not. */
  wording: string
  /** The column of the cursor, when it is in this row. */
  cursor: number | null
  /** The column that is being edited, when it is in this row. */
  editing: number | null
  events: CellEvents
  actions: ((record: RecordJson) => ReactNode) | undefined
}

/** One record. Redrawn only when something of its own changes: a list of thousands scrolls on it. */
export const GridRow = memo(function GridRow({
  object,
  record,
  columns,
  index,
  top,
  gridId,
  isChosen,
  mayChoose,
  cursor,
  editing,
  events,
  actions,
}: GridRowProps) {
  const t = useText(messages)
  const changed = useChangedFields(object.key, record.id)
  const title = titleText(object, record)
  const offset = mayChoose ? 2 : 1
  // Buttons are drawn for the row that is pointed at, not for all that scroll past.
  const [isPointedAt, setPointedAt] = useState(false)

  return (
    <div
      className="rg-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={mayChoose ? isChosen : undefined}
      data-cursor={cursor !== null || undefined}
      style={{ top }}
      onPointerEnter={() => setPointedAt(true)}
      onPointerLeave={() => setPointedAt(false)}
    >
      {mayChoose && (
        <div className="rg-td rg-check" role="gridcell" aria-colindex={1}>
          <input
            type="checkbox"
            className="cb"
            tabIndex={-1}
            aria-label={t('selectRow', { title })}
            checked={isChosen}
            onClick={(event) => events.onChoose(record.id, event.shiftKey)}
            onChange={() => undefined}
          />
        </div>
      )}
      {columns.map((column, at) => {
        const isOpen = editing === at
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the grid's
          <div
            key={column.key}
            id={cellId(gridId, record.id, at)}
            role="gridcell"
            aria-colindex={at + offset}
            className={`rg-td${at === 0 ? ' rg-frozen rg-name' : ''}${column.isFigure ? ' r' : ''}${changed.has(column.key) ? ' changed-live' : ''}`}
            data-cursor={cursor === at || undefined}
            data-open={isOpen || undefined}
            onMouseDown={(event) => {
              // The second press of a double click opens the cell: it must not mark words as well.
              if (event.detail > 1 && !isOpen) event.preventDefault()
            }}
            onClick={() => events.onPoint(record.id, at)}
            onDoubleClick={() => events.onEdit(record, at)}
          >
            {isOpen ? (
              <CellEditor
                field={column.field}
                value={record[column.key]}
                onCommit={(value, move) => events.onCommit(record, at, value, move)}
                onCancel={events.onCancel}
              />
            ) : at === 0 ? (
              <RowName object={object} record={record} title={title} onOpen={events.onOpen} />
            ) : (
              <FieldDisplay
                field={column.field}
                value={record[column.key]}
                place="cell"
                masked={record.masked?.includes(column.key) ?? false}
                of={{ object: object.key, record }}
              />
            )}
            {at === 0 && !isOpen && object.poolable && !record.deletedAt && (
              <ReturnMark object={object.key} id={record.id} isPoolable compact />
            )}
            {at === 0 && !isOpen && actions && (isPointedAt || cursor === 0) && <span className="rg-actions">{actions(record)}</span>}
          </div>
        )
      })}
    </div>
  )
})

function RowName({
  object,
  record,
  title,
  onOpen,
}: {
  object: ObjectMeta
  record: RecordJson
  title: string
  onOpen: (record: RecordJson) => void
}) {
  if (record.deletedAt) return <span className="el">{title}</span>
  return (
    <PlaceLink
      href={`/${object.route}/${record.id}`}
      className="rg-link el"
      tabIndex={-1}
      title={title}
      draggable={false}
      onClick={(event) => {
        // Another tab or window is the browser's business.
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
        event.preventDefault()
        onOpen(record)
      }}
    >
      {title}
    </PlaceLink>
  )
}
