import { accessPredicate, type Form } from '../access/predicate.ts'
import { and, ident, raw, type Sql, sql } from '../sql.ts'
import { inWorkspace } from './expressions.ts'
import { compileFilter } from './filter.ts'
import type { ListQuery } from './list.ts'
import type { Reader } from './reader.ts'

/** Everything that decides which rows of an object the reader gets, under `alias`; null when they get none at all. */
export function visibleRows(
  reader: Reader,
  query: Pick<ListQuery, 'object' | 'filter' | 'deleted'>,
  alias: string,
  form: Form = 'walk',
): Sql | null {
  const seen = accessPredicate(reader, query.object, 'read', alias, form)
  if (!seen) return null
  return and([
    inWorkspace(reader, alias),
    sql`${ident(alias)}.deleted_at ${raw(query.deleted ? 'IS NOT NULL' : 'IS NULL')}`,
    seen,
    ...(query.filter ? [compileFilter(reader, query.object, query.filter, alias)] : []),
  ])
}
