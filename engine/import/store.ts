import type { Executor } from '../database.ts'
import { isoInstant } from '../database.ts'
import { NotFoundError } from '../errors.ts'
import { isId } from '../ids.ts'
import { ident, join, param, type Sql, sql } from '../sql.ts'
import type { CheckResult, ProblemRow } from './check.ts'
import type { ImportPlan } from './plan.ts'
import type { TableFormat } from './read-table.ts'
import type { ColumnSummary } from './summarize-columns.ts'

/** A file on its way in, as it is stored. */
export type StoredImport = {
  id: string
  object: string
  fileName: string
  fileHash: string
  fileSize: number
  format: TableFormat
  columns: (ColumnSummary & { confidence: number })[]
  rowCount: number
  plan: ImportPlan
  check: CheckResult | null
  checkBatchId: string | null
  batchId: string | null
  /** The migration project that the file belongs to. */
  projectId: string | null
  principalId: string
  createdAt: string
}

export type ImportChange = Partial<
  Pick<StoredImport, 'object' | 'format' | 'columns' | 'rowCount' | 'plan' | 'check' | 'checkBatchId' | 'batchId'>
>
export type KeptRow = ProblemRow & { outcome: 'rejected' | 'noted' }
export type PendingReference = { rowNumber: number; field: string; recordId: string; named: string }

const stored: Readonly<Record<keyof ImportChange, { column: string; type: string }>> = {
  object: { column: 'object', type: 'text' },
  format: { column: 'format', type: 'jsonb' },
  columns: { column: 'columns', type: 'jsonb' },
  rowCount: { column: 'row_count', type: 'bigint' },
  plan: { column: 'plan', type: 'jsonb' },
  check: { column: 'check_result', type: 'jsonb' },
  checkBatchId: { column: 'check_batch_id', type: 'uuid' },
  batchId: { column: 'batch_id', type: 'uuid' },
}

export async function insertImport(
  executor: Executor,
  workspaceId: string,
  given: Omit<StoredImport, 'check' | 'checkBatchId' | 'batchId' | 'projectId'>,
): Promise<void> {
  const { id, object, fileName, fileHash, fileSize, format, columns, rowCount, plan, principalId, createdAt } = given
  await executor.query(
    workspaceId,
    sql`INSERT INTO import_file (workspace_id, id, object, file_name, file_hash, file_size, format, columns, row_count, plan, principal_id, created_at)
      VALUES (${param(workspaceId, 'uuid')}, ${param(id, 'uuid')}, ${object}, ${fileName}, ${fileHash}, ${param(fileSize, 'bigint')}, ${json(format)}, ${json(columns)},
        ${param(rowCount, 'bigint')}, ${json(plan)}, ${param(principalId, 'uuid')}, ${param(createdAt, 'timestamptz')})`,
  )
}

export async function updateImport(executor: Executor, workspaceId: string, id: string, change: ImportChange): Promise<void> {
  const set: Sql[] = Object.entries(change).map(([key, value]) => {
    const { column, type } = stored[key as keyof ImportChange]
    return sql`${ident(column)} = ${type === 'jsonb' && value !== null ? json(value) : param(value, type)}`
  })
  await executor.query(
    workspaceId,
    sql`UPDATE import_file SET ${join(set)} WHERE workspace_id = ${param(workspaceId, 'uuid')} AND id = ${param(id, 'uuid')}`,
  )
}

/** Keeps what a check found, unless the plan was changed or checked anew meanwhile. */
export async function finishCheck(executor: Executor, workspaceId: string, id: string, checkId: string, check: CheckResult): Promise<void> {
  await executor.query(
    workspaceId,
    sql`UPDATE import_file SET check_result = ${json(check)} WHERE workspace_id = ${param(workspaceId, 'uuid')} AND id = ${param(id, 'uuid')} AND check_batch_id = ${param(checkId, 'uuid')}`,
  )
}

/** Gives the import its batch, once: of two who press start at the same moment, one is told that it has begun. */
export async function claimImport(executor: Executor, workspaceId: string, id: string, batchId: string): Promise<boolean> {
  const rows = await executor.query(
    workspaceId,
    sql`UPDATE import_file SET batch_id = ${param(batchId, 'uuid')} WHERE workspace_id = ${param(workspaceId, 'uuid')} AND id = ${param(id, 'uuid')} AND batch_id IS NULL RETURNING id`,
  )
  return rows.length === 1
}

/** One import. With `principalId`, only if it is that person's. */
export async function readImport(executor: Executor, workspaceId: string, id: string, principalId?: string): Promise<StoredImport> {
  const own = principalId === undefined ? sql`` : sql` AND principal_id = ${param(principalId, 'uuid')}`
  const where = sql`WHERE workspace_id = ${param(workspaceId, 'uuid')} AND id = ${param(id, 'uuid')}${own}`
  const [row] = isId(id) ? await executor.query<Row>(workspaceId, sql`SELECT * FROM import_file ${where}`) : []
  if (row === undefined) throw new NotFoundError('import_not_found')
  return importOf(row)
}

export async function recentImports(executor: Executor, workspaceId: string, principalId: string, limit: number): Promise<StoredImport[]> {
  const rows = await executor.query<Row>(
    workspaceId,
    sql`SELECT * FROM import_file WHERE workspace_id = ${param(workspaceId, 'uuid')} AND principal_id = ${param(principalId, 'uuid')} ORDER BY created_at DESC, id DESC LIMIT ${param(limit, 'int')}`,
  )
  return rows.map(importOf)
}

