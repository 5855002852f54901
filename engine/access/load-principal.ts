import type { Executor } from '../database.ts'
import { SignInError } from '../errors.ts'
import { param, sql } from '../sql.ts'
import type { FieldLevel, Grants, Narrowing, Principal } from './principal.ts'

type Row = {
  kind: Principal['kind']
  name: string
  active: boolean
  locale: string | null
  time_zone: string | null
  workspace_locale: 'zh-CN' | 'en'
  workspace_time_zone: string
  department_id: string | null
  roles: { id: string; name: string; administrator: boolean; grants: Grants | null; classes: Record<string, FieldLevel> | null }[] | null
  team: string[] | null
  below: string[] | null
}

/**
 * Everything that access compiles from, in one query: roles, department, the people of the department and of all those under it.
 * Nothing is stored per record, so moving a department takes effect with the next look-up. Narrowed to a role, the others are not
 * read at all; and one that was taken away meanwhile is not there to be read.
 */
export async function loadPrincipal(
  executor: Executor,
  workspaceId: string,
  principalId: string,
  narrowing: Narrowing | null = null,
): Promise<Principal> {
  const onlyRole = narrowing?.roleId ? sql` AND r.id = ${param(narrowing.roleId, 'uuid')}` : sql``
  const ws = param(workspaceId, 'uuid')
  const me = param(principalId, 'uuid')
  const [row] = await executor.query<Row>(
    workspaceId,
    sql`WITH RECURSIVE me AS (SELECT p.id, p.kind, p.name, p.active AND (p.kind <> 'staff' OR u.id IS NOT NULL) AS active, u.department_id, u.locale, u.time_zone FROM principal p LEFT JOIN app_user u ON u.workspace_id = ${ws} AND u.id = p.id AND u.deleted_at IS NULL WHERE p.workspace_id = ${ws} AND p.id = ${me}),
      tree AS (
        SELECT d.id FROM department d WHERE d.workspace_id = ${ws} AND d.deleted_at IS NULL AND (d.id = (SELECT department_id FROM me) OR d.manager_id = ${me})
        UNION SELECT d.id FROM department d JOIN tree ON d.parent_id = tree.id WHERE d.workspace_id = ${ws} AND d.deleted_at IS NULL
      )
      SELECT me.kind, me.name, me.active, me.locale, me.time_zone, me.department_id, w.locale AS workspace_locale, w.time_zone AS workspace_time_zone,
        (SELECT json_agg(json_build_object('id', r.id, 'name', r.name, 'administrator', r.administrator, 'grants', r.grants, 'classes', r.read_classes))
          FROM reference_link l JOIN role r ON r.workspace_id = ${ws} AND r.id = l.target_id AND r.deleted_at IS NULL
          WHERE l.workspace_id = ${ws} AND l.object = 'user' AND l.field = 'roles' AND l.record_id = ${me}${onlyRole}) AS roles,
        (SELECT array_agg(u.id) FROM app_user u WHERE u.workspace_id = ${ws} AND u.department_id = me.department_id AND u.deleted_at IS NULL) AS team,
        (SELECT array_agg(u.id) FROM app_user u WHERE u.workspace_id = ${ws} AND u.department_id IN (SELECT id FROM tree) AND u.deleted_at IS NULL) AS below
      FROM me, workspace w WHERE w.workspace_id = ${ws}`,
  )
  if (!row?.active) throw new SignInError('principal_inactive')
  const roles = row.roles ?? []
  const alone = [principalId]
  return {
    workspaceId,
    id: principalId,
    kind: row.kind,
    name: row.name,
    administrator: row.kind === 'system' || roles.some((role) => role.administrator),
    roles: roles.map(({ id, name }) => ({ id, name })),
    grants: roles.map((role) => role.grants ?? {}),
    readClasses: roles.map((role) => role.classes ?? {}),
    departmentId: row.department_id,
    team: [...new Set([...alone, ...(row.team ?? [])])],
    below: [...new Set([...alone, ...(row.below ?? [])])],
    locale: row.locale === 'en' || row.locale === 'zh-CN' ? row.locale : row.workspace_locale,
    timeZone: row.time_zone ?? row.workspace_time_zone,
    narrowing,
  }
}
