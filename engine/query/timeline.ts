import { dateIn } from '../clock.ts'
import type { Database } from '../database.ts'
import { and, ident, join, param, raw, type Sql, sql } from '../sql.ts'
import { readableLink, readableObjects } from './any-record.ts'
import { instant, inWorkspace } from './expressions.ts'
import { getRecord } from './get.ts'
import { pageSize } from './list.ts'
import { decodeCursor, encodeCursor } from './order.ts'
import { chosenFields, projection } from './projection.ts'
import { type Reader, visibleFields } from './reader.ts'
import { mondays } from './rhythms.ts'

export type TimelineQuery = {
  object: string
  id: string
  kinds?: readonly string[] | undefined
  /** From this day on, and before that one, in the reader's zone. */
  from?: string | undefined
  until?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

/** What happened around a record, newest first, as JSON text. An entry is there for those who may read the record that it points at. */
export async function timelineOf(
  database: Database,
  reader: Reader,
  query: TimelineQuery,
): Promise<{ entries: string; next: string | null }> {
  await getRecord(database, reader, { object: query.object, id: query.id, fields: [] })
  const size = pageSize(query.limit)
  const cursor = query.cursor ? decodeCursor(query.cursor, ['timestamptz', 'uuid']) : null
  const conditions = [inWorkspace(reader, 'e'), sql`e.record_id = ${param(query.id, 'uuid')}`, sql`e.object = ${query.object}`]
  if (query.kinds?.length) conditions.push(sql`e.kind = ANY (${param(query.kinds, 'text[]')})`)
  const zone = reader.principal.timeZone
  if (query.from) conditions.push(sql`e.at >= (${param(query.from, 'timestamp')} AT TIME ZONE ${zone})`)
  if (query.until) conditions.push(sql`e.at < (${param(query.until, 'timestamp')} AT TIME ZONE ${zone})`)
  if (cursor) conditions.push(sql`(e.at, e.id) < (${param(cursor[0], 'timestamptz')}, ${param(cursor[1], 'uuid')})`)
  conditions.push(readableLink(reader, timelineObjects(reader), { object: raw('e.ref_object'), id: raw('e.ref_id') }))
  const page = sql`SELECT e.* FROM timeline_entry e WHERE ${and(conditions)} ORDER BY e.at DESC, e.id DESC LIMIT ${param(size + 1, 'int')}`
  const statement = sql`SELECT coalesce(json_agg(x.j ORDER BY x.at DESC, x.id DESC) FILTER (WHERE x.n <= ${size}), '[]')::text AS entries, count(*)::int AS found,
      max(json_build_array(x.at, x.id)::text) FILTER (WHERE x.n = ${size}) AS last
    FROM (SELECT e.at, e.id, row_number() OVER (ORDER BY e.at DESC, e.id DESC) AS n,
      json_build_object('id', e.id, 'at', ${instant(sql`e.at`)}, 'kind', e.kind, 'object', e.ref_object, 'ref', json_build_object('object', e.ref_object, 'id', e.ref_id),
        'principal', json_build_object('id', e.principal_id, 'title', p.name), 'onBehalfOf', CASE WHEN e.behalf_id IS NULL THEN NULL ELSE json_build_object('id', e.behalf_id, 'title', b.name) END, 'record', ${pointedRecord(reader)}, 'changes', ${shownChanges(reader)}) AS j
      FROM (${page}) e LEFT JOIN principal p ON ${inWorkspace(reader, 'p')} AND p.id = e.principal_id
        LEFT JOIN principal b ON ${inWorkspace(reader, 'b')} AND b.id = e.behalf_id) x`
  const [row] = await database.query<{ entries: string; found: number; last: string | null }>(reader.workspaceId, statement)
  return { entries: row?.entries ?? '[]', next: row && row.found > size && row.last ? encodeCursor(row.last) : null }
}

function timelineObjects(reader: Reader): string[] {
  return readableObjects(reader, ({ definition }) => definition.timeline !== undefined)
}

/** The activity, file or other record of an entry. */
function pointedRecord(reader: Reader): Sql {
  const branches = timelineObjects(reader).map((object) => {
    const { definition } = reader.object(object)
    const shown = projection(reader, object, chosenFields(reader, object, undefined), 'r')
    return sql`WHEN ${raw(`'${object}'`)} THEN (SELECT ${shown.json} FROM ${ident(definition.table)} r ${shown.joins} WHERE ${inWorkspace(reader, 'r')} AND r.id = e.ref_id AND r.deleted_at IS NULL)`
  })
  return branches.length > 0 ? sql`(CASE e.ref_object ${join(branches, ' ')} END)` : raw('NULL')
}

/** Changes of fields that the reader sees in the open; the others are left out of the entry. */
function shownChanges(reader: Reader): Sql {
  const branches = timelineObjects(reader).map((object) => {
    const open = [...visibleFields(reader, object)].filter(([, seen]) => !seen.masked).map(([key]) => key)
    return sql`WHEN ${raw(`'${object}'`)} THEN (SELECT json_object_agg(c.key, c.value) FROM jsonb_each(e.changes) c WHERE c.key = ANY (${param(open, 'text[]')}))`
  })
  return branches.length > 0 ? sql`(CASE e.ref_object ${join(branches, ' ')} END)` : raw('NULL')
}

export type RhythmWeek = { start: string; total: number; byKind: Record<string, number> }

/** Touches per week by channel that the reader may see, the current week last: 往来节奏. Weeks begin on Monday in the reader's zone. */
export async function rhythmOf(
  database: Database,
  reader: Reader,
  query: { object: string; id: string; weeks: number },
): Promise<RhythmWeek[]> {
  await getRecord(database, reader, { object: query.object, id: query.id, fields: [] })
  const zone = reader.principal.timeZone
  const today = dateIn(zone, reader.clock.now())
  const weeks = Math.min(Math.max(query.weeks, 1), 104)
  const seen = readableLink(reader, timelineObjects(reader), { object: raw('e.ref_object'), id: raw('e.ref_id') })
  const found = await database.query<{ start: string; kind: string; count: number }>(
    reader.workspaceId,
    sql`SELECT to_char(date_trunc('week', e.at AT TIME ZONE ${zone}), 'YYYY-MM-DD') AS start, e.kind, count(*)::int AS count FROM timeline_entry e
      WHERE ${inWorkspace(reader, 'e')} AND e.record_id = ${param(query.id, 'uuid')} AND e.object = ${query.object} AND e.kind NOT IN ('created', 'changed') AND ${seen}
        AND e.at >= ((date_trunc('week', ${param(today, 'timestamp')}) - make_interval(weeks => ${param(weeks - 1, 'int')})) AT TIME ZONE ${zone})
        AND e.at < ((date_trunc('week', ${param(today, 'timestamp')}) + interval '1 week') AT TIME ZONE ${zone})
      GROUP BY 1, 2`,
  )
  return mondays(today, weeks).map((start) => {
    const rows = found.filter((row) => row.start === start)
    return {
      start,
      total: rows.reduce((sum, row) => sum + row.count, 0),
      byKind: Object.fromEntries(rows.map((row) => [row.kind, row.count])),
    }
  })
}
