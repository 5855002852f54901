import { type RefObject, useState } from 'react'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { useLabel } from '../../data/meta.ts'
import { useText } from '../../text/index.ts'
import { isEditable, sameValue } from '../fields/editor.ts'
import { fieldText } from '../fields/field-text.ts'
import type { Move } from './CellEditor.tsx'
import type { GridColumn } from './columns.ts'
import { cellId, titleText } from './grid-cells.ts'
import { messages } from './messages.ts'

type Cell = { id: string; column: number }

type GridCellsOptions = {
  object: ObjectMeta
  columns: readonly GridColumn[]
  records: readonly RecordJson[]
  indexOf: ReadonlyMap<string, number>
  scroller: RefObject<HTMLElement | null>
  gridId: string
  scrollToRow: (row: number) => void
  onChange: (record: RecordJson, column: GridColumn, value: unknown) => void
  onRefuse: (column: GridColumn) => void
  onCursor: ((record: RecordJson) => void) | undefined
  startAt: Cell | null
}

/** Where the cursor is, which cell is open, and how both move. The cursor stays on its record when rows come, go or change places. */
export function useGridCells({
  object,
  columns,
  records,
  indexOf,
  scroller,
  gridId,
  scrollToRow,
  onChange,
  onRefuse,
  onCursor,
  startAt,
}: GridCellsOptions) {
  const t = useText(messages)
  const label = useLabel()
  const [cursor, setCursor] = useState<Cell | null>(startAt)
  const [editing, setEditing] = useState<Cell | null>(null)
  /** For screen readers. */
  const [said, setSaid] = useState('')
  const row = cursor ? indexOf.get(cursor.id) : undefined
  const at: Cell | null = cursor && row !== undefined ? { id: cursor.id, column: Math.min(cursor.column, columns.length - 1) } : null

  function focusGrid(): void {
    scroller.current?.focus({ preventScroll: true })
  }

  function pointAt(cell: Cell): void {
    setCursor(cell)
    const pointed = records[indexOf.get(cell.id) ?? -1]
    if (pointed && cell.id !== cursor?.id) onCursor?.(pointed)
  }

  function point(toRow: number, toColumn: number): void {
    const nearest = Math.max(0, Math.min(toRow, records.length - 1))
    const column = Math.max(0, Math.min(toColumn, columns.length - 1))
    const record = records[nearest]
    if (!record) return
    pointAt({ id: record.id, column })
    scrollToRow(nearest)
    requestAnimationFrame(() => revealColumn(scroller.current, document.getElementById(cellId(gridId, record.id, column))))
  }

  function edit(record: RecordJson, column: number): void {
    const asked = columns[column]
    if (!asked) return
    setCursor({ id: record.id, column })
    if (isEditable(asked.field, object, record)) {
      setEditing({ id: record.id, column })
      setSaid(t('editing', { title: titleText(object, record), field: label(asked.field.label) }))
    } else onRefuse(asked)
  }

  /** Opens the next cell that can be written, row after row. */
  function editBeside(from: number, column: number, by: 1 | -1): void {
    for (let place = from * columns.length + column + by; place >= 0 && place < records.length * columns.length; place += by) {
      const record = records[Math.floor(place / columns.length)]
      const next = place % columns.length
      const asked = columns[next]
      if (!record || !asked || !isEditable(asked.field, object, record)) continue
      point(Math.floor(place / columns.length), next)
      edit(record, next)
      return
    }
  }

  function commit(record: RecordJson, column: number, value: unknown, move: Move): void {
    const asked = columns[column]
    const from = indexOf.get(record.id)
    setEditing(null)
    focusGrid()
    if (!asked || from === undefined) return
    if (sameValue(value, record[asked.key])) setSaid(t('kept'))
    else {
      setSaid(t('saved', { field: label(asked.field.label), value: fieldText(asked.field, value) }))
      onChange(record, asked, value)
    }
    if (move === 'down') point(from + 1, column)
    else if (move === 'next') editBeside(from, column, 1)
    else if (move === 'previous') editBeside(from, column, -1)
  }

  function cancel(): void {
    setEditing(null)
    focusGrid()
  }

  return { at, row, editing, said, point, edit, commit, cancel, pointAt, focusGrid }
}

/** Brings a cell out from under the frozen column. */
function revealColumn(scroller: HTMLElement | null, cell: HTMLElement | null): void {
  const frozen = scroller?.querySelector<HTMLElement>('.rg-head .rg-frozen')
  if (!scroller || !cell || !frozen || cell.classList.contains('rg-frozen')) return
  const from = frozen.getBoundingClientRect().right
  const { left, right } = cell.getBoundingClientRect()
  const edge = scroller.getBoundingClientRect().left + scroller.clientWidth
  if (left < from) scroller.scrollLeft -= from - left
  else if (right > edge) scroller.scrollLeft += right - edge
}
