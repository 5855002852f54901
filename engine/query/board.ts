import type { Database } from '../database.ts'
import { InvalidInputError } from '../errors.ts'
import { and, param, raw, render, type Sql, sql } from '../sql.ts'
import { comparable, sqlTypes, storageOf, storedValue } from './expressions.ts'
import type { Filter } from './filter.ts'
import { type ListQuery, listRecords, pageSize } from './list.ts'
import { orderKeys } from './order.ts'
import { numbered, type PageRow, pageColumns, pageOf, pageRows, plannedForItsValues, shownRows } from './page.ts'
import { chosenFields, projection } from './projection.ts'
import { compiled, demandRight, type Reader } from './reader.ts'
import { visibleRows } from './visible-rows.ts'

export type BoardQuery = Pick<ListQuery, 'object' | 'filter' | 'sort' | 'fields' | 'limit'> & {
  by: string
  lanes: readonly (string | null)[]
}

/** First cards of each lane. `lanes` is JSON text; the sums come by `groupRecords`, as a second request. */
export type BoardAnswer = { lanes: string; ids: string[] }

const mostLanes = 60

/** One statement for all lanes: each takes its first cards from the index (lane, sort, id). */
export async function boardOf(database: Database, reader: Reader, query: BoardQuery): Promise<BoardAnswer> {
  const { statement, size, keyCount } = compiled(reader, 'board', query, () => {
    const { statement, ...rest } = boardStatement(reader, query)
    return { statement: render(statement), ...rest }
  })
  const rows = await database.query<PageRow & { lane: string }>(reader.workspaceId, statement)
  const found = new Map(rows.map((row) => [Number(row.lane), row]))
  const pages = query.lanes.map((_, place) => pageOf(found.get(place + 1), size, keyCount))
  return {
    lanes: `[${pages.map(({ records, next }, place) => laneText(query.lanes[place] ?? null, records, next)).join(',')}]`,
    ids: pages.flatMap(({ ids }) => ids),
  }
}

function laneText(key: string | null, records: string, next: string | null): string {
  return `{"key":${JSON.stringify(key)},"records":${records},"next":${JSON.stringify(next)}}`
}

export function boardStatement(reader: Reader, query: BoardQuery): { statement: Sql; size: number; keyCount: number } {
  demandRight(reader, query.object, 'read')
  if (query.lanes.length > mostLanes) throw new InvalidInputError('too_many_lanes', { most: mostLanes })
  const by = reader.field(query.object, query.by, 'filter')
  const { definition } = reader.object(query.object)
  const size = pageSize(query.limit ?? 20)
  const sort = query.sort?.length ? query.sort : definition.list.sort
  const keys = orderKeys(reader, query.object, sort, 't')
  const rows = visibleRows(reader, query, 't') ?? raw('false')
  const shown = projection(reader, query.object, chosenFields(reader, query.object, query.fields), 'p')
  const cards = pageRows({
    table: definition.table,
    columns: [...new Set([...shown.columns, ...keys.map((key) => key.name)])],
    where: and([rows, sql`${comparable('t', query.by, by)} = l.key`, plannedForItsValues]),
    keys,
    cursor: null,
    count: param(size + 1, 'int'),
  })
  const wanted = query.lanes.map((key) => (key === null ? null : storedValue(query.by, by, key)))
  const lanes = sql`unnest(${param(wanted, `${sqlTypes[storageOf(by)]}[]`)}) WITH ORDINALITY AS l (key, lane) CROSS JOIN LATERAL ${numbered(cards)} p`
  const statement = sql`SELECT r.lane, ${pageColumns(size, keys)} FROM (SELECT l.lane, ${shownRows(lanes, shown, keys)}) r GROUP BY r.lane`
  return { statement, size, keyCount: keys.length }
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
