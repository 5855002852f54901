import { and, compileFilter, type Filter, ident, param, type Reader, raw, type Sql, snake, sql } from '../../../engine/index.ts'
import type { ReturnRule } from './rules.ts'

// Which records go back to a pool, and when: told by what is stored of them, so that nothing is rewritten as time goes by.

const dayMilliseconds = 86_400_000

/** The records under `alias` that a rule watches, whenever their time comes. `reader` sees everything: rules hold for all records. */
function watched(reader: Reader, rule: ReturnRule, alias: string): Sql[] {
  const { poolable } = reader.object(rule.object).definition
  const fits = (filter: Filter | null | undefined): Sql[] => (filter ? [compileFilter(reader, rule.object, filter, alias)] : [])
  const without = (filter: Filter | undefined): Sql[] => (filter ? fits({ not: filter }) : [])
  return [
    ...fits(rule.poolFilter),
    ...fits(rule.filter),
    ...(rule.sparesWon || rule.condition === 'noDeal' ? without(poolable?.won) : []),
    ...(rule.sparesOpen ? without(poolable?.open) : []),
  ]
}

function columnOf(reader: Reader, rule: ReturnRule, alias: string): Sql | null {
  const { touched } = reader.object(rule.object).definition.poolable ?? {}
  return touched ? sql`${ident(alias)}.${ident(snake(touched))}` : null
}

/** From when the days of the rule count. */
function countedFrom(reader: Reader, rule: ReturnRule, alias: string): Sql {
  const a = ident(alias)
  if (rule.condition === 'protectionOver') return sql`${a}.protected_until`
  const touched = rule.condition === 'noFollowUp' ? columnOf(reader, rule, alias) : null
  // Whoever got a record through an import of old records has had it since it came here.
  const held = sql`coalesce(${a}.held_since, ${a}.created_at)`
  return touched ? sql`greatest(${touched}, ${held})` : held
}

/** Those whose time has come by `at`, the cheap conditions first. */
function isTaken(reader: Reader, rule: ReturnRule, alias: string, at: Date): Sql {
  const cutoff = param(new Date(at.getTime() - rule.days * dayMilliseconds).toISOString(), 'timestamptz')
  const touched = rule.condition === 'noFollowUp' ? columnOf(reader, rule, alias) : null
  return and([
    ...(touched ? [sql`(${touched} <= ${cutoff} OR ${touched} IS NULL)`] : []),
    sql`${countedFrom(reader, rule, alias)} <= ${cutoff}`,
    ...watched(reader, rule, alias),
  ])
}

function isHeld(reader: Reader, alias: string): Sql {
  const a = ident(alias)
  return sql`${a}.workspace_id = ${param(reader.workspaceId, 'uuid')} AND ${a}.deleted_at IS NULL AND ${a}.owner_id IS NOT NULL`
}

/**
 * Rows `(id, owner_id, rule)`: what a run at that moment takes, from whom, and the place of the rule that says so. The rehearsal and the run both ask here,
 * which is why the one shows what the other does.
 */
export function takenAt(reader: Reader, object: string, rules: readonly ReturnRule[], at: Date, among?: Sql): Sql {
  const { table } = reader.object(object).definition
  const instant = param(at.toISOString(), 'timestamptz')
  const cases = rules.map((rule, index) => sql`WHEN ${isTaken(reader, rule, 't', at)} THEN ${raw(String(index))}`)
  const rule = cases.length > 0 ? sql`CASE ${cases.reduce((all, one) => sql`${all} ${one}`)} END` : raw('NULL::int')
  // The fence keeps the rules from being worked out twice for each row.
  return sql`SELECT q.id, q.owner_id, q.rule FROM (
      SELECT t.id, t.owner_id, ${rule} AS rule FROM ${ident(table)} t
      WHERE ${and([isHeld(reader, 't'), sql`(t.protected_until IS NULL OR t.protected_until <= ${instant})`, ...(among ? [among] : [])])} OFFSET 0
    ) q WHERE q.rule IS NOT NULL`
}

/** Rows `(id, owner_id, rule, due)`: what is taken between two moments if nothing happens until then, each record by the rule that comes first. */
export function dueBetween(
  reader: Reader,
  object: string,
  rules: readonly ReturnRule[],
  span: { after: (rule: ReturnRule) => Date | null; until: (rule: ReturnRule) => Date },
  among: readonly Sql[],
): Sql {
  const { table } = reader.object(object).definition
  const arms = rules.map((rule, index) => {
    const due = sql`greatest(${countedFrom(reader, rule, 't')} + ${param(`${rule.days} days`, 'interval')}, t.protected_until)`
    const after = span.after(rule)
    const conditions = [
      isHeld(reader, 't'),
      sql`${countedFrom(reader, rule, 't')} IS NOT NULL`,
      sql`${due} <= ${param(span.until(rule).toISOString(), 'timestamptz')}`,
      ...(after ? [sql`${due} > ${param(after.toISOString(), 'timestamptz')}`] : []),
      ...among,
      ...watched(reader, rule, 't'),
    ]
    return sql`SELECT t.id, t.owner_id, ${raw(String(index))} AS rule, ${due} AS due FROM ${ident(table)} t WHERE ${and(conditions)}`
  })
  const all =
    arms.length > 0
      ? arms.reduce((before, arm) => sql`${before} UNION ALL ${arm}`)
      : sql`SELECT NULL::uuid AS id, NULL::uuid AS owner_id, 0 AS rule, NULL::timestamptz AS due WHERE false`
  return sql`SELECT DISTINCT ON (d.id) d.id, d.owner_id, d.rule, d.due FROM (${all}) d ORDER BY d.id, d.due, d.rule`
}

/** The pool that gets a record: the first whose filter fits. Rows `(id, pool)`. */
export function fittingPool(reader: Reader, object: string, pools: readonly { id: string; filter: Filter | null }[], among: Sql): Sql {
  const { table } = reader.object(object).definition
  const cases = pools.map(
    ({ id, filter }) => sql`WHEN ${filter ? compileFilter(reader, object, filter, 't') : raw('true')} THEN ${param(id, 'uuid')}::uuid`,
  )
  const pool = cases.length > 0 ? sql`CASE ${cases.reduce((all, one) => sql`${all} ${one}`)} END` : raw('NULL::uuid')
  return sql`SELECT t.id, ${pool} AS pool FROM ${ident(table)} t WHERE t.workspace_id = ${param(reader.workspaceId, 'uuid')} AND t.deleted_at IS NULL AND ${among}`
}

/** "Among these": the records of one step or one page. */
export function among(ids: readonly string[]): Sql {
  return sql`t.id = ANY (${param(ids, 'uuid[]')})`
}

/** The records that somebody holds, without those that brought a deal. */
export function heldBy(reader: Reader, object: string, person: string, limit: number): Sql {
  const { table, poolable } = reader.object(object).definition
  const notWon = poolable?.won ? [compileFilter(reader, object, { not: poolable.won }, 't')] : []
  return sql`SELECT count(*)::int AS held FROM (SELECT 1 FROM ${ident(table)} t WHERE ${and([isHeld(reader, 't'), sql`t.owner_id = ${param(person, 'uuid')}`, ...notWon])} LIMIT ${param(limit, 'int')}) h`
}
