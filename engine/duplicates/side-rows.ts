import type { ActionContext } from '../context.ts'
import { param, raw, sql } from '../sql.ts'

type Move = { mergeId: string; object: string; from: string; to: string }

/**
 * What stands beside records without being one: followers, notifications, and the numbers that other systems know them by. It goes with them to the record that
 * stays; what was moved is written down, so that it can go back.
 */
export async function moveSideRows(context: ActionContext, { mergeId, object, from, to }: Move): Promise<void> {
  const ws = param(context.reader.workspaceId, 'uuid')
  const [merge, source, target] = [param(mergeId, 'uuid'), param(from, 'uuid'), param(to, 'uuid')]
  const note = (kind: string, key: string) =>
    sql`INSERT INTO merge_moved (workspace_id, merge_id, kind, key) SELECT ${ws}, ${merge}, ${kind}, ${raw(key)} FROM m`
  await context.query(
    sql`WITH m AS (UPDATE external_key SET record_id = ${target} WHERE workspace_id = ${ws} AND record_id = ${source} AND object = ${object} RETURNING source, key)
      ${note('external_key', `jsonb_build_array(m.source, m.key)`)}`,
  )
  await context.query(
    sql`WITH m AS (UPDATE notification SET record_id = ${target} WHERE workspace_id = ${ws} AND record_id = ${source} RETURNING principal_id, id)
      ${note('notification', `jsonb_build_array(m.principal_id, m.id)`)}`,
  )
  await context.query(
    sql`WITH m AS (INSERT INTO follower (workspace_id, record_id, principal_id, object, followed_at)
        SELECT workspace_id, ${target}, principal_id, object, followed_at FROM follower WHERE workspace_id = ${ws} AND record_id = ${source} ON CONFLICT DO NOTHING RETURNING principal_id)
      ${note('follower', `to_jsonb(m.principal_id)`)}`,
  )
}

export async function returnSideRows(context: ActionContext, { mergeId, object, from, to }: Move): Promise<void> {
  const ws = param(context.reader.workspaceId, 'uuid')
  const [merge, source, target] = [param(mergeId, 'uuid'), param(from, 'uuid'), param(to, 'uuid')]
  const moved = (kind: string) => sql`SELECT key FROM merge_moved WHERE workspace_id = ${ws} AND merge_id = ${merge} AND kind = ${kind}`
  await context.query(
    sql`UPDATE external_key e SET record_id = ${source} FROM (${moved('external_key')}) m
      WHERE e.workspace_id = ${ws} AND e.record_id = ${target} AND e.object = ${object} AND e.source = m.key ->> 0 AND e.key = m.key ->> 1`,
  )
  await context.query(
    sql`UPDATE notification n SET record_id = ${source} FROM (${moved('notification')}) m
      WHERE n.workspace_id = ${ws} AND n.record_id = ${target} AND n.principal_id = (m.key ->> 0)::uuid AND n.id = (m.key ->> 1)::uuid`,
  )
  await context.query(
    sql`DELETE FROM follower f USING (${moved('follower')}) m WHERE f.workspace_id = ${ws} AND f.record_id = ${target} AND f.principal_id = (m.key #>> '{}')::uuid`,
  )
  await context.query(sql`DELETE FROM merge_moved WHERE workspace_id = ${ws} AND merge_id = ${merge}`)
}
