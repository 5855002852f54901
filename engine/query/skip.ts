import type { Database } from '../database.ts'
import { InvalidInputError } from '../errors.ts'
import { and, ident, join, param, raw, render, type Sql, sql } from '../sql.ts'
import type { ListQuery } from './list.ts'
import { decodeCursor, encodeCursor, orderKeys } from './order.ts'
import { pageRows, plannedForItsValues } from './page.ts'
import { demandRight, type Reader } from './reader.ts'
import { visibleRows } from './visible-rows.ts'

export const mostSkipped = 10_000_000

/**
 * The cursor that stands so many records further on, or null where the list ends before. Only the sort columns are walked, in the index that the
 * page itself uses: a jump into the middle of a million takes a fraction of a second, and no page after it pays for it again.
 */
export async function cursorBeyond(database: Database, reader: Reader, query: ListQuery, skip: number): Promise<string | null> {
  if (!Number.isInteger(skip) || skip < 1 || skip > mostSkipped) throw new InvalidInputError('invalid_skip', { most: mostSkipped })
  demandRight(reader, query.object, 'read')
  const keys = orderKeys(reader, query.object, sortOf(reader, query), 't')
  const names = keys.map(({ name }) => name)
  const rows = pageRows({
    table: reader.object(query.object).definition.table,
    columns: [...new Set(names)],
    where: and([visibleRows(reader, query, 't') ?? raw('false'), plannedForItsValues]),
    keys,
    cursor: query.cursor
      ? decodeCursor(
          query.cursor,
          keys.map(({ type }) => type),
        )
      : null,
    count: param(skip, 'int'),
  })
  const values = names.map((name, index): Sql => sql`q.${ident(name)} AS ${raw(`k${index}`)}`)
  const statement = sql`SELECT ${join(values)} FROM (${rows}) q OFFSET ${param(skip - 1, 'int')} LIMIT 1`
  const [last] = await database.query<Record<string, unknown>>(reader.workspaceId, render(statement))
  return last ? encodeCursor(JSON.stringify(names.map((_, index) => last[`k${index}`]))) : null
}

function sortOf(reader: Reader, { object, sort }: ListQuery): readonly string[] {
  return sort?.length ? sort : reader.object(object).definition.list.sort
}
