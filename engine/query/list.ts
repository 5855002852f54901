import { accessPredicate } from '../access/predicate.ts'
import type { Database } from '../database.ts'
import type { ObjectDefinition } from '../declare/object.ts'
import { InvalidInputError } from '../errors.ts'
import { and, ident, param, raw, render, type Sql, sql } from '../sql.ts'
import { inWorkspace } from './expressions.ts'
import { compileFilter, type Filter } from './filter.ts'
import { decodeCursor, orderKeys } from './order.ts'
import { numbered, type PageRow, pageColumns, pageOf, pageRows, plannedForItsValues, shownRows } from './page.ts'
import { chosenFields, projection } from './projection.ts'
import { compiled, demandRight, type Reader, visibleFields } from './reader.ts'

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
    cursor: query.cursor ? decodeCursor(query.cursor, keys.length) : null,
    count: param(size + 1, 'int'),
  })
  const statement = sql`SELECT ${pageColumns(size, keys)} FROM (SELECT ${shownRows(sql`${numbered(page)} p`, shown, keys)}) r`
  return { statement, size, keyCount: keys.length }
}

export async function listRecords(database: Database, reader: Reader, query: ListQuery): Promise<RecordPage> {
  const { statement, size, keyCount } = compiled(reader, 'list', query, () => {
    const { statement, ...rest } = listStatement(reader, query)
    return { statement: render(statement), ...rest }
  })
  const [row] = await database.query<PageRow>(reader.workspaceId, statement)
  return pageOf(row, size, keyCount)
}
