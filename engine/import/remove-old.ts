import type { Pool } from 'pg'
import type { Clock } from '../clock.ts'

/** The page of an import shows file, rows and reasons for so long. */
const keptDays = 90
const dayMilliseconds = 86_400_000
const importsPerRound = 200

/** Where the bytes of uploads stand. */
export type UploadStore = { remove(workspaceId: string, hash: string): Promise<void> }

type Old = { workspace_id: string; id: string; file_hash: string; batch_id: string | null }

/**
 * Takes away what was uploaded 90 days ago and is not under way, with its rows, effects and reasons; what came of it stays. The bytes go too, where
 * no other import and no file of the product is the same. Files of a migration project stay as long as the project. Owner connection.
 */
export function removeOldImports(uploads: UploadStore): (tools: { owner: Pool; clock: Clock }) => Promise<void> {
  return async ({ owner, clock }) => {
    const before = new Date(clock.now().getTime() - keptDays * dayMilliseconds).toISOString()
    for (;;) {
      const old = await owner.query<Old>(
        `SELECT f.workspace_id, f.id, f.file_hash, f.batch_id FROM import_file f LEFT JOIN batch b ON b.workspace_id = f.workspace_id AND b.id = f.batch_id
         WHERE f.created_at < $1 AND f.project_id IS NULL AND (b.id IS NULL OR b.finished_at < $1) ORDER BY f.created_at LIMIT ${importsPerRound}`,
        [before],
      )
      for (const one of old.rows) await removeImport(owner, uploads, one)
      if (old.rows.length < importsPerRound) return
    }
  }
}

async function removeImport(
  owner: Pool,
  uploads: UploadStore,
  { workspace_id: workspace, id, file_hash: hash, batch_id: batch }: Old,
): Promise<void> {
  // The import itself goes last: broken off in between, the next round finds it again.
  for (const table of ['import_row', 'import_effect', 'import_pending_reference', 'import_outcome'])
    await owner.query(`DELETE FROM ${table} WHERE workspace_id = $1 AND import_id = $2`, [workspace, id])
  if (batch !== null)
    await owner.query(
      'DELETE FROM undo_kept k USING batch u WHERE k.workspace_id = $1 AND u.workspace_id = $1 AND u.undo_of = $2 AND k.batch_id = u.id',
      [workspace, batch],
    )
  const needed = await owner.query(
    `SELECT 1 FROM import_file WHERE workspace_id = $1 AND file_hash = $2 AND id <> $3 UNION ALL SELECT 1 FROM file WHERE workspace_id = $1 AND sha256 = $2 LIMIT 1`,
    [workspace, hash, id],
  )
  if (needed.rows.length === 0) await uploads.remove(workspace, hash)
  await owner.query('DELETE FROM import_file WHERE workspace_id = $1 AND id = $2', [workspace, id])
}
