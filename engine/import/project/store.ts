import type { Executor } from '../../database.ts'
import { isoInstant } from '../../database.ts'
import { NotFoundError, RuleError } from '../../errors.ts'
import { isId } from '../../ids.ts'
import { ident, join, param, type Sql, sql } from '../../sql.ts'
import { importOf, type StoredImport } from '../store.ts'

/** What happens to the files behind one that cannot be taken in. */
export type WhenFailed = 'stop' | 'goOn'

/** A person's word that the figures are right. One that was opened again stays in the list. */
export type SignOff = {
  by: { id: string; name: string }
  at: string
  note: string
  /** Whether every difference was explained when it was signed. */
  explained: boolean
  reopened: { by: { id: string; name: string }; at: string } | null
}

export type StoredProject = {
  id: string
  name: string
  source: string
  whenFailed: WhenFailed
  checkBatchId: string | null
  batchId: string | null
  undoBatchId: string | null
  signOffs: SignOff[]
  principalId: string
  createdAt: string
}

export type ProjectChange = Partial<Omit<StoredProject, 'id' | 'principalId' | 'createdAt'>>

const stored: Readonly<Record<keyof ProjectChange, { column: string; type: string }>> = {
  name: { column: 'name', type: 'text' },
  source: { column: 'source', type: 'text' },
  whenFailed: { column: 'when_failed', type: 'text' },
  checkBatchId: { column: 'check_batch_id', type: 'uuid' },
  batchId: { column: 'batch_id', type: 'uuid' },
  undoBatchId: { column: 'undo_batch_id', type: 'uuid' },
  signOffs: { column: 'sign_offs', type: 'jsonb' },
}

type Row = Record<string, unknown>

function projectOf(row: Row): StoredProject {
  const text = (value: unknown): string | null => (value === null ? null : String(value))
  return {
    id: String(row.id),
    name: String(row.name),
    source: String(row.source),
    whenFailed: row.when_failed as WhenFailed,
    checkBatchId: text(row.check_batch_id),
    batchId: text(row.batch_id),
    undoBatchId: text(row.undo_batch_id),
    signOffs: row.sign_offs as SignOff[],
    principalId: String(row.principal_id),
    createdAt: isoInstant(String(row.created_at)),
  }
}

export async function insertProject(
  executor: Executor,
  workspaceId: string,
  project: Pick<StoredProject, 'id' | 'name' | 'source' | 'whenFailed' | 'principalId' | 'createdAt'>,
): Promise<void> {
  const { id, name, source, whenFailed, principalId, createdAt } = project
  await executor.query(
    workspaceId,
    sql`INSERT INTO import_project (workspace_id, id, name, source, when_failed, sign_offs, principal_id, created_at)
      VALUES (${param(workspaceId, 'uuid')}, ${param(id, 'uuid')}, ${name}, ${source}, ${whenFailed}, '[]'::jsonb, ${param(principalId, 'uuid')}, ${param(createdAt, 'timestamptz')})`,
  )
}

export async function updateProject(executor: Executor, workspaceId: string, id: string, change: ProjectChange): Promise<void> {
  const set: Sql[] = Object.entries(change).map(([key, value]) => {
    const { column, type } = stored[key as keyof ProjectChange]
    return sql`${ident(column)} = ${param(type === 'jsonb' ? JSON.stringify(value) : value, type)}`
  })
  if (set.length === 0) return
  await executor.query(
    workspaceId,
    sql`UPDATE import_project SET ${join(set)} WHERE workspace_id = ${param(workspaceId, 'uuid')} AND id = ${param(id, 'uuid')}`,
  )
}

/** Gives the project its run, if nothing is under way: of two who press start at the same moment, one is told so. */
export async function claimRun(
  executor: Executor,
  workspaceId: string,
  id: string,
  before: string | null,
  batchId: string,
): Promise<boolean> {
  const rows = await executor.query(
    workspaceId,
    sql`UPDATE import_project SET batch_id = ${param(batchId, 'uuid')}
      WHERE workspace_id = ${param(workspaceId, 'uuid')} AND id = ${param(id, 'uuid')} AND batch_id IS NOT DISTINCT FROM ${param(before, 'uuid')} RETURNING id`,
  )
  return rows.length === 1
}

