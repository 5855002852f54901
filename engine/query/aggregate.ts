import type { Database } from '../database.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { InvalidInputError } from '../errors.ts'
import { and, ident, join, param, raw, type Sql, sql } from '../sql.ts'
import { comparable, inWorkspace, scaleOf, storageOf } from './expressions.ts'
import type { Filter } from './filter.ts'
import { demandRight, type Reader } from './reader.ts'
import { titleOf } from './title.ts'
import { visibleRows } from './visible-rows.ts'

export type CountAnswer = { count: number; exact: boolean }
/** Counting stops here unless the exact figure is asked for. */
export const countedTo = 10_000

export type SetQuery = { object: string; filter?: Filter | undefined; deleted?: boolean | undefined }

export async function countRecords(
  database: Database,
  reader: Reader,
  query: SetQuery & { exact?: boolean | undefined },
): Promise<CountAnswer> {
  demandRight(reader, query.object, 'read')
  const rows = visibleRows(reader, query, 't', 'whole')
  if (!rows) return { count: 0, exact: true }
  const from = sql`FROM ${ident(reader.object(query.object).definition.table)} t WHERE ${rows}`
  const statement = query.exact
    ? sql`SELECT count(*)::int AS count ${from}`
    : sql`SELECT count(*)::int AS count FROM (SELECT 1 ${from} LIMIT ${param(countedTo + 1, 'int')}) c`
  const [row] = await database.query<{ count: number }>(reader.workspaceId, statement)
  const count = row?.count ?? 0
  return count > countedTo && !query.exact ? { count: countedTo, exact: false } : { count, exact: true }
}

export type Total = { sum: string; average: string | null; min: string | null; max: string | null }

/** Sums, averages, least and largest over all matching records; money in the workspace's currency, everything as decimal text. */
export async function totalsOf(
  database: Database,
  reader: Reader,
  query: SetQuery & { fields: readonly string[] },
): Promise<{ count: CountAnswer; totals: Record<string, Total> }> {
  demandRight(reader, query.object, 'read')
  const measures = query.fields.map((key) => ({ key, field: measured(reader, query.object, key) }))
  const rows = visibleRows(reader, query, 't', 'whole')
  const selected = measures.map(({ key, field }, index) => {
    const column = comparable('t', key, field)
    return sql`${decimal(sql`sum(${column})`, field)} AS ${raw(`s${index}`)}, ${decimal(sql`round(avg(${column}), 2)`, field)} AS ${raw(`a${index}`)}, ${decimal(sql`min(${column})`, field)} AS ${raw(`l${index}`)}, ${decimal(sql`max(${column})`, field)} AS ${raw(`g${index}`)}`
  })
  const statement = sql`SELECT ${join([sql`count(*)::int AS count`, ...selected])} FROM ${ident(reader.object(query.object).definition.table)} t WHERE ${rows ?? raw('false')}`
  const [row] = await database.query<Record<string, string | number | null>>(reader.workspaceId, statement)
  const found = (name: string): string | null => (row?.[name] == null ? null : String(row[name]))
  const totals = Object.fromEntries(
    measures.map(({ key }, index) => [
      key,
      { sum: found(`s${index}`) ?? '0', average: found(`a${index}`), min: found(`l${index}`), max: found(`g${index}`) },
    ]),
  )
  return { count: { count: Number(row?.count ?? 0), exact: true }, totals }
}

export type Group = { key: unknown; count: number; sum: string; weighted?: string; sums?: Record<string, string> }

const periods = ['week', 'month', 'quarter', 'year'] as const
export type GroupPeriod = (typeof periods)[number]
export type GroupQuery = SetQuery & {
  by: string
  period?: GroupPeriod | undefined
  sum?: string | undefined
  weighted?: string | undefined
  /** Further sums, by their fields. */
  sums?: readonly string[] | undefined
}
const mostSums = 20

/**
 * Counts and sums by the values of one field: lanes of a board, bars of a chart, groups of a list. Dates fall into periods, named by
 * their first day as the reader's clock has it. At most 200 groups, the largest first; of periods the latest.
 */
