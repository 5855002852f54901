import { CircleAlert, TriangleAlert } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import type { ObjectMeta } from '../../../data/client.ts'
import { choiceOf, fieldOf, labelOf } from '../../../data/meta.ts'
import { useText } from '../../../text/index.ts'
import type { CellProblem, ImportPlan, ImportView, ProblemRow, TableRow } from '../api.ts'
import { ColumnHead } from './ColumnHead.tsx'
import type { Place } from './MappingStep.tsx'
import { messages } from '../messages.ts'
import { shownText } from '../plan-edits.ts'

type Props = {
  view: ImportView
  object: ObjectMeta
  rows: readonly TableRow[]
  problems: readonly ProblemRow[]
  at: Place | null
  onOpen: (place: Place) => void
  onPlan: (plan: ImportPlan) => void
}

const figures = new Set(['number', 'money', 'percent'])

/** The file as it stands, each column under the field that it fills, each cell that does not fit marked. */
export function ImportGrid({ view, object, rows, problems, at, onOpen, onPlan }: Props) {
  const t = useText(messages)
  const own = useRef<HTMLDivElement>(null)
  const byRow = useMemo(() => new Map(problems.map((row) => [row.number, row.problems])), [problems])
  const widths = useMemo(() => view.columns.map((column) => widthOf(column.name, column.samples)), [view.columns])

  useEffect(() => {
    if (at) own.current?.querySelector(`[data-cell="${at.row}-${at.column}"]`)?.scrollIntoView({ block: 'center', inline: 'nearest' })
  }, [at])

  return (
    <div className="imp-grid" ref={own}>
      <table>
        <colgroup>
          <col style={{ width: 56 }} />
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
          {rows.map((row) => (
            <Row
              key={row.number}
              row={row}
              view={view}
              object={object}
              problems={byRow.get(row.number) ?? none}
              at={at?.row === row.number ? at.column : null}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && (
        <p className="t3" style={{ padding: 16 }}>
          {t('noProblems')}
        </p>
      )}
    </div>
  )
}

const none: readonly CellProblem[] = []

type RowProps = {
  row: TableRow
  view: ImportView
  object: ObjectMeta
  problems: readonly CellProblem[]
  at: number | null
  onOpen: (place: Place) => void
}

function Row({ row, view, object, problems, at, onOpen }: RowProps) {
  const t = useText(messages)
  const whole = problems.find(({ column }) => column === null)
  return (
    <tr>
      <td className="rn" title={whole?.detail}>
        {whole &&
          (whole.severity === 'error' ? (
            <CircleAlert className="i xs row-mark" style={{ display: 'inline' }} aria-label={whole.detail} />
          ) : (
            <TriangleAlert className="i xs row-mark warn" style={{ display: 'inline' }} aria-label={whole.detail} />
          ))}{' '}
        {row.number}
      </td>
      {view.columns.map(({ index }) => {
        const problem = worst(problems, index)
        const target = view.plan.columns[index]?.target ?? null
        const field = target === null ? undefined : fieldOf(object, target)
        const { text: held, isReplaced } = shownText(view.plan, row, index)
        const choice = isReplaced && field?.list !== undefined ? choiceOf(field.list, held) : undefined
        const text = choice ? labelOf(choice.label) : held
        const look = problem ? (problem.severity === 'error' ? ' er' : ' wa') : ''
        const right = field && figures.has(field.kind) ? ' r' : ''
        const open = () => onOpen({ row: row.number, column: index })
        return (
          <td
            key={index}
            data-cell={`${row.number}-${index}`}
            className={`${target === null ? 'skip' : ''}${look}${right}${at === index ? ' act' : ''}`}
            title={problem?.detail ?? text}
            aria-invalid={problem ? true : undefined}
            {...(problem ? { tabIndex: 0, onClick: open, onKeyDown: (event: React.KeyboardEvent) => event.key === 'Enter' && open() } : {})}
          >
            {problem && text.trim() === '' ? t('empty') : text}
          </td>
        )
      })}
    </tr>
  )
}

function worst(problems: readonly CellProblem[], column: number): CellProblem | undefined {
  const own = problems.filter((problem) => problem.column === column)
  return own.find(({ severity }) => severity === 'error') ?? own[0]
}

/** Wide enough for the name and most values: Chinese characters count double. */
function widthOf(name: string, samples: readonly string[]): number {
  const lengths = samples.map(textWidth).toSorted((one, other) => one - other)
  const usual = lengths[Math.floor(lengths.length * 0.8)] ?? 8
  return Math.round(Math.min(280, Math.max(88, textWidth(name) * 7 + 40, usual * 7 + 24)))
}

function textWidth(text: string): number {
  let width = 0
  for (const character of text.slice(0, 60)) width += character > '\u2e80' ? 1.9 : 1
  return width
}
