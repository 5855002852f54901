// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and columns frozen, which no table element can be
import { useVirtualizer } from '@tanstack/react-virtual'
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
import type { Count, ObjectMeta, RecordJson } from '../../data/client.ts'
import { useMeta } from '../../data/meta.ts'
import { useLanguage } from '../../text/index.ts'
import { loadDateWords } from '../fields/use-date-words.ts'
import { type GridColumn, gridTracks } from './columns.ts'
import './grid.css'
import { GridHead } from './GridHead.tsx'
import { type CellEvents, GridRow } from './GridRow.tsx'
import { copiedText, titleText } from './grid-cells.ts'
import { recallGrid, useKeptPlace } from './grid-memory.ts'
import { SkeletonRow } from './SkeletonRow.tsx'
import { allOf, extended, nothingChosen, type Selection, toggled } from './selection.ts'
import { useGridCells } from './use-grid-cells.ts'
import { useRowHeight } from './use-row-height.ts'

/** What keys outside the grid can ask of it. */
export type GridHandle = {
  focus: () => void
  step: (rows: number) => void
  /** The record under the cursor. */
  current: () => RecordJson | undefined
  toggle: () => void
  edit: () => void
}

type GridProps = {
  object: ObjectMeta
  label: string
  columns: readonly GridColumn[]
  records: readonly RecordJson[]
  total: Count | undefined
  hasMore: boolean
  isPending: boolean
  isStale: boolean
  onNeedMore: () => void
  sort: readonly string[]
  onSort: (column: GridColumn, joins: boolean) => void
  onResize: (key: string, width: number, isFinal: boolean) => void
  onMoveColumn: (key: string, before: string | null) => void
  /** Without it rows cannot be chosen. */
  selection?: Selection | undefined
  onSelect?: ((selection: Selection) => void) | undefined
  onOpen: (record: RecordJson) => void
  onPreview: (record: RecordJson) => void
  onChange: (record: RecordJson, column: GridColumn, value: unknown) => void
  /** Why a cell cannot be edited, told when somebody tries. */
  onRefuse: (column: GridColumn) => void
  /** The cursor went to another row. */
  onCursor?: ((record: RecordJson) => void) | undefined
  /** Under this name the place is found again when the list comes back. */
  memory?: string
  rowActions?: (record: RecordJson) => ReactNode
  totals?: ReactNode
  ref?: Ref<GridHandle>
}

const overscan = 10
const skeletonRows = 40
/** Rows shown as bars below what is read, while more is on its way. */
const barsAhead = 24

/**
 * A list of records: first column frozen, virtual rows, one tab stop with the arrows inside, cells edited where they stand. Rows come
 * page by page as they are needed.
 */
