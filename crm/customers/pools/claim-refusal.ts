// Why somebody may not take a record: data in, answer out.

const day = 86_400_000

export type PoolSettings = {
  readonly id: string
  readonly name: string
  readonly claimsPerDay: number | null
  readonly holdCap: number | null
  readonly coolingDays: number | null
  readonly protectionDays: number | null
}

export type PooledRecord = {
  readonly id: string
  readonly title: string
  readonly owner: string | null
  readonly ownerName: string | null
  readonly pool: string | null
  readonly lastPool: string | null
  readonly heldSince: string | null
  readonly previousOwner: string | null
  readonly poolEnteredAt: string | null
  readonly protectedUntil: string | null
  readonly mayRead: boolean
  readonly may: boolean
}

export type Refusal = { readonly code: string; readonly parameters: Readonly<Record<string, string | number>> }

/** What came of a record that was in a pool is told to that pool's members for so long: they saw it there a moment ago. */
const toldForMilliseconds = day

/** Why this person cannot take this record now, whatever they hold already. `own` are the pools they may claim from. */
export function claimRefusal(
  record: PooledRecord,
  pool: PoolSettings | undefined,
  person: { id: string; own: readonly string[] },
  now: Date,
): Refusal | null {
  const refuse = (code: string, parameters: Refusal['parameters'] = {}): Refusal => ({
    code,
    parameters: { title: record.title, ...parameters },
  })
  if (record.owner === person.id) return refuse('pool_yours_already')
  if (record.owner) {
    const isFresh = record.heldSince !== null && now.getTime() - new Date(record.heldSince).getTime() < toldForMilliseconds
    const sawIt = record.mayRead || (isFresh && record.lastPool !== null && person.own.includes(record.lastPool))
    return sawIt ? refuse('pool_claimed_already', { owner: record.ownerName ?? '' }) : { code: 'not_found', parameters: {} }
  }
  if (!record.mayRead) return { code: 'not_found', parameters: {} }
  if (!record.pool || !pool) return refuse('pool_not_in')
  if (!record.may) return refuse('pool_not_yours_to_claim', { pool: pool.name })
  if (record.protectedUntil && new Date(record.protectedUntil) > now) return refuse('pool_locked', { until: record.protectedUntil })
  if (pool.coolingDays && record.previousOwner === person.id && record.poolEnteredAt) {
    const until = new Date(new Date(record.poolEnteredAt).getTime() + pool.coolingDays * day)
    if (until > now) return refuse('pool_cooling', { until: until.toISOString() })
  }
  return null
}

/** Whether one more fits under the limits of the pool. */
export function limitRefusal(pool: PoolSettings, { claimed, held }: { claimed: number; held: number }): Refusal | null {
  if (pool.claimsPerDay !== null && claimed >= pool.claimsPerDay)
    return { code: 'pool_claim_limit', parameters: { pool: pool.name, most: pool.claimsPerDay } }
  if (pool.holdCap !== null && held >= pool.holdCap) return { code: 'pool_hold_cap', parameters: { most: pool.holdCap, held } }
  return null
}

/** Until when a record is safe after it was taken. */
export function protectedAfter(pool: PoolSettings, now: Date): string | null {
  return pool.protectionDays ? new Date(now.getTime() + pool.protectionDays * day).toISOString() : null
}
