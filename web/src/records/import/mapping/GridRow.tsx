import { CircleAlert, TriangleAlert } from 'lucide-react'
import { type KeyboardEvent, memo } from 'react'
import type { FieldMeta } from '../../../data/client.ts'
import { choiceOf, labelOf } from '../../../data/meta.ts'
import { useText } from '../../../text/index.ts'
import type { CellProblem, ImportPlan, TableRow } from '../import-view.ts'
import { messages } from '../messages.ts'
import { shownText, wholeRow } from '../plan-edits.ts'
import type { Place } from './MappingStep.tsx'

type Props = {
  row: TableRow
  plan: ImportPlan
  /** The field that each column fills. */
  fields: readonly (FieldMeta | undefined)[]
  problems: readonly CellProblem[]
  /** The marked column of this row. */
  at: number | null
  onOpen: (place: Place) => void
}

const figures = new Set(['number', 'money', 'percent'])

export const GridRow = memo(function GridRow({ row, plan, fields, problems, at, onOpen }: Props) {
  const t = useText(messages)
  const whole = problems.find(({ column }) => column === null)
  return (
    <tr>
      <td
        className={`rn${whole ? ' has' : ''}${at === wholeRow ? ' act' : ''}`}
        data-cell={`${row.number}-${wholeRow}`}
        title={whole?.detail}
        {...(whole ? openers(() => onOpen({ row: row.number, column: wholeRow })) : {})}
      >
        {whole && <Mark problem={whole} />} {row.number}
      </td>
      {plan.columns.map(({ target }, index) => {
        const problem = worst(problems, index)
        const field = fields[index]
        const { text: held, isReplaced } = shownText(plan, row, index)
        const choice = isReplaced && field?.list !== undefined ? choiceOf(field.list, held) : undefined
        const text = choice ? labelOf(choice.label) : held
        const look = problem ? (problem.severity === 'error' ? ' er' : ' wa') : ''
        const right = field && figures.has(field.kind) ? ' r' : ''
        return (
          <td
            // biome-ignore lint/suspicious/noArrayIndexKey: columns of a file are known by their place
            key={index}
            data-cell={`${row.number}-${index}`}
            className={`${target === null ? 'skip' : ''}${look}${right}${at === index ? ' act' : ''}`}
            title={problem?.detail ?? text}
            aria-invalid={problem ? true : undefined}
            {...(problem ? openers(() => onOpen({ row: row.number, column: index })) : {})}
          >
            {problem && text.trim() === '' ? t('empty') : text}
          </td>
        )
      })}
    </tr>
  )
})

function openers(open: () => void) {
  return { tabIndex: 0, onClick: open, onKeyDown: (event: KeyboardEvent) => event.key === 'Enter' && open() }
}

function Mark({ problem }: { problem: CellProblem }) {
  const Drawn = problem.severity === 'error' ? CircleAlert : TriangleAlert
  return (
    <Drawn
      className={`i xs row-mark${problem.severity === 'error' ? '' : ' warn'}`}
      style={{ display: 'inline' }}
      aria-label={problem.detail}
    />
  )
}

function worst(problems: readonly CellProblem[], column: number): CellProblem | undefined {
  const own = problems.filter((problem) => problem.column === column)
  return own.find(({ severity }) => severity === 'error') ?? own[0]
}
