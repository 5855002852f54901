import { Type } from '@sinclair/typebox'
import { defineAction, param, RuleError, sql } from '../../../engine/index.ts'
import { demandPoolable, heldUnderCaps, outcomeOf, type PoolOutcome, recordsInput, taking } from './claim.ts'
import { limitRefusal, protectedAfter, type Refusal } from './claim-refusal.ts'
import { lockedRecords, lockPerson, poolSettings } from './locked-records.ts'

/** Gives records of a pool to somebody. Their limit of the day does not count: it is not they who take; their cap does. */
export const assignFromPool = defineAction({
  key: 'pool.assign',
  label: { zh: '分配', en: 'Assign' },
  object: 'pool',
  permission: 'judged',
  input: Type.Object({ ...recordsInput, to: Type.String({ format: 'uuid' }) }),
  async run(context, { object, records, to }): Promise<PoolOutcome> {
    demandPoolable(context, object)
    const now = context.clock.now()
    const [receiver] = await context.query<{ name: string; active: boolean }>(
      sql`SELECT name, active FROM app_user WHERE workspace_id = ${param(context.reader.workspaceId, 'uuid')} AND id = ${param(to, 'uuid')} AND deleted_at IS NULL`,
    )
    if (!receiver?.active) throw new RuleError('pool_receiver_inactive', { field: 'to', person: receiver?.name ?? '' })
    await lockPerson(context, to)
    const found = await lockedRecords(context, object, records, 'assign')
    const pools = await poolSettings(context, [...new Set(found.flatMap(({ pool }) => pool ?? []))])
    const held = await heldUnderCaps(context, object, to, pools.values())
    const refused: { id: string; refusal: Refusal }[] = []
    const given: Parameters<typeof context.write>[0][number][] = []
    for (const record of found) {
      const pool = pools.get(record.pool ?? '')
      const refusal = ((): Refusal | null => {
        if (!record.mayRead) return { code: 'not_found', parameters: {} }
        if (!record.pool || !pool) return { code: 'pool_not_in', parameters: { title: record.title } }
        if (!record.may) return { code: 'pool_not_yours_to_assign', parameters: { pool: pool.name } }
        const limit = limitRefusal({ ...pool, claimsPerDay: null }, { claimed: 0, held: held + given.length })
        return limit && { code: 'pool_receiver_cap', parameters: { ...limit.parameters, person: receiver.name } }
      })()
      if (refusal) refused.push({ id: record.id, refusal })
      else if (pool) given.push(taking(object, record, { owner: to, until: protectedAfter(pool, now), right: 'assign' }))
    }
    await context.write(given)
    return outcomeOf(
      context,
      given.flatMap((request) => (request.kind === 'update' ? [request.id] : [])),
      refused,
    )
  },
})
