import { dateIn } from '../clock.ts'
import type { Database } from '../database.ts'
import { InvalidInputError } from '../errors.ts'
import { isId } from '../ids.ts'
import { and, ident, param, raw, sql } from '../sql.ts'
import { readableLink, readableObjects } from './any-record.ts'
import { inWorkspace } from './expressions.ts'
import { demandRight, type Reader } from './reader.ts'
import { visibleRows } from './visible-rows.ts'

/** The Mondays, and by record, week and channel how many touches there were; weeks without any are left out. */
export type Rhythms = { weeks: string[]; records: Record<string, Record<string, Record<string, number>>> }

const mostRecords = 200

/** The rhythm of many records at once, for the rows of a list: one statement, and only what the reader may see, as in the rhythm of one. */
export async function rhythmsOf(
  database: Database,
  reader: Reader,
  { object, ids, weeks }: { object: string; ids: readonly string[]; weeks: number },
): Promise<Rhythms> {
  demandRight(reader, object, 'read')
  if (ids.length > mostRecords) throw new InvalidInputError('too_many_records', { most: mostRecords })
  const zone = reader.principal.timeZone
  const today = dateIn(zone, reader.clock.now())
  const count = Math.min(Math.max(weeks, 1), 104)
  const timelines = readableObjects(reader, ({ definition }) => definition.timeline !== undefined)
  const seen = readableLink(reader, timelines, { object: raw('e.ref_object'), id: raw('e.ref_id') })
  const found = await database.query<{ id: string; start: string; kind: string; count: number }>(
    reader.workspaceId,
    sql`SELECT t.id, to_char(date_trunc('week', e.at AT TIME ZONE ${zone}), 'YYYY-MM-DD') AS start, e.kind, count(*)::int AS count
      FROM ${ident(reader.object(object).definition.table)} t JOIN timeline_entry e ON ${inWorkspace(reader, 'e')} AND e.record_id = t.id AND e.object = ${object}
      WHERE ${and([visibleRows(reader, { object }, 't') ?? raw('false'), sql`t.id = ANY (${param(ids.filter(isId), 'uuid[]')})`])}
        AND e.kind NOT IN ('created', 'changed') AND ${seen}
        AND e.at >= ((date_trunc('week', ${param(today, 'timestamp')}) - make_interval(weeks => ${param(count - 1, 'int')})) AT TIME ZONE ${zone})
        AND e.at < ((date_trunc('week', ${param(today, 'timestamp')}) + interval '1 week') AT TIME ZONE ${zone})
      GROUP BY 1, 2, 3`,
  )
  const records: Rhythms['records'] = {}
  for (const row of found) {
    const own = records[row.id] ?? {}
    own[row.start] = { ...own[row.start], [row.kind]: row.count }
    records[row.id] = own
  }
  return { weeks: mondays(today, count), records }
}

/** The Mondays of so many weeks, the running one last. */
export function mondays(today: string, weeks: number): string[] {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number)
  const monday = day - ((new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7)
  return Array.from({ length: weeks }, (_, index) =>
    new Date(Date.UTC(year, month - 1, monday - (weeks - 1 - index) * 7)).toISOString().slice(0, 10),
  )
}
