import type { Executor } from '../../database.ts'
import type { Reader } from '../../query/reader.ts'
import { param, sql } from '../../sql.ts'
import type { ReadRow } from '../read-row.ts'
import type { StoredImport } from '../store.ts'
import { figureName, figuresOf, isChoice, type Measure, measuresOf } from './measures.ts'

/** What came of a row, or of a check: what would come of it. */
export type Outcome = 'created' | 'updated' | 'unchanged' | 'skipped' | 'asked' | 'rejected'

/** `kept` names the fields of the row that were not written, because the record's own values were to stay. */
export type RowOutcome = { read: ReadRow; outcome: Outcome; recordId: string | null; kept?: readonly string[] }

export type OutcomeKeeper = {
  /** Writes down what came of these rows, in the transaction that made it come. */
  keep(executor: Executor, rows: readonly RowOutcome[]): Promise<void>
  /** Forgets what an earlier check had found. */
  clear(executor: Executor): Promise<void>
}

/**
 * Writes down, row by row, what came of a file of a project, so that its figures can be reconciled to the last cent. Null for imports that belong
 * to no project: nobody will ask.
 *
 *     const outcomes = createOutcomeKeeper(context.reader, stored)
 *     await outcomes?.keep(executor, [{ read, outcome: 'created', recordId }])
 */
export function createOutcomeKeeper(reader: Reader, stored: StoredImport): OutcomeKeeper | null {
  if (stored.projectId === null) return null
  const measures = measuresOf(reader, stored.object, stored.plan)
  const { workspaceId } = reader
  return {
    async keep(executor, rows) {
      if (rows.length === 0) return
      const columns = {
        numbers: rows.map(({ read }) => read.row.number),
        outcomes: rows.map(({ outcome }) => outcome),
        records: rows.map(({ recordId }) => recordId),
        figures: rows.map(({ read }) => JSON.stringify(figuresIn(read, measures))),
        kept: rows.map(({ kept = [] }) => kept.flatMap((key) => namesOf(key, measures)).join(' ')),
      }
      await executor.query(
        workspaceId,
        sql`INSERT INTO import_outcome (workspace_id, import_id, row_number, outcome, record_id, figures, kept)
          SELECT ${param(workspaceId, 'uuid')}, ${param(stored.id, 'uuid')}, u.number, u.outcome, u.record, u.figures::jsonb, string_to_array(nullif(u.kept, ''), ' ')
          FROM unnest(${param(columns.numbers, 'bigint[]')}, ${param(columns.outcomes, 'text[]')}, ${param(columns.records, 'uuid[]')}, ${param(columns.figures, 'text[]')}, ${param(columns.kept, 'text[]')})
            AS u (number, outcome, record, figures, kept)
          ON CONFLICT (workspace_id, import_id, row_number)
          DO UPDATE SET outcome = excluded.outcome, record_id = excluded.record_id, figures = excluded.figures, kept = excluded.kept`,
      )
    },
    async clear(executor) {
      await clearOutcomes(executor, workspaceId, stored.id)
    },
  }
}

export async function clearOutcomes(executor: Executor, workspaceId: string, importId: string): Promise<void> {
  await executor.query(
    workspaceId,
    sql`DELETE FROM import_outcome WHERE workspace_id = ${param(workspaceId, 'uuid')} AND import_id = ${param(importId, 'uuid')}`,
  )
}

/** A value that is still to be made counts under the text that names it. */
function figuresIn(read: ReadRow, measures: readonly Measure[]): Record<string, string> {
  const figures = figuresOf(read.values, measures)
  for (const { code, field, text } of read.problems) {
    if (code !== 'cell_will_be_added') continue
    const measure = measures.find(({ key }) => key === field)
    if (measure && isChoice(measure)) figures[figureName(measure)] ??= `~${text.toWellFormed().replaceAll('\0', '')}`
  }
  return figures
}

/** The kept field's figures under the names that they have in the row; amounts under that of any currency. */
function namesOf(key: string, measures: readonly Measure[]): string[] {
  const measure = measures.find((one) => one.key === key)
  return measure ? [measure.kind === 'money' ? measure.key : figureName(measure)] : []
}
