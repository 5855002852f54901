import type { Pool } from 'pg'
import { purgeAudit } from './audit/retention.ts'
import type { Clock } from './clock.ts'
import type { Context } from './context.ts'
import { columnsOf } from './declare/columns.ts'
import type { ObjectDefinition } from './declare/object.ts'
import type { Registry } from './declare/registry.ts'
import { dropOldEvents, ensurePartitions } from './schema/partitions.ts'
import { quoteIdent } from './sql.ts'

const day = 86_400_000
/** Deleted records can be restored for this long. */
const restorableDays = 30
const idempotencyDays = 60
const stepSize = 500
const clockToleranceMs = 5_000

/** What has to be done once in a while, whoever does it: partitions ahead, old events and keys, records deleted for good. Owner connection. */
export async function maintain(options: {
  owner: Pool
  registry: Registry
  clock: Clock
  systemContext(workspaceId: string): Promise<Context>
}): Promise<void> {
  const { owner, clock } = options
  const before = (days: number): string => new Date(clock.now().getTime() - days * day).toISOString()
  await ensurePartitions(owner, clock)
  await dropOldEvents(owner, clock)
  await moveClockMark(owner, clock)
  await purgeAudit(owner, clock)
  await owner.query('DELETE FROM idempotency_key WHERE created_at < $1', [before(idempotencyDays)])
  for (const object of options.registry.objects.values()) await purge(options, object, before(restorableDays))
}

/** Deletes for good what nobody restored in time; what points at it is cleared by the write path first, with history. */
async function purge(options: Parameters<typeof maintain>[0], object: ObjectDefinition, before: string): Promise<void> {
  const { owner, registry } = options
  const table = quoteIdent(object.table)
  for (;;) {
    const old = await owner.query<{ workspace_id: string; id: string }>(
      `SELECT workspace_id, id FROM ${table} WHERE deleted_at < $1 ORDER BY deleted_at LIMIT ${stepSize}`,
      [before],
    )
    let purged = 0
    for (const [workspaceId, rows] of Map.groupBy(old.rows, (row) => row.workspace_id)) {
      const ids = rows.map((row) => row.id)
      await clearReferences(options, object.key, workspaceId, ids)
      purged += await deleteRows(owner, registry, object, workspaceId, ids)
    }
    // Rows that a deleted record still points at wait until that one is purged too.
    if (old.rows.length < stepSize || purged === 0) return
  }
}

async function clearReferences(
  options: Parameters<typeof maintain>[0],
  object: string,
  workspaceId: string,
  ids: readonly string[],
): Promise<void> {
  const context = await options.systemContext(workspaceId)
  for (const other of options.registry.objects.values()) {
    for (const [key, field] of Object.entries(other.fields)) {
      if (field.kind !== 'reference' || field.to !== object || field.required) continue
      for (;;) {
        const page = await context.list({
          object: other.key,
          filter: { field: key, op: 'in', value: ids },
          fields: [key],
          sort: ['id'],
          limit: stepSize,
        })
        if (page.ids.length === 0) break
        await context.bulk(page.ids.map((id) => ({ kind: 'update', object: other.key, id, values: { [key]: null } })))
      }
    }
  }
}

async function deleteRows(
  owner: Pool,
  registry: Registry,
  object: ObjectDefinition,
  workspaceId: string,
  ids: readonly string[],
): Promise<number> {
  const held = [...registry.objects.values()].flatMap((other) =>
    Object.entries(other.fields)
      .filter(([, field]) => (field.kind === 'reference' && field.to === object.key) || (field.kind === 'file' && object.key === 'file'))
      .map(
        ([key, field]) =>
          `NOT EXISTS (SELECT 1 FROM ${quoteIdent(other.table)} o WHERE o.workspace_id = t.workspace_id AND o.${quoteIdent(columnsOf(key, field)[0]?.name ?? key)} = t.id AND o.id <> t.id)`,
      ),
  )
  const client = await owner.connect()
  try {
    await client.query('BEGIN')
    const gone = await client.query<{ id: string }>(
      `DELETE FROM ${quoteIdent(object.table)} t WHERE t.workspace_id = $1 AND t.id = ANY ($2) AND t.deleted_at IS NOT NULL${held.map((condition) => ` AND ${condition}`).join('')} RETURNING t.id`,
      [workspaceId, ids],
    )
    const deleted = gone.rows.map((row) => row.id)
    for (const [table, column] of [
      ['reference_link', 'record_id'],
      ['reference_link', 'target_id'],
      ['timeline_entry', 'record_id'],
      ['timeline_entry', 'ref_id'],
      ['external_key', 'record_id'],
      ['notification', 'record_id'],
      ['follower', 'record_id'],
      ['search_document', 'record_id'],
      ['search_owner', 'record_id'],
    ])
      await client.query(`DELETE FROM ${table} WHERE workspace_id = $1 AND ${column} = ANY ($2)`, [workspaceId, deleted])
    await client.query('COMMIT')
    return deleted.length
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

/** How many milliseconds the clock stands behind the latest instant that any server has seen; 0 when it does not. */
export async function clockBehind(owner: Pool, clock: Clock): Promise<number> {
  const found = await owner.query<{ highest: Date | string }>('SELECT highest FROM clock_mark WHERE id = 1')
  const highest = found.rows[0]?.highest
  if (!highest) return 0
  const behind = new Date(highest).getTime() - clock.now().getTime()
  return behind > clockToleranceMs ? behind : 0
}

async function moveClockMark(owner: Pool, clock: Clock): Promise<void> {
  await owner.query(
    'INSERT INTO clock_mark AS m (id, highest) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET highest = greatest(m.highest, excluded.highest)',
    [clock.now().toISOString()],
  )
}
