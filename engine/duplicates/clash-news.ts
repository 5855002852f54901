import type { ActionContext } from '../context.ts'
import type { EngineEvent } from '../events/feed.ts'
import type { Notice } from '../notifications/notice.ts'
import { param, sql } from '../sql.ts'

/** Somebody entered what somebody else holds, or it was decided: in the outbox with everything else, and told from there. */
export const clashEvent = 'clash.told'

export type ClashNews = {
  readonly to: string
  /** As which of the three they hear of it. */
  readonly as: 'finder' | 'holder' | 'manager'
  readonly what: 'met' | 'opened' | 'keep' | 'hand' | 'share' | 'both'
  /** What it leads to; whoever does not see it is told nothing. Null where what they had is gone: then its title says it. */
  readonly record: string | null
  readonly title: string
}

export async function tellClash(
  context: ActionContext,
  subject: { object: string; id: string },
  clash: string,
  news: readonly ClashNews[],
): Promise<void> {
  await context.emit(clashEvent, subject, { clash, news })
}

export function clashNotices({ kind, object, at, principalId, payload }: EngineEvent): Notice[] {
  if (kind !== clashEvent || !Array.isArray(payload?.news)) return []
  return (payload.news as ClashNews[]).map(({ to, as, what, record, title }) => ({
    principalId: to,
    kind: 'clash',
    at,
    record: record ? { object, id: record } : null,
    about: null,
    actorId: as === 'finder' && what === 'opened' ? null : principalId,
    source: `clash:${String(payload.clash)}:${what}:${as}`,
    details: { clash: { as, what, of: object, title } },
  }))
}

/** Whom a clash is put before: those whom the two report to and the heads of their departments, all the way up; else the administrators. Whoever does not see the record is left out later. */
export async function managersOver(context: ActionContext, people: readonly string[]): Promise<string[]> {
  const ws = param(context.reader.workspaceId, 'uuid')
  const two = param(people, 'uuid[]')
  const rows = await context.query<{ id: string }>(
    sql`WITH RECURSIVE above AS (
        SELECT d.id, d.parent_id, d.manager_id, 0 AS depth FROM department d JOIN app_user u ON u.workspace_id = ${ws} AND u.department_id = d.id
        WHERE d.workspace_id = ${ws} AND d.deleted_at IS NULL AND u.id = ANY (${two})
        UNION SELECT d.id, d.parent_id, d.manager_id, a.depth + 1 FROM department d JOIN above a ON d.id = a.parent_id WHERE d.workspace_id = ${ws} AND d.deleted_at IS NULL AND a.depth < 20
      ), found AS (
        SELECT manager_id AS id FROM above UNION SELECT manager_id FROM app_user WHERE workspace_id = ${ws} AND id = ANY (${two})
      )
      SELECT u.id FROM found f JOIN app_user u ON u.workspace_id = ${ws} AND u.id = f.id AND u.active AND u.deleted_at IS NULL WHERE NOT u.id = ANY (${two})`,
  )
  if (rows.length > 0) return rows.map(({ id }) => id)
  const administrators = await context.query<{ id: string }>(
    sql`SELECT DISTINCT u.id FROM app_user u JOIN reference_link l ON l.workspace_id = ${ws} AND l.object = 'user' AND l.field = 'roles' AND l.record_id = u.id
      JOIN role r ON r.workspace_id = ${ws} AND r.id = l.target_id AND r.administrator WHERE u.workspace_id = ${ws} AND u.active AND u.deleted_at IS NULL AND NOT u.id = ANY (${two}) LIMIT 20`,
  )
  return administrators.map(({ id }) => id)
}
