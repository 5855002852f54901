import type { Database } from '../database.ts'
import { InvalidInputError } from '../errors.ts'
import { and, ident, join, param, raw, type Sql, sql } from '../sql.ts'
import { comparable, sqlTypes, storageOf, storedValue } from './expressions.ts'
import type { Filter } from './filter.ts'
import { type ListQuery, listRecords, pageSize, visibleRows } from './list.ts'
import { orderBy, orderKeys } from './order.ts'
import { chosenFields, projection } from './projection.ts'
import { demandRight, type Reader } from './reader.ts'

export type BoardQuery = Pick<ListQuery, 'object' | 'filter' | 'sort' | 'fields' | 'limit'> & {
  by: string
  lanes: readonly (string | null)[]
}

/** First cards of each lane. `records` of a lane is JSON text; the sums come by `groupRecords`, as a second request. */
export type BoardAnswer = { lanes: string; ids: string[] }

const mostLanes = 60

/** One statement for all lanes: each takes its first cards from the index (lane, sort, id). */
export async function boardOf(database: Database, reader: Reader, query: BoardQuery): Promise<BoardAnswer> {
  const [row] = await database.query<{ lanes: string; ids: string | null }>(reader.workspaceId, boardStatement(reader, query))
  return { lanes: row?.lanes ?? '[]', ids: row?.ids ? row.ids.split(',').filter(Boolean) : [] }
}

export function boardStatement(reader: Reader, query: BoardQuery): Sql {
  demandRight(reader, query.object, 'read')
  if (query.lanes.length > mostLanes) throw new InvalidInputError('too_many_lanes', { most: mostLanes })
  const by = reader.field(query.object, query.by, 'filter')
  const { definition } = reader.object(query.object)
  const size = pageSize(query.limit ?? 20)
  const keys = orderKeys(reader, query.object, query.sort?.length ? query.sort : definition.list.sort, 't')
  const rows = visibleRows(reader, query, 't') ?? raw('false')
  const shown = projection(reader, query.object, chosenFields(reader, query.object, query.fields), 'p')
  const lane = comparable('t', query.by, by)
  const wanted = query.lanes.map((key) => (key === null ? null : storedValue(query.by, by, key)))
  const cards = sql`SELECT t.*, json_build_array(${join(keys.map((key) => key.column))}) AS k FROM ${ident(definition.table)} t WHERE ${and([rows, sql`${lane} = l.key`])} ORDER BY ${orderBy(keys)} LIMIT ${param(size + 1, 'int')}`
  const numbered = sql`SELECT q.*, row_number() OVER () AS n FROM (${cards}) q`
  return sql`SELECT coalesce(json_agg(json_build_object('key', b.key, 'records', b.records, 'next', b.next) ORDER BY b.place), '[]')::text AS lanes,
      string_agg(array_to_string(b.ids, ','), ',') AS ids
    FROM (SELECT l.key, l.place, c.records, c.next, c.ids FROM unnest(${param(wanted, `${sqlTypes[storageOf(by)]}[]`)}) WITH ORDINALITY AS l (key, place)
      CROSS JOIN LATERAL (SELECT coalesce(json_agg(${shown.json} ORDER BY p.n) FILTER (WHERE p.n <= ${size}), '[]') AS records,
        coalesce(array_agg(p.id) FILTER (WHERE p.n <= ${size}), '{}') AS ids,
        CASE WHEN count(*) > ${size} THEN translate(encode(convert_to(max(p.k::text) FILTER (WHERE p.n = ${size}), 'UTF8'), 'base64'), E'+/=\n', '-_') END AS next
        FROM (${numbered}) p ${shown.joins}) c) b`
}

/** Further cards of one lane: an ordinary list with the lane as a condition. */
export function lanePage(
  database: Database,
  reader: Reader,
  query: BoardQuery & { lane: string | null; cursor: string },
): ReturnType<typeof listRecords> {
  const condition: Filter = query.lane === null ? { field: query.by, op: 'isEmpty' } : { field: query.by, op: 'is', value: query.lane }
  const filter: Filter = query.filter ? { all: [query.filter, condition] } : condition
  return listRecords(database, reader, {
    object: query.object,
    filter,
    sort: query.sort,
    fields: query.fields,
    limit: query.limit ?? 20,
    cursor: query.cursor,
  })
}
