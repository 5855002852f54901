import type { EngineOptions } from '../../engine/index.ts'
import { removeWorkspace } from '../../engine/index.ts'

/** Nobody waits so long for a workspace to be made: what is older was broken off. */
const patienceMilliseconds = 3_600_000

/** Takes away the workspaces whose making broke off with the server that made them. One in which somebody can sign in stays, whatever its mark says. */
export const removeUnfinishedWorkspaces: NonNullable<EngineOptions['upkeep']>[number] = async ({ owner, clock }) => {
  const before = new Date(clock.now().getTime() - patienceMilliseconds)
  await owner.query(
    'DELETE FROM unfinished_workspace u WHERE begun_at < $1 AND EXISTS (SELECT 1 FROM membership m WHERE m.workspace_id = u.workspace_id)',
    [before],
  )
  const { rows } = await owner.query<{ workspace_id: string }>('SELECT workspace_id FROM unfinished_workspace WHERE begun_at < $1', [
    before,
  ])
  for (const { workspace_id: workspaceId } of rows) await removeWorkspace(owner, workspaceId)
}
