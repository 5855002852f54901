import type { Executor } from '../database.ts'
import type { BatchStatus } from '../jobs/batch.ts'
import type { Reader } from '../query/reader.ts'
import { param, sql } from '../sql.ts'

/** A search that is under way: for administrators, whoever began it. */
export type SweepUnderWay = { id: string; status: BatchStatus; done: number; total: number | null }

/** When an object was last gone through, by a whole search or by a night, and the search that is under way. */
export async function sweepState(
  executor: Executor,
  reader: Reader,
  object: string,
): Promise<{ sweptAt: string | null; sweep: SweepUnderWay | null }> {
  const ws = param(reader.workspaceId, 'uuid')
  const [last] = await executor.query<{ at: string }>(
    reader.workspaceId,
    sql`SELECT swept_at AS at FROM duplicate_sweep WHERE workspace_id = ${ws} AND object = ${object}`,
  )
  const [batch] = reader.principal.administrator
    ? await executor.query<{ id: string; status: BatchStatus; done: string; total: string | null; pausing: boolean }>(
        reader.workspaceId,
        sql`SELECT id, status, done, total, pause_requested AS pausing FROM batch WHERE workspace_id = ${ws} AND kind = 'duplicateSweep' AND object = ${object} AND status IN ('queued', 'running', 'paused')
          ORDER BY created_at DESC, id DESC LIMIT 1`,
      )
    : []
  return {
    sweptAt: last?.at ?? null,
    sweep: batch
      ? {
          id: batch.id,
          status: batch.pausing && batch.status === 'running' ? 'paused' : batch.status,
          done: Number(batch.done),
          total: batch.total === null ? null : Number(batch.total),
        }
      : null,
  }
}
