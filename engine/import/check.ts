import type { ErrorParameters } from '../errors.ts'
import type { DuplicateFinder } from './duplicates.ts'
import { hasError, type ReadRow, type RowProblem } from './read-row.ts'

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
  causes: Cause[]
  /** The first rows with problems. */
  problems: ProblemRow[]
}

const mostProblemRows = 500
const mostValues = 20
const mostCounted = 2_000

/** Counts row after row; `result` can be asked at any time. */
export function createTally(): { add(read: ReadRow, own: readonly RowProblem[]): void; result(): CheckResult } {
  const causes = new Map<string, Cause & { counts: Map<string, { count: number; fix?: { value: string; label: string } }> }>()
  const problems: ProblemRow[] = []
  const counts = { rows: 0, ready: 0, warnings: 0, errors: 0 }
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
    add(read, own) {
      const all = [...read.problems, ...own]
      const failed = hasError(read) || own.some(({ severity }) => severity === 'error')
      counts.rows++
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

/** Finds the rows that are already there, and those that stand in the file twice. */
export function createDuplicateCheck(finder: DuplicateFinder | null): (rows: readonly ReadRow[]) => Promise<Map<ReadRow, RowProblem>> {
  const seen = new Map<string, number>()
  return async (rows) => {
    const found = new Map<ReadRow, RowProblem>()
    if (finder === null) return found
    const keyed = rows.flatMap((read) => {
      const key = finder.keyOf(read)
      return key === null ? [] : [{ read, key }]
    })
    const existing = await finder.existing([...new Set(keyed.map(({ key }) => key))])
    for (const { read, key } of keyed) {
      const first = seen.get(key)
      const problem = { severity: 'warning' as const, field: null, column: null, text: '' }
      if (existing.has(key)) found.set(read, { ...problem, code: 'row_already_there', parameters: {} })
      else if (first !== undefined) found.set(read, { ...problem, code: 'row_twice_in_file', parameters: { first } })
      if (first === undefined) seen.set(key, read.row.number)
    }
    return found
  }
}
