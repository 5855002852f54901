import type { Database } from '../database.ts'
import { type ObjectDefinition, snake } from '../declare/object.ts'
import { ident, param, sql } from '../sql.ts'
import type { Notice, Place } from './notice.ts'

/** Told so long before. */
const leadMilliseconds = 15 * 60_000
const pageSize = 500

type Row = { id: string; owner_id: string; due: string; at: string; about_object: string | null; about_id: string | null }

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
    await tellBetween(database, workspaceId, definition, { kind: 'due', since, until: now.getTime(), lead: leadMilliseconds }, tell)
    await tellBetween(database, workspaceId, definition, { kind: 'overdue', since, until: now.getTime(), lead: 0 }, tell)
  }
  // Moves after the telling: a crash in between tells again, which makes nothing new.
  await database.query(
    workspaceId,
    sql`INSERT INTO due_mark AS m (workspace_id, object, told_until) VALUES (${ws}, ${definition.key}, ${param(instant, 'timestamptz')})
      ON CONFLICT (workspace_id, object) DO UPDATE SET told_until = greatest(m.told_until, excluded.told_until)`,
  )
}

async function tellBetween(
  database: Database,
  workspaceId: string,
  definition: ObjectDefinition,
  span: { kind: 'due' | 'overdue'; since: number; until: number; lead: number },
  tell: (notices: readonly Notice[]) => Promise<void>,
): Promise<void> {
  const { due } = definition.notifies ?? {}
  if (!due) return
  const column = ident(snake(due.at))
  const until = param(new Date(span.until + span.lead).toISOString(), 'timestamptz')
  // What is told for the first time when it is already late is not also told to be near.
  const from = span.kind === 'due' ? Math.max(span.since + span.lead, span.until) : span.since
  let after = { at: new Date(from).toISOString(), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
  for (;;) {
    const rows = await database.query<Row>(
      workspaceId,
      sql`SELECT q.id, q.owner_id, q.due, q.at, e.object AS about_object, e.record_id AS about_id FROM (
          SELECT t.id, t.owner_id, t.${column}::text AS due, t.${column} AS at FROM ${ident(definition.table)} t
          WHERE t.workspace_id = ${param(workspaceId, 'uuid')} AND t.deleted_at IS NULL AND t.owner_id IS NOT NULL AND t.${ident(snake(due.open.field))} = ${due.open.is}
            AND (t.${column}, t.id) > (${param(after.at, 'timestamptz')}, ${param(after.id, 'uuid')}) AND t.${column} <= ${until}
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

function noticeOf(object: string, kind: 'due' | 'overdue', row: Row): Notice {
  const about: Place | null = row.about_object && row.about_id ? { object: row.about_object, id: row.about_id } : null
  const due = new Date(row.due)
  const at = kind === 'due' ? new Date(due.getTime() - leadMilliseconds) : due
  return {
    principalId: row.owner_id,
    kind,
    at: at.toISOString(),
    record: { object, id: row.id },
    about,
    actorId: null,
    // Postponed, it falls due anew.
    source: `${kind}:${row.id}:${due.toISOString()}`,
    details: { due: due.toISOString() },
  }
}
