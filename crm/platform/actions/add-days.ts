import { type ActionContext, param, sql } from '../../../engine/index.ts'

export type Day = { date: string; name: string; isWorkday: boolean }

/** Adds the days that are not there yet; what a workspace wrote about a day stays. */
export async function addDays(context: ActionContext, days: readonly Day[]): Promise<{ added: number; kept: number }> {
  const byDate = new Map(days.map((day) => [day.date, day]))
  const rows = await context.query<{ date: string }>(
    sql`SELECT date::text AS date FROM holiday WHERE workspace_id = ${param(context.reader.workspaceId, 'uuid')} AND deleted_at IS NULL AND date = ANY (${param([...byDate.keys()], 'date[]')})`,
  )
  const known = new Set(rows.map(({ date }) => date))
  const missing = [...byDate.values()].filter(({ date }) => !known.has(date))
  await context.write(missing.map((values) => ({ kind: 'create' as const, object: 'holiday', values })))
  return { added: missing.length, kept: byDate.size - missing.length }
}