export async function groupRecords(database: Database, reader: Reader, query: GroupQuery): Promise<Group[]> {
  demandRight(reader, query.object, 'read')
  const by = reader.field(query.object, query.by, 'filter')
  if (['json', 'address', 'references', 'multiChoice', 'longText', 'richText', 'secret'].includes(by.kind))
    throw new InvalidInputError('not_groupable', { field: query.by })
  const rows = visibleRows(reader, query, 't', 'whole')
  if (!rows) return []
  const column = query.period ? periodOf(reader, query.by, by, query.period) : comparable('t', query.by, by)
  const sums = query.sums ?? []
  if (sums.length > mostSums) throw new InvalidInputError('too_many_fields', { most: mostSums })
  const total = (key: string | undefined): Sql =>
    key
      ? decimal(sql`coalesce(sum(${comparable('t', key, measured(reader, query.object, key))}), 0)`, measured(reader, query.object, key))
      : raw('NULL')
  const inner = sql`SELECT ${column} AS key, count(*)::int AS count, ${total(query.sum)} AS sum, ${total(query.weighted)} AS weighted, ${named(sums, total)} AS sums
    FROM ${ident(reader.object(query.object).definition.table)} t WHERE ${rows} GROUP BY 1 ORDER BY ${raw(query.period ? '1 DESC NULLS LAST' : '2 DESC')} LIMIT 200`
  const title = titleOf(reader, by, sql`g.key`)
  const key = title
    ? sql`CASE WHEN g.key IS NULL THEN NULL ELSE json_build_object('id', g.key, 'title', ${title}) END`
    : sql`to_json(g.key)`
  const found = await database.query<{
    key: unknown
    count: number
    sum: string | null
    weighted: string | null
    sums: Record<string, string> | null
  }>(reader.workspaceId, sql`SELECT ${key} AS key, g.count, g.sum, g.weighted, g.sums FROM (${inner}) g`)
  return found.map((row) => ({
    key: row.key,
    count: row.count,
    sum: row.sum ?? '0',
    ...(query.weighted ? { weighted: row.weighted ?? '0' } : {}),
    ...(row.sums ? { sums: row.sums } : {}),
  }))
}

/** The first day of the period that a date falls into, for the reader's clock. */
function periodOf(reader: Reader, key: string, field: FieldDefinition, period: GroupPeriod): Sql {
  const storage = storageOf(field)
  if (!periods.includes(period) || (storage !== 'date' && storage !== 'time')) throw new InvalidInputError('not_groupable', { field: key })
  const column = comparable('t', key, field)
  const local = storage === 'time' ? sql`(${column} AT TIME ZONE ${reader.principal.timeZone})` : sql`${column}::timestamp`
  return sql`date_trunc(${raw(`'${period}'`)}, ${local})::date`
}

function named(keys: readonly string[], total: (key: string) => Sql): Sql {
  return keys.length === 0 ? raw('NULL::json') : sql`json_build_object(${join(keys.flatMap((key) => [sql`${key}::text`, total(key)]))})`
}

function measured(reader: Reader, object: string, key: string): FieldDefinition {
  const field = reader.field(object, key, 'filter')
  if (!['int', 'float'].includes(storageOf(field))) throw new InvalidInputError('not_summable', { field: key })
  return field
}

function decimal(value: Sql, field: FieldDefinition): Sql {
  const scale = scaleOf(field)
  return scale === 0 ? sql`(${value})::text` : sql`trim_scale((${value})::numeric / ${raw(String(10 ** scale))})::text`
}

/** Distinct from `visibleRows`: the same rows in a sub-select, for jobs that walk them in id order. */
export function idsOf(reader: Reader, query: SetQuery, afterId: string | null, limit: number): Sql {
  const rows = visibleRows(reader, query, 't') ?? raw('false')
  const beyond = afterId ? [sql`t.id > ${param(afterId, 'uuid')}`] : []
  return sql`SELECT t.id FROM ${ident(reader.object(query.object).definition.table)} t WHERE ${and([rows, inWorkspace(reader, 't'), ...beyond])} ORDER BY t.id LIMIT ${param(limit, 'int')}`
}
