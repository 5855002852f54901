import type { ObjectMeta } from '../../data/client.ts'
import type { View } from '../../records/views/view.ts'
import type { OwnPool } from './pools.ts'

const prefix = 'pool:'

export function poolView(id: string): string {
  return `${prefix}${id}`
}

/** The pool that a view shows, if it shows one. */
export function poolOfView(key: string): string | undefined {
  return key.startsWith(prefix) ? key.slice(prefix.length) : undefined
}

/** A tab for each pool of an object: what lies in it, the newest first. */
export function poolViews(object: ObjectMeta, pools: readonly OwnPool[], isEnglish: boolean): View[] {
  const known = new Set(object.fields.map(({ key }) => key))
  const own = ['poolReason', 'previousOwner', 'poolEnteredAt', 'protectedUntil', 'lastActivityAt'].filter((key) => known.has(key))
  const [title = object.title, ...rest] = object.list.columns.filter((key) => key !== 'owner' && !own.includes(key))
  return pools.map((pool) => ({
    key: poolView(pool.id),
    name: isEnglish ? (pool.nameEn ?? pool.name) : pool.name,
    filter: { field: 'pool', op: 'is', value: pool.id },
    sort: ['-poolEnteredAt'],
    columns: [title, ...own, ...rest].map((key) => ({ key })),
    group: '',
  }))
}
