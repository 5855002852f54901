import type { Executor } from '../../database.ts'
import { param, sql } from '../../sql.ts'
import type { Outcome } from './outcomes.ts'

/** Rows of one outcome that hold a figure, with its sum. */
export type FigureCount = { name: string; outcome: Outcome; count: number; sum: string; least: string; most: string }
export type ChoiceCount = { name: string; value: string; outcome: Outcome; count: number }
export type SourceCount = { rows: Map<Outcome, number>; figures: FigureCount[]; choices: ChoiceCount[] }

/** A column of more values than this is no list to compare value by value. */
const mostValues = 500

/** What stands in the file, by what came of its rows: as it was read, before anything was written. */
export async function countSource(executor: Executor, workspaceId: string, importId: string): Promise<SourceCount> {
  const own = sql`r.workspace_id = ${param(workspaceId, 'uuid')} AND r.import_id = ${param(importId, 'uuid')}`
  const rows = await executor.query<{ outcome: Outcome; count: string }>(
    workspaceId,
    sql`SELECT r.outcome, count(*) FROM import_outcome r WHERE ${own} GROUP BY r.outcome`,
  )
  const figures = await executor.query<{ name: string; outcome: Outcome; count: string; sum: string; least: string; most: string }>(
    workspaceId,
    sql`SELECT f.key AS name, r.outcome, count(*), trim_scale(sum(f.value::numeric))::text AS sum, min(f.value::numeric)::text AS least, max(f.value::numeric)::text AS most
      FROM import_outcome r CROSS JOIN LATERAL jsonb_each_text(r.figures) AS f (key, value) WHERE ${own} AND NOT starts_with(f.key, '=') GROUP BY f.key, r.outcome`,
  )
  const choices = await executor.query<{ name: string; value: string; outcome: Outcome; count: string }>(
    workspaceId,
    sql`SELECT f.key AS name, f.value, r.outcome, count(*) FROM import_outcome r CROSS JOIN LATERAL jsonb_each_text(r.figures) AS f (key, value)
      WHERE ${own} AND starts_with(f.key, '=') GROUP BY f.key, f.value, r.outcome ORDER BY count(*) DESC LIMIT ${param(mostValues * 10, 'int')}`,
  )
  return {
    rows: new Map(rows.map(({ outcome, count }) => [outcome, Number(count)])),
    figures: figures.map((one) => ({ ...one, count: Number(one.count) })),
    choices: choices.map((one) => ({ ...one, count: Number(one.count) })),
  }
}
