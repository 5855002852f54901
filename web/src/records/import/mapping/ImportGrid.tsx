import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { Fragment, useCallback, useEffect, useMemo, useRef } from 'react'
import type { ObjectMeta } from '../../../data/client.ts'
import { useMeta } from '../../../data/meta.ts'
import { formatNumber } from '../../../design/format.ts'
import { useText } from '../../../text/index.ts'
import type { CellProblem, ImportPlan, ImportView, ProblemRow, TableRow } from '../import-view.ts'
import { messages } from '../messages.ts'
import { fieldOfTarget, targetName } from '../targets.ts'
import { ColumnHead } from './ColumnHead.tsx'
import { GridRow } from './GridRow.tsx'
import type { Place } from './MappingStep.tsx'

type Props = {
  view: ImportView
  object: ObjectMeta
  rows: readonly TableRow[]
  problems: readonly ProblemRow[]
  at: Place | null
  onOpen: (place: Place) => void
  onPlan: (plan: ImportPlan) => void
  onNeedMore: (() => void) | undefined
  /** So many rows are shown of more. */
  below: number | null
  /** So many rows with problems are listed, of so many. */
  listed: { rows: number; of: number } | null
}

const rowHeight = 30
const headHeight = 52
const overscan = 12

/** The file as it stands, each column under the field that it fills, each cell that does not fit marked. Rows are virtual. */
export function ImportGrid({ view, object, rows, problems, at, onOpen, onPlan, onNeedMore, below, listed }: Props) {
  const t = useText(messages)
  const meta = useMeta()
  const scroller = useRef<HTMLDivElement>(null)
  const byRow = useMemo(() => new Map(problems.map((row) => [row.number, row.problems])), [problems])
  const widths = useMemo(
    () =>
      view.columns.map(({ index, name, samples }) => {
        const target = view.plan.columns[index]?.target ?? null
        return widthOf(name, target === null ? '' : targetName(meta, object, target), samples)
      }),
    [view.columns, view.plan.columns, meta, object],
  )
  // Room for the number of the last row, and a mark before it.
  const hasMarks = problems.some((row) => row.problems.some(({ column }) => column === null))
  const numberWidth = Math.max(48, (hasMarks ? 36 : 22) + String(rows.at(-1)?.number ?? 1).length * 8)
  const width = widths.reduce((sum, one) => sum + one, numberWidth)
  const fields = useMemo(
    () => view.plan.columns.map(({ target }) => fieldOfTarget(meta, object, target)),
    [view.plan.columns, meta, object],
  )
  const marked = at === null ? -1 : rows.findIndex(({ number }) => number === at.row)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    scrollPaddingStart: headHeight + rowHeight,
    scrollPaddingEnd: rowHeight * 6,
    // The marked row is drawn wherever the list stands: its popover hangs on it.
    rangeExtractor: useCallback((range: Range) => withRow(defaultRangeExtractor(range), marked), [marked]),
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0

  useEffect(() => {
    if (lastShown >= rows.length - overscan) onNeedMore?.()
  }, [lastShown, rows.length, onNeedMore])
  const marking = at?.column
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that come in below must not pull the grid back to the marked cell
  useEffect(() => {
    if (marked < 0) return
    virtual.scrollToIndex(marked, { align: 'auto' })
    scroller.current?.querySelector('.act')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [marked, marking])

  let drawn = 0
  return (
    <div className="imp-grid" ref={scroller}>
      <table aria-rowcount={rows.length + 1} style={{ width: `max(100%, ${width}px)` }}>
        <colgroup>
          <col style={{ width: numberWidth }} />
          {widths.map((width, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns of a file are known by their place
            <col key={column} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th className="rn">{t('row')}</th>
            {view.columns.map((column) => (
              <ColumnHead key={column.index} column={column} view={view} object={object} onPlan={onPlan} />
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(({ index, start }) => {
            const row = rows[index]
            const gap = start - drawn
            drawn = start + rowHeight
            return row ? (
              <Fragment key={row.number}>
                <Gap height={gap} />
                <GridRow
                  row={row}
                  plan={view.plan}
                  fields={fields}
                  problems={byRow.get(row.number) ?? none}
                  at={index === marked && at ? at.column : null}
                  onOpen={onOpen}
                />
              </Fragment>
            ) : null
          })}
          <Gap height={virtual.getTotalSize() - drawn} />
        </tbody>
      </table>
      {rows.length === 0 && <p className="imp-note">{t('noProblems')}</p>}
      {below !== null && <p className="imp-note">{t('firstRowsOnly', { count: formatNumber(below), all: formatNumber(view.rowCount) })}</p>}
      {listed && listed.of > listed.rows && (
        <p className="imp-note">{t('firstProblemsOnly', { count: formatNumber(listed.rows), all: formatNumber(listed.of) })}</p>
      )}
    </div>
  )
}

const none: readonly CellProblem[] = []

/** The rows between, which are not drawn. */
function Gap({ height }: { height: number }) {
  return height > 0 ? (
    <tr className="gap">
      <td style={{ height }} />
    </tr>
  ) : null
}

function withRow(shown: number[], row: number): number[] {
  return row < 0 || shown.includes(row) ? shown : [...shown, row].toSorted((one, other) => one - other)
}

/** Wide enough for its name, its target and most values: Chinese characters count double. */
function widthOf(name: string, target: string, samples: readonly string[]): number {
  const lengths = samples.map(textWidth).toSorted((one, other) => one - other)
  const usual = lengths[Math.floor(lengths.length * 0.8)] ?? 8
  return Math.round(Math.min(280, Math.max(96, textWidth(name) * 7 + 24, textWidth(target) * 7 + 60, usual * 7 + 28)))
}

function textWidth(text: string): number {
  let width = 0
  for (const character of text.slice(0, 60)) width += character > '\u2e80' ? 1.9 : 1
  return width
}
