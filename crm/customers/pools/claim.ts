import { Type } from '@sinclair/typebox'
import {
  type ActionContext,
  dateIn,
  defineAction,
  demandRight,
  InvalidInputError,
  messageText,
  NotFoundError,
  ownPools,
  RuleError,
  readerOfSystem,
  type WriteRequest,
} from '../../../engine/index.ts'
import { claimRefusal, limitRefusal, type PooledRecord, type PoolSettings, protectedAfter, type Refusal } from './claim-refusal.ts'
import { claimsToday, heldCount, lockedRecords, lockPerson, noteClaims, poolSettings } from './locked-records.ts'
import { poolMessages } from './messages.ts'

export const mostAtOnce = 200
export const recordsInput = {
  object: Type.String({ maxLength: 60 }),
  records: Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: mostAtOnce, uniqueItems: true }),
}

/** What became of each record: those that went through, and why the others did not, in words. */
export type PoolOutcome = { done: string[]; refused: { id: string; code: string; detail: string }[] }

/** Nobody acts on what their roles do not show at all: refusals name records. */
export function demandPoolable({ reader }: ActionContext, object: string): void {
  if (!reader.object(object).definition.poolable) throw new InvalidInputError('not_poolable', { field: 'object' })
  demandRight(reader, object, 'read')
}

/** Dates in refusals are days of the workspace. */
function said({ code, parameters }: Refusal, context: ActionContext): Refusal {
  const { until } = parameters
  if (typeof until !== 'string') return { code, parameters }
  return { code, parameters: { ...parameters, until: dateIn(context.reader.model.workspace.timeZone, new Date(until)) } }
}

/** One record that is refused is an error; of several the others go through. */
export function outcomeOf(context: ActionContext, done: string[], refused: readonly { id: string; refusal: Refusal }[]): PoolOutcome {
  const { locale } = context.reader.principal
  const [first] = refused
  if (first && done.length === 0) {
    const { code, parameters } = said(first.refusal, context)
    if (code === 'not_found') throw new NotFoundError('not_found', { record: first.id })
    throw new RuleError(code, parameters)
  }
  return {
    done,
    refused: refused.map(({ id, refusal }) => {
      const { code, parameters } = said(refusal, context)
      return { id, code, detail: code === 'not_found' ? '' : messageText([poolMessages], code, parameters, locale) }
    }),
  }
}

/** Of records that are free to be taken, as many as the limits of their pools leave room for. */
function withinLimits(
  free: readonly { record: PooledRecord; pool: PoolSettings }[],
  { claimed, held }: { claimed: Map<string, number>; held: number },
): { taken: { record: PooledRecord; pool: PoolSettings }[]; refused: { id: string; refusal: Refusal }[] } {
  const taken: { record: PooledRecord; pool: PoolSettings }[] = []
  const refused: { id: string; refusal: Refusal }[] = []
  for (const one of free) {
    const today = (claimed.get(one.pool.id) ?? 0) + taken.filter(({ pool }) => pool.id === one.pool.id).length
    const refusal = limitRefusal(one.pool, { claimed: today, held: held + taken.length })
    if (refusal) refused.push({ id: one.record.id, refusal })
    else taken.push(one)
  }
  return { taken, refused }
}

/** How much somebody holds, as far as a cap of these pools asks for it. */
export async function heldUnderCaps(
  context: ActionContext,
  object: string,
  person: string,
  pools: Iterable<PoolSettings>,
): Promise<number> {
  const caps = [...pools].flatMap(({ holdCap }) => (holdCap === null ? [] : [holdCap]))
  return caps.length === 0 ? 0 : heldCount(context, readerOfSystem(context.reader), object, person, Math.max(...caps))
}

/** Takes records out of a pool for oneself. Of any number of people who want the same one, the first gets it. */
export const claimFromPool = defineAction({
  key: 'pool.claim',
  label: { zh: '领取', en: 'Claim' },
  object: 'pool',
  permission: 'judged',
  input: Type.Object(recordsInput),
  async run(context, { object, records }): Promise<PoolOutcome> {
    demandPoolable(context, object)
    const { principal } = context.reader
    const now = context.clock.now()
    await lockPerson(context, principal.id)
    const found = await lockedRecords(context, object, records, 'claim')
    const pools = await poolSettings(context, [...new Set(found.flatMap(({ pool }) => pool ?? []))])
    const person = { id: principal.id, own: ownPools(context.reader, object, 'claim') }
    const refused: { id: string; refusal: Refusal }[] = []
    const free: { record: PooledRecord; pool: PoolSettings }[] = []
    for (const record of found) {
      const pool = pools.get(record.pool ?? '')
      const refusal = claimRefusal(record, pool, person, now)
      if (refusal) refused.push({ id: record.id, refusal })
      else if (pool) free.push({ record, pool })
    }
    const limited = withinLimits(free, {
      claimed: await claimsToday(context, principal.id),
      held: await heldUnderCaps(context, object, principal.id, pools.values()),
    })
    refused.push(...limited.refused)
    await context.write(
      limited.taken.map(({ record, pool }) =>
        taking(object, record, { owner: principal.id, until: protectedAfter(pool, now), right: 'claim' }),
      ),
    )
    await noteClaims(
      context,
      limited.taken.map(({ record, pool }) => ({ object, record: record.id, pool: pool.id })),
    )
    return outcomeOf(
      context,
      limited.taken.map(({ record }) => record.id),
      refused,
    )
  },
})

/** Out of the pool, to its new owner; what else that means follows in the write path. */
export function taking(
  object: string,
  record: PooledRecord,
  to: { owner: string; until: string | null; right: 'claim' | 'assign' },
): WriteRequest {
  return { kind: 'update', object, id: record.id, values: { owner: to.owner, protectedUntil: to.until }, right: to.right }
}
