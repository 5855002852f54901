import type { Database } from '../database.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { timeOfId } from '../ids.ts'
import { and, join, param, raw, type Sql, sql } from '../sql.ts'
import { instant, inWorkspace } from './expressions.ts'
import { getRecord } from './get.ts'
import { pageSize } from './list.ts'
import { decodeCursor, encodeCursor } from './order.ts'
import { type Reader, visibleFields } from './reader.ts'
import { titleOf } from './title.ts'

export type HistoryQuery = { object: string; id: string; limit?: number | undefined; cursor?: string | undefined }

/** Who changed what and when, newest first, as JSON text. Fields that the reader does not see in the open are left out. */
export async function historyOf(
  database: Database,
  reader: Reader,
  query: HistoryQuery,
): Promise<{ entries: string; next: string | null }> {
  await getRecord(database, reader, { object: query.object, id: query.id, fields: [], deleted: true })
  const size = pageSize(query.limit)
  const cursor = query.cursor ? decodeCursor(query.cursor, ['timestamptz', 'uuid']) : null
  // No entry is older than the record: its id tells in which month to begin.
  const since = new Date(timeOfId(query.id).getTime() - 86_400_000).toISOString()
  const conditions = [
    inWorkspace(reader, 'h'),
    sql`h.record_id = ${param(query.id, 'uuid')}`,
    sql`h.object = ${query.object}`,
    sql`h.at >= ${param(since, 'timestamptz')}`,
  ]
  if (cursor) conditions.push(sql`(h.at, h.id) < (${param(cursor[0], 'timestamptz')}, ${param(cursor[1], 'uuid')})`)
  const page = sql`SELECT h.* FROM history h WHERE ${and(conditions)} ORDER BY h.at DESC, h.id DESC LIMIT ${param(size + 1, 'int')}`
  const statement = sql`SELECT coalesce(json_agg(x.j ORDER BY x.at DESC, x.id DESC) FILTER (WHERE x.n <= ${size}), '[]')::text AS entries, count(*)::int AS found,
      max(json_build_array(x.at, x.id)::text) FILTER (WHERE x.n = ${size}) AS last
    FROM (SELECT h.at, h.id, row_number() OVER (ORDER BY h.at DESC, h.id DESC) AS n,
      json_build_object('id', h.id, 'at', ${instant(sql`h.at`)}, 'kind', h.kind, 'revision', h.revision, 'through', h.through, 'changeId', h.change_id,
        'reason', (SELECT t.input->>'reason' FROM batch t WHERE ${inWorkspace(reader, 't')} AND t.id = h.change_id AND t.kind = 'transfer'),
        'principal', json_build_object('id', h.principal_id, 'title', p.name),
        'onBehalfOf', CASE WHEN h.behalf_id IS NULL THEN NULL ELSE json_build_object('id', h.behalf_id, 'title', b.name) END,
        'changes', (SELECT coalesce(json_object_agg(c.key, ${shownPair(reader, query.object)}), '{}'::json) FROM jsonb_each(h.changes) c WHERE c.key = ANY (${param(openFields(reader, query.object), 'text[]')}))) AS j
      FROM (${page}) h LEFT JOIN principal p ON ${inWorkspace(reader, 'p')} AND p.id = h.principal_id LEFT JOIN principal b ON ${inWorkspace(reader, 'b')} AND b.id = h.behalf_id) x`
  const [row] = await database.query<{ entries: string; found: number; last: string | null }>(reader.workspaceId, statement)
  return { entries: row?.entries ?? '[]', next: row && row.found > size && row.last ? encodeCursor(row.last) : null }
}

function openFields(reader: Reader, object: string): string[] {
  return [...visibleFields(reader, object)].filter(([, seen]) => !seen.masked).map(([key]) => key)
}

/** The earlier one of `c.value`, with the titles that references have now. */
export function shownPast(reader: Reader, object: string): Sql {
  const several = [...visibleFields(reader, object)].filter(([, { field }]) => field.kind === 'references')
  const pair = sql`(${shownPair(reader, object)})->0`
  if (several.length === 0) return pair
  const branches = several.map(([key, { field }]) => sql`WHEN ${raw(`'${key}'`)} THEN ${linksOf(reader, field, sql`(c.value->0)`)}`)
  return sql`CASE c.key ${join(branches, ' ')} ELSE ${pair} END`
}

/** Old and new value; ids of single references with the titles that their records have now. */
function shownPair(reader: Reader, object: string): Sql {
  const branches: Sql[] = []
  for (const [key, { field }] of visibleFields(reader, object)) {
    if (field.kind === 'references') continue
    const side = (index: number): Sql | null => {
      const id = sql`(c.value->>${raw(String(index))})`
      const title = titleOf(reader, field, sql`${id}::uuid`)
      return title && sql`CASE WHEN ${id} IS NULL THEN NULL ELSE json_build_object('id', ${id}, 'title', ${title}) END`
    }
    const [old, now] = [side(0), side(1)]
    if (old && now) branches.push(sql`WHEN ${raw(`'${key}'`)} THEN json_build_array(${old}, ${now})`)
  }
  return branches.length > 0 ? sql`CASE c.key ${join(branches, ' ')} ELSE c.value::json END` : raw('c.value')
}

/** Several references, each with the title that its record has now. */
function linksOf(reader: Reader, field: FieldDefinition, ids: Sql): Sql {
  const title = titleOf(reader, field, sql`t.id::uuid`) ?? raw('NULL')
  return sql`CASE WHEN jsonb_typeof(${ids}) = 'array' THEN (SELECT coalesce(json_agg(json_build_object('id', t.id, 'title', ${title}) ORDER BY t.n), '[]'::json) FROM jsonb_array_elements_text(${ids}) WITH ORDINALITY t (id, n)) END`
}
