// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and columns frozen, which no table element can be
import {
  type ClipboardEvent,
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { useMeta } from '../../data/meta.ts'
import { isFocusLost } from '../../design/focus.ts'
import { useLanguage, useText } from '../../text/index.ts'
import { loadDateWords } from '../fields/use-date-words.ts'
import { type GridColumn, gridTracks, narrowest, widest } from './columns.ts'
import './grid.css'
import { GridHead } from './GridHead.tsx'
import { type CellEvents, GridRow } from './GridRow.tsx'
import { GroupRow } from './GroupRow.tsx'
import { cellId, copiedText, titleText } from './grid-cells.ts'
import { recallGrid, useKeptPlace } from './grid-memory.ts'
import type { GridLines } from './lines.ts'
import { messages } from './messages.ts'
import { SkeletonRow } from './SkeletonRow.tsx'
import { allOf, extended, nothingChosen, type Selection, toggled } from './selection.ts'
import { useGridCells } from './use-grid-cells.ts'
import { useRowHeight } from './use-row-height.ts'
import { useRowWindow } from './use-row-window.ts'

/** What keys outside the grid can ask of it. */
export type GridHandle = {
  focus: () => void
  step: (rows: number) => void
  /** The record under the cursor. */
  current: () => RecordJson | undefined
  toggle: () => void
  edit: () => void
  toTop: () => void
}

type GridProps = {
  object: ObjectMeta
  label: string
  columns: readonly GridColumn[]
  lines: GridLines
  /** Tells one list from the next: another one begins at its top. */
  listKey: string
  isPending: boolean
  isStale: boolean
  sort: readonly string[]
  onSort: (column: GridColumn, joins: boolean) => void
  onResize: (key: string, width: number, isFinal: boolean) => void
  onMoveColumn: (key: string, before: string | null) => void
  onShiftColumn: (key: string, by: -1 | 1) => void
  /** Without it rows cannot be chosen. */
  selection?: Selection | undefined
  onSelect?: ((selection: Selection) => void) | undefined
  onOpen: (record: RecordJson) => void
  onPreview: (record: RecordJson) => void
  /** The record of the cursor stands in a drawer beside the list. */
  isPreviewing?: boolean
  /** `begun` is the record as it stood when the cell was opened. */
  onChange: (record: RecordJson, column: GridColumn, value: unknown, begun: RecordJson) => void
  /** Why a cell cannot be edited, told when somebody tries. */
  onRefuse: (column: GridColumn) => void
  /** The cursor went to another row. */
  onCursor?: ((record: RecordJson) => void) | undefined
  /** Under this name the place is found again when the list comes back. */
  memory?: string
  rowActions?: (record: RecordJson) => ReactNode
  /** Opens and closes a group. */
  onGroup?: ((key: string) => void) | undefined
  /** Over the first rows: what waits to be shown. */
  notice?: ReactNode
  totals?: ReactNode
  ref?: Ref<GridHandle>
}

const overscan = 10
const skeletonRows = 40
const headHeight = 32
const widthStep = 16
const totalsHeight = 34

/**
 * A list of records: first column frozen, virtual rows, one tab stop with the arrows inside, cells edited where they stand. Rows come
 * page by page where they are looked at.
 */
export function Grid(props: GridProps) {
  const { object, columns, lines, selection, onSelect, isPending, onOpen } = props
  const t = useText(messages)
  const gridId = useId()
  const wording = `${useMeta().version} ${useLanguage()}`
  const scroller = useRef<HTMLDivElement>(null)
  const rowHeight = useRowHeight()
  const [recalled] = useState(() => recallGrid(props.memory))
  const order = useMemo(() => lines.loaded.map(({ id }) => id), [lines.loaded])
  const rows = useRowWindow({
    scroller,
    count: isPending ? skeletonRows : lines.count,
    rowHeight,
    above: headHeight,
    below: props.totals ? totalsHeight : 0,
    overscan,
    startAt: recalled?.scrollTop ?? 0,
    listKey: props.listKey,
  })
  const mayChoose = selection !== undefined && onSelect !== undefined
  const cells = useGridCells({
    object,
    columns,
    lines,
    scroller,
    gridId,
    scrollToLine: rows.scrollToRow,
    onChange: props.onChange,
    onRefuse: props.onRefuse,
    onCursor: props.onCursor,
    startAt: recalled?.cursor ?? null,
  })
  const { at, current } = cells

  const { look } = lines
  useEffect(() => look(rows.first, rows.last), [look, rows.first, rows.last])
  useKeptPlace(props.memory, () => ({ scrollTop: rows.standsAt(), cursor: cells.cursor }))
  useEffect(() => {
    if (!isPending) void loadDateWords()
  }, [isPending])
  useEffect(() => {
    if (isFocusLost()) scroller.current?.focus({ preventScroll: true })
  }, [])

  function step(by: number, extend = false): void {
    const next = Math.max(0, Math.min((at?.line ?? (by > 0 ? -1 : lines.count)) + by, lines.count - 1))
    const to = lines.at(next)
    if (extend && mayChoose && to?.record)
      onSelect(extended(current?.record && selection.anchor === null ? { ...selection, anchor: current.id } : selection, order, to.id))
    cells.point(next, at?.column ?? 0)
  }

  function choose(id: string, extend: boolean): void {
    if (mayChoose) onSelect(extend ? extended(selection, order, id) : toggled(selection, id))
  }

  // Rows are kept as drawn while scrolling: what they call must not change with every draw.
  const { rowActions } = props
  const latest = useRef({ cells, choose, onOpen, rowActions })
  latest.current = { cells, choose, onOpen, rowActions }
  const drawActions = useCallback((record: RecordJson) => latest.current.rowActions?.(record), [])
  const events = useMemo<CellEvents>(
    () => ({
      onPoint: (id, column) => {
        latest.current.cells.pointAt(id, column)
        if (!document.activeElement?.closest('.rg-editor')) latest.current.cells.focusGrid()
      },
      onOpen: (record) => latest.current.onOpen(record),
      onEdit: (record, column) => latest.current.cells.edit(record, column),
      onCommit: (record, column, value, move) => latest.current.cells.commit(record, column, value, move),
      onCancel: () => latest.current.cells.cancel(),
      onChoose: (id, extend) => latest.current.choose(id, extend),
    }),
    [],
  )

  useImperativeHandle(props.ref, () => ({
    focus: () => {
      if (!at) cells.point(0, 0)
      cells.focusGrid()
    },
    step: (by) => {
      cells.focusGrid()
      step(by)
    },
    current: () => current?.record,
    toggle: () => current?.record && choose(current.id, false),
    edit: () => current?.record && at && cells.edit(current.record, at.column),
    toTop: rows.toTop,
  }))

  /** Alt moves the edge of the cursor's column, with ⌘ the column itself. */
  function shapeColumn(event: KeyboardEvent): boolean {
    const column = at && columns[at.column]
    if (!column || !event.shiftKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return false
    const by = event.key === 'ArrowLeft' ? -1 : 1
    if (event.altKey) {
      const width = Math.min(widest, Math.max(narrowest, column.width + by * widthStep))
      props.onResize(column.key, width, true)
      return done(cells.say(t('resized', { column: column.label, width })))
    }
    if (!(event.metaKey || event.ctrlKey) || at.column === 0) return false
    const to = at.column + by
    if (to < 1 || to >= columns.length) return true
    props.onShiftColumn(column.key, by)
    cells.point(at.line, to)
    return done(cells.say(t('shifted', { column: column.label, place: to + 1 })))
  }

  function act(event: KeyboardEvent): boolean {
    if (shapeColumn(event)) return true
    const column = at?.column ?? 0
    const line = at?.line ?? 0
    const jumps = event.metaKey || event.ctrlKey
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 3)
    const lastLine = lines.count - 1
    const group = current?.head
    switch (event.key) {
      case 'ArrowDown':
        return jumps ? done(cells.point(lastLine, column)) : done(step(1, event.shiftKey))
      case 'ArrowUp':
        return jumps ? done(cells.point(0, column)) : done(step(-1, event.shiftKey))
      case 'ArrowRight':
        if (group) return done(!group.isOpen && props.onGroup?.(group.key))
        return done(cells.point(line, jumps ? columns.length - 1 : at ? column + 1 : 0))
      case 'ArrowLeft':
        if (group) return done(group.isOpen && props.onGroup?.(group.key))
        return done(cells.point(line, jumps ? 0 : column - 1))
      case 'PageDown':
        return done(step(page, event.shiftKey))
      case 'PageUp':
        return done(step(-page, event.shiftKey))
      case 'Home':
        return done(cells.point(jumps ? 0 : line, 0))
      case 'End':
        return done(cells.point(jumps ? lastLine : line, columns.length - 1))
      case 'Enter':
        if (group) return done(props.onGroup?.(group.key))
        if (!current?.record || !at) return done(cells.point(line, 0))
        // The name leads to the page, and so does what is being looked at; every other cell is where it is edited.
        return at.column === 0 || props.isPreviewing ? done(onOpen(current.record)) : done(cells.edit(current.record, at.column))
      case 'F2':
        return current?.record && at ? done(cells.edit(current.record, at.column)) : false
      case ' ':
        if (group) return done(props.onGroup?.(group.key))
        return current?.record ? done(props.onPreview(current.record)) : false
      case 'a':
      case 'A':
        return jumps && mayChoose ? done(onSelect(allOf(order))) : false
      default:
        return false
    }
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.nativeEvent.isComposing || event.defaultPrevented || event.target !== scroller.current) return
    if (act(event)) event.preventDefault()
  }

  function onCopy(event: ClipboardEvent): void {
    const column = at && columns[at.column]
    if (!current?.record || !column || cells.editing || String(getSelection() ?? '') !== '') return
    event.preventDefault()
    event.clipboardData.setData('text/plain', at.column === 0 ? titleText(object, current.record) : copiedText(column, current.record))
  }

  const chosenCount = selection?.ids.size ?? 0
  const chosen = chosenCount === 0 ? 'none' : chosenCount === order.length || selection?.everything ? 'all' : 'some'

  return (
    <>
      <div
        ref={scroller}
        id={gridId}
        className="rg"
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={isPending ? -1 : lines.count + 1}
        aria-colcount={columns.length + (mayChoose ? 1 : 0)}
        aria-multiselectable={mayChoose || undefined}
        aria-busy={isPending || props.isStale || undefined}
        aria-activedescendant={at && current && !cells.editing ? cellId(gridId, current.id, current.head ? 0 : at.column) : undefined}
        data-stale={props.isStale || undefined}
        data-plain={!mayChoose || undefined}
        style={{ '--rg-tracks': gridTracks(columns, mayChoose), '--rg-freeze': mayChoose ? '36px' : '0px' } as CSSProperties}
        onKeyDown={onKeyDown}
        onCopy={onCopy}
      >
        <div className="rg-inside">
          <GridHead
            columns={columns}
            sort={props.sort}
            chosen={mayChoose ? chosen : undefined}
            onChooseAll={() => onSelect?.(chosen === 'none' ? allOf(order) : nothingChosen)}
            onSort={props.onSort}
            onResize={props.onResize}
            onMove={props.onMoveColumn}
          />
          {props.notice}
          <div className="rg-rows" role="rowgroup" style={{ height: rows.height }}>
            {Array.from({ length: Math.max(0, rows.last - rows.first + 1) }, (_, place) => {
              const index = rows.first + place
              const line = isPending ? undefined : lines.at(index)
              const top = rows.topOf(index)
              if (!line) return <SkeletonRow key={`bars-${index}`} columns={columns} withCheck={mayChoose} top={top} seed={index} />
              return line.head ? (
                <GroupRow
                  key={line.id}
                  id={cellId(gridId, line.id, 0)}
                  head={line.head}
                  columns={columns}
                  index={index}
                  top={top}
                  withCheck={mayChoose}
                  isPointed={at?.line === index}
                  onToggle={() => props.onGroup?.(line.head.key)}
                />
              ) : (
                <GridRow
                  key={line.id}
                  object={object}
                  record={line.record}
                  columns={columns}
                  index={index}
                  top={top}
                  gridId={gridId}
                  mayChoose={mayChoose}
                  wording={wording}
                  isChosen={selection?.everything || (selection?.ids.has(line.id) ?? false)}
                  cursor={at?.line === index ? at.column : null}
                  editing={cells.editing?.id === line.id ? cells.editing.column : null}
                  events={events}
                  actions={drawActions}
                />
              )
            })}
          </div>
          {props.totals}
        </div>
      </div>
      <div className="visually-hidden" aria-live="polite">
        {cells.said}
      </div>
    </>
  )
}

/** The key meant something here. */
function done(_: unknown): true {
  return true
}
