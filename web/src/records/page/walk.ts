import { useSyncExternalStore } from 'react'
import type { Count, ListQuery } from '../../../../client/types.ts'

/**
 * The list a record was opened from, so that J and K walk it without going back. It is kept per tab, beside the address:
 * the address names the record, and would grow without end if it named its neighbours too.
 */
export type Walk = {
  object: string
  /** What the list is called: the view's name. */
  title: string
  /** Where the list is, to go back to it. */
  href: string
  query: Pick<ListQuery, 'filter' | 'sort'>
  ids: string[]
  /** How many records of the list stand before them. */
  before?: number
  /** Where the next page begins; null when `ids` is all. */
  next: string | null
  total: Count | null
}

const storageKey = 'guanxi.walk'
const mostKept = 2_000
const listeners = new Set<() => void>()
let current: Walk | null | undefined

/** Call it when a record is opened from a list or a board. */
export function rememberWalk(walk: Walk): void {
  current = walk
  try {
    sessionStorage.setItem(
      storageKey,
      JSON.stringify({ ...walk, ids: walk.ids.slice(0, mostKept), next: walk.ids.length > mostKept ? null : walk.next }),
    )
  } catch {
    // A full or forbidden storage only costs the walk after a reload.
  }
  for (const listener of listeners) listener()
}

function readWalk(): Walk | null {
  if (current !== undefined) return current
  try {
    const kept = sessionStorage.getItem(storageKey)
    current = kept === null ? null : (JSON.parse(kept) as Walk)
  } catch {
    current = null
  }
  return current
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The walk that this record is part of, or null when it was opened from elsewhere. */
export function useWalk(object: string, id: string): { walk: Walk; index: number } | null {
  const walk = useSyncExternalStore(subscribe, readWalk)
  if (!walk || walk.object !== object) return null
  const index = walk.ids.indexOf(id)
  return index < 0 ? null : { walk, index }
}

/** The walk with one more page before its first record. */
export function begunEarlier(walk: Walk, ids: readonly string[]): Walk {
  const known = new Set(walk.ids)
  const earlier = ids.filter((id) => !known.has(id))
  return { ...walk, ids: [...earlier, ...walk.ids], before: Math.max(0, (walk.before ?? 0) - ids.length) }
}

/** The walk with one more page at its end. */
export function lengthened(walk: Walk, ids: readonly string[], next: string | null): Walk {
  const known = new Set(walk.ids)
  return { ...walk, ids: [...walk.ids, ...ids.filter((id) => !known.has(id))], next }
}
