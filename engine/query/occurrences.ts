import type { Executor } from '../database.ts'
import { type columnsOf, mainColumn } from '../declare/columns.ts'
import type { RecurRule } from '../declare/object.ts'
import { InvalidInputError } from '../errors.ts'
import { occurrencesBetween } from '../recurrence/expand.ts'
import { betweenWalls, instantOf, laterOnWall, wallAt } from '../recurrence/wall-clock.ts'
import { and, ident, join, or, param, raw, type Sql, sql } from '../sql.ts'
import { instant, inWorkspace } from './expressions.ts'
import type { Filter } from './filter.ts'
import { plannedForItsValues } from './page.ts'
import { chosenFields, projection } from './projection.ts'
import { demandRight, type Reader } from './reader.ts'
import { visibleRows } from './visible-rows.ts'

export type OccurrenceQuery = {
  object: string
  /** From this instant up to that one, not included. */
  from: string
  to: string
  /** Whose calendars. */
  owners: readonly string[]
  filter?: Filter | undefined
  fields?: readonly string[] | undefined
}

/**
 * What stands in a calendar: `records` is a JSON array as text, ordered by time. A time of a series comes as the record of the series with this time's moments
 * and `instance`, the wall time that says which one it is; `hasMore` when not all was read.
 */
export type Occurrences = { records: string; ids: string[]; hasMore: boolean }

export const mostOccurrenceRecords = 2_000
const mostDays = 100
const mostOwners = 300
/** Nothing lasts longer, so that a look at a calendar is bounded on both sides. */
const longest = 31 * 86_400_000

type Row = {
  id: string
  record: string
  at: string
  rule: string | null
  wall: string | null
  zone: string | null
  extra: string | null
  replaced: string[] | null
}

export async function occurrencesOf(database: Executor, reader: Reader, query: OccurrenceQuery): Promise<Occurrences> {
  const from = instantGiven(query.from, 'from')
  const to = instantGiven(query.to, 'to')
  if (Date.parse(to) - Date.parse(from) > mostDays * 86_400_000)
    throw new InvalidInputError('calendar_too_wide', { field: 'to', most: mostDays })
  if (query.owners.length > mostOwners) throw new InvalidInputError('too_many_people', { field: 'owners', most: mostOwners })
  const rows = await database.query<Row>(reader.workspaceId, occurrenceStatement(reader, { ...query, from, to }))
  const rule = recurRule(reader, query.object)
  const shown = rows.slice(0, mostOccurrenceRecords).flatMap((row) => timesOf(row, rule, from, to))
  shown.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return {
    records: `[${shown
      .slice(0, mostOccurrenceRecords)
      .map(({ text }) => text)
      .join()}]`,
    ids: rows.map(({ id }) => id),
    hasMore: rows.length > mostOccurrenceRecords || shown.length > mostOccurrenceRecords,
  }
}

function instantGiven(text: string, field: string): string {
  const read = new Date(text)
  if (Number.isNaN(read.getTime()) || !/T.*(Z|[+-]\d{2}:?\d{2})$/.test(text))
    throw new InvalidInputError('invalid_instant', { field, value: text })
  return read.toISOString()
}

function recurRule(reader: Reader, object: string): RecurRule {
  const { recurs } = reader.object(object).definition
  if (!recurs) throw new InvalidInputError('no_calendar', { object })
  return recurs
}

/**
 * Each way into the calendar walks an index of its own, behind whose it is: what happens once and begins there, falls due there, or has begun before and lasts;
 * and what repeats and has not ended. Rights are part of the statement; the times of a series that another record replaces come with it, whoever may see that one.
 */
