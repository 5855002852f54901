import { accessPredicate } from '../access/predicate.ts'
import type { Database } from '../database.ts'
import { InvalidInputError } from '../errors.ts'
import { and, ident, join, param, raw, type Sql, sql } from '../sql.ts'
import { inWorkspace } from './expressions.ts'
import { compileFilter, type Filter } from './filter.ts'
import { after, decodeCursor, encodeCursor, type OrderKey, orderBy, orderByWithin, orderKeys } from './order.ts'
import { chosenFields, projection } from './projection.ts'
import { demandRight, type Reader } from './reader.ts'

export type ListQuery = {
  object: string
  filter?: Filter | undefined
  sort?: readonly string[] | undefined
  fields?: readonly string[] | undefined
  include?: readonly string[] | undefined
  limit?: number | undefined
  cursor?: string | undefined
  /** The recycle bin instead of the living records. */
  deleted?: boolean | undefined
}

/** A page: `records` is a JSON array as text, ready to be sent; `ids` says which records it shows. */
export type RecordPage = { records: string; ids: string[]; next: string | null }

export const largestPage = 500
const usualPage = 50

export function pageSize(limit: number | undefined): number {
  const size = limit ?? usualPage
  if (!Number.isInteger(size) || size < 1 || size > largestPage) throw new InvalidInputError('invalid_limit', { most: largestPage })
  return size
}

/** Everything that decides which rows of an object the reader gets, under `alias`; null when they get none at all. */
export function visibleRows(reader: Reader, query: Pick<ListQuery, 'object' | 'filter' | 'deleted'>, alias: string): Sql | null {
  const seen = accessPredicate(reader, query.object, 'read', alias)
  if (!seen) return null
  return and([
    inWorkspace(reader, alias),
    sql`${ident(alias)}.deleted_at ${raw(query.deleted ? 'IS NOT NULL' : 'IS NULL')}`,
    seen,
    ...(query.filter ? [compileFilter(reader, query.object, query.filter, alias)] : []),
  ])
}

/** One statement per page: rows by keyset first, references after, JSON by PostgreSQL. */
export function listStatement(reader: Reader, query: ListQuery): { statement: Sql; size: number } {
  demandRight(reader, query.object, 'read')
  const { definition } = reader.object(query.object)
  const size = pageSize(query.limit)
  const keys = orderKeys(reader, query.object, query.sort?.length ? query.sort : definition.list.sort, 't')
  const cursor = query.cursor ? decodeCursor(query.cursor, keys.length) : null
  const rows = visibleRows(reader, query, 't') ?? raw('false')
  const fields = chosenFields(reader, query.object, query.fields)
  const shown = projection(reader, query.object, fields, 'p', query.include)
  const page = pageRows(definition.table, rows, keys, cursor, size + 1)
  const statement = sql`SELECT coalesce(json_agg(r.j ORDER BY r.arm, r.n) FILTER (WHERE r.place <= ${size}), '[]')::text AS records,
      coalesce(array_agg(r.id ORDER BY r.arm, r.n) FILTER (WHERE r.place <= ${size}), '{}') AS ids,
      count(*)::int AS found, max(r.k::text) FILTER (WHERE r.place = ${size}) AS last
    FROM (SELECT p.id, p.arm, p.n, p.k, row_number() OVER (ORDER BY p.arm, p.n) AS place, ${shown.json} AS j FROM (${page}) p ${shown.joins}) r`
  return { statement, size }
}

/**
 * The page's rows. Where the first sort field may be empty, rows with a value and rows without come from two arms, each in its index's order;
 * the second is not run while the first fills the page.
 */
function pageRows(table: string, rows: Sql, keys: readonly OrderKey[], cursor: readonly unknown[] | null, count: number): Sql {
  const [first] = keys
  const cursorText = sql`json_build_array(${join(keys.map((key) => key.column))})`
  const arm = (number: number, condition: Sql, order: Sql): Sql =>
    sql`SELECT q.*, ${raw(String(number))} AS arm, row_number() OVER () AS n FROM (SELECT t.*, ${cursorText} AS k FROM ${ident(table)} t WHERE ${condition} ORDER BY ${order} LIMIT ${param(count, 'int')}) q`
  if (!first || first.required) return arm(1, cursor ? and([rows, after(keys, cursor)]) : rows, orderBy(keys))
  const rest = keys.slice(1)
  const empty = and([rows, sql`${first.column} IS NULL`, ...(cursor && cursor[0] === null ? [after(rest, cursor.slice(1))] : [])])
  if (cursor && cursor[0] === null) return arm(2, empty, orderBy(rest))
  const given = [{ ...first, required: true }, ...rest]
  const filled = and([rows, sql`${first.column} IS NOT NULL`, ...(cursor ? [after(given, cursor)] : [])])
  return sql`SELECT * FROM ((${arm(1, filled, orderByWithin(keys))}) UNION ALL (${arm(2, empty, orderBy(rest))})) u ORDER BY u.arm, u.n LIMIT ${param(count, 'int')}`
}

export async function listRecords(database: Database, reader: Reader, query: ListQuery): Promise<RecordPage> {
  const { statement, size } = listStatement(reader, query)
  const [row] = await database.query<{ records: string; ids: string[]; found: number; last: string | null }>(reader.workspaceId, statement)
  if (!row) return { records: '[]', ids: [], next: null }
  return { records: row.records, ids: row.ids, next: row.found > size && row.last ? encodeCursor(row.last) : null }
}
