import type { Pool } from 'pg'
import type { ActionContext, Context } from '../context.ts'
import { newId } from '../ids.ts'
import { param, sql } from '../sql.ts'
import { type ErasureTools, erasePerson } from './erase.ts'
import type { Subject } from './subject.ts'

/** Written before anything is erased: what breaks off is known, and done again. */
export async function insertErasure(inside: ActionContext, { object, id }: Subject, reason: string): Promise<void> {
  const { workspaceId, principal } = inside.reader
  await inside.query(
    sql`INSERT INTO erasure_log (workspace_id, id, object, record_id, reason, principal_id, begun_at)
      VALUES (${param(workspaceId, 'uuid')}, ${param(newId(), 'uuid')}, ${object}, ${param(id, 'uuid')}, ${reason}, ${param(principal.id, 'uuid')}, ${param(inside.clock.now().toISOString(), 'timestamptz')})`,
  )
}

const brokenOffAfterMs = 10 * 60_000

/** Erasures that a crash broke off are gone through again, by whichever server looks next. */
export async function finishErasures(
  tools: ErasureTools & { owner: Pool },
  systemOf: (workspaceId: string) => Promise<Context>,
): Promise<void> {
  const before = new Date(tools.clock.now().getTime() - brokenOffAfterMs).toISOString()
  const { rows } = await tools.owner.query<{ workspace_id: string; object: string; record_id: string }>(
    'SELECT workspace_id, object, record_id FROM erasure_log WHERE finished_at IS NULL AND begun_at < $1 ORDER BY begun_at LIMIT 10',
    [before],
  )
  for (const { workspace_id, object, record_id } of rows) await erasePerson(tools, await systemOf(workspace_id), { object, id: record_id })
}
