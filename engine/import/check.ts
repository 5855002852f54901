import type { ErrorParameters } from '../errors.ts'
import type { RowProblem } from './read-row.ts'
import type { SortedRow, Verdict } from './sort-rows.ts'

/** Problems of one kind in one field: what the user settles in one go. */
export type Cause = {
  code: string
  severity: 'error' | 'warning'
  field: string | null
  column: number | null
  count: number
  parameters: ErrorParameters
  /** The texts that cause it, the most frequent first, each with the value that would be taken. */
  values: { text: string; count: number; fix?: { value: string; label: string } }[]
}

export type ProblemRow = { number: number; cells: string[]; problems: RowProblem[] }

/** What the whole file would do: counted by row and by cause. */
export type CheckResult = {
  rows: number
  /** Rows that would be taken, those with warnings among them. */
  ready: number
  warnings: number
  errors: number
  /** How many rows would do what. Checks made before this was counted have none. */
  effects?: Record<Verdict, number>
  causes: Cause[]
  /** The first rows with problems. */
  problems: ProblemRow[]
}

const mostProblemRows = 500
const mostValues = 20
const mostCounted = 2_000

/** Counts row after row; `result` can be asked at any time. */
export function createTally(): { add(row: SortedRow): void; result(): CheckResult } {
  const causes = new Map<string, Cause & { counts: Map<string, { count: number; fix?: { value: string; label: string } }> }>()
  const problems: ProblemRow[] = []
  const counts = { rows: 0, ready: 0, warnings: 0, errors: 0 }
  const effects = { create: 0, update: 0, unchanged: 0, skip: 0, ask: 0, reject: 0 }
  const count = (problem: RowProblem): void => {
    const key = `${problem.code} ${problem.field} ${problem.severity}`
    let cause = causes.get(key)
    if (cause === undefined) {
      const { code, severity, field, column, parameters } = problem
      cause = { code, severity, field, column, count: 0, parameters, values: [], counts: new Map() }
      causes.set(key, cause)
    }
    cause.count++
    const value = cause.counts.get(problem.text)
    if (value !== undefined) value.count++
    else if (cause.counts.size < mostCounted) cause.counts.set(problem.text, { count: 1, ...(problem.fix ? { fix: problem.fix } : {}) })
  }
  return {
    add({ read, verdict, problems: own }) {
      const all = [...read.problems, ...own]
      const failed = verdict === 'reject'
      counts.rows++
      effects[verdict]++
      if (failed) counts.errors++
      else {
        counts.ready++
        if (all.length > 0) counts.warnings++
      }
      for (const problem of all) count(problem)
      if (all.length > 0 && problems.length < mostProblemRows)
        problems.push({ number: read.row.number, cells: read.row.cells, problems: all })
    },
    result: () => ({
      ...counts,
      effects: { ...effects },
      causes: [...causes.values()]
        .sort((one, other) => (one.severity === other.severity ? other.count - one.count : one.severity === 'error' ? -1 : 1))
        .map(({ counts: values, ...cause }) => ({
          ...cause,
          values: [...values]
            .sort((one, other) => other[1].count - one[1].count)
            .slice(0, mostValues)
            .map(([text, value]) => ({ text, ...value })),
        })),
      problems,
    }),
  }
}
