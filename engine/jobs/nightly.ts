import type { Pool } from 'pg'
import { type Clock, hourIn } from '../clock.ts'
import type { Database } from '../database.ts'
import { newId } from '../ids.ts'
import { param, type Sql, sql } from '../sql.ts'
import { insertBatch, type JobDefinition } from './batch.ts'

/** Work that begins by itself once a night, in the workspace's own zone, as the system. */
export type Nightly = {
  readonly hour: number
  /** Finds a row where there is something to do in the workspace. */
  wanted(workspace: Sql): Sql
}

const step = 15 * 60_000

/** The first moment behind `from` at which it is this full hour in the zone. A night in which the hour is left out by the clock change is passed over. */
export function nextNight(timeZone: string, hour: number, from: Date): Date {
  let at = Math.floor(from.getTime() / step) * step + step
  // All zones stand a multiple of a quarter of an hour apart.
  for (; ; at += step) {
    const local = hourIn(timeZone, new Date(at))
    if (local.hour === hour && local.minute === 0) return new Date(at)
  }
}

type Due = { workspace_id: string; time_zone: string; next_at: Date | null; system_id: string }

/**
 * Starts what is due by now, and notes the next night. The first look only notes it: what was set up in the afternoon does not run at once. Of two
 * servers that look, the one that moves the mark starts the work.
 */
export async function startNightly(options: {
  owner: Pool
  database: Database
  jobs: Iterable<JobDefinition>
  clock: Clock
}): Promise<void> {
  const { owner, database, clock } = options
  const now = clock.now()
  for (const { kind, nightly } of options.jobs) {
    if (!nightly) continue
    const { rows } = await owner.query<Due>(
      `SELECT w.workspace_id, w.time_zone, m.next_at, p.id AS system_id FROM workspace w JOIN principal p ON p.workspace_id = w.workspace_id AND p.kind = 'system'
       LEFT JOIN nightly_mark m ON m.workspace_id = w.workspace_id AND m.kind = $1 WHERE w.suspended_at IS NULL AND (m.next_at IS NULL OR m.next_at <= $2)`,
      [kind, now.toISOString()],
    )
    for (const { workspace_id: workspaceId, time_zone: zone, next_at: due, system_id: principalId } of rows) {
      const ws = param(workspaceId, 'uuid')
      const [wanted] = await database.query(workspaceId, nightly.wanted(ws))
      if (!wanted) continue
      const next = param(nextNight(zone, nightly.hour, now).toISOString(), 'timestamptz')
      await database.transaction(workspaceId, async (open) => {
        const moved = await open.query(
          workspaceId,
          due
            ? sql`UPDATE nightly_mark SET next_at = ${next} WHERE workspace_id = ${ws} AND kind = ${kind} AND next_at = ${param(due.toISOString(), 'timestamptz')} RETURNING kind`
            : sql`INSERT INTO nightly_mark (workspace_id, kind, next_at) VALUES (${ws}, ${kind}, ${next}) ON CONFLICT DO NOTHING RETURNING kind`,
        )
        if (!due || moved.length === 0) return
        const at = now.toISOString()
        await insertBatch(open, { id: newId(), workspaceId, kind, object: null, input: { at }, principalId, total: null, at })
      })
    }
  }
}
