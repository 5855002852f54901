import { type RefObject, useEffect, useState } from 'react'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { useLabel } from '../../data/meta.ts'
import { useText } from '../../text/index.ts'
import { isEditable, sameValue } from '../fields/editor.ts'
import { fieldText } from '../fields/field-text.ts'
import type { Move } from './CellEditor.tsx'
import type { GridColumn } from './columns.ts'
import { cellId, titleText } from './grid-cells.ts'
import type { GridLine, GridLines } from './lines.ts'
import { messages } from './messages.ts'

/** The cursor: on a line by its id, or by its number alone while the line is still being read. */
export type Cell = { id: string | null; line: number; column: number }
/** With the record as it stood when the cell was opened: a colleague may change it meanwhile. */
type OpenCell = { id: string; column: number; begun: RecordJson }

type GridCellsOptions = {
  object: ObjectMeta
  columns: readonly GridColumn[]
  lines: GridLines
  scroller: RefObject<HTMLElement | null>
  gridId: string
  scrollToLine: (line: number) => void
  onChange: (record: RecordJson, column: GridColumn, value: unknown, begun: RecordJson) => void
  onRefuse: (column: GridColumn) => void
  onCursor: ((record: RecordJson) => void) | undefined
  startAt: Cell | null
}

/** Where the cursor is, which cell is open, and how both move. The cursor stays on its record when rows come, go or change places. */
export function useGridCells({
  object,
  columns,
  lines,
  scroller,
  gridId,
  scrollToLine,
  onChange,
  onRefuse,
  onCursor,
  startAt,
}: GridCellsOptions) {
  const t = useText(messages)
  const label = useLabel()
  const [cursor, setCursor] = useState<Cell | null>(startAt)
  const [editing, setEditing] = useState<OpenCell | null>(null)
  /** For screen readers. */
  const [said, setSaid] = useState('')
  // A line that was scrolled away is not here to be asked; the cursor still knows where it stood.
  const line = cursor === null ? undefined : ((cursor.id === null ? undefined : lines.indexOf(cursor.id)) ?? cursor.line)
  const at =
    cursor !== null && line !== undefined && line < lines.count ? { line, column: Math.min(cursor.column, columns.length - 1) } : null
  const current = at ? lines.at(at.line) : undefined

  const arrived = cursor?.id === null ? current?.id : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the line that was jumped to is here
  useEffect(() => {
    if (arrived !== undefined && cursor && current) take(current, cursor.line, cursor.column)
  }, [arrived])

  function focusGrid(): void {
    scroller.current?.focus({ preventScroll: true })
  }

  function take(to: GridLine, toLine: number, column: number): void {
    setCursor({ id: to.id, line: toLine, column })
    if (to.record && to.id !== cursor?.id) onCursor?.(to.record)
  }

  function pointAt(id: string, column: number): void {
    const toLine = lines.indexOf(id)
    const to = toLine === undefined ? undefined : lines.at(toLine)
    if (to && toLine !== undefined) take(to, toLine, column)
  }

  function point(toLine: number, toColumn: number): void {
    if (lines.count === 0) return
    const nearest = Math.max(0, Math.min(toLine, lines.count - 1))
    const column = Math.max(0, Math.min(toColumn, columns.length - 1))
    const to = lines.at(nearest)
    if (to) take(to, nearest, column)
    else setCursor({ id: null, line: nearest, column })
    scrollToLine(nearest)
    if (to) requestAnimationFrame(() => revealColumn(scroller.current, document.getElementById(cellId(gridId, to.id, column))))
  }

  function edit(record: RecordJson, column: number): void {
    const asked = columns[column]
    if (!asked) return
    setCursor({ id: record.id, line: lines.indexOf(record.id) ?? 0, column })
    if (isEditable(asked.field, object, record)) {
      setEditing({ id: record.id, column, begun: record })
      setSaid(t('editing', { title: titleText(object, record), field: label(asked.field.label) }))
    } else onRefuse(asked)
  }

  /** Opens the next cell that can be written, row after row. */
  function editBeside(from: number, column: number, by: 1 | -1): void {
    for (let place = from * columns.length + column + by; place >= 0 && place < lines.count * columns.length; place += by) {
      const toLine = Math.floor(place / columns.length)
      const to = lines.at(toLine)
      // What is not read yet cannot be opened: the hands stop here.
      if (!to) return
      const next = place % columns.length
      const asked = columns[next]
      if (!to.record || !asked || !isEditable(asked.field, object, to.record)) continue
      point(toLine, next)
      edit(to.record, next)
      return
    }
  }

  function commit(record: RecordJson, column: number, value: unknown, move: Move): void {
    const asked = columns[column]
    const from = lines.indexOf(record.id)
    const begun = editing?.id === record.id ? editing.begun : record
    setEditing(null)
    focusGrid()
    if (!asked || from === undefined) return
    if (sameValue(value, begun[asked.key])) setSaid(t('kept'))
    else {
      setSaid(t('saved', { field: label(asked.field.label), value: fieldText(asked.field, value) }))
      onChange(record, asked, value, begun)
    }
    if (move === 'down') point(from + 1, column)
    else if (move === 'next') editBeside(from, column, 1)
    else if (move === 'previous') editBeside(from, column, -1)
  }

  function cancel(): void {
    setEditing(null)
    focusGrid()
  }

  return { at, current, editing, said, point, edit, commit, cancel, pointAt, focusGrid, cursor, say: setSaid }
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
