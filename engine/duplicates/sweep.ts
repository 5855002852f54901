import type { ActionContext } from '../context.ts'
import { likenedName, mainColumn, matchColumn } from '../declare/columns.ts'
import type { DuplicateSign } from '../declare/object.ts'
import { InvalidInputError } from '../errors.ts'
import type { JobDefinition } from '../jobs/batch.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { inWorkspace } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { and, ident, join, param, raw, type Sql, sql } from '../sql.ts'
import { comparedFields } from './candidates.ts'
import { fillLikened } from './fill-likened.ts'
import { nameNeighbours } from './name-neighbours.ts'
import { likenessBy, type Texts } from './score.ts'

type Input = { object: string }
type Pair = readonly [string, string]

/** Pairs are judged so many at a time. */
const judgedAtOnce = 2_000
/** More records than this share a value by mistake, such as the number of a switchboard or 00000: it says nothing. */
const mostSharing = 12

/**
 * Looks through all records of an object for pairs that may be the same. For each sign the index brings those that share it; the pairs are scored by all signs
 * together and kept from the likely ones on. What was dismissed stays so. Pairs of an earlier sweep that are none any more go.
 */
export const sweepJob: JobDefinition = {
  kind: 'duplicateSweep',
  title: { zh: '查找重复记录', en: 'Find duplicates' },
  class: 'bulk',
  async run(context, batch, tools) {
    const { object } = batch.input as Input
    const model = context.reader.object(object)
    const signs = model.definition.duplicates
    if (!signs) throw new InvalidInputError('unknown_object', { object })
    const ways = waysOf(model, signs)
    let place = Number(batch.checkpoint?.place ?? -1)
    let found = Number(batch.result.found ?? 0)
    let filled = typeof batch.checkpoint?.filled === 'string' ? batch.checkpoint.filled : null
    let done = batch.done
    while (place <= ways.length) {
      const goOn = await tools.step(async (inside) => {
        const all = inside.entire()
        if (place === -1) {
          filled = await fillLikened(all, model, filled)
          if (filled !== null) return { done, checkpoint: { place, filled }, result: { found } }
        } else {
          const way = ways[place]
          if (way) {
            const pairs = await pairsBy(all, model, way)
            const kept = await judge(all, model, signs, pairs, batch.id)
            found += kept
            done += pairs.length
          } else await finishSweep(all, object, batch.id)
        }
        place += 1
        return { done, checkpoint: { place }, result: { found } }
      })
      if (!goOn) return
    }
  },
}

/** A column whose equal values bring records together, or whose names are compared with their neighbours. */
type Way =
  | { kind: 'equal'; columns: readonly Sql[] }
  | { kind: 'within'; columns: readonly Sql[]; given: Sql }
  | { kind: 'names'; keys: readonly string[] }

function waysOf({ fields }: ObjectModel, signs: readonly DuplicateSign[]): Way[] {
  return signs.flatMap((sign): Way[] => {
    const declared = sign.fields.flatMap((key) => {
      const field = fields.get(key)
      return field ? [{ key, field }] : []
    })
    if (sign.by === 'value') return [{ kind: 'equal', columns: declared.map(({ key, field }) => ident(matchColumn(key, field))) }]
    if (sign.by === 'name') {
      const within = sign.within && fields.get(sign.within)
      if (!within || !sign.within) return []
      return [
        {
          kind: 'within',
          columns: declared.map(({ key, field }) => ident(field.pinyin ? matchColumn(key, field) : mainColumn(key, field))),
          given: ident(mainColumn(sign.within, within)),
        },
      ]
    }
    const likened = declared.filter(({ field }) => field.likened)
    const named = likened.filter(({ field }) => field.likened?.likeness)
    return named.length > 0
      ? [{ kind: 'names', keys: named.map(({ key }) => key) }]
      : [{ kind: 'equal', columns: likened.map(({ key }) => ident(likenedName(key))) }]
  })
}

async function pairsBy(context: ActionContext, model: ObjectModel, way: Way): Promise<Pair[]> {
  if (way.kind === 'names') return nameNeighbours(context, model, way.keys)
  const { reader } = context
  const rows = (column: Sql, given: Sql): Sql =>
    sql`SELECT t.${column} AS value, ${given} AS place, t.id FROM ${ident(model.definition.table)} t
      WHERE ${and([inWorkspace(reader, 't'), raw('t.deleted_at IS NULL'), sql`t.${column} IS NOT NULL`, sql`t.${column} <> ''`])}`
  const given = way.kind === 'within' ? sql`t.${way.given}` : raw('NULL::uuid')
  const all = way.columns.map((column) => rows(column, given))
  const groups = await context.query<{ ids: string[] }>(
    sql`SELECT array_agg(DISTINCT v.id)::text[] AS ids FROM (${join(all, ' UNION ALL ')}) v ${way.kind === 'within' ? raw('WHERE v.place IS NOT NULL') : raw('')}
      GROUP BY v.value, v.place HAVING count(DISTINCT v.id) BETWEEN 2 AND ${param(mostSharing, 'int')}`,
  )
  return groups.flatMap(({ ids }) => pairsOf(ids))
}

