import type { Executor } from '../database.ts'
import { SignInError } from '../errors.ts'
import { type OwnPool, poolsOfPerson } from '../pools/access.ts'
import { param, raw, type Sql, sql } from '../sql.ts'
import { type FieldLevel, type Grants, impliedGrants, type Narrowing, type Principal } from './principal.ts'

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
  mine: string[] | null
  above: string[] | null
  shared: string[] | null
  pools: OwnPool[] | null
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
    sql`WITH RECURSIVE me AS (SELECT p.id, p.kind, p.name, p.active AND (p.kind <> 'staff' OR u.id IS NOT NULL) AS active, u.department_id, u.position, u.locale, u.time_zone FROM principal p LEFT JOIN app_user u ON u.workspace_id = ${ws} AND u.id = p.id AND u.deleted_at IS NULL WHERE p.workspace_id = ${ws} AND p.id = ${me}),
      mine AS (
        SELECT d.id FROM department d WHERE d.workspace_id = ${ws} AND d.deleted_at IS NULL AND (d.id = (SELECT department_id FROM me)
          OR d.id IN (SELECT l.target_id FROM reference_link l WHERE l.workspace_id = ${ws} AND l.object = 'user' AND l.field = 'departments' AND l.record_id = ${me}))
      ),
      above AS (
        SELECT d.id, d.parent_id FROM department d JOIN mine ON mine.id = d.id WHERE d.workspace_id = ${ws}
        UNION SELECT d.id, d.parent_id FROM department d JOIN above ON d.id = above.parent_id WHERE d.workspace_id = ${ws} AND d.deleted_at IS NULL
      ),
      tree AS (
        SELECT d.id FROM department d WHERE d.workspace_id = ${ws} AND d.deleted_at IS NULL AND (d.id IN (SELECT id FROM mine) OR d.manager_id = ${me})
        UNION SELECT d.id FROM department d JOIN tree ON d.parent_id = tree.id WHERE d.workspace_id = ${ws} AND d.deleted_at IS NULL
      ),
      reports AS (
        SELECT u.id FROM app_user u WHERE u.workspace_id = ${ws} AND u.manager_id = ${me} AND u.deleted_at IS NULL
        UNION SELECT u.id FROM app_user u JOIN reports ON u.manager_id = reports.id WHERE u.workspace_id = ${ws} AND u.deleted_at IS NULL
      ),
      my_roles AS (
        SELECT r.id, r.name, r.administrator, r.grants, r.read_classes FROM reference_link l JOIN role r ON r.workspace_id = ${ws} AND r.id = l.target_id AND r.deleted_at IS NULL
        WHERE l.workspace_id = ${ws} AND l.object = 'user' AND l.field = 'roles' AND l.record_id = ${me}${onlyRole}
      )
      SELECT me.kind, me.name, me.active, me.locale, me.time_zone, me.department_id, w.locale AS workspace_locale, w.time_zone AS workspace_time_zone,
        (SELECT json_agg(json_build_object('id', r.id, 'name', r.name, 'administrator', r.administrator, 'grants', r.grants, 'classes', r.read_classes)) FROM my_roles r) AS roles,
        ${poolsOfPerson(ws, me)} AS pools,
        (SELECT array_agg(id) FROM (${membersOf(ws, 'mine')}) u) AS team,
        (SELECT array_agg(id) FROM (${membersOf(ws, 'tree')} UNION SELECT id FROM reports) u) AS below,
        (SELECT array_agg(id) FROM mine) AS mine, (SELECT array_agg(id) FROM above) AS above,
        (SELECT array_agg(DISTINCT s.record_object) FROM record_share s WHERE s.workspace_id = ${ws} AND s.deleted_at IS NULL
          AND s.shared_with_id IN (SELECT id FROM me UNION ALL SELECT id FROM my_roles UNION ALL SELECT id FROM mine UNION ALL SELECT id FROM above)) AS shared
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
    grants: roles.map((role) => ({ ...(role.grants ?? {}), ...impliedGrants })),
    readClasses: roles.map((role) => role.classes ?? {}),
    departmentId: row.department_id,
    team: [...new Set([...alone, ...(row.team ?? [])])],
    below: [...new Set([...alone, ...(row.below ?? [])])],
    sharedTo: [...new Set([...alone, ...roles.map(({ id }) => id), ...(row.mine ?? []), ...(row.above ?? [])])],
    sharedObjects: row.shared ?? [],
    sharedBelow: (row.above ?? []).filter((id) => !row.mine?.includes(id)),
    pools: row.pools ?? [],
    locale: row.locale === 'en' || row.locale === 'zh-CN' ? row.locale : row.workspace_locale,
    timeZone: row.time_zone ?? row.workspace_time_zone,
    narrowing,
  }
}

/** The people of departments, by their own department or by one that they belong to besides. */
function membersOf(ws: Sql, departments: 'mine' | 'tree'): Sql {
  const among = raw(`(SELECT id FROM ${departments})`)
  return sql`SELECT u.id FROM app_user u WHERE u.workspace_id = ${ws} AND u.department_id IN ${among} AND u.deleted_at IS NULL
    UNION SELECT l.record_id FROM reference_link l JOIN app_user u ON u.workspace_id = ${ws} AND u.id = l.record_id AND u.deleted_at IS NULL
      WHERE l.workspace_id = ${ws} AND l.object = 'user' AND l.field = 'departments' AND l.target_id IN ${among}`
}
