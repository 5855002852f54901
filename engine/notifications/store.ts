import type { Database, Executor } from '../database.ts'
import { newId } from '../ids.ts'
import { readableLink, readableObjects, seenTitle } from '../query/any-record.ts'
import { instant, inWorkspace } from '../query/expressions.ts'
import { decodeCursor, encodeCursor } from '../query/order.ts'
import { type Reader, visibleFields } from '../query/reader.ts'
import { and, param, raw, type Sql, sql } from '../sql.ts'
import type { Notice } from './notice.ts'

/** More than this is said as "99+". */
const countedTo = 99
const usualPage = 30
const largestPage = 100
const mostCounted = 1000

/**
 * Stores what is new, with the event that wakes the receivers' screens. Told before: nothing happens, unless more fields of the same record changed
 * meanwhile, which then stands unread again.
 */
export async function insertNotices(executor: Executor, workspaceId: string, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return
  const ws = param(workspaceId, 'uuid')
  const column = (type: string, of: (notice: Notice) => unknown): Sql => param(notices.map(of), `${type}[]`)
  await executor.query(
    workspaceId,
    sql`WITH i AS (SELECT * FROM unnest(${column('uuid', () => newId())}, ${column('uuid', (one) => one.principalId)}, ${column('text', (one) => one.kind)}, ${column('timestamptz', (one) => one.at)},
        ${column('text', (one) => one.record?.object ?? null)}, ${column('uuid', (one) => one.record?.id ?? null)}, ${column('text', (one) => one.about?.object ?? null)}, ${column('uuid', (one) => one.about?.id ?? null)},
        ${column('uuid', (one) => one.actorId)}, ${column('text', (one) => one.source)}, ${column('jsonb', (one) => JSON.stringify(one.details))})
        AS u (id, principal_id, kind, at, object, record_id, about_object, about_id, actor_id, source, details)),
      w AS (INSERT INTO notification AS n (workspace_id, principal_id, id, kind, at, object, record_id, about_object, about_id, actor_id, source, details)
        SELECT ${ws}, i.principal_id, i.id, i.kind, i.at, i.object, i.record_id, i.about_object, i.about_id, i.actor_id, i.source, i.details FROM i
        ON CONFLICT (workspace_id, principal_id, source) DO UPDATE SET read_at = NULL, at = greatest(n.at, excluded.at),
          details = n.details || jsonb_build_object('fields', (SELECT jsonb_agg(DISTINCT f) FROM jsonb_array_elements((n.details->'fields') || (excluded.details->'fields')) f))
          WHERE n.details ? 'fields' AND NOT (n.details->'fields') @> (excluded.details->'fields')
        RETURNING n.principal_id)
      INSERT INTO outbox (workspace_id, at, kind, object, principal_id, change_id)
      SELECT ${ws}, ${param(notices[0]?.at, 'timestamptz')}, 'notification.made', 'notification', w.principal_id, ${param(newId(), 'uuid')} FROM w GROUP BY w.principal_id`,
  )
}

