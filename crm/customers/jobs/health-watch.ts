import type { Pool } from 'pg'
import { type Clock, createConsumer, type Engine, type EngineEvent, newId } from '../../../engine/index.ts'
import { scoreAccounts, scoreHealthJob } from './score-health.ts'

type Tools = { owner: Pool; clock: Clock }

/** Queues the scoring of every workspace whose health was not told today, by its own day. */
export async function scoreHealthDaily({ owner, clock }: Tools): Promise<void> {
  const now = clock.now().toISOString()
  const { rows } = await owner.query<{ workspace_id: string }>(
    `SELECT w.workspace_id FROM workspace w
     WHERE w.suspended_at IS NULL AND NOT EXISTS (SELECT 1 FROM unfinished_workspace u WHERE u.workspace_id = w.workspace_id)
       AND NOT EXISTS (SELECT 1 FROM batch b WHERE b.workspace_id = w.workspace_id AND b.kind = $2
         AND b.created_at >= date_trunc('day', $1::timestamptz AT TIME ZONE w.time_zone) AT TIME ZONE w.time_zone)`,
    [now, scoreHealthJob.kind],
  )
  for (const row of rows) await queueScoring(owner, row.workspace_id, now)
}

/** Nobody asked for it, so it is the system's own work, on nobody's list. */
async function queueScoring(owner: Pool, workspaceId: string, now: string): Promise<void> {
  await owner.query(
    `WITH b AS (INSERT INTO batch (workspace_id, id, kind, input, status, done, result, cancel_requested, principal_id, created_at)
        SELECT $1::uuid, $2::uuid, $3, '{}', 'queued', 0, '{}', false, p.id, $4 FROM principal p WHERE p.workspace_id = $1 AND p.kind = 'system' LIMIT 1 RETURNING principal_id)
     INSERT INTO outbox (workspace_id, at, kind, object, record_id, principal_id, change_id, payload)
     SELECT $1, $4, 'batch.queued', 'batch', $2, b.principal_id, $2, jsonb_build_object('kind', $3::text) FROM b`,
    [workspaceId, newId(), scoreHealthJob.kind, now],
  )
}

/** What happened since the last look is taken into account: of single customers at once, of a workspace whose rules changed by its job. */
export async function watchHealth(
  engine: Pick<Engine, 'systemContext'>,
  { owner, clock }: Tools,
  onError: (error: unknown) => void,
): Promise<void> {
  const consumer = createConsumer({
    owner,
    clock,
    name: 'health',
    onError,
    handle: async (events) => {
      for (const [workspaceId, own] of Map.groupBy(events, (event) => event.workspaceId)) {
        if (own.some((event) => event.object === 'healthRule')) await queueScoring(owner, workspaceId, clock.now().toISOString())
        const ids = await touchedAccounts(owner, workspaceId, own)
        if (ids.length > 0) await scoreAccounts(await engine.systemContext(workspaceId, 'job'), ids)
      }
    },
  })
  await consumer.catchUp()
}

const tables: Readonly<Record<string, string>> = { activity: 'activity', opportunity: 'opportunity' }

/** The customers that these events may have made better or worse. One that a record was moved away from waits for the night. */
async function touchedAccounts(owner: Pool, workspaceId: string, events: readonly EngineEvent[]): Promise<string[]> {
  const ids = new Set<string>()
  for (const [object, some] of Map.groupBy(events, (event) => event.object)) {
    const table = tables[object]
    if (!table) continue
    const { rows } = await owner.query<{ id: string }>(
      `SELECT DISTINCT account_id AS id FROM ${table} WHERE workspace_id = $1 AND id = ANY ($2) AND account_id IS NOT NULL`,
      [workspaceId, some.flatMap((event) => event.recordId ?? [])],
    )
    for (const { id } of rows) ids.add(id)
  }
  return [...ids].sort()
}
