import {
  compileFilter,
  type Executor,
  type Filter,
  ident,
  join,
  param,
  type Reader,
  raw,
  readerOfSystem,
  type Sql,
  sql,
} from '../../../engine/index.ts'
import { chooser } from './choose.ts'
import type { ReadyRule } from './rules.ts'

const remembered = 500

export type Assigned = { readonly id: string; readonly rule: ReadyRule; readonly to: string }

/** Whoever is next by each rule, as things stand; null where a rule has nobody. */
export async function choosers(
  executor: Executor,
  reader: Reader,
  object: string,
  rules: readonly ReadyRule[],
): Promise<(() => string | null)[]> {
  const ws = param(reader.workspaceId, 'uuid')
  const { table, transfers } = reader.object(object).definition
  const people = [
    ...new Set(rules.filter(({ way, most }) => way === 'load' || most !== null).flatMap((rule) => rule.people.map(({ id }) => id))),
  ]
  const open = transfers?.open ? sql` AND ${compileFilter(readerOfSystem(reader), object, transfers.open.filter, 't')}` : sql``
  const held = people.length
    ? await executor.query<{ id: string; count: number }>(
        reader.workspaceId,
        sql`SELECT t.owner_id AS id, count(*)::int AS count FROM ${ident(table)} t WHERE t.workspace_id = ${ws} AND t.deleted_at IS NULL AND t.owner_id = ANY (${param(people, 'uuid[]')})${open} GROUP BY 1`,
      )
    : []
  const holds = new Map(held.map(({ id, count }) => [id, count]))
  const made: (() => string | null)[] = []
  for (const rule of rules) {
    const recent =
      rule.way === 'turn' && rule.id
        ? await executor.query<{ id: string }>(
            reader.workspaceId,
            sql`SELECT t.owner_id AS id FROM ${ident(table)} t WHERE t.workspace_id = ${ws} AND t.assigned_by_id = ${param(rule.id, 'uuid')} AND t.deleted_at IS NULL AND t.owner_id IS NOT NULL
              ORDER BY t.id DESC LIMIT ${param(remembered, 'int')}`,
          )
        : []
    const receivers = rule.people.map(({ id }) => ({ id, held: holds.get(id) ?? 0 }))
    made.push(chooser(rule.way, receivers, { recent: recent.map(({ id }) => id), most: rule.most }))
  }
  return made
}

/** For each record the rules that fit it, as an array of booleans in their order. Rules hold whoever asks, so they may look at fields that the asker may not see. */
export function fitting(reader: Reader, object: string, rules: readonly ReadyRule[], alias: string): Sql {
  const system = readerOfSystem(reader)
  const fits = (filter: Filter | null): Sql =>
    filter ? sql`coalesce(${compileFilter(system, object, filter, alias)}, false)` : raw('true')
  return rules.length > 0 ? sql`ARRAY[${join(rules.map(({ filter }) => fits(filter)))}]` : raw(`'{}'::boolean[]`)
}

/** Who gets each of these records, in the order of their ids; those that no rule takes are not among them. */
export async function planFor(
  executor: Executor,
  reader: Reader,
  object: string,
  given: { rules: readonly ReadyRule[]; next: readonly (() => string | null)[]; ids: readonly string[] },
): Promise<Assigned[]> {
  const { rules, next, ids } = given
  const { table } = reader.object(object).definition
  const rows = await executor.query<{ id: string; fits: boolean[] }>(
    reader.workspaceId,
    sql`SELECT t.id, ${fitting(reader, object, rules, 't')} AS fits FROM ${ident(table)} t
      WHERE t.workspace_id = ${param(reader.workspaceId, 'uuid')} AND t.id = ANY (${param(ids, 'uuid[]')}) ORDER BY t.id`,
  )
  return rows.flatMap(({ id, fits }) => {
    const [found] = firstTaker(rules, next, fits)
    return found ? [{ id, ...found }] : []
  })
}

/** The first rule that fits and has somebody for one more record. */
export function firstTaker(
  rules: readonly ReadyRule[],
  next: readonly (() => string | null)[],
  fits: readonly boolean[],
): [{ rule: ReadyRule; to: string }] | [] {
  for (const [index, rule] of rules.entries()) {
    const to = fits[index] ? next[index]?.() : null
    if (to) return [{ rule, to }]
  }
  return []
}
