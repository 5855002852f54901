import {
  accessPredicate,
  type Context,
  InvalidInputError,
  ident,
  nextNight,
  param,
  raw,
  readerOfSystem,
  sql,
} from '../../../engine/index.ts'
import type { PoolCondition } from './pool-rule.ts'
import { returnHour } from './return-job.ts'
import { activeRules } from './rules.ts'
import { among, dueBetween } from './taken.ts'

const countedTo = 10_000
const day = 86_400_000
const mostMarks = 200

export type OwnPoolView = {
  id: string
  name: string
  nameEn: string | null
  object: string
  claim: boolean
  assign: boolean
  count: number
  exact: boolean
  claimsPerDay: number | null
  holdCap: number | null
  coolingDays: number | null
  protectionDays: number | null
}

/** The pools that somebody belongs to, with how much lies in each; administrators see all of them. */
export async function poolsOf(context: Context): Promise<OwnPoolView[]> {
  const { reader } = context
  const { principal, workspaceId } = reader
  const own = new Map(principal.pools.map((pool) => [pool.id, pool]))
  const poolable = [...reader.objects()].filter(
    ({ definition }) => definition.poolable && accessPredicate(reader, definition.key, 'read', 't'),
  )
  if (poolable.length === 0 || (!principal.administrator && own.size === 0)) return []
  const ws = param(workspaceId, 'uuid')
  const counts = poolable.map(
    ({ definition }) => sql`WHEN p.object = ${definition.key} THEN (SELECT count(*) FROM (SELECT 1 FROM ${ident(definition.table)} t
      WHERE t.workspace_id = ${ws} AND t.pool_id = p.id AND t.deleted_at IS NULL AND t.owner_id IS NULL LIMIT ${param(countedTo + 1, 'int')}) c)::int`,
  )
  const mine = principal.administrator ? raw('true') : sql`p.id = ANY (${param([...own.keys()], 'uuid[]')})`
  const rows = await context.snapshot((snapshot) =>
    snapshot.query<Record<string, string | null> & { count: number | null }>(
      workspaceId,
      sql`SELECT p.id, p.name, p.name_en, p.object, p.claims_per_day, p.hold_cap, p.cooling_days, p.protection_days, CASE ${counts.reduce((all, one) => sql`${all} ${one}`)} END AS count
        FROM pool p WHERE p.workspace_id = ${ws} AND p.active AND p.deleted_at IS NULL AND ${mine} ORDER BY p."position", p.id`,
    ),
  )
  const number = (text: string | null | undefined): number | null => (text === null || text === undefined ? null : Number(text))
  const isNarrow = principal.narrowing?.readOnly === true
  return rows.flatMap((row) => {
    if (row.count === null) return []
    const id = String(row.id)
    const may = (right: 'claim' | 'assign'): boolean => !isNarrow && (principal.administrator || own.get(id)?.[right] === true)
    return [
      {
        id,
        name: String(row.name),
        nameEn: row.name_en ?? null,
        object: String(row.object),
        claim: may('claim'),
        assign: may('assign'),
        count: Math.min(row.count, countedTo),
        exact: row.count <= countedTo,
        claimsPerDay: number(row.claims_per_day),
        holdCap: number(row.hold_cap),
        coolingDays: number(row.cooling_days),
        protectionDays: number(row.protection_days),
      },
    ]
  })
}

export type ReturnMark = { id: string; returnsAt: string; inDays: number; condition: PoolCondition; days: number }

/** Which of these records go back to a pool soon, by which rule, if nothing happens: those that the reader sees and that a rule warns of. */
export async function returnMarks(context: Context, object: string, ids: readonly string[]): Promise<ReturnMark[]> {
  const { reader } = context
  if (!reader.object(object).definition.poolable) throw new InvalidInputError('not_poolable', { field: 'object' })
  const seen = accessPredicate(reader, object, 'read', 't')
  const asked = ids.slice(0, mostMarks)
  if (!seen || asked.length === 0) return []
  const system = readerOfSystem(reader)
  const now = reader.clock.now()
  return context.snapshot(async (snapshot) => {
    const rules = (await activeRules(snapshot, reader.workspaceId, object)).filter(({ warnDays }) => warnDays > 0)
    if (rules.length === 0) return []
    const until = (rule: { warnDays: number }): Date => new Date(now.getTime() + (rule.warnDays + 1) * day)
    const rows = await snapshot.query<{ id: string; rule: number; due: string }>(
      reader.workspaceId,
      dueBetween(system, object, rules, { after: () => null, until }, [among(asked), seen]),
    )
    return rows.flatMap(({ id, rule, due }) => {
      const by = rules[rule]
      if (!by) return []
      const moment = new Date(Math.max(new Date(due).getTime(), now.getTime()))
      const night = nextNight(reader.model.workspace.timeZone, returnHour, moment)
      const inDays = Math.floor((night.getTime() - now.getTime()) / day)
      return [{ id, returnsAt: night.toISOString(), inDays, condition: by.condition, days: by.days }]
    })
  })
}
