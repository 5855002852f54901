import {
  type ActionContext,
  accessPredicate,
  dateIn,
  ident,
  NotFoundError,
  type PoolRight,
  param,
  raw,
  sql,
} from '../../../engine/index.ts'
import type { PooledRecord, PoolSettings } from './claim-refusal.ts'
import { among, heldBy } from './taken.ts'

/** Whoever's limits are counted: two claims of one person must not both find room for the last one. */
export async function lockPerson(context: ActionContext, person: string): Promise<void> {
  await context.query(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`pool ${context.reader.workspaceId} ${person}`}, 0))`)
}

type Row = {
  id: string
  title: string | null
  owner_id: string | null
  owner_name: string | null
  pool_id: string | null
  last_pool_id: string | null
  held_since: string | null
  previous_owner_id: string | null
  pool_entered_at: string | null
  protected_until: string | null
  may_read: boolean
  may: boolean
}

const instant = (text: string | null): string | null => (text === null ? null : new Date(text).toISOString())

/** The records as they stand once everybody before is done with them, in the order in which they were asked for. */
export async function lockedRecords(
  context: ActionContext,
  object: string,
  ids: readonly string[],
  right: PoolRight,
): Promise<PooledRecord[]> {
  const { reader } = context
  const { table, title } = reader.object(object).definition
  const ws = param(reader.workspaceId, 'uuid')
  // Locked first and read after: what the reading says of the owner must be what the lock waited for.
  await context.query(sql`SELECT t.id FROM ${ident(table)} t WHERE t.workspace_id = ${ws} AND ${among(ids)} ORDER BY t.id FOR UPDATE`)
  const may = (asked: string) => accessPredicate(reader, object, asked, 't') ?? raw('false')
  const rows =
    await context.query<Row>(sql`SELECT t.id, t.${ident(title)} AS title, t.owner_id, o.name AS owner_name, t.pool_id, t.last_pool_id, t.held_since, t.previous_owner_id, t.pool_entered_at,
      t.protected_until, coalesce(${may('read')}, false) AS may_read, coalesce(${may(right)}, false) AS may
    FROM ${ident(table)} t LEFT JOIN principal o ON o.workspace_id = ${ws} AND o.id = t.owner_id WHERE t.workspace_id = ${ws} AND t.deleted_at IS NULL AND ${among(ids)}`)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = byId.get(id)
    if (!row) throw new NotFoundError('not_found', { object, record: id })
    return {
      id,
      title: row.title ?? '',
      owner: row.owner_id,
      ownerName: row.owner_name,
      pool: row.pool_id,
      lastPool: row.last_pool_id,
      heldSince: instant(row.held_since),
      previousOwner: row.previous_owner_id,
      poolEnteredAt: instant(row.pool_entered_at),
      protectedUntil: instant(row.protected_until),
      mayRead: row.may_read,
      may: row.may,
    }
  })
}

export async function poolSettings(context: ActionContext, ids: readonly string[]): Promise<Map<string, PoolSettings>> {
  const english = context.reader.principal.locale === 'en'
  const rows = await context.query<{
    id: string
    name: string
    name_en: string | null
    claims_per_day: string | null
    hold_cap: string | null
    cooling_days: string | null
    protection_days: string | null
  }>(
    sql`SELECT id, name, name_en, claims_per_day, hold_cap, cooling_days, protection_days FROM pool WHERE workspace_id = ${param(context.reader.workspaceId, 'uuid')} AND id = ANY (${param(ids, 'uuid[]')}) AND deleted_at IS NULL`,
  )
  const number = (text: string | null): number | null => (text === null ? null : Number(text))
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        name: english ? (row.name_en ?? row.name) : row.name,
        claimsPerDay: number(row.claims_per_day),
        holdCap: number(row.hold_cap),
        coolingDays: number(row.cooling_days),
        protectionDays: number(row.protection_days),
      },
    ]),
  )
}

/** How often the person took something from each pool today, by the workspace's day. */
export async function claimsToday(context: ActionContext, person: string): Promise<Map<string, number>> {
  const { workspaceId, model } = context.reader
  const zone = model.workspace.timeZone
  const rows = await context.query<{ pool_id: string; claimed: number }>(
    sql`SELECT pool_id, count(*)::int AS claimed FROM pool_claim WHERE workspace_id = ${param(workspaceId, 'uuid')} AND principal_id = ${param(person, 'uuid')}
      AND at >= (${param(dateIn(zone, context.clock.now()), 'timestamp')} AT TIME ZONE ${zone}) GROUP BY pool_id`,
  )
  return new Map(rows.map(({ pool_id, claimed }) => [pool_id, claimed]))
}

/** How many records count against a cap; not further than it matters. */
export async function heldCount(
  context: ActionContext,
  reader: ActionContext['reader'],
  object: string,
  person: string,
  most: number,
): Promise<number> {
  const [row] = await context.query<{ held: number }>(heldBy(reader, object, person, most + 1))
  return row?.held ?? 0
}

/** Notes claims for the limit of the day; kept apart from history, which nobody could count that fast. */
export async function noteClaims(
  context: ActionContext,
  claims: readonly { object: string; record: string; pool: string }[],
): Promise<void> {
  const column = (type: string, of: (claim: (typeof claims)[number]) => string) => param(claims.map(of), `${type}[]`)
  await context.query(
    sql`INSERT INTO pool_claim (workspace_id, principal_id, at, object, record_id, pool_id)
      SELECT ${param(context.reader.workspaceId, 'uuid')}, ${param(context.reader.principal.id, 'uuid')}, ${param(context.clock.now().toISOString(), 'timestamptz')}, u.* FROM unnest(${column('text', ({ object }) => object)}, ${column('uuid', ({ record }) => record)}, ${column('uuid', ({ pool }) => pool)}) AS u`,
  )
}