export function Grid(props: GridProps) {
  const { object, columns, records, selection, onSelect, total, hasMore, isPending, onNeedMore, onOpen } = props
  const gridId = useId()
  const wording = `${useMeta().version} ${useLanguage()}`
  const scroller = useRef<HTMLDivElement>(null)
  const rowHeight = useRowHeight()
  const [recalled] = useState(() => recallGrid(props.memory))
  const order = useMemo(() => records.map(({ id }) => id), [records])
  const indexOf = useMemo(() => new Map(order.map((id, at) => [id, at])), [order])
  const left = total?.exact ? total.count - records.length : barsAhead
  const bars = isPending ? skeletonRows : hasMore ? Math.max(1, Math.min(barsAhead, left)) : 0
  const rows = useVirtualizer({
    count: records.length + bars,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    initialOffset: recalled?.scrollTop ?? 0,
    scrollPaddingStart: rowHeight,
    scrollPaddingEnd: rowHeight * 2,
  })
  const items = rows.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  const mayChoose = selection !== undefined && onSelect !== undefined
  const cells = useGridCells({
    object,
    columns,
    records,
    indexOf,
    scroller,
    gridId,
    scrollToRow: (row) => rows.scrollToIndex(row, { align: 'auto' }),
    onChange: props.onChange,
    onRefuse: props.onRefuse,
    onCursor: props.onCursor,
    startAt: recalled?.cursor ?? null,
  })
  const { at } = cells
  const current = cells.row === undefined ? undefined : records[cells.row]

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height of every row changes with it
  useEffect(() => rows.measure(), [rowHeight])
  useEffect(() => {
    if (!isPending && hasMore && lastShown >= records.length - overscan) onNeedMore()
  }, [lastShown, records.length, hasMore, isPending, onNeedMore])

  useKeptPlace(props.memory, { scrollTop: rows.scrollOffset ?? 0, cursor: at })
  useEffect(() => {
    if (!isPending) void loadDateWords()
  }, [isPending])
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement === null) scroller.current?.focus({ preventScroll: true })
  }, [])

  function step(by: number, extend = false): void {
    const from = cells.row ?? (by > 0 ? -1 : records.length)
    const next = Math.max(0, Math.min(from + by, records.length - 1))
    const record = records[next]
    if (!record) return
    if (extend && mayChoose)
      onSelect(extended(at && selection.anchor === null ? { ...selection, anchor: at.id } : selection, order, record.id))
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
        latest.current.cells.pointAt({ id, column })
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
    current: () => current,
    toggle: () => at && choose(at.id, false),
    edit: () => current && at && cells.edit(current, at.column),
  }))

  function act(event: KeyboardEvent): boolean {
    const column = at?.column ?? 0
    const jumps = event.metaKey || event.ctrlKey
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 3)
    const lastRow = records.length - 1
    switch (event.key) {
      case 'ArrowDown':
        return jumps ? done(cells.point(lastRow, column)) : done(step(1, event.shiftKey))
      case 'ArrowUp':
        return jumps ? done(cells.point(0, column)) : done(step(-1, event.shiftKey))
      case 'ArrowRight':
        return done(cells.point(cells.row ?? 0, jumps ? columns.length - 1 : at ? column + 1 : 0))
      case 'ArrowLeft':
        return done(cells.point(cells.row ?? 0, jumps ? 0 : column - 1))
      case 'PageDown':
        return done(step(page, event.shiftKey))
      case 'PageUp':
        return done(step(-page, event.shiftKey))
      case 'Home':
        return done(cells.point(jumps ? 0 : (cells.row ?? 0), 0))
      case 'End':
        return done(cells.point(jumps ? lastRow : (cells.row ?? 0), columns.length - 1))
      case 'Enter':
        if (!current || !at) return done(cells.point(0, 0))
        // The name leads to the page; every other cell is where it is edited.
        return at.column === 0 ? done(onOpen(current)) : done(cells.edit(current, at.column))
      case 'F2':
        return current && at ? done(cells.edit(current, at.column)) : false
      case ' ':
        return current ? done(props.onPreview(current)) : false
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
    if (!current || !column || cells.editing || String(getSelection() ?? '') !== '') return
    event.preventDefault()
    event.clipboardData.setData('text/plain', at.column === 0 ? titleText(object, current) : copiedText(column, current))
  }

  const chosenCount = selection?.ids.size ?? 0
  const chosen = chosenCount === 0 ? 'none' : chosenCount === records.length || selection?.everything ? 'all' : 'some'

  return (
    <>
      <div
        ref={scroller}
        id={gridId}
        className="rg"
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={total?.exact ? total.count + 1 : hasMore ? -1 : records.length + 1}
        aria-colcount={columns.length + (mayChoose ? 1 : 0)}
        aria-multiselectable={mayChoose || undefined}
        aria-busy={isPending || props.isStale || undefined}
        aria-activedescendant={at && !cells.editing ? `${gridId}-${at.id}-${at.column}` : undefined}
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
          <div className="rg-rows" role="rowgroup" style={{ height: rows.getTotalSize() }}>
            {items.map(({ index, start }) => {
              const record = records[index]
              return record ? (
                <GridRow
                  key={record.id}
                  object={object}
                  record={record}
                  columns={columns}
                  index={index}
                  top={start}
                  gridId={gridId}
                  mayChoose={mayChoose}
                  wording={wording}
                  isChosen={selection?.ids.has(record.id) ?? false}
                  cursor={at?.id === record.id ? at.column : null}
                  editing={cells.editing?.id === record.id ? cells.editing.column : null}
                  events={events}
                  actions={drawActions}
                />
              ) : (
                <SkeletonRow key={`bars-${index}`} columns={columns} withCheck={mayChoose} top={start} seed={index} />
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
