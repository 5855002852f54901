import { createHash } from 'node:crypto'
import { param, sql } from '../sql.ts'
import { type AgreementCheck, type AgreementParts, type Disagreement, noWorkspace, repaired } from './finding.ts'

const pageSize = 500
/** Bytes come before the record that names them: younger ones may be on their way. */
const onTheWayMs = 60 * 60_000

type Named = { object: string; workspace_id: string; id: string; hash: string; size: string | null; content: boolean }

/** Records of files, uploads and exports against the bytes that are stored, read from their first to their last. */
export const storedFiles: AgreementCheck = {
  key: 'files',
  label: { zh: '文件', en: 'Files' },
  async *run(parts, repair) {
    for (let after: [string, string] = ['', '']; ; ) {
      const rows = await named(parts, after)
      const checked = await Promise.all(rows.map((row) => lost(parts, row)))
      yield await repaired(parts, checked.flat(), repair)
      const last = rows.at(-1)
      if (!last || rows.length < pageSize) break
      after = [last.object, last.id]
    }
    for await (const page of parts.files.list()) yield await repaired(parts, await unnamed(parts, page), repair)
  },
}

/** What the database names, one kind after the other. The name of an upload or a file is the hash of its bytes; that of an export is not. */
async function named({ database }: AgreementParts, [object, id]: readonly [string, string]): Promise<Named[]> {
  return database.query<Named>(
    noWorkspace,
    sql`SELECT * FROM (SELECT 'export' AS object, workspace_id, id::text AS id, file_key AS hash, file_size AS size, false AS content FROM export_file WHERE file_key IS NOT NULL AND removed_at IS NULL
      UNION ALL SELECT 'file', workspace_id, id::text, sha256, size, true FROM file WHERE sha256 IS NOT NULL
      UNION ALL SELECT 'import', workspace_id, id::text, file_hash, file_size, true FROM import_file) n
      WHERE (n.object, n.id) > (${param(object, 'text')}, ${param(id, 'text')}) ORDER BY n.object, n.id LIMIT ${param(pageSize, 'int')}`,
  )
}

async function lost({ files }: AgreementParts, row: Named): Promise<Disagreement[]> {
  const { workspace_id: workspaceId, object, id: recordId, hash, size: told, content } = row
  const size = await files.size(workspaceId, hash)
  const found = (zh: string, en: string): Disagreement[] => [{ workspaceId, object, recordId, what: { zh, en } }]
  if (size === null) return found('文件内容丢失', 'its bytes are lost')
  if (told !== null && Number(told) !== size) return found(`应为 ${told} 字节，实为 ${size}`, `says ${told} bytes and has ${size}`)
  if (content && (await hashOf(files, workspaceId, hash)) !== hash)
    return found('文件内容已损坏', 'its bytes are not those that were stored')
  return []
}

async function hashOf(files: AgreementParts['files'], workspaceId: string, hash: string): Promise<string> {
  const sum = createHash('sha256')
  for await (const part of (await files.open(workspaceId, hash)) ?? []) sum.update(part)
  return sum.digest('hex')
}

async function unnamed(
  parts: AgreementParts,
  page: readonly { workspaceId: string; hash: string; since: Date }[],
): Promise<Disagreement[]> {
  const before = parts.clock.now().getTime() - onTheWayMs
  const old = page.filter(({ since }) => since.getTime() < before)
  if (old.length === 0) return []
  const rows = await parts.database.query<{ hash: string; workspace_id: string }>(
    noWorkspace,
    sql`SELECT s.hash, s.workspace_id FROM unnest(${param(
      old.map(({ workspaceId }) => workspaceId),
      'text[]',
    )}, ${param(
      old.map(({ hash }) => hash),
      'text[]',
    )}) AS s (workspace_id, hash)
      WHERE NOT EXISTS (SELECT 1 FROM file f WHERE f.sha256 = s.hash AND f.workspace_id::text = s.workspace_id)
        AND NOT EXISTS (SELECT 1 FROM import_file f WHERE f.file_hash = s.hash AND f.workspace_id::text = s.workspace_id)
        AND NOT EXISTS (SELECT 1 FROM export_file f WHERE f.file_key = s.hash AND f.workspace_id::text = s.workspace_id AND f.removed_at IS NULL)`,
  )
  return rows.map(({ workspace_id: workspaceId, hash }) => ({
    workspaceId,
    object: null,
    recordId: hash,
    what: { zh: '存储中有无人引用的内容', en: 'stands in the storage and belongs to nothing' },
    fix: () => parts.files.remove(workspaceId, hash),
  }))
}
