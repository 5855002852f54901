import type { Database } from '../database.ts'
import type { ObjectDefinition } from '../declare/object.ts'
import { InvalidInputError } from '../errors.ts'
import { and, param, raw, render, type Sql, sql } from '../sql.ts'
import type { Filter } from './filter.ts'
import { decodeCursor, orderKeys } from './order.ts'
import { numbered, type PageRow, pageColumns, pageOf, pageRows, plannedForItsValues, shownRows } from './page.ts'
import { chosenFields, projection } from './projection.ts'
import { compiled, demandRight, type Reader, visibleFields } from './reader.ts'
import { cursorBeyond } from './skip.ts'
import { visibleRows } from './visible-rows.ts'

export type ListQuery = {
  object: string
  filter?: Filter | undefined
  sort?: readonly string[] | undefined
  fields?: readonly string[] | undefined
  include?: readonly string[] | undefined
  limit?: number | undefined
  cursor?: string | undefined
  /** How many records to leave out before the page: for jumps. Whoever goes on page by page takes the cursor. */
  skip?: number | undefined
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

/** What a list shows unless asked otherwise, less what this reader does not see. */
export function listColumns(reader: Reader, { key, title, list }: ObjectDefinition): string[] {
  const visible = visibleFields(reader, key)
  return [...new Set([title, ...list.columns])].filter((column) => visible.has(column))
}

/** One statement per page: rows by keyset first, references after, each record's JSON by PostgreSQL. */
export function listStatement(reader: Reader, query: ListQuery): { statement: Sql; size: number; keyCount: number } {
  demandRight(reader, query.object, 'read')
  const { definition } = reader.object(query.object)
  const size = pageSize(query.limit)
  const sort = query.sort?.length ? query.sort : definition.list.sort
  const keys = orderKeys(reader, query.object, sort, 't')
  const shown = projection(reader, query.object, chosenFields(reader, query.object, query.fields), 'p', query.include)
  const page = pageRows({
    table: definition.table,
    columns: [...new Set([...shown.columns, ...keys.map((key) => key.name)])],
    where: and([visibleRows(reader, query, 't') ?? raw('false'), plannedForItsValues]),
    keys,
    cursor: query.cursor
      ? decodeCursor(
          query.cursor,
          keys.map(({ type }) => type),
        )
      : null,
    count: param(size + 1, 'int'),
  })
  const statement = sql`SELECT ${pageColumns(size, keys)} FROM (SELECT ${shownRows(sql`${numbered(page)} p`, shown, keys)}) r`
  return { statement, size, keyCount: keys.length }
}

export async function listRecords(database: Database, reader: Reader, given: ListQuery): Promise<RecordPage> {
  const { skip, ...query } = given
  if (skip) {
    const cursor = await cursorBeyond(database, reader, query, skip)
    return cursor === null ? { records: '[]', ids: [], next: null } : listRecords(database, reader, { ...query, cursor })
  }
  const { statement, size, keyCount } = compiled(reader, 'list', query, () => {
    const { statement, ...rest } = listStatement(reader, query)
    return { statement: render(statement), ...rest }
  })
  const [row] = await database.query<PageRow>(reader.workspaceId, statement)
  return pageOf(row, size, keyCount)
}