function pairsOf(ids: readonly string[]): Pair[] {
  return ids.flatMap((one, index) => ids.slice(index + 1).map((other): Pair => (one < other ? [one, other] : [other, one])))
}

/** Scores pairs by all signs and keeps the likely ones. */
async function judge(
  context: ActionContext,
  model: ObjectModel,
  signs: readonly DuplicateSign[],
  pairs: readonly Pair[],
  sweep: string,
): Promise<number> {
  const { reader } = context
  const policy = reader.model.duplicates.get(model.definition.key)
  if (!policy) return 0
  const likeness = likenessBy(model, signs, policy)
  let kept = 0
  for (let at = 0; at < pairs.length; at += judgedAtOnce) {
    const part = pairs.slice(at, at + judgedAtOnce)
    const texts = await textsOf(context, model, comparedFields(signs), [...new Set(part.flat())])
    const likely = part.flatMap(([left, right]) => {
      const [one, other] = [texts.get(left), texts.get(right)]
      if (!one || !other) return []
      const { score, reasons } = likeness(one, other)
      return score >= policy.likely ? [{ left, right, score, reasons }] : []
    })
    await keep(context, model.definition.key, likely, sweep)
    kept += likely.length
  }
  return kept
}

async function textsOf(
  context: ActionContext,
  model: ObjectModel,
  keys: readonly string[],
  ids: readonly string[],
): Promise<Map<string, Texts>> {
  const { reader } = context
  const columns = keys.flatMap((key) => {
    const field = model.fields.get(key)
    return field ? [sql`t.${ident(mainColumn(key, field))}::text AS ${raw(`"${key}"`)}`] : []
  })
  const rows = await context.query<Record<string, string | null> & { id: string }>(
    sql`SELECT t.id, ${join(columns)} FROM ${ident(model.definition.table)} t WHERE ${inWorkspace(reader, 't')} AND t.deleted_at IS NULL AND t.id = ANY (${param(ids, 'uuid[]')})`,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

async function keep(
  context: ActionContext,
  object: string,
  likely: readonly { left: string; right: string; score: number; reasons: readonly string[] }[],
  sweep: string,
): Promise<void> {
  if (likely.length === 0) return
  const column = (values: readonly unknown[], type: string): Sql => param(values, `${type}[]`)
  await context.query(
    sql`INSERT INTO duplicate_pair AS d (workspace_id, object, left_id, right_id, score, reasons, found_at, sweep_id)
      SELECT ${param(context.reader.workspaceId, 'uuid')}, ${object}, p.l, p.r, p.score, string_to_array(p.reasons, ' '), ${param(context.clock.now().toISOString(), 'timestamptz')}, ${param(sweep, 'uuid')}
      FROM unnest(${join([
        column(
          likely.map(({ left }) => left),
          'uuid',
        ),
        column(
          likely.map(({ right }) => right),
          'uuid',
        ),
        column(
          likely.map(({ score }) => score),
          'int',
        ),
        column(
          likely.map(({ reasons }) => reasons.join(' ')),
          'text',
        ),
      ])}) AS p (l, r, score, reasons)
      ON CONFLICT (workspace_id, object, left_id, right_id) DO UPDATE SET score = excluded.score, reasons = excluded.reasons, sweep_id = excluded.sweep_id`,
  )
}

/** What this sweep did not find again is no pair any more, unless somebody said so of it: that stays remembered. */
async function finishSweep(context: ActionContext, object: string, sweep: string): Promise<void> {
  const { reader, clock } = context
  const ws = param(reader.workspaceId, 'uuid')
  await context.query(
    sql`DELETE FROM duplicate_pair WHERE workspace_id = ${ws} AND object = ${object} AND dismissed_at IS NULL AND sweep_id IS DISTINCT FROM ${param(sweep, 'uuid')}`,
  )
  await context.query(
    sql`INSERT INTO duplicate_sweep AS s (workspace_id, object, swept_at) VALUES (${ws}, ${object}, ${param(clock.now().toISOString(), 'timestamptz')})
      ON CONFLICT (workspace_id, object) DO UPDATE SET swept_at = excluded.swept_at`,
  )
}

/** When an object was last swept, for the page. */
export async function lastSweep(query: <Row>(statement: Sql) => Promise<Row[]>, reader: Reader, object: string): Promise<string | null> {
  const [row] = await query<{ at: string }>(
    sql`SELECT swept_at AS at FROM duplicate_sweep WHERE workspace_id = ${param(reader.workspaceId, 'uuid')} AND object = ${object}`,
  )
  return row?.at ?? null
}
