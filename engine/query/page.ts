import { and, ident, join, param, raw, type Sql, sql } from '../sql.ts'
import { after, encodeCursor, type OrderKey, orderBy, orderByWithin } from './order.ts'
import type { Projection } from './projection.ts'

/** What decides the rows of a page: `columns` are named without alias, everything else stands under the alias `t`. */
export type PageRequest = {
  readonly table: string
  readonly columns: readonly string[]
  readonly where: Sql
  readonly keys: readonly OrderKey[]
  readonly cursor: readonly unknown[] | null
  readonly count: Sql
}

/**
 * The rows of a page, as a statement. Where the first sort field may be empty and the index holds those rows at the wrong end, rows with a
 * value and rows without come from two arms, each in its index's order; the second runs only for what the first leaves open.
 */
export function pageRows({ table, columns, where, keys, cursor, count }: PageRequest): Sql {
  const selected = join(columns.map((name) => sql`t.${ident(name)}`))
  const arm = (condition: Sql, order: Sql, limit: Sql): Sql =>
    sql`SELECT ${selected} FROM ${ident(table)} t WHERE ${condition} ORDER BY ${order} LIMIT ${limit}`
  const [first, ...rest] = keys
  if (!first || first.required) return arm(cursor ? and([where, after(keys, cursor)]) : where, orderBy(keys), count)
  // Ascending, an index holds empty values last, as the page does.
  if (!cursor && !first.descending) return arm(where, orderBy(keys), count)
  const empty = and([where, sql`${first.column} IS NULL`, ...(cursor && cursor[0] === null ? [after(rest, cursor.slice(1))] : [])])
  if (cursor && cursor[0] === null) return arm(empty, orderBy(rest), count)
  const given = [{ ...first, required: true }, ...rest]
  const filled = and([where, sql`${first.column} IS NOT NULL`, ...(cursor ? [after(given, cursor)] : [])])
  return sql`WITH filled AS MATERIALIZED (${arm(filled, orderByWithin(keys), count)})
    SELECT * FROM filled UNION ALL (${arm(empty, orderBy(rest), sql`${count} - (SELECT count(*) FROM filled)`)})`
}

/** Rows in the order in which they come, numbered as `n`. */
export function numbered(rows: Sql): Sql {
  return sql`(SELECT q.*, row_number() OVER () AS n FROM (${rows}) q)`
}

/** What is shown of each row of `source` (a FROM clause with numbered rows under the alias `p`), with the sort values that a cursor is made of. */
export function shownRows(source: Sql, { json, joins }: Pick<Projection, 'json' | 'joins'>, keys: readonly OrderKey[]): Sql {
  const values = keys.slice(0, -1).map((key, index) => sql`p.${ident(key.name)} AS ${raw(`k${index}`)}`)
  return sql`${join([raw('p.id'), raw('p.n'), sql`${json}::text AS record`, ...values])} FROM ${source} ${joins}`
}

/** One row per page out of `shownRows` (under the alias `r`), of which the last was read ahead: to be read by `pageOf`. */
export function pageColumns(size: number, keys: readonly OrderKey[]): Sql {
  const shown = sql`FILTER (WHERE r.n <= ${param(size, 'int')})`
  const last = [...keys.slice(0, -1).map((_, index) => `k${index}`), 'id'].map(
    (name) => sql`(array_agg(r.${raw(name)}) FILTER (WHERE r.n = ${param(size, 'int')}))[1] AS ${raw(`last_${name}`)}`,
  )
  return sql`string_agg(r.record, ',' ORDER BY r.n) ${shown} AS records, string_agg(r.id::text, ',' ORDER BY r.n) ${shown} AS ids, count(*)::int AS found, ${join(last)}`
}

export type PageRow = {
  readonly records: string | null
  readonly ids: string | null
  readonly found: number
  readonly [last: `last_${string}`]: unknown
}

/** The records as the text that they came in, and where the next page begins. */
export function pageOf(row: PageRow | undefined, size: number, keyCount: number): { records: string; ids: string[]; next: string | null } {
  if (!row?.records) return { records: '[]', ids: [], next: null }
  const last = [...Array.from({ length: keyCount - 1 }, (_, index) => row[`last_k${index}`]), row.last_id]
  return {
    records: `[${row.records}]`,
    ids: (row.ids ?? '').split(','),
    next: row.found > size ? encodeCursor(JSON.stringify(last)) : null,
  }
}

/**
 * Always true. A prepared statement's plan is kept once it looks no dearer than one made for the values at hand; for lists it only looks so:
 * without knowing whose records, of how large a workspace, it was measured twenty times slower. In such a plan this condition counts as
 * something enormous, in one made for the values it vanishes.
 */
export const plannedForItsValues: Sql = sql`(${param(1, 'int')} = 1 OR (SELECT count(*) FROM generate_series(1, 1000000000)) > 0)`
