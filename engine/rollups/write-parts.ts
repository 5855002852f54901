import { columnsOf, mainColumn } from '../declare/columns.ts'
import { snake } from '../declare/object.ts'
import { and, ident, join, nothing, or, param, raw, type Sql, sql } from '../sql.ts'
import type { ChangeGroup } from '../write/change.ts'
import { mayFall, moved } from './contribution.ts'
import { addedBy, counts, type FedRollUp, fedColumns, targetOf } from './fed.ts'
import { lookedUp } from './look-up.ts'

/** The figures that a group of changes moves, and the columns of its rows that say by how much. */
export type MovedRollUps = { readonly fed: readonly FedRollUp[]; readonly columns: readonly string[] }

export function movedBy(group: ChangeGroup, fed: readonly FedRollUp[]): MovedRollUps {
  const touched = fed.filter((one) =>
    group.some((change) => {
      const { from, to } = moved(one, change)
      return from !== null || to !== null
    }),
  )
  return { fed: touched, columns: [...new Set(touched.flatMap(fedColumns))] }
}

/**
 * Parts of the writing statement that move the figures of the records that the written rows point at: neither revision nor history, once per record, locked in
 * the order of ids. What the rows were is read beside the update, which writes only rows that nobody has changed since they were judged.
 */
export function rollUpParts(group: ChangeGroup, moved: MovedRollUps, context: { workspaceId: string; currency: string }): Sql[] {
  if (moved.fed.length === 0) return []
  const workspace = param(context.workspaceId, 'uuid')
  const { kind, model } = group[0]
  const wasThere = kind === 'update' || kind === 'delete'
  const columns = join(moved.columns.map((name) => sql`t.${ident(name)}`))
  const before = sql`xo AS (SELECT t.id, ${columns} FROM ${ident(model.definition.table)} t JOIN i ON i.id = t.id WHERE t.workspace_id = ${workspace})`
  const parts = [...Map.groupBy(moved.fed, ({ into }) => into).values()].flatMap((fed, place) => [
    deltaPart(group, fed, place),
    ...figureParts(fed, { place, workspace, currency: context.currency }),
  ])
  return wasThere ? [before, ...parts] : parts
}

/** By how much each record's figures move: what the rows are now, less what they were. */
function deltaPart(group: ChangeGroup, fed: readonly FedRollUp[], place: number): Sql {
  const { kind } = group[0]
  const sources: Sql[] = []
  for (const same of Map.groupBy(fed, ({ rollUp }) => rollUp.by).values()) {
    const [first] = same
    if (!first) continue
    const row = (alias: string, isGone: boolean): Sql =>
      join([
        sql`${targetOf(first, alias)} AS id`,
        ...fed.map(
          (one, index) => sql`${same.includes(one) ? added(one, alias, isGone) : raw(`NULL::${typeOf(one)}`)} AS ${raw(`a${index}`)}`,
        ),
      ])
    const there = (alias: string) => sql`${targetOf(first, alias)} IS NOT NULL`
    if (kind !== 'delete') sources.push(sql`SELECT ${row('w', false)} FROM w WHERE ${there('w')}`)
    if (kind === 'update' || kind === 'delete')
      sources.push(sql`SELECT ${row('o', true)} FROM xo o JOIN w ON w.id = o.id WHERE ${there('o')}`)
  }
  const all = fed.map((one, index) => sql`${taken(one, index)} AS ${raw(`a${index}`)}`)
  // Where a value may have been taken away, the record is held whether or not anything is added.
  const isHeld = group.some((change) => fed.some((one) => mayFall(one, change)))
  const some = or(fed.map((one, index) => (isSummed(one) ? sql`${taken(one, index)} <> 0` : sql`${taken(one, index)} IS NOT NULL`)))
  return sql`${raw(`xd${place}`)} AS (SELECT d.id, ${join(all)} FROM (${join(sources, ' UNION ALL ')}) d GROUP BY d.id${isHeld ? nothing : sql` HAVING ${some}`})`
}

function typeOf({ key, field }: FedRollUp): string {
  return columnsOf(key, field)[0]?.type ?? 'bigint'
}

function isSummed({ rollUp }: FedRollUp): boolean {
  return rollUp.take === 'count' || rollUp.take === 'sum'
}

/** What a row adds to the difference; of the least and greatest, what is gone adds nothing and is looked for afterwards. */
function added(fed: FedRollUp, alias: string, isGone: boolean): Sql {
  const value = addedBy(fed, alias)
  if (!isSummed(fed)) return isGone ? raw(`NULL::${typeOf(fed)}`) : sql`CASE WHEN ${counts(fed, alias)} THEN ${value} END`
  return sql`CASE WHEN ${counts(fed, alias)} THEN ${raw(isGone ? '-' : '')}coalesce(${value}, 0) ELSE 0 END`
}

