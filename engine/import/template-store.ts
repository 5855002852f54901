import { type Executor, isoInstant } from '../database.ts'
import { isId } from '../ids.ts'
import { param, type Sql, sql } from '../sql.ts'
import type { ColumnPlan, ImportPlan } from './plan.ts'

/** How files of one kind are taken in, by the names of their columns. */
export type ImportTemplate = {
  id: string
  name: string
  object: string
  source: string
  shared: boolean
  /** The columns of the file it was made from. */
  names: string[]
  columns: Record<string, ColumnPlan>
  fill: Record<string, string>
  duplicates: Pick<ImportPlan['duplicates'], 'matchBy' | 'policy'>
  principalId: string
  createdAt: string
  changedAt: string
}

/** What everyone shares, and one's own. */
function seenBy(workspaceId: string, principalId: string): Sql {
  return sql`workspace_id = ${param(workspaceId, 'uuid')} AND (shared OR principal_id = ${param(principalId, 'uuid')})`
}

export async function listTemplates(
  executor: Executor,
  workspaceId: string,
  principalId: string,
  object?: string,
): Promise<ImportTemplate[]> {
  const ofObject = object === undefined ? sql`` : sql` AND object = ${object}`
  const rows = await executor.query<Row>(
    workspaceId,
    sql`SELECT * FROM import_template WHERE ${seenBy(workspaceId, principalId)}${ofObject} ORDER BY changed_at DESC, id LIMIT 500`,
  )
  return rows.map(templateOf)
}

export async function findTemplate(
  executor: Executor,
  workspaceId: string,
  principalId: string,
  id: string,
): Promise<ImportTemplate | null> {
  if (!isId(id)) return null
  const rows = await executor.query<Row>(
    workspaceId,
    sql`SELECT * FROM import_template WHERE ${seenBy(workspaceId, principalId)} AND id = ${param(id, 'uuid')}`,
  )
  return rows[0] === undefined ? null : templateOf(rows[0])
}

/** The template made from a file with just these columns, one's own before what others share. */
export async function templateFor(
  executor: Executor,
  workspaceId: string,
  principalId: string,
  names: readonly string[],
  objects: readonly string[],
): Promise<ImportTemplate | null> {
  const rows = await executor.query<Row>(
    workspaceId,
    sql`SELECT * FROM import_template WHERE ${seenBy(workspaceId, principalId)} AND object = ANY (${param(objects, 'text[]')})
      AND names = ${param(JSON.stringify(names), 'jsonb')} ORDER BY (principal_id = ${param(principalId, 'uuid')}) DESC, changed_at DESC, id LIMIT 1`,
  )
  return rows[0] === undefined ? null : templateOf(rows[0])
}

/** The plan of the last import of a file with just these columns that came to its end and was not taken back. */
export async function earlierPlan(
  executor: Executor,
  workspaceId: string,
  names: readonly string[],
  objects: readonly string[],
): Promise<{ object: string; plan: ImportPlan } | null> {
  const rows = await executor.query<{ object: string; plan: ImportPlan }>(
    workspaceId,
    sql`SELECT f.object, f.plan FROM import_file f JOIN batch b ON b.workspace_id = f.workspace_id AND b.id = f.batch_id AND b.status = 'done' AND b.undone_by IS NULL
      WHERE f.workspace_id = ${param(workspaceId, 'uuid')} AND f.object = ANY (${param(objects, 'text[]')})
        AND jsonb_path_query_array(f.columns, '$[*].name') = ${param(JSON.stringify(names), 'jsonb')}
      ORDER BY f.created_at DESC, f.id DESC LIMIT 1`,
  )
  return rows[0] ?? null
}

export async function saveTemplate(executor: Executor, workspaceId: string, template: ImportTemplate): Promise<void> {
  const { id, name, object, source, shared, names, columns, fill, duplicates, principalId, createdAt, changedAt } = template
  const json = (value: unknown) => param(JSON.stringify(value), 'jsonb')
  await executor.query(
    workspaceId,
    sql`INSERT INTO import_template (workspace_id, id, name, object, source, shared, names, columns, fill, duplicates, principal_id, created_at, changed_at)
      VALUES (${param(workspaceId, 'uuid')}, ${param(id, 'uuid')}, ${name}, ${object}, ${source}, ${param(shared, 'boolean')}, ${json(names)}, ${json(columns)},
        ${json(fill)}, ${json(duplicates)}, ${param(principalId, 'uuid')}, ${param(createdAt, 'timestamptz')}, ${param(changedAt, 'timestamptz')})
      ON CONFLICT (workspace_id, id) DO UPDATE SET name = excluded.name, source = excluded.source, shared = excluded.shared, names = excluded.names,
        columns = excluded.columns, fill = excluded.fill, duplicates = excluded.duplicates, changed_at = excluded.changed_at`,
  )
}

export async function removeTemplate(executor: Executor, workspaceId: string, id: string): Promise<void> {
  await executor.query(
    workspaceId,
    sql`DELETE FROM import_template WHERE workspace_id = ${param(workspaceId, 'uuid')} AND id = ${param(id, 'uuid')}`,
  )
}

type Row = Record<string, unknown>

function templateOf(row: Row): ImportTemplate {
  return {
    id: String(row.id),
    name: String(row.name),
    object: String(row.object),
    source: String(row.source),
    shared: row.shared === true,
    names: row.names as string[],
    columns: row.columns as ImportTemplate['columns'],
    fill: row.fill as ImportTemplate['fill'],
    duplicates: row.duplicates as ImportTemplate['duplicates'],
    principalId: String(row.principal_id),
    createdAt: isoInstant(String(row.created_at)),
    changedAt: isoInstant(String(row.changed_at)),
  }
}