export async function deleteProject(executor: Executor, workspaceId: string, id: string): Promise<void> {
  await executor.query(
    workspaceId,
    sql`WITH freed AS (UPDATE import_file SET project_id = NULL, project_position = NULL WHERE workspace_id = ${param(workspaceId, 'uuid')} AND project_id = ${param(id, 'uuid')})
      DELETE FROM import_project WHERE workspace_id = ${param(workspaceId, 'uuid')} AND id = ${param(id, 'uuid')}`,
  )
}

/** One project. With `principalId`, only if it is that person's. */
export async function readProject(executor: Executor, workspaceId: string, id: string, principalId?: string): Promise<StoredProject> {
  const own = principalId === undefined ? sql`` : sql` AND principal_id = ${param(principalId, 'uuid')}`
  const [row] = isId(id)
    ? await executor.query<Row>(
        workspaceId,
        sql`SELECT * FROM import_project WHERE workspace_id = ${param(workspaceId, 'uuid')} AND id = ${param(id, 'uuid')}${own}`,
      )
    : []
  if (row === undefined) throw new NotFoundError('import_project_not_found')
  return projectOf(row)
}

/** What was signed is not taken back piece by piece: an administrator opens the project first. */
export async function demandUnsigned(executor: Executor, workspaceId: string, id: string): Promise<void> {
  const { signOffs } = await readProject(executor, workspaceId, id)
  if (signOffs.at(-1)?.reopened === null) throw new RuleError('import_project_signed')
}

/** The newest first; without `principalId` those of everybody. */
export async function recentProjects(
  executor: Executor,
  workspaceId: string,
  principalId: string | undefined,
  limit: number,
): Promise<StoredProject[]> {
  const own = principalId === undefined ? sql`` : sql` AND principal_id = ${param(principalId, 'uuid')}`
  const rows = await executor.query<Row>(
    workspaceId,
    sql`SELECT * FROM import_project WHERE workspace_id = ${param(workspaceId, 'uuid')}${own} ORDER BY created_at DESC, id DESC LIMIT ${param(limit, 'int')}`,
  )
  return rows.map(projectOf)
}

/** The project's files in their order. */
export async function projectFiles(executor: Executor, workspaceId: string, projectId: string): Promise<StoredImport[]> {
  const rows = await executor.query<Row>(
    workspaceId,
    sql`SELECT * FROM import_file WHERE workspace_id = ${param(workspaceId, 'uuid')} AND project_id = ${param(projectId, 'uuid')} ORDER BY project_position, id`,
  )
  return rows.map(importOf)
}

/** How many files each of these projects has. */
export async function fileCounts(executor: Executor, workspaceId: string, projects: readonly string[]): Promise<Map<string, number>> {
  const rows = await executor.query<{ project_id: string; count: string }>(
    workspaceId,
    sql`SELECT project_id, count(*) FROM import_file WHERE workspace_id = ${param(workspaceId, 'uuid')} AND project_id = ANY (${param(projects, 'uuid[]')}) GROUP BY project_id`,
  )
  return new Map(rows.map(({ project_id, count }) => [project_id, Number(count)]))
}

/** Sets which files are in the project, in this order. */
export async function setFiles(executor: Executor, workspaceId: string, projectId: string, files: readonly string[]): Promise<void> {
  const ws = param(workspaceId, 'uuid')
  const project = param(projectId, 'uuid')
  const ids = param(files, 'uuid[]')
  await executor.query(
    workspaceId,
    sql`UPDATE import_file SET project_id = NULL, project_position = NULL WHERE workspace_id = ${ws} AND project_id = ${project} AND id <> ALL (${ids})`,
  )
  await executor.query(
    workspaceId,
    sql`UPDATE import_file f SET project_id = ${project}, project_position = u.position::integer
      FROM unnest(${ids}) WITH ORDINALITY AS u (id, position) WHERE f.workspace_id = ${ws} AND f.id = u.id`,
  )
}
