import { Type } from '@sinclair/typebox'
import {
  type ActionContext,
  defineAction,
  type Filter,
  param,
  RuleError,
  readerOfSystem,
  scopeFor,
  sql,
  type WriteRequest,
} from '../../../engine/index.ts'
import { demandPoolable, outcomeOf, type PoolOutcome, recordsInput } from './claim.ts'
import type { Refusal } from './claim-refusal.ts'
import { lockedRecords } from './locked-records.ts'
import { among, fittingPool } from './taken.ts'

/** Which pool gets each record: the one that was chosen, or the first whose filter fits. */
export async function poolsFor(
  context: ActionContext,
  object: string,
  ids: readonly string[],
  chosen?: string,
): Promise<Map<string, string>> {
  const ws = param(context.reader.workspaceId, 'uuid')
  const pools = await context.query<{ id: string; filter: Filter | null }>(
    sql`SELECT id, filter FROM pool WHERE workspace_id = ${ws} AND object = ${object} AND active AND deleted_at IS NULL ORDER BY "position", id`,
  )
  if (chosen) return new Map(pools.some(({ id }) => id === chosen) ? ids.map((id) => [id, chosen]) : [])
  const rows = await context.query<{ id: string; pool: string | null }>(
    fittingPool(readerOfSystem(context.reader), object, pools, among(ids)),
  )
  return new Map(rows.flatMap(({ id, pool }) => (pool ? [[id, pool] as const] : [])))
}

/** Into the pool. */
export function giving(
  object: string,
  record: { id: string; owner: string | null },
  to: { pool: string; reason: string; at: string },
): WriteRequest {
  return {
    kind: 'update',
    object,
    id: record.id,
    values: {
      owner: null,
      pool: to.pool,
      poolEnteredAt: to.at,
      poolReason: to.reason,
      previousOwner: record.owner,
      heldSince: to.at,
      protectedUntil: null,
    },
  }
}

/** Gives records back to a pool, with the reason. */
export const releaseToPool = defineAction({
  key: 'pool.release',
  label: { zh: '释放到公海', en: 'Release to pool' },
  object: 'pool',
  permission: 'judged',
  input: Type.Object({
    ...recordsInput,
    reason: Type.String({ minLength: 1, maxLength: 80 }),
    pool: Type.Optional(Type.String({ format: 'uuid' })),
  }),
  async run(context, { object, records, reason, pool: chosen }): Promise<PoolOutcome> {
    demandPoolable(context, object)
    const at = context.clock.now().toISOString()
    const found = await lockedRecords(context, object, records, 'assign')
    const pools = await poolsFor(context, object, records, chosen)
    const refused: { id: string; refusal: Refusal }[] = []
    const given: WriteRequest[] = []
    for (const record of found) {
      const pool = pools.get(record.id)
      const { title } = record
      if (!record.mayRead) refused.push({ id: record.id, refusal: { code: 'not_found', parameters: {} } })
      else if (record.pool) refused.push({ id: record.id, refusal: { code: 'pool_in_already', parameters: { title } } })
      else if (!pool) refused.push({ id: record.id, refusal: { code: 'pool_none_fits', parameters: { title } } })
      else given.push(giving(object, record, { pool, reason, at }))
    }
    await context.write(given)
    return outcomeOf(
      context,
      given.flatMap((request) => (request.kind === 'update' ? [request.id] : [])),
      refused,
    )
  },
})

const yearMilliseconds = 366 * 86_400_000

/**
 * Keeps records from being taken back until a day, or, of those in a pool, from being claimed. A manager's decision: whoever changes only their own
 * records does not protect them.
 */
export const protectFromPool = defineAction({
  key: 'pool.protect',
  label: { zh: '保护', en: 'Protect' },
  object: 'pool',
  permission: 'judged',
  input: Type.Object({ ...recordsInput, until: Type.Union([Type.String({ maxLength: 40 }), Type.Null()]) }),
  async run(context, { object, records, until }): Promise<PoolOutcome> {
    demandPoolable(context, object)
    const now = context.clock.now().getTime()
    const moment = until === null ? null : new Date(until).getTime()
    if (moment !== null && !(moment > now && moment < now + yearMilliseconds)) throw new RuleError('pool_until_past', { field: 'until' })
    const scope = scopeFor(context.reader.principal, object, 'update')
    const found = await lockedRecords(context, object, records, 'assign')
    const refused: { id: string; refusal: Refusal }[] = []
    const kept: WriteRequest[] = []
    const values = { protectedUntil: moment === null ? null : new Date(moment).toISOString() }
    for (const record of found) {
      const { id } = record
      if (!record.mayRead) refused.push({ id, refusal: { code: 'not_found', parameters: {} } })
      else if (record.pool && record.may) kept.push({ kind: 'update', object, id, values, right: 'assign' })
      else if (record.pool || !scope || scope === 'own') refused.push({ id, refusal: { code: 'pool_protect_not_own', parameters: {} } })
      else kept.push({ kind: 'update', object, id, values })
    }
    await context.write(kept)
    return outcomeOf(
      context,
      kept.flatMap((request) => (request.kind === 'update' ? [request.id] : [])),
      refused,
    )
  },
})
