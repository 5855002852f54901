import { accessPredicate } from '../access/predicate.ts'
import { snake } from '../declare/object.ts'
import { inWorkspace } from '../query/expressions.ts'
import { compileFilter, type Filter } from '../query/filter.ts'
import type { Reader } from '../query/reader.ts'
import { visibleRows } from '../query/visible-rows.ts'
import { and, ident, join, raw, type Sql, sql } from '../sql.ts'

/** An object whose records go along with what they belong to; `closed` takes also what is over. */
export type Along = { readonly object: string; readonly closed: boolean }

/** The records of a pass that the reader may hand over, under `alias`: what they may only look at stays. */
export function movableRows(reader: Reader, { object, filter }: { object: string; filter: Filter | null }, alias: string): Sql {
  const rows = visibleRows(reader, { object, ...(filter ? { filter } : {}) }, alias)
  const give = accessPredicate(reader, object, 'reassign', alias)
  return rows && give ? and([rows, give]) : raw('false')
}

/** What can go along with the records of an object: every object that says so of a reference to it. */
export function goingAlong(reader: Reader, object: string): string[] {
  return [...reader.objects()].flatMap(({ definition }) => (keysTo(reader, definition.key, object).length > 0 ? [definition.key] : []))
}

function keysTo(reader: Reader, object: string, to: string): string[] {
  const { transfers, fields } = reader.object(object).definition
  if (object === to) return []
  return (transfers?.with ?? []).filter((key) => fields[key]?.to === to || fields[key]?.to === 'any')
}

/**
 * What belongs to some records and is held by whoever holds them: what colleagues have there stays theirs. `source` selects `id` and `holder`. Only
 * what the reader may change is there. Null when nothing goes along.
 */
export function rowsAlong(reader: Reader, object: string, along: readonly Along[], source: Sql): Sql | null {
  const branches = along.flatMap((one) => keysTo(reader, one.object, object).flatMap((key) => branch(reader, object, one, key, source)))
  return branches.length > 0 ? join(branches, ' UNION ') : null
}

function branch(reader: Reader, to: string, { object, closed }: Along, key: string, source: Sql): Sql[] {
  const { table, fields, transfers } = reader.object(object).definition
  const [read, give] = ['read', 'reassign'].map((right) => accessPredicate(reader, object, right, 'r'))
  if (!read || !give) return []
  const column = ident(`${snake(key)}_id`)
  const conditions = [
    inWorkspace(reader, 'r'),
    sql`r.${column} = p.id`,
    sql`r.owner_id = p.holder`,
    sql`r.deleted_at IS NULL`,
    ...(fields[key]?.to === 'any' ? [sql`r.${ident(`${snake(key)}_object`)} = ${to}`] : []),
    ...(transfers?.open && !closed ? [compileFilter(reader, object, transfers.open.filter, 'r')] : []),
    read,
    give,
  ]
  return [sql`SELECT ${object}::text AS object, r.id, p.id AS place FROM (${source}) p JOIN ${ident(table)} r ON ${and(conditions)}`]
}