export type NotificationQuery = {
  kind?: string | undefined
  unread?: boolean | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

/** What somebody was told, newest first, as JSON text: only what they may still see, with the titles and the fields that they may see. */
export async function listNotifications(
  database: Database,
  reader: Reader,
  query: NotificationQuery,
): Promise<{ notifications: string; next: string | null }> {
  const size = Math.min(Math.max(query.limit ?? usualPage, 1), largestPage)
  const cursor = query.cursor ? decodeCursor(query.cursor, ['timestamptz', 'uuid']) : null
  const conditions = [ownSeen(reader)]
  if (query.kind) conditions.push(sql`n.kind = ${query.kind}`)
  if (query.unread) conditions.push(raw('n.read_at IS NULL'))
  if (cursor) conditions.push(sql`(n.at, n.id) < (${param(cursor[0], 'timestamptz')}, ${param(cursor[1], 'uuid')})`)
  const page = sql`SELECT n.* FROM notification n WHERE ${and(conditions)} ORDER BY n.at DESC, n.id DESC LIMIT ${param(size + 1, 'int')}`
  const [row] = await database.query<{ list: string; found: number; last: string | null }>(
    reader.workspaceId,
    sql`SELECT coalesce(json_agg(x.j ORDER BY x.at DESC, x.id DESC) FILTER (WHERE x.n <= ${size}), '[]')::text AS list, count(*)::int AS found,
      max(json_build_array(x.at, x.id)::text) FILTER (WHERE x.n = ${size}) AS last
    FROM (SELECT n.at, n.id, row_number() OVER (ORDER BY n.at DESC, n.id DESC) AS n, ${shown(reader)} AS j FROM (${page}) n
      LEFT JOIN principal a ON ${inWorkspace(reader, 'a')} AND a.id = n.actor_id) x`,
  )
  return { notifications: row?.list ?? '[]', next: row && row.found > size && row.last ? encodeCursor(row.last) : null }
}

function ownSeen(reader: Reader): Sql {
  const seen = readableLink(reader, readableObjects(reader), { object: raw('n.object'), id: raw('n.record_id') })
  return sql`${inWorkspace(reader, 'n')} AND n.principal_id = ${param(reader.principal.id, 'uuid')} AND (n.object IS NULL OR ${seen})`
}

function shown(reader: Reader): Sql {
  const objects = readableObjects(reader)
  const record = { object: raw('n.object'), id: raw('n.record_id') }
  const about = { object: raw('n.about_object'), id: raw('n.about_id') }
  // A title that may not be seen stands for a record that may not be seen: it is not even named.
  const link = (place: typeof record): Sql =>
    sql`(SELECT CASE WHEN t.title IS NULL THEN NULL ELSE json_build_object('object', ${place.object}, 'id', ${place.id}, 'title', t.title) END FROM (SELECT ${seenTitle(reader, objects, place)} AS title) t)`
  return sql`json_build_object('id', n.id, 'kind', n.kind, 'at', ${instant(sql`n.at`)}, 'read', n.read_at IS NOT NULL,
    'actor', CASE WHEN n.actor_id IS NULL THEN NULL ELSE json_build_object('id', n.actor_id, 'title', a.name) END,
    'record', ${link(record)}, 'about', ${link(about)}, 'fields', ${openFields(reader, objects)}, 'count', ${handedOver(reader)}, 'details', n.details - 'fields' - 'changeId')`
}

function openFields(reader: Reader, objects: readonly string[]): Sql {
  const open = objects.flatMap((object) =>
    [...visibleFields(reader, object)].filter(([, { masked }]) => !masked).map(([key]) => `${object}.${key}`),
  )
  return sql`(SELECT coalesce(json_agg(f.key), '[]'::json) FROM jsonb_array_elements_text(n.details->'fields') f (key) WHERE n.object || '.' || f.key = ANY (${param(open, 'text[]')}))`
}

/** How many records the same change handed over; told as one. */
function handedOver(reader: Reader): Sql {
  return sql`CASE WHEN n.kind = 'assigned' THEN (SELECT count(*)::int FROM (SELECT 1 FROM history h WHERE ${inWorkspace(reader, 'h')} AND h.change_id = (n.details->>'changeId')::uuid AND h.object = n.object
    AND h.changes->'owner'->>1 = ${reader.principal.id} LIMIT ${param(mostCounted, 'int')}) c) END`
}

/** How many somebody has not read yet; one more than 99 says that there are more. */
export async function countUnread(database: Database, reader: Reader): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    reader.workspaceId,
    sql`SELECT count(*)::int AS count FROM (SELECT 1 FROM notification n WHERE n.read_at IS NULL AND ${ownSeen(reader)} LIMIT ${param(countedTo + 1, 'int')}) c`,
  )
  return row?.count ?? 0
}

/** Marks as read: these, or all up to a moment. Other screens of the same person hear of it. */
export async function markRead(
  database: Database,
  reader: Reader,
  what: { ids?: readonly string[] | undefined; until?: string | undefined; kind?: string | undefined; unread?: boolean | undefined },
): Promise<void> {
  const now = param(reader.clock.now().toISOString(), 'timestamptz')
  const me = param(reader.principal.id, 'uuid')
  const conditions = [
    inWorkspace(reader, 'n'),
    sql`n.principal_id = ${me}`,
    raw(what.unread ? 'n.read_at IS NOT NULL' : 'n.read_at IS NULL'),
  ]
  if (what.ids) conditions.push(sql`n.id = ANY (${param(what.ids, 'uuid[]')})`)
  if (what.kind) conditions.push(sql`n.kind = ${what.kind}`)
  if (what.until) conditions.push(sql`n.at <= ${param(what.until, 'timestamptz')}`)
  await database.query(
    reader.workspaceId,
    sql`WITH w AS (UPDATE notification n SET read_at = ${what.unread ? raw('NULL') : now} WHERE ${and(conditions)} RETURNING 1)
      INSERT INTO outbox (workspace_id, at, kind, object, principal_id, change_id)
      SELECT ${param(reader.workspaceId, 'uuid')}, ${now}, 'notification.read', 'notification', ${me}, ${param(newId(), 'uuid')} FROM w LIMIT 1`,
  )
}
