import { type ActionContext, param, type Refused, sql, writeEach } from '../../../engine/index.ts'
import { choosers, planFor } from './plan.ts'
import { activeRules, readyRules } from './rules.ts'

export type AssignedPart = { readonly assigned: number; readonly unmatched: number; readonly refused: readonly Refused[] }

/** Gives out these records by the rules in force, in this transaction. One at a time in a workspace, so that nobody is passed over or served twice in turn. */
export async function assignPart(inside: ActionContext, object: string, ids: readonly string[]): Promise<AssignedPart> {
  const { reader, query } = inside
  await query(sql`SELECT pg_advisory_xact_lock(hashtext(${param(`guanxi assignment ${reader.workspaceId}`, 'text')}))`)
  const executor = { query: <Row>(_workspace: string, statement: Parameters<typeof query>[0]) => query<Row>(statement) }
  const rules = await readyRules(executor, reader, await activeRules(executor, reader.workspaceId, object))
  const next = await choosers(executor, reader, object, rules)
  const plan = await planFor(executor, reader, object, { rules, next, ids })
  const refused = await writeEach(
    inside,
    plan.map(({ id, rule, to }) => ({ kind: 'update' as const, object, id, values: { owner: to, assignedBy: rule.id } })),
  )
  return { assigned: plan.length - refused.length, unmatched: ids.length - plan.length, refused }
}
