// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and columns frozen, which no table element can be
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is one tab stop and points at its cells
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type DragEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { useText } from '../../text/index.ts'
import { type GridColumn, narrowest, widest } from './columns.ts'
import { messages } from './messages.ts'
import { readSort } from './sort-order.ts'

type GridHeadProps = {
  columns: readonly GridColumn[]
  sort: readonly string[]
  /** Undefined where rows are not chosen. */
  chosen: 'none' | 'some' | 'all' | undefined
  onChooseAll: () => void
  onSort: (column: GridColumn, joins: boolean) => void
  /** While dragging `isFinal` is false: the grid follows, the view is not written yet. */
  onResize: (key: string, width: number, isFinal: boolean) => void
  onMove: (key: string, before: string | null) => void
}

/** The head: a click sorts, the edge resizes, dragging moves. The keyboard's way to the last two is the list of columns. */
export function GridHead({ columns, sort, chosen, onChooseAll, onSort, onResize, onMove }: GridHeadProps) {
  const t = useText(messages)
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const offset = chosen === undefined ? 1 : 2
  const sorted = readSort(sort)

  function onDrop(event: DragEvent, key: string): void {
    event.preventDefault()
    if (dragged !== null && dragged !== key) onMove(dragged, key)
    setDragged(null)
    setOver(null)
  }

  return (
    <div className="rg-head" role="row" aria-rowindex={1}>
      {chosen !== undefined && (
        <div className="rg-th rg-check" role="columnheader" aria-colindex={1}>
          <AllBox chosen={chosen} label={t('selectAll')} onChange={onChooseAll} />
        </div>
      )}
      {columns.map((column, at) => {
        const rank = sorted.findIndex(({ key }) => key === column.key)
        const descending = sorted[rank]?.descending
        const Arrow = descending ? ArrowDown : ArrowUp
        const movable = at > 0
        return (
          <div
            key={column.key}
            role="columnheader"
            aria-colindex={at + offset}
            aria-sort={rank < 0 ? undefined : descending ? 'descending' : 'ascending'}
            className={`rg-th${at === 0 ? ' rg-frozen' : ''}${column.isFigure ? ' r' : ''}`}
            data-over={(movable && over === column.key && dragged !== column.key) || undefined}
            draggable={movable}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move'
              event.dataTransfer.setData('text/plain', column.label)
              setDragged(column.key)
            }}
            onDragOver={(event) => {
              if (dragged === null || !movable) return
              event.preventDefault()
              setOver(column.key)
            }}
            onDragLeave={() => setOver(null)}
            onDrop={(event) => movable && onDrop(event, column.key)}
            onDragEnd={() => {
              setDragged(null)
              setOver(null)
            }}
          >
            {column.isSortable ? (
              <button
                type="button"
                tabIndex={-1}
                className="rg-sort el"
                title={t('sortBy', { column: column.label })}
                onClick={(event) => onSort(column, event.shiftKey)}
              >
                {rank >= 0 && column.isFigure && <SortMark arrow={Arrow} rank={rank} count={sorted.length} />}
                <span className="el">{column.label}</span>
                {rank >= 0 && !column.isFigure && <SortMark arrow={Arrow} rank={rank} count={sorted.length} />}
              </button>
            ) : (
              <span className="el" title={column.label}>
                {column.label}
              </span>
            )}
            <ResizeHandle column={column} label={t('resize', { column: column.label })} onResize={onResize} />
          </div>
        )
      })}
    </div>
  )
}

function SortMark({ arrow: Arrow, rank, count }: { arrow: typeof ArrowUp; rank: number; count: number }) {
  return (
    <span className="rg-arrow">
      <Arrow size={12} strokeWidth={2} aria-hidden="true" />
      {count > 1 && rank + 1}
    </span>
  )
}

function AllBox({ chosen, label, onChange }: { chosen: 'none' | 'some' | 'all'; label: string; onChange: () => void }) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = chosen === 'some'
  }, [chosen])
  return <input ref={box} type="checkbox" className="cb" tabIndex={-1} aria-label={label} checked={chosen === 'all'} onChange={onChange} />
}

function ResizeHandle({ column, label, onResize }: { column: GridColumn; label: string; onResize: GridHeadProps['onResize'] }) {
  const start = useRef<{ x: number; width: number } | null>(null)

  function widthAt(event: PointerEvent): number {
    const { x, width } = start.current ?? { x: 0, width: column.width }
    return Math.round(Math.min(widest, Math.max(narrowest, width + event.clientX - x)))
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: for the mouse; the list of columns is the keyboard's way
    <span
      className="rg-resize"
      title={label}
      draggable={false}
      onDragStart={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        event.preventDefault()
        event.stopPropagation()
        // The last column is wider than asked for: start from what is seen.
        start.current = { x: event.clientX, width: event.currentTarget.parentElement?.offsetWidth ?? column.width }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => start.current && onResize(column.key, widthAt(event), false)}
      onPointerUp={(event) => {
        if (!start.current) return
        onResize(column.key, widthAt(event), true)
        start.current = null
      }}
    />
  )
}