function taken({ rollUp }: FedRollUp, index: number): Sql {
  const column = raw(`d.a${index}`)
  return rollUp.take === 'min'
    ? sql`min(${column})`
    : rollUp.take === 'max'
      ? sql`max(${column})`
      : sql`coalesce(sum(${column}), 0)::bigint`
}

function figureParts(
  fed: readonly FedRollUp[],
  { place, workspace, currency }: { place: number; workspace: Sql; currency: string },
): Sql[] {
  const [first] = fed
  if (!first) return []
  const table = ident(first.into.table)
  const [delta, held] = [raw(`xd${place}`), raw(`xl${place}`)]
  const kept = fed.filter((one) => !isSummed(one)).map(({ key }) => sql`, a.${ident(snake(key))}`)
  // What stands there is what the lock has found: the row that this statement saw first may be older.
  const moves = fed.map((one, index) => {
    const by = raw(`x.a${index}`)
    const stands = sql`l.${ident(snake(one.key))}`
    if (isSummed(one)) return sql`x.${raw(`a${index}`)} <> 0`
    return sql`(${by} ${raw(one.rollUp.take === 'max' ? '>' : '<')} ${stands} OR (${stands} IS NULL AND ${by} IS NOT NULL))`
  })
  return [
    sql`${held} AS (SELECT a.id${join(kept, '')} FROM ${table} a JOIN ${delta} x ON x.id = a.id WHERE a.workspace_id = ${workspace} ORDER BY a.id FOR NO KEY UPDATE OF a)`,
    sql`${raw(`xu${place}`)} AS (UPDATE ${table} a SET ${join(fed.flatMap((one, index) => moveSql(one, raw(`x.a${index}`), currency)))}
      FROM ${held} l JOIN ${delta} x ON x.id = l.id WHERE ${and([sql`a.workspace_id = ${workspace}`, raw('a.id = l.id'), or(moves)])})`,
  ]
}

function moveSql(fed: FedRollUp, by: Sql, currency: string): Sql[] {
  const stands = sql`a.${ident(mainColumn(fed.key, fed.field))}`
  const { take } = fed.rollUp
  if (take === 'max') return figureSql(fed, sql`greatest(${stands}, ${by})`, currency)
  if (take === 'min') return figureSql(fed, sql`least(${stands}, ${by})`, currency)
  return figureSql(fed, sql`${stands} + ${by}`, currency)
}

/** The columns of a figure set to this; a sum of money is empty where it comes to nothing. */
export function figureSql({ key, field, rollUp }: FedRollUp, figure: Sql, currency: string): Sql[] {
  const name = snake(key)
  if (field.kind !== 'money' || rollUp.take !== 'sum') return [sql`${ident(name)} = ${figure}`]
  return [
    sql`${ident(name)} = nullif(${figure}, 0)`,
    sql`${ident(`${name}_currency`)} = CASE WHEN ${figure} = 0 THEN NULL ELSE ${param(currency, 'text')} END`,
    sql`${ident(`${name}_base`)} = ${figure}`,
  ]
}

/**
 * Looks for the least and greatest values anew where one may have been taken away: a statement of its own, after the one that wrote and holds the records, so that it
 * sees all that others have written before it. None where nothing can have fallen.
 */
export function fallenStatements(group: ChangeGroup, fed: readonly FedRollUp[], context: { workspaceId: string }): Sql[] {
  const statements: Sql[] = []
  for (const [into, same] of Map.groupBy(fed, (one) => one.into)) {
    const fallen = same.filter((one) => group.some((change) => mayFall(one, change)))
    const ids = new Set(
      fallen.flatMap((one) => group.filter((change) => mayFall(one, change)).flatMap((change) => moved(one, change).from?.target ?? [])),
    )
    if (fallen.length === 0) continue
    const set = fallen.map((one) => sql`${ident(snake(one.key))} = ${lookedUp(one, 'a')}`)
    statements.push(
      sql`UPDATE ${ident(into.table)} a SET ${join(set)} WHERE a.workspace_id = ${param(context.workspaceId, 'uuid')} AND a.id = ANY (${param([...ids].sort(), 'uuid[]')})
        AND ${or(fallen.map((one) => sql`a.${ident(snake(one.key))} IS DISTINCT FROM ${lookedUp(one, 'a')}`))}`,
    )
  }
  return statements
}
