import type { Database } from '../database.ts'
import { type ObjectDefinition, snake } from '../declare/object.ts'
import { ident, param, type Sql, sql } from '../sql.ts'
import { dueTimes } from './due-series.ts'
import type { Notice, Place } from './notice.ts'

/** Told so many minutes before, where neither the record nor its owner says otherwise; and at most so many. */
const usualMinutes = 15
const mostMinutes = 2880
const pageSize = 500

type Row = { id: string; owner_id: string; due: string; at: string; lead: number; about_object: string | null; about_id: string | null }

/**
 * What falls due between the moment that was told up to and now, and what was due and is still open. The first look of a workspace only sets the mark:
 * what lay open before that is no news.
 */
export async function tellDue(
  database: Database,
  workspaceId: string,
  definition: ObjectDefinition,
  now: Date,
  tell: (notices: readonly Notice[]) => Promise<void>,
): Promise<void> {
  const ws = param(workspaceId, 'uuid')
  const instant = now.toISOString()
  const [mark] = await database.query<{ told_until: string }>(
    workspaceId,
    sql`SELECT told_until FROM due_mark WHERE workspace_id = ${ws} AND object = ${definition.key}`,
  )
  if (mark) {
    const since = new Date(mark.told_until).getTime()
    const span = { since, until: now.getTime() }
    await tellBetween(database, workspaceId, definition, { ...span, kind: 'due' }, tell)
    await tellBetween(database, workspaceId, definition, { ...span, kind: 'start' }, tell)
    await tellBetween(database, workspaceId, definition, { ...span, kind: 'overdue' }, tell)
  }
  // Moves after the telling: a crash in between tells again, which makes nothing new.
  await database.query(
    workspaceId,
    sql`INSERT INTO due_mark AS m (workspace_id, object, told_until) VALUES (${ws}, ${definition.key}, ${param(instant, 'timestamptz')})
      ON CONFLICT (workspace_id, object) DO UPDATE SET told_until = greatest(m.told_until, excluded.told_until)`,
  )
}

type Span = { kind: 'due' | 'start' | 'overdue'; since: number; until: number }

async function tellBetween(
  database: Database,
  workspaceId: string,
  definition: ObjectDefinition,
  span: Span,
  tell: (notices: readonly Notice[]) => Promise<void>,
): Promise<void> {
  const { due } = definition.notifies ?? {}
  const from = span.kind === 'start' ? due?.starts?.at : due?.at
  if (!due || !from) return
  const isAhead = span.kind !== 'overdue'
  const column = ident(snake(from))
  const instant = (at: number) => param(new Date(at).toISOString(), 'timestamptz')
  // What is told for the first time when it is already late is not also told to be near.
  const least = isAhead ? span.until : span.since
  const until = span.until + (isAhead ? mostMinutes * 60_000 : 0)
  const lead = isAhead ? leadOf(due.remind) : sql`0`
  const told = sql`(t.${column} - make_interval(mins => ${lead}))`
  const unless =
    span.kind === 'start' && due.starts
      ? sql`AND t.${ident(snake(due.starts.unless.field))} IS DISTINCT FROM ${due.starts.unless.is}`
      : sql``
  const series = { from, open: due.open, lead, unless, after: least, until, told: { since: span.since, until: span.until } }
  for await (const times of dueTimes(database, workspaceId, definition, series))
    await tell(times.map((row) => noticeOf(definition.key, span.kind, row)))
  // What repeats was told of time by time.
  const once = definition.recurs ? sql`AND t.${ident(snake(definition.recurs.rule))} IS NULL` : sql``
  let after = { at: new Date(least).toISOString(), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
  for (;;) {
    const rows = await database.query<Row>(
      workspaceId,
      sql`SELECT q.id, q.owner_id, q.due, q.at, q.lead, e.object AS about_object, e.record_id AS about_id FROM (
          SELECT t.id, t.owner_id, t.${column}::text AS due, t.${column} AS at, ${lead} AS lead FROM ${ident(definition.table)} t
          JOIN app_user u ON u.workspace_id = ${param(workspaceId, 'uuid')} AND u.id = t.owner_id
          WHERE t.workspace_id = ${param(workspaceId, 'uuid')} AND t.deleted_at IS NULL AND t.${ident(snake(due.open.field))} = ${due.open.is} ${unless} ${once}
            AND (t.${column}, t.id) > (${param(after.at, 'timestamptz')}, ${param(after.id, 'uuid')}) AND t.${column} <= ${instant(until)}
            AND ${told} > ${instant(span.since)} AND ${told} <= ${instant(span.until)}
          ORDER BY t.${column}, t.id LIMIT ${param(pageSize, 'int')}) q
        LEFT JOIN LATERAL (SELECT e.object, e.record_id FROM timeline_entry e WHERE e.workspace_id = ${param(workspaceId, 'uuid')} AND e.ref_id = q.id AND e.record_id <> q.id LIMIT 1) e ON true
        ORDER BY q.at, q.id`,
    )
    await tell(rows.map((row) => noticeOf(definition.key, span.kind, row)))
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    after = { at: last.due, id: last.id }
  }
}

/** Minutes before: what the record says, else what its owner set for themselves, else the usual. */
function leadOf(field: string | undefined): Sql {
  const own = sql`(CASE WHEN u.settings->'reminders'->>'minutes' ~ '^[0-9]{1,4}$' THEN (u.settings->'reminders'->>'minutes')::int END)`
  const said = field ? sql`t.${ident(snake(field))}::int` : sql`NULL::int`
  return sql`least(coalesce(${said}, ${own}, ${param(usualMinutes, 'int')}), ${param(mostMinutes, 'int')})`
}

function noticeOf(object: string, kind: Span['kind'], row: Omit<Row, 'at'>): Notice {
  const about: Place | null = row.about_object && row.about_id ? { object: row.about_object, id: row.about_id } : null
  const due = new Date(row.due)
  return {
    principalId: row.owner_id,
    kind: kind === 'overdue' ? 'overdue' : 'due',
    at: new Date(due.getTime() - row.lead * 60_000).toISOString(),
    record: { object, id: row.id },
    about,
    actorId: null,
    // Postponed, it falls due anew.
    source: `${kind}:${row.id}:${due.toISOString()}`,
    details: kind === 'start' ? { start: due.toISOString() } : { due: due.toISOString() },
  }
}
