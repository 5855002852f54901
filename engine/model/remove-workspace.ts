import type { Pool } from 'pg'
import { quoteIdent } from '../sql.ts'

/**
 * Deletes every row of a workspace, in one statement: what points at each other goes together, and foreign keys are looked at in the end.
 * For workspaces whose making broke off; owner connection.
 */
export async function removeWorkspace(owner: Pool, workspaceId: string): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
  )
  const deletions = rows.map(({ name }, at) => `d${at} AS (DELETE FROM ${quoteIdent(name)} WHERE workspace_id = $1)`)
  await owner.query(`WITH ${deletions.join(', ')} SELECT 1`, [workspaceId])
}