export async function keepRows(executor: Executor, workspaceId: string, importId: string, rows: readonly KeptRow[]): Promise<void> {
  if (rows.length === 0) return
  const column = (values: readonly unknown[], type: string) => param(values, `${type}[]`)
  await executor.query(
    workspaceId,
    sql`INSERT INTO import_row (workspace_id, import_id, row_number, outcome, cells, problems)
      SELECT ${param(workspaceId, 'uuid')}, ${param(importId, 'uuid')}, u.number, u.outcome, u.cells::jsonb, u.problems::jsonb
      FROM unnest(${column(
        rows.map(({ number }) => number),
        'bigint',
      )}, ${column(
        rows.map(({ outcome }) => outcome),
        'text',
      )}, ${column(
        rows.map(({ cells }) => storable(cells)),
        'text',
      )}, ${column(
        rows.map(({ problems }) => storable(problems)),
        'text',
      )}) AS u (number, outcome, cells, problems)
      ON CONFLICT (workspace_id, import_id, row_number) DO UPDATE SET problems = import_row.problems || excluded.problems`,
  )
}

export async function keptRows(
  executor: Executor,
  workspaceId: string,
  importId: string,
  query: { outcome?: KeptRow['outcome']; after: number; limit: number },
): Promise<KeptRow[]> {
  const outcome = query.outcome === undefined ? sql`` : sql` AND outcome = ${query.outcome}`
  const rows = await executor.query<{ row_number: string; outcome: KeptRow['outcome']; cells: string[]; problems: KeptRow['problems'] }>(
    workspaceId,
    sql`SELECT row_number, outcome, cells, problems FROM import_row WHERE workspace_id = ${param(workspaceId, 'uuid')} AND import_id = ${param(importId, 'uuid')}
      AND row_number > ${param(query.after, 'bigint')}${outcome} ORDER BY row_number LIMIT ${param(query.limit, 'int')}`,
  )
  return rows.map(({ row_number, ...row }) => ({ number: Number(row_number), ...row }))
}

export async function keepPending(
  executor: Executor,
  workspaceId: string,
  importId: string,
  pending: readonly PendingReference[],
): Promise<void> {
  if (pending.length === 0) return
  await executor.query(
    workspaceId,
    sql`INSERT INTO import_pending_reference (workspace_id, import_id, row_number, field, record_id, named)
      SELECT ${param(workspaceId, 'uuid')}, ${param(importId, 'uuid')}, u.* FROM unnest(${param(
        pending.map(({ rowNumber }) => rowNumber),
        'bigint[]',
      )}, ${param(
        pending.map(({ field }) => field),
        'text[]',
      )}, ${param(
        pending.map(({ recordId }) => recordId),
        'uuid[]',
      )}, ${param(
        pending.map(({ named }) => named),
        'text[]',
      )}) AS u`,
  )
}

export async function pendingReferences(
  executor: Executor,
  workspaceId: string,
  importId: string,
  after: { row: number; field: string },
  limit: number,
): Promise<PendingReference[]> {
  const rows = await executor.query<{ row_number: string; field: string; record_id: string; named: string }>(
    workspaceId,
    sql`SELECT row_number, field, record_id, named FROM import_pending_reference WHERE workspace_id = ${param(workspaceId, 'uuid')} AND import_id = ${param(importId, 'uuid')}
      AND (row_number, field) > (${param(after.row, 'bigint')}, ${after.field}::text) ORDER BY row_number, field LIMIT ${param(limit, 'int')}`,
  )
  return rows.map((row) => ({ rowNumber: Number(row.row_number), field: row.field, recordId: row.record_id, named: row.named }))
}

/** The references are set. */
export async function forgetPending(executor: Executor, workspaceId: string, importId: string): Promise<void> {
  await executor.query(
    workspaceId,
    sql`DELETE FROM import_pending_reference WHERE workspace_id = ${param(workspaceId, 'uuid')} AND import_id = ${param(importId, 'uuid')}`,
  )
}

/** Remembers which record stands for which id of the other system. */
export async function keepExternalKeys(
  executor: Executor,
  workspaceId: string,
  object: string,
  source: string,
  keys: readonly { key: string; recordId: string }[],
): Promise<void> {
  if (keys.length === 0) return
  const byKey = new Map(keys.map((one) => [one.key, one.recordId]))
  await executor.query(
    workspaceId,
    sql`INSERT INTO external_key (workspace_id, source, key, object, record_id)
      SELECT ${param(workspaceId, 'uuid')}, ${source}, u.key, ${object}, u.id FROM unnest(${param([...byKey.keys()], 'text[]')}, ${param([...byKey.values()], 'uuid[]')}) AS u (key, id)
      ON CONFLICT (workspace_id, source, object, key) DO UPDATE SET record_id = excluded.record_id`,
  )
}

type Row = Record<string, unknown>

export function importOf(row: Row): StoredImport {
  const text = (value: unknown): string | null => (value === null ? null : String(value))
  return {
    id: String(row.id),
    object: String(row.object),
    fileName: String(row.file_name),
    fileHash: String(row.file_hash),
    fileSize: Number(row.file_size),
    format: row.format as TableFormat,
    columns: row.columns as StoredImport['columns'],
    rowCount: Number(row.row_count),
    plan: row.plan as ImportPlan,
    check: row.check_result as CheckResult | null,
    checkBatchId: text(row.check_batch_id),
    batchId: text(row.batch_id),
    projectId: text(row.project_id),
    principalId: String(row.principal_id),
    createdAt: isoInstant(String(row.created_at)),
  }
}

function json(value: unknown): Sql {
  return param(storable(value), 'jsonb')
}

/** PostgreSQL's jsonb takes neither U+0000 nor half a character, and files hold both. */
export function storable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? inner.toWellFormed().replaceAll('\0', '') : inner))
}
