import type { Database } from '../database.ts'
import { mainColumn } from '../declare/columns.ts'
import { type ObjectDefinition, snake } from '../declare/object.ts'
import { occurrencesBetween } from '../recurrence/expand.ts'
import { betweenWalls, instantOf, laterOnWall, wallAt } from '../recurrence/wall-clock.ts'
import { ident, param, type Sql, sql } from '../sql.ts'

/** One time of a series that is to be told: `due` is its instant, `lead` how many minutes before it is told. */
export type DueTime = { id: string; owner_id: string; due: string; lead: number; about_object: string | null; about_id: string | null }
/** By which moment, of which records (under the alias `t`, their owners under `u`), between which moments; and when they are told. */
export type DueSeries = {
  from: string
  open: { field: string; is: string }
  lead: Sql
  unless: Sql
  after: number
  until: number
  told: { since: number; until: number }
}

type Row = DueTime & {
  rule: string
  wall: string
  zone: string
  extra: string | null
  replaced: string[] | null
}

const pageSize = 500
const twoDays = 2 * 86_400_000

/** The times of what repeats that come after one moment and up to another, a page of series at a time. Times that are records of their own are not among them. */
export async function* dueTimes(
  database: Database,
  workspaceId: string,
  definition: ObjectDefinition,
  span: DueSeries,
): AsyncGenerator<DueTime[]> {
  const { recurs } = definition
  if (!recurs) return
  const { from: dueKey, open } = span
  const column = (key: string) => {
    const field = definition.fields[key]
    return ident(field ? mainColumn(key, field) : snake(key))
  }
  const ws = param(workspaceId, 'uuid')
  const from = new Date(span.after - twoDays).toISOString()
  const until = new Date(span.until + twoDays).toISOString()
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await database.query<Row>(
      workspaceId,
      sql`SELECT t.id, t.owner_id, t.${column(dueKey)}::text AS due, t.${column(recurs.rule)} AS rule, t.${column(recurs.wall)} AS wall, t.${column(recurs.zone)} AS zone, t.${column(recurs.extra)} AS extra, ${span.lead} AS lead,
          (SELECT array_agg(o.${column(recurs.instance)}) FROM ${ident(definition.table)} o WHERE o.workspace_id = ${ws} AND o.${column(recurs.series)} = t.id AND o.deleted_at IS NULL
            AND o.${column(recurs.instance)} BETWEEN ${from.slice(0, 19)} AND ${until.slice(0, 19)}) AS replaced,
          e.object AS about_object, e.record_id AS about_id
        FROM ${ident(definition.table)} t JOIN app_user u ON u.workspace_id = ${ws} AND u.id = t.owner_id
        LEFT JOIN LATERAL (SELECT e.object, e.record_id FROM timeline_entry e WHERE e.workspace_id = ${ws} AND e.ref_id = t.id AND e.record_id <> t.id LIMIT 1) e ON true
        WHERE t.workspace_id = ${ws} AND t.deleted_at IS NULL AND t.${column(recurs.rule)} IS NOT NULL AND t.${column(dueKey)} IS NOT NULL AND t.${column(open.field)} = ${open.is} ${span.unless}
          AND t.${column(recurs.at)} <= ${param(until, 'timestamptz')} AND (t.${column(recurs.last)} IS NULL OR t.${column(recurs.last)} >= ${param(from, 'timestamptz')}) AND t.id > ${param(after, 'uuid')}
        ORDER BY t.id LIMIT ${param(pageSize, 'int')}`,
    )
    const found = rows.flatMap((row) => timesOf(row, span))
    if (found.length > 0) yield found
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    after = last.id
  }
}

function timesOf({ rule, wall: start, zone, extra, replaced, ...row }: Row, { after, until, told }: DueSeries): DueTime[] {
  const later = betweenWalls(start, wallAt(new Date(row.due).toISOString(), zone))
  const apart = new Set(replaced ?? [])
  const from = new Date(after - later - twoDays).toISOString()
  const to = new Date(until - later + twoDays).toISOString()
  return occurrencesBetween({ start, zone, rule, extra: (extra ?? '').split(',').filter(Boolean) }, from, to)
    .filter(({ wall }) => !apart.has(wall))
    .map(({ wall }) => ({ ...row, due: instantOf(laterOnWall(wall, later), zone) }))
    .filter(({ due, lead }) => {
      const at = Date.parse(due)
      const toldAt = at - lead * 60_000
      return at > after && at <= until && toldAt > told.since && toldAt <= told.until
    })
}