export function occurrenceStatement(reader: Reader, query: OccurrenceQuery): Sql {
  demandRight(reader, query.object, 'read')
  const { definition } = reader.object(query.object)
  const recurs = recurRule(reader, query.object)
  const column = (key: string, alias: string): Sql => {
    const field = definition.fields[key]
    return sql`${ident(alias)}.${ident(field ? mainColumn(key, field) : key)}`
  }
  const [at, due, end, rule, last] = [recurs.at, recurs.due, recurs.end, recurs.rule, recurs.last].map((key) => column(key, 't'))
  const from = param(query.from, 'timestamptz')
  const to = param(query.to, 'timestamptz')
  const before = param(new Date(Date.parse(query.from) - longest).toISOString(), 'timestamptz')
  const own = and([
    inWorkspace(reader, 't'),
    sql`t.deleted_at IS NULL`,
    sql`${column('owner', 't')} = ANY (${param([...query.owners], 'uuid[]')})`,
  ])
  const once = sql`${rule ?? raw('NULL')} IS NULL`
  const ways = [
    and([own, once, sql`${at ?? ''} >= ${from}`, sql`${at ?? ''} < ${to}`]),
    and([own, once, sql`${due ?? ''} >= ${from}`, sql`${due ?? ''} < ${to}`]),
    and([own, once, sql`${at ?? ''} >= ${before}`, sql`${at ?? ''} < ${from}`, sql`${end ?? ''} >= ${from}`]),
    and([own, sql`${rule ?? ''} IS NOT NULL`, sql`${at ?? ''} < ${to}`, or([sql`${last ?? ''} IS NULL`, sql`${last ?? ''} >= ${before}`])]),
  ]
  const table = ident(definition.table)
  const found = join(
    ways.map((way) => sql`SELECT t.id FROM ${table} t WHERE ${way}`),
    ' UNION ',
  )
  const shown = projection(reader, query.object, wantedFields(reader, query), 'p')
  const needed = [recurs.at, recurs.rule, recurs.wall, recurs.zone, recurs.extra].map((key) => columnName(definition.fields, key))
  const selected = join([...new Set([...shown.columns, ...needed])].map((name) => sql`t.${ident(name)}`))
  const seen = visibleRows(reader, query, 't') ?? raw('false')
  const page = sql`SELECT ${selected} FROM ${table} t WHERE t.id IN (SELECT f.id FROM found f) AND ${seen} AND ${plannedForItsValues} ORDER BY ${at ?? ''}, t.id LIMIT ${param(mostOccurrenceRecords + 1, 'int')}`
  const replaced = sql`(SELECT array_agg(${column(recurs.instance, 'o')}) FROM ${table} o WHERE ${inWorkspace(reader, 'o')} AND o.deleted_at IS NULL AND ${column(recurs.series, 'o')} = p.id
    AND ${column(recurs.instance, 'o')} BETWEEN ${wallParam(query.from, -1)} AND ${wallParam(query.to, 1)})`
  return sql`WITH found AS MATERIALIZED (${found})
    SELECT p.id, ${shown.json}::text AS record, ${instant(column(recurs.at, 'p'))} AS at, ${column(recurs.rule, 'p')} AS rule, ${column(recurs.wall, 'p')} AS wall, ${column(recurs.zone, 'p')} AS zone,
      ${column(recurs.extra, 'p')} AS extra, CASE WHEN ${column(recurs.rule, 'p')} IS NOT NULL THEN ${replaced} END AS replaced
    FROM (${page}) p ${shown.joins}`
}

/** A wall of any zone is less than a day and two hours away from that of UTC; what lasts until the window began earlier. */
function wallParam(at: string, side: -1 | 1): Sql {
  return param(new Date(Date.parse(at) + side * (side < 0 ? longest + 2 * 86_400_000 : 2 * 86_400_000)).toISOString().slice(0, 19), 'text')
}

function columnName(fields: Readonly<Record<string, Parameters<typeof columnsOf>[1]>>, key: string): string {
  const field = fields[key]
  return field ? mainColumn(key, field) : key
}

function wantedFields(reader: Reader, { object, fields }: OccurrenceQuery): string[] {
  const { at, along, rule, zone } = recurRule(reader, object)
  const chosen = chosenFields(reader, object, fields)
  return fields ? [...new Set([...chosen, at, ...along, rule, zone])] : chosen
}

type Shown = { at: string; text: string }

function timesOf(row: Row, rule: RecurRule, from: string, to: string): Shown[] {
  if (row.rule === null || row.wall === null || row.zone === null) return [{ at: row.at, text: row.record }]
  const { zone, wall: start } = row
  const record = JSON.parse(row.record) as Record<string, unknown>
  const spans = rule.along.map((key) => ({
    key,
    after: typeof record[key] === 'string' ? betweenWalls(start, wallAt(record[key], zone)) : null,
  }))
  const lasts = Math.max(0, spans.find(({ key }) => key === rule.end)?.after ?? 0)
  const earlier = new Date(Date.parse(from) - Math.min(lasts, longest)).toISOString()
  const replaced = new Set(row.replaced ?? [])
  const extra = (row.extra ?? '').split(',').filter(Boolean)
  return occurrencesBetween({ start, zone, rule: row.rule, extra }, earlier, to)
    .filter(({ wall }) => !replaced.has(wall))
    .map(({ wall, at }) => {
      const along = spans.map(({ key, after }) => [key, after === null ? null : instantOf(laterOnWall(wall, after), zone)] as const)
      return { at, text: JSON.stringify({ ...record, ...Object.fromEntries(along), [rule.at]: at, [rule.instance]: wall }) }
    })
}
