import type { Executor } from '../database.ts'
import { isoInstant } from '../database.ts'
import { NotFoundError } from '../errors.ts'
import { isId } from '../ids.ts'
import { param, sql } from '../sql.ts'
import type { ExportFormat, ExportRequest } from './request.ts'

/** A file on its way out, as it is stored. */
export type StoredExport = {
  id: string
  object: string
  format: ExportFormat
  fileName: string
  request: ExportRequest
  rows: number | null
  size: number | null
  fileKey: string | null
  batchId: string | null
  principalId: string
  createdAt: string
  madeAt: string | null
  removedAt: string | null
}

export async function insertExport(
  executor: Executor,
  workspaceId: string,
  {
    id,
    object,
    format,
    fileName,
    request,
    batchId,
    principalId,
    createdAt,
  }: Omit<StoredExport, 'rows' | 'size' | 'fileKey' | 'madeAt' | 'removedAt'>,
): Promise<void> {
  await executor.query(
    workspaceId,
    sql`INSERT INTO export_file (workspace_id, id, object, format, file_name, request, batch_id, principal_id, created_at)
      VALUES (${param(workspaceId, 'uuid')}, ${param(id, 'uuid')}, ${object}, ${format}, ${fileName}, ${param(JSON.stringify(request), 'jsonb')}, ${param(batchId, 'uuid')},
        ${param(principalId, 'uuid')}, ${param(createdAt, 'timestamptz')})`,
  )
}

export type MadeFile = { rows: number; size: number; fileKey: string }

/** The file stands whole in the storage. */
export async function keepMade(executor: Executor, workspaceId: string, id: string, made: MadeFile, at: string): Promise<void> {
  await executor.query(
    workspaceId,
    sql`UPDATE export_file SET row_count = ${param(made.rows, 'bigint')}, file_size = ${param(made.size, 'bigint')}, file_key = ${made.fileKey}, made_at = ${param(at, 'timestamptz')}
      WHERE workspace_id = ${param(workspaceId, 'uuid')} AND id = ${param(id, 'uuid')}`,
  )
}

/** One export of this person. */
export async function readExport(executor: Executor, workspaceId: string, id: string, principalId: string): Promise<StoredExport> {
  const [row] = isId(id)
    ? await executor.query<Row>(
        workspaceId,
        sql`SELECT * FROM export_file WHERE workspace_id = ${param(workspaceId, 'uuid')} AND id = ${param(id, 'uuid')} AND principal_id = ${param(principalId, 'uuid')}`,
      )
    : []
  if (!row) throw new NotFoundError('export_not_found')
  return exportOf(row)
}

export async function recentExports(executor: Executor, workspaceId: string, principalId: string, limit: number): Promise<StoredExport[]> {
  const rows = await executor.query<Row>(
    workspaceId,
    sql`SELECT * FROM export_file WHERE workspace_id = ${param(workspaceId, 'uuid')} AND principal_id = ${param(principalId, 'uuid')} ORDER BY created_at DESC, id DESC LIMIT ${param(limit, 'int')}`,
  )
  return rows.map(exportOf)
}

type Row = Record<string, unknown>

function exportOf(row: Row): StoredExport {
  const number = (value: unknown): number | null => (value === null ? null : Number(value))
  const text = (value: unknown): string | null => (value === null ? null : String(value))
  const instant = (value: unknown): string | null => (value === null ? null : isoInstant(String(value)))
  return {
    id: String(row.id),
    object: String(row.object),
    format: row.format as ExportFormat,
    fileName: String(row.file_name),
    request: row.request as ExportRequest,
    rows: number(row.row_count),
    size: number(row.file_size),
    fileKey: text(row.file_key),
    batchId: text(row.batch_id),
    principalId: String(row.principal_id),
    createdAt: isoInstant(String(row.created_at)),
    madeAt: instant(row.made_at),
    removedAt: instant(row.removed_at),
  }
}
