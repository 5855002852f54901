import { type Executor, type Filter, param, sql } from '../../../engine/index.ts'
import type { PoolCondition } from './pool-rule.ts'

/** A rule with what its pool says: all that decides over a record. */
export type ReturnRule = {
  /** Null for one that is only being thought of. */
  readonly id: string | null
  readonly pool: string
  readonly object: string
  readonly condition: PoolCondition
  readonly days: number
  readonly warnDays: number
  readonly poolFilter: Filter | null
  readonly filter: Filter | null
  readonly sparesWon: boolean
  readonly sparesOpen: boolean
  readonly changedAt: string
}

type Row = {
  id: string
  pool: string
  object: string
  condition: PoolCondition
  days: string | null
  warn_days: string
  pool_filter: Filter | null
  filter: Filter | null
  spares_won: boolean
  spares_open: boolean
  changed_at: string
}

/** The rules that are in force, in their order. */
export async function activeRules(executor: Executor, workspaceId: string, object?: string): Promise<ReturnRule[]> {
  const ws = param(workspaceId, 'uuid')
  const rows = await executor.query<Row>(
    workspaceId,
    sql`SELECT r.id, p.id AS pool, p.object, r.condition, r.days, r.warn_days, p.filter AS pool_filter, r.filter, r.spares_won, r.spares_open, greatest(r.changed_at, p.changed_at) AS changed_at
      FROM pool_rule r JOIN pool p ON p.workspace_id = ${ws} AND p.id = r.pool_id AND p.deleted_at IS NULL AND p.active
      WHERE r.workspace_id = ${ws} AND r.deleted_at IS NULL AND r.active${object ? sql` AND p.object = ${object}` : sql``}
      ORDER BY p."position", p.id, r."position", r.id`,
  )
  return rows.map((row) => ({
    id: row.id,
    pool: row.pool,
    object: row.object,
    condition: row.condition,
    days: Number(row.days ?? 0),
    warnDays: Number(row.warn_days),
    poolFilter: row.pool_filter,
    filter: row.filter,
    sparesWon: row.spares_won,
    sparesOpen: row.spares_open,
    changedAt: row.changed_at,
  }))
}

/** What the record says of why it lies in the pool: keys of base data. */
export const reasonOf: Readonly<Record<PoolCondition, string>> = {
  noFollowUp: 'no-follow-up',
  noDeal: 'no-deal',
  protectionOver: 'protection-over',
}
