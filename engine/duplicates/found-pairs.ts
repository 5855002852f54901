import type { ActionContext } from '../context.ts'
import { mainColumn } from '../declare/columns.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { inWorkspace } from '../query/expressions.ts'
import { ident, join, param, raw, type Sql, sql } from '../sql.ts'
import { comparedFields } from './candidates.ts'
import { type Likeness, likenessBy, type Texts } from './score.ts'

/** Two records, the smaller id first. */
export type Pair = readonly [string, string]
export type LikelyPair = { readonly left: string; readonly right: string; readonly score: number; readonly reasons: readonly string[] }

export function pairOfIds(one: string, other: string): Pair {
  return one < other ? [one, other] : [other, one]
}

export function pairsAmong(ids: readonly string[]): Pair[] {
  return ids.flatMap((one, index) => ids.slice(index + 1).map((other) => pairOfIds(one, other)))
}

/** Scores pairs by all signs and keeps the likely ones; answers how many these are. */
export async function judgePairs(context: ActionContext, model: ObjectModel, pairs: readonly Pair[], sweep: string): Promise<number> {
  const { reader } = context
  const { key, duplicates = [] } = model.definition
  const policy = reader.model.duplicates.get(key)
  if (!policy || pairs.length === 0) return 0
  const likeness: (one: Texts, other: Texts) => Likeness = likenessBy(model, duplicates, policy)
  const texts = await textsOf(context, model, comparedFields(duplicates), [...new Set(pairs.flat())])
  const likely = new Map<string, LikelyPair>()
  for (const [left, right] of pairs) {
    const [one, other] = [texts.get(left), texts.get(right)]
    if (!one || !other || likely.has(left + right)) continue
    const { score, reasons } = likeness(one, other)
    if (score >= policy.likely) likely.set(left + right, { left, right, score, reasons })
  }
  await keepPairs(context, key, [...likely.values()], sweep)
  return likely.size
}

export async function textsOf(
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

/** Notes pairs as found by a sweep; what somebody said of them stays. */
export async function keepPairs(context: ActionContext, object: string, likely: readonly LikelyPair[], sweep: string): Promise<void> {
  if (likely.length === 0) return
  const { workspaceId } = context.reader
  const column = (value: (pair: LikelyPair) => unknown, type: string): Sql => param(likely.map(value), `${type}[]`)
  await context.query(
    sql`INSERT INTO duplicate_pair AS d (workspace_id, object, left_id, right_id, score, reasons, found_at, sweep_id)
      SELECT ${param(workspaceId, 'uuid')}, ${object}, p.l, p.r, p.score, string_to_array(p.reasons, ' '), ${param(context.clock.now().toISOString(), 'timestamptz')}, ${param(sweep, 'uuid')}
      FROM unnest(${join([
        column(({ left }) => left, 'uuid'),
        column(({ right }) => right, 'uuid'),
        column(({ score }) => score, 'int'),
        column(({ reasons }) => reasons.join(' '), 'text'),
      ])}) AS p (l, r, score, reasons)
      ON CONFLICT (workspace_id, object, left_id, right_id) DO UPDATE SET score = excluded.score, reasons = excluded.reasons, sweep_id = excluded.sweep_id`,
  )
}
