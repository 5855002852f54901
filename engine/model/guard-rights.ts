import { sameValue } from '../data/stored-value.ts'
import type { BeforeDelete, PrepareRecord } from '../declare/object.ts'
import { AccessError, RuleError } from '../errors.ts'
import { param, sql } from '../sql.ts'
import { demandDecision } from '../transfer/leaving.ts'

// Rights are given by administrators alone: who may edit users could otherwise make themselves one. And one administrator always stays.

export const guardUser: PrepareRecord = async (given) => {
  const { reader, id, values, before } = given
  const roles = { old: before?.roles ?? [], now: values.roles ?? [] }
  const isRoleChanged = !sameValue(roles.old, roles.now)
  if (isRoleChanged && !reader.principal.administrator) throw new AccessError('administrators_only', { field: 'roles' })
  // With the e-mail one signs in and gets links for a new password: whoever changes it could become that person.
  if (before && !reader.principal.administrator && !sameValue(before.email ?? null, values.email ?? null))
    throw new AccessError('administrators_only', { field: 'email' })
  const isLeaving = before?.active === true && values.active === false
  if (isLeaving) await demandDecision(given, id, 'active')
  if (before && (isLeaving || (isRoleChanged && !(await isAdministration(given, roles.now)))))
    await keepOneAdministrator(given, id, isLeaving ? 'active' : 'roles')
  return values
}

export const guardUserDelete: BeforeDelete = async (given) => {
  await keepOneAdministrator(given, given.id, 'active')
  await demandDecision(given, given.id, 'id')
}

/** What a role gives is decided by administrators alone, whoever else may edit its name. */
export const guardRole: PrepareRecord = async (given) => {
  const { reader, values, before } = given
  if (reader.principal.administrator) {
    if (before?.administrator === true && values.administrator !== true) await keepAdministration(given)
    return values
  }
  for (const key of ['administrator', 'grants', 'readClasses']) {
    const old = before?.[key] ?? (key === 'administrator' ? false : null)
    if (!sameValue(values[key] ?? null, old)) throw new AccessError('administrators_only', { field: key })
  }
  return values
}

/** A role that somebody has stays: they would lose their rights without anybody having decided that. */
export const guardRoleDelete: BeforeDelete = async ({ reader, executor, id }) => {
  const ws = param(reader.workspaceId, 'uuid')
  const [row] = await executor.query<{ people: number }>(
    reader.workspaceId,
    sql`SELECT count(*)::int AS people FROM reference_link l JOIN app_user u ON u.workspace_id = ${ws} AND u.id = l.record_id AND u.deleted_at IS NULL
      WHERE l.workspace_id = ${ws} AND l.object = 'user' AND l.field = 'roles' AND l.target_id = ${param(id, 'uuid')}`,
  )
  if (row && row.people > 0) throw new RuleError('role_in_use', row)
}

type Asker = Pick<Parameters<PrepareRecord>[0], 'reader' | 'executor'>

async function isAdministration({ reader, executor }: Asker, roles: unknown): Promise<boolean> {
  const found = await executor.query<{ found: number }>(
    reader.workspaceId,
    sql`SELECT 1 AS found FROM role WHERE workspace_id = ${param(reader.workspaceId, 'uuid')} AND id = ANY (${param(roles, 'uuid[]')}) AND administrator AND deleted_at IS NULL LIMIT 1`,
  )
  return found.length > 0
}

async function keepOneAdministrator({ reader, executor }: Asker, leaving: string, field: string): Promise<void> {
  const [row] = await executor.query<{ others: number; was: number }>(
    reader.workspaceId,
    sql`SELECT count(DISTINCT u.id) FILTER (WHERE u.id <> ${param(leaving, 'uuid')})::int AS others, count(*) FILTER (WHERE u.id = ${param(leaving, 'uuid')})::int AS was
      FROM role r JOIN reference_link l ON l.workspace_id = r.workspace_id AND l.object = 'user' AND l.field = 'roles' AND l.target_id = r.id
      JOIN app_user u ON u.workspace_id = r.workspace_id AND u.id = l.record_id AND u.active AND u.deleted_at IS NULL
      WHERE r.workspace_id = ${param(reader.workspaceId, 'uuid')} AND r.administrator AND r.deleted_at IS NULL`,
  )
  if (row && row.was > 0 && row.others === 0) throw new RuleError('last_administrator', { field })
}

/** Somebody must be left who is an administrator by another role. */
async function keepAdministration({ reader, executor, id }: Asker & { id: string }): Promise<void> {
  const ws = param(reader.workspaceId, 'uuid')
  const found = await executor.query<{ found: number }>(
    reader.workspaceId,
    sql`SELECT 1 AS found FROM role r JOIN reference_link l ON l.workspace_id = ${ws} AND l.object = 'user' AND l.field = 'roles' AND l.target_id = r.id
      JOIN app_user u ON u.workspace_id = ${ws} AND u.id = l.record_id AND u.active AND u.deleted_at IS NULL
      WHERE r.workspace_id = ${ws} AND r.administrator AND r.deleted_at IS NULL AND r.id <> ${param(id, 'uuid')} LIMIT 1`,
  )
  if (found.length === 0) throw new RuleError('last_administrator', { field: 'administrator' })
}
