import type { FieldDefinition, FieldMap } from '../declare/field.ts'
import { field } from '../declare/field.ts'
import type { Filter } from '../query/filter.ts'
import type { Values } from '../write/change.ts'

/** Records of this object can lie in a public pool, from which members take them. All of it is data, as filters are. */
export type PoolableRule = {
  /** When somebody last dealt with the record; without it only the day on which its owner got it counts. */
  readonly touched?: string
  /** Records that brought a deal: they count for no cap, and rules may spare them. */
  readonly won?: Filter
  /** Records with a deal under way. */
  readonly open?: Filter
}

/** Most records are in no pool: none of these has an index over all of them. */
const quiet = { readOnly: true, indexed: false } as const

/** What poolable objects know besides their own fields. */
export const poolFields = {
  pool: field.reference('pool', { label: { zh: '公海', en: 'Pool' }, ...quiet }),
  poolEnteredAt: field.dateTime({ label: { zh: '进入公海时间', en: 'In the pool since' }, ...quiet }),
  poolReason: field.choice('pool-reason', { label: { zh: '进入公海原因', en: 'Why in the pool' }, ...quiet }),
  previousOwner: field.user({ label: { zh: '前负责人', en: 'Previous owner' }, ...quiet }),
  lastPool: field.reference('pool', { label: { zh: '来自公海', en: 'From the pool' }, ...quiet }),
  heldSince: field.dateTime({ label: { zh: '负责人接手时间', en: 'Held since' }, ...quiet }),
  protectedUntil: field.dateTime({ label: { zh: '保护至', en: 'Protected until' }, ...quiet }),
} as const satisfies FieldMap

/** Where the pool's members find its records. */
export const poolIndex = { columns: ['pool_id', 'pool_entered_at'], where: 'pool_id IS NOT NULL' } as const

/** What has to be known of a record whose owner changes. */
export const poolKeys: readonly string[] = ['owner', ...Object.keys(poolFields)]

/**
 * What a change of owner means: whoever gets a record holds it from now on, and it is in no pool any more; a protection was for the one who held it.
 * What is written beside the owner stands as it is.
 */
export function followOwner(fields: ReadonlyMap<string, FieldDefinition>, values: Values, before: Values, now: string): Values {
  if (!fields.has('heldSince') || (values.owner ?? null) === (before.owner ?? null)) return values
  const said = (key: string): boolean => (values[key] ?? null) !== (before[key] ?? null)
  const following: Record<string, string | null> = { heldSince: now, protectedUntil: null }
  if (values.owner) {
    Object.assign(following, { pool: null, poolEnteredAt: null, poolReason: null })
    if (before.pool) following.lastPool = String(before.pool)
  }
  return { ...values, ...Object.fromEntries(Object.entries(following).filter(([key]) => !said(key))) }
}
