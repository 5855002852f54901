import type { Database } from '../database.ts'
import { inWorkspace } from '../query/expressions.ts'
import { getRecord } from '../query/get.ts'
import type { Reader } from '../query/reader.ts'
import { param, raw, sql } from '../sql.ts'
import { scopeFor } from './principal.ts'

/** Who can see a record, in groups: how many, and the names of the first. `everyone`: whoever works here. */
export type VisibleGroup = {
  readonly by: 'owner' | 'team' | 'share' | 'department' | 'manager' | 'all' | 'everyone'
  readonly count: number
  readonly names: readonly string[]
}

type RoleRow = {
  id: string
  administrator: boolean
  grants: Record<string, Record<string, 'own' | 'team' | 'teamAndBelow' | 'all'>> | null
}
type GroupRow = { by: VisibleGroup['by']; count: number; names: string[] | null }

const mostNames = 3

/**
 * Whom the record is visible to, besides those who see it through another record: the owner, the team, shares, colleagues and managers whose roles reach that
 * far, and those who see all. Names of colleagues are no secret; what is behind them is not told.
 */
export async function visibleTo(
  database: Database,
  reader: Reader,
  { object, id }: { object: string; id: string },
): Promise<VisibleGroup[]> {
  const { definition } = reader.object(object)
  const isOwned = definition.access.by === 'owner'
  const { record } = await getRecord(database, reader, {
    object,
    id,
    fields: [...(isOwned ? ['owner'] : []), ...(definition.access.open ? [definition.access.open.field] : [])],
  })
  const found = JSON.parse(record) as { owner?: { id: string; title: string } | null } & Record<string, unknown>
  const roles = await database.query<RoleRow>(
    reader.workspaceId,
    sql`SELECT id, administrator, grants FROM role WHERE workspace_id = ${param(reader.workspaceId, 'uuid')} AND deleted_at IS NULL`,
  )
  const reaching = (wanted: string): string[] =>
    roles
      .filter(
        ({ administrator, grants }) => scopeFor({ administrator, grants: [grants ?? {}], narrowing: null }, object, 'read') === wanted,
      )
      .map((role) => role.id)
  if (!isOwned)
    return groups(
      await counted(database, reader, {
        id,
        owner: null,
        team: [],
        below: [],
        all: roles
          .filter(({ administrator, grants }) => scopeFor({ administrator, grants: [grants ?? {}], narrowing: null }, object, 'read'))
          .map((role) => role.id),
      }),
    )
  const owner = found.owner ?? null
  const everyone = definition.access.open && found[definition.access.open.field] === definition.access.open.everyone
  const rows = await counted(database, reader, {
    id,
    owner: owner?.id ?? null,
    team: reaching('team'),
    below: reaching('teamAndBelow'),
    all: reaching('all'),
  })
  return [
    ...(owner ? [{ by: 'owner' as const, count: 1, names: [owner.title] }] : []),
    ...(everyone ? [{ by: 'everyone' as const, count: 0, names: [] }] : []),
    ...groups(rows),
  ]
}

function groups(rows: readonly GroupRow[]): VisibleGroup[] {
  return rows.filter(({ count }) => count > 0).map(({ by, count, names }) => ({ by, count, names: names ?? [] }))
}

type Asked = { id: string; owner: string | null; team: readonly string[]; below: readonly string[]; all: readonly string[] }

/** One statement: the people of each group, counted, with the first names. Somebody is told of once, by the nearest reason. */
async function counted(database: Database, reader: Reader, { id, owner, team, below, all }: Asked): Promise<GroupRow[]> {
  const ws = param(reader.workspaceId, 'uuid')
  const who = param(owner, 'uuid')
  const having = (roles: readonly string[]) =>
    sql`EXISTS (SELECT 1 FROM reference_link l WHERE ${inWorkspace(reader, 'l')} AND l.object = 'user' AND l.field = 'roles' AND l.record_id = u.id AND l.target_id = ANY (${param(roles, 'uuid[]')}))`
  const inDepartments = (name: 'own' | 'above') =>
    name === 'own'
      ? sql`(u.department_id IN (SELECT id FROM own) OR EXISTS (SELECT 1 FROM reference_link k WHERE ${inWorkspace(reader, 'k')} AND k.object = 'user' AND k.field = 'departments' AND k.record_id = u.id AND k.target_id IN (SELECT id FROM own)))`
      : sql`(u.department_id IN (SELECT id FROM above) OR u.id IN (SELECT manager_id FROM above) OR EXISTS (SELECT 1 FROM reference_link k WHERE ${inWorkspace(reader, 'k')} AND k.object = 'user' AND k.field = 'departments' AND k.record_id = u.id AND k.target_id IN (SELECT id FROM above)))`
  return database.query<GroupRow>(
    reader.workspaceId,
    sql`WITH RECURSIVE own AS (
        SELECT d.id, d.parent_id, d.manager_id FROM department d WHERE d.workspace_id = ${ws} AND d.deleted_at IS NULL AND (d.id = (SELECT department_id FROM app_user WHERE workspace_id = ${ws} AND id = ${who})
          OR d.id IN (SELECT l.target_id FROM reference_link l WHERE l.workspace_id = ${ws} AND l.object = 'user' AND l.field = 'departments' AND l.record_id = ${who}))
      ), above AS (
        SELECT id, parent_id, manager_id FROM own UNION SELECT d.id, d.parent_id, d.manager_id FROM department d JOIN above a ON d.id = a.parent_id WHERE d.workspace_id = ${ws} AND d.deleted_at IS NULL
      ), managers AS (
        SELECT manager_id AS id FROM app_user WHERE workspace_id = ${ws} AND id = ${who} UNION SELECT u.manager_id FROM app_user u JOIN managers m ON m.id = u.id WHERE u.workspace_id = ${ws}
      ), shares AS (
        SELECT s.shared_with_id AS id, s.shared_with_object AS kind, s.team_role IS NOT NULL AS team FROM record_share s
        WHERE ${inWorkspace(reader, 's')} AND s.record_id = ${param(id, 'uuid')} AND s.deleted_at IS NULL AND (s.until IS NULL OR s.until > ${param(reader.moment, 'timestamptz')})
      ), people AS (
        SELECT u.id, u.name, CASE WHEN u.id IN (SELECT id FROM shares WHERE team) THEN 'team' WHEN u.id IN (SELECT id FROM shares) THEN 'share'
            WHEN ${having(all)} THEN 'all'
            WHEN ${having([...team, ...below])} AND ${inDepartments('own')} AND NOT u.id IN (SELECT manager_id FROM above WHERE manager_id IS NOT NULL) THEN 'department'
            WHEN ${having(below)} AND (${inDepartments('above')} OR u.id IN (SELECT id FROM managers)) THEN 'manager' END AS by
        FROM app_user u WHERE u.workspace_id = ${ws} AND u.deleted_at IS NULL AND u.active AND u.id IS DISTINCT FROM ${who}
      ), told AS (
        SELECT by, name FROM people WHERE by IS NOT NULL
        UNION ALL SELECT 'share', coalesce(d.name, r.name) FROM shares s LEFT JOIN department d ON d.workspace_id = ${ws} AND d.id = s.id LEFT JOIN role r ON r.workspace_id = ${ws} AND r.id = s.id WHERE s.kind <> 'user'
      )
      SELECT by, count(*)::int AS count, (array_agg(name ORDER BY name))[1:${raw(String(mostNames))}] AS names FROM told GROUP BY by
      ORDER BY array_position(ARRAY['team', 'share', 'department', 'manager', 'all'], by)`,
  )
}
