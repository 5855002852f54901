import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import { NotFoundError } from '../errors.ts'
import { newId } from '../ids.ts'
import { param, sql } from '../sql.ts'

export type NewWorkspace = {
  name: string
  currency: string
  locale: 'zh-CN' | 'en'
  timeZone: string
  administrator: { name: string; email: string }
}

/** Makes the workspace, marked as unfinished, and the principal of the system itself, which owns what nobody did by hand. */
export async function createWorkspace(database: Database, given: NewWorkspace, clock: Clock): Promise<string> {
  const workspaceId = newId()
  const ws = param(workspaceId, 'uuid')
  const at = param(clock.now().toISOString(), 'timestamptz')
  await database.transaction(workspaceId, async (open) => {
    await open.query(
      workspaceId,
      sql`INSERT INTO workspace (workspace_id, name, currency, locale, time_zone, created_at) VALUES (${ws}, ${given.name}, ${given.currency}, ${given.locale}, ${given.timeZone}, ${at})`,
    )
    await open.query(workspaceId, sql`INSERT INTO unfinished_workspace (workspace_id, begun_at) VALUES (${ws}, ${at})`)
    await open.query(
      workspaceId,
      sql`INSERT INTO principal (workspace_id, id, kind, name, name_sort, active, created_at) VALUES (${ws}, ${param(newId(), 'uuid')}, 'system', 'Guanxi', 'guanxi', true, ${at})`,
    )
  })
  return workspaceId
}

/** Everything is there, and somebody can sign in: the workspace stays. */
export async function finishWorkspace(database: Database, workspaceId: string): Promise<void> {
  await database.query(workspaceId, sql`DELETE FROM unfinished_workspace WHERE workspace_id = ${param(workspaceId, 'uuid')}`)
}

export async function systemPrincipalOf(database: Database, workspaceId: string): Promise<string> {
  const [row] = await database.query<{ id: string }>(
    workspaceId,
    sql`SELECT id FROM principal WHERE workspace_id = ${param(workspaceId, 'uuid')} AND kind = 'system' ORDER BY id LIMIT 1`,
  )
  if (!row) throw new NotFoundError('workspace_not_found')
  return row.id
}
