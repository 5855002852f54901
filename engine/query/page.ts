import { and, ident, join, param, raw, type Sql, sql } from '../sql.ts'
import { after, encodeCursor, type OrderKey, orderBy, orderByWithin } from './order.ts'

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

/** The columns that hold the sort values, under the names that `cursorAfter` reads them by. The id is selected anyway. */
export function cursorColumns(keys: readonly OrderKey[]): Sql {
  return join(
    keys.slice(0, -1).map((key, index) => sql`, ${key.column} AS ${raw(`k${index}`)}`),
    '',
  )
}

export type PageRow = { readonly id: string; readonly record: string; readonly [key: `k${number}`]: unknown }

/** Cuts the row that was read ahead off, and says where the next page begins. The records are passed on as the text that they came in. */
export function pageOf(rows: readonly PageRow[], size: number, keyCount: number): { records: string; ids: string[]; next: string | null } {
  const shown = rows.length > size ? rows.slice(0, size) : rows
  const last = rows.length > size ? rows[size - 1] : undefined
  return {
    records: `[${shown.map((row) => row.record).join(',')}]`,
    ids: shown.map((row) => row.id),
    next: last ? encodeCursor(JSON.stringify([...Array.from({ length: keyCount - 1 }, (_, index) => last[`k${index}`]), last.id])) : null,
  }
}

/**
 * Always true. A prepared statement's plan is kept once it looks no dearer than one made for the values at hand; for lists it only looks so:
 * without knowing whose records, of how large a workspace, it was measured twenty times slower. In such a plan this condition counts as
 * something enormous, in one made for the values it vanishes.
 */
export const plannedForItsValues: Sql = sql`(${param(1, 'int')} = 1 OR (SELECT count(*) FROM generate_series(1, 1000000000)) > 0)`
