import type { FieldKind, FieldMeta, ObjectMeta } from '../../data/client.ts'
import type { CellProblem, Check, ColumnPlan, ImportPlan } from './api.ts'

/** The record's id in the system that the file comes from. */
export const externalKey = '#key'

const notImportable = new Set<FieldKind>(['autoNumber', 'formula', 'rollUp', 'secret', 'json', 'file'])

/** The fields that a file may fill. */
export function importableFields(object: ObjectMeta): FieldMeta[] {
  return object.fields.filter((field) => !field.readOnly && !notImportable.has(field.kind) && field.to !== 'any')
}

function withColumn(plan: ImportPlan, column: number, change: Partial<ColumnPlan>): ImportPlan {
  return { ...plan, columns: plan.columns.map((one, at) => (at === column ? { ...one, ...change } : one)) }
}

/** Sends a column to a field; a column that filled it before gives it up, for each field is filled once. */
export function withTarget(plan: ImportPlan, column: number, target: string | null): ImportPlan {
  const columns = plan.columns.map((one, at): ColumnPlan => {
    if (at === column) return one.order ? { target, order: one.order } : { target }
    return target !== null && one.target === target ? { target: null } : one
  })
  const { matchBy } = plan.duplicates
  const stillMatched = matchBy !== null && (columns.some((one) => one.target === matchBy) || matchBy in plan.fill)
  return { ...plan, columns, duplicates: stillMatched ? plan.duplicates : { ...plan.duplicates, matchBy: null } }
}

/** Reads one text as another, in the whole column. */
export function withReplaced(plan: ImportPlan, column: number, text: string, value: string): ImportPlan {
  return withColumn(plan, column, { replace: { ...plan.columns[column]?.replace, [text]: value } })
}

export function withMissing(plan: ImportPlan, column: number, whenMissing: NonNullable<ColumnPlan['whenMissing']>): ImportPlan {
  return withColumn(plan, column, { whenMissing })
}

export function withUnreadable(plan: ImportPlan, column: number, whenUnreadable: NonNullable<ColumnPlan['whenUnreadable']>): ImportPlan {
  return withColumn(plan, column, { whenUnreadable })
}

export function withOrder(plan: ImportPlan, column: number, order: NonNullable<ColumnPlan['order']>): ImportPlan {
  return withColumn(plan, column, { order })
}

/** Corrects one cell and no other. */
export function withEdit(plan: ImportPlan, row: number, column: number, text: string): ImportPlan {
  return { ...plan, edits: { ...plan.edits, [row]: { ...plan.edits[row], [column]: text } } }
}

/** What a cell holds after all corrections; `isReplaced` when the whole column reads this text as another. */
export function shownText(
  plan: ImportPlan,
  row: { number: number; cells: string[] },
  column: number,
): { text: string; isReplaced: boolean } {
  const text = plan.edits[row.number]?.[column] ?? row.cells[column] ?? ''
  const replaced = plan.columns[column]?.replace?.[text.trim()]
  return replaced === undefined ? { text, isReplaced: false } : { text: replaced, isReplaced: true }
}

/** An empty required cell is told without its column: it stands in the column that should fill the field. */
export function withPlaces(check: Check, plan: ImportPlan): Check {
  const placed = <P extends { column: number | null; field: string | null }>(problem: P): P => {
    const column = problem.column ?? (problem.field === null ? -1 : plan.columns.findIndex(({ target }) => target === problem.field))
    return column === problem.column || column < 0 ? problem : { ...problem, column }
  }
  return {
    ...check,
    causes: check.causes.map(placed),
    problems: check.problems.map((row) => ({ ...row, problems: row.problems.map(placed) })),
  }
}

const missingCodes = new Set(['cell_not_in_list', 'cell_record_unknown'])
/** Not there yet: can be made, or left empty. */
export function isMissing({ code }: { code: string }): boolean {
  return missingCodes.has(code)
}

export type Step = { row: number; column: number; problem: CellProblem }

/** The problems in reading order, for F8 and ⇧F8. */
export function stepsOf(rows: readonly { number: number; problems: readonly CellProblem[] }[]): Step[] {
  return rows.flatMap(({ number, problems }) =>
    problems
      .flatMap((problem) => (problem.column === null ? [] : [{ row: number, column: problem.column, problem }]))
      .toSorted((one, other) => one.column - other.column),
  )
}

/** The problem after (or before) a place, going round at the ends. */
export function nextStep(steps: readonly Step[], at: { row: number; column: number } | null, by: 1 | -1): Step | undefined {
  if (steps.length === 0) return undefined
  if (at === null) return by === 1 ? steps[0] : steps.at(-1)
  const after = (step: Step) => step.row > at.row || (step.row === at.row && step.column > at.column)
  const before = (step: Step) => step.row < at.row || (step.row === at.row && step.column < at.column)
  return by === 1 ? (steps.find(after) ?? steps[0]) : (steps.findLast(before) ?? steps.at(-1))
}
