import type { CauseValue, CellProblem, Check, ColumnPlan, Duplicates, ImportPlan, Verdict } from './import-view.ts'

function withColumn(plan: ImportPlan, column: number, change: Partial<ColumnPlan>): ImportPlan {
  return { ...plan, columns: plan.columns.map((one, at) => (at === column ? { ...one, ...change } : one)) }
}

/** Sends a column to a field; a column that filled it before gives it up, for each field is filled once. */
export function withTarget(plan: ImportPlan, column: number, target: string | null): ImportPlan {
  const columns = plan.columns.map((one, at): ColumnPlan => {
    // How its values are written stays, whatever they are taken for.
    if (at === column) return { ...written(one), target }
    return target !== null && one.target === target ? { target: null } : one
  })
  return { ...plan, columns, duplicates: withMatches(plan.duplicates, [...filledBy(columns), ...Object.keys(plan.fill)]) }
}

function written({ order, decimals, times }: ColumnPlan): Partial<ColumnPlan> {
  return { ...(order ? { order } : {}), ...(decimals ? { decimals } : {}), ...(times ? { times } : {}) }
}

function filledBy(columns: readonly ColumnPlan[]): string[] {
  return columns.flatMap(({ target }) => (target === null ? [] : [target]))
}

/** Records cannot be known again by what nothing fills any more; a group without one of its fields would find too many. */
function withMatches(duplicates: Duplicates, filled: readonly string[]): Duplicates {
  return { ...duplicates, matchBy: duplicates.matchBy.filter((group) => group.every((key) => filled.includes(key))) }
}

/** What records of this plan can be known again by. */
export function filledTargets(plan: ImportPlan): string[] {
  return [...new Set([...filledBy(plan.columns), ...Object.keys(plan.fill)])]
}

/** How duplicates are found; where nothing was looked for before, they are skipped from now on. */
export function withMatchBy(plan: ImportPlan, matchBy: string[][]): ImportPlan {
  const { policy } = plan.duplicates
  return {
    ...plan,
    duplicates: { ...plan.duplicates, matchBy, policy: plan.duplicates.matchBy.length === 0 && policy === 'create' ? 'skip' : policy },
  }
}

export function withPolicy(plan: ImportPlan, policy: Duplicates['policy']): ImportPlan {
  return { ...plan, duplicates: { ...plan.duplicates, policy } }
}

/** What becomes of single rows, where each is decided by hand. */
export function withDecisions(plan: ImportPlan, decided: Readonly<Record<string, Verdict>>): ImportPlan {
  return { ...plan, duplicates: { ...plan.duplicates, decisions: { ...plan.duplicates.decisions, ...decided } } }
}

/** Takes all suggestions of a cause at once. */
export function withFixes(plan: ImportPlan, column: number, values: readonly CauseValue[]): ImportPlan {
  return values.reduce((next, { text, fix }) => (fix ? withReplaced(next, column, text, fix.value) : next), plan)
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

/** What one unit of the column is worth. */
export function withTimes(plan: ImportPlan, column: number, times: string): ImportPlan {
  return withColumn(plan, column, { times })
}

/** Whether the comma or the point parts off the decimals. */
export function withDecimals(plan: ImportPlan, column: number, mark: string): ImportPlan {
  const { decimals: _before, ...rest } = plan.columns[column] ?? { target: null }
  const next: ColumnPlan = mark === 'comma' ? { ...rest, decimals: 'comma' } : rest
  return { ...plan, columns: plan.columns.map((one, at) => (at === column ? next : one)) }
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

/** The column of what speaks against a row as a whole. */
export const wholeRow = -1

export type Step = { row: number; column: number; problem: CellProblem }

/** The problems in reading order, for F8 and ⇧F8. */
export function stepsOf(rows: readonly { number: number; problems: readonly CellProblem[] }[]): Step[] {
  return rows.flatMap(({ number, problems }) =>
    problems
      .map((problem) => ({ row: number, column: problem.column ?? wholeRow, problem }))
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
