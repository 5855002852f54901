import type { ActionContext } from '../context.ts'
import type { Label } from '../declare/label.ts'
import { snake } from '../declare/object.ts'
import type { Filter } from '../query/filter.ts'
import { ident, raw, type Sql, sql } from '../sql.ts'
import { goingAlong, movableRows, rowsAlong } from './along.ts'
import { holderColumn } from './holdings.ts'
import { partOf } from './job.ts'
import type { Moves, Source, Split } from './plan.ts'

const mostShown = 30

/** One kind of record that would move. */
export type Move = {
  /** The key by which it is left out or taken along. */
  readonly key: string
  readonly object: string
  readonly label: Label
  readonly field: string
  readonly count: number
  /** Left out, unless it is asked for. */
  readonly taken: boolean
  readonly alongWith: string | null
  /** The first of them. */
  readonly records: readonly { id: string; title: string }[]
  /** Finds them in a list; of what goes along no filter does. */
  readonly filter: Filter | null
}

export type Preview = {
  readonly moves: readonly Move[]
  readonly total: number
  /** How many records of the first kind fall into each part of the split; without a split nothing. */
  readonly parts: readonly number[]
  /** How many fall into none, and stay. */
  readonly unassigned: number
}

/** What a transfer would move, counted and named before anything is touched. */
export async function previewTransfer(inside: ActionContext, moves: Moves, split: Split | null): Promise<Preview> {
  const { reader } = inside
  const found: Move[] = []
  for (const source of moves.sources) {
    const { definition } = reader.object(source.object)
    const rows = rowsOf(inside, source)
    const { key, object, label, field, filter, taken } = source
    const { count, records } = await counted(inside, sql`SELECT t.id, t.${ident(snake(definition.title))}::text AS title FROM ${rows}`)
    if (count > 0 || moves.sources.length === 1) found.push({ key, object, label, field, filter, count, records, taken, alongWith: null })
  }
  const [first] = moves.sources
  if (first && moves.person === null && moves.sources.length === 1) found.push(...(await goAlong(inside, moves, first)))
  const { parts, unassigned } = first && split ? await fallInto(inside, first, split) : { parts: [], unassigned: 0 }
  return { moves: found, total: found.reduce((sum, { count, taken }) => sum + (taken ? count : 0), 0), parts, unassigned }
}

function rowsOf({ reader }: ActionContext, source: Source): Sql {
  return sql`${ident(reader.object(source.object).definition.table)} t WHERE ${movableRows(reader, source, 't')}`
}

async function goAlong(inside: ActionContext, { along }: Moves, source: Source): Promise<Move[]> {
  const { reader } = inside
  const from = sql`SELECT t.id, ${holderColumn('t', source.field)} AS holder FROM ${rowsOf(inside, source)}`
  const found: Move[] = []
  const offered = goingAlong(reader, source.object).flatMap((object) => {
    const { transfers } = reader.object(object).definition
    return transfers?.open
      ? [
          { object, closed: false },
          { object, closed: true },
        ]
      : [{ object, closed: false }]
  })
  const counts = new Map<string, number>()
  for (const one of offered) {
    const rows = rowsAlong(reader, source.object, [one], from)
    if (!rows) continue
    const { definition } = reader.object(one.object)
    const { open } = definition.transfers ?? {}
    const titled = sql`SELECT DISTINCT ON (x.id) x.id, n.${ident(snake(definition.title))}::text AS title FROM (${rows}) x JOIN ${ident(definition.table)} n ON n.workspace_id = current_workspace() AND n.id = x.id`
    const { count, records } = await counted(inside, titled)
    const key = one.closed ? `${one.object}.closed` : one.object
    counts.set(key, count)
    const isTaken = along.some(({ object, closed }) => object === one.object && (closed || !one.closed))
    // With what is over, those still open are counted beside.
    const own = one.closed ? count - (counts.get(one.object) ?? 0) : count
    const label = open ? (one.closed ? open.others : open.label) : definition.plural
    if (own > 0)
      found.push({
        key,
        object: one.object,
        label,
        field: 'owner',
        count: own,
        taken: isTaken,
        alongWith: source.object,
        records,
        filter: null,
      })
  }
  return found
}

async function counted({ query }: ActionContext, rows: Sql): Promise<{ count: number; records: { id: string; title: string }[] }> {
  const [row] = await query<{ count: number; records: { id: string; title: string }[] }>(
    sql`WITH x AS MATERIALIZED (${rows}) SELECT (SELECT count(*)::int FROM x) AS count,
      (SELECT coalesce(json_agg(json_build_object('id', s.id, 'title', coalesce(s.title, ''))), '[]') FROM (SELECT * FROM x ORDER BY x.id LIMIT ${raw(String(mostShown))}) s) AS records`,
  )
  return row ?? { count: 0, records: [] }
}

async function fallInto(inside: ActionContext, source: Source, split: Split): Promise<{ parts: number[]; unassigned: number }> {
  const rows = await inside.query<{ part: number | null; count: number }>(
    sql`SELECT x.part, count(*)::int AS count FROM (SELECT ${partOf(inside.reader, split, source, source)} AS part FROM ${rowsOf(inside, source)}) x GROUP BY 1`,
  )
  const of = (part: number | null): number => rows.find((row) => row.part === part)?.count ?? 0
  return { parts: split.map((_, index) => of(index)), unassigned: of(null) }
}
