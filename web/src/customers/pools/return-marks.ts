import { useSyncExternalStore } from 'react'
import { client } from '../../data/client.ts'
import { queryClient } from '../../data/query-client.ts'
import type { PoolCondition } from './pools.ts'

export type ReturnMark = { id: string; returnsAt: string; inDays: number; condition: PoolCondition; days: number }

const gatherMilliseconds = 80
const freshMilliseconds = 60_000
const mostAtOnce = 100

type Known = { at: number; mark: ReturnMark | null }
const known = new Map<string, Known>()
const wanted = new Map<string, Set<string>>()
const listeners = new Set<() => void>()
let isWaiting = false

/** What a page of rows asks for goes to the server as one question. */
async function ask(): Promise<void> {
  isWaiting = false
  const asked = [...wanted].map(([object, ids]) => ({ object, ids: [...ids].slice(0, mostAtOnce) }))
  wanted.clear()
  for (const { object, ids } of asked) {
    const at = Date.now()
    for (const id of ids) known.set(`${object}/${id}`, { at, mark: known.get(`${object}/${id}`)?.mark ?? null })
    try {
      const { marks } = await client.call<{ marks: ReturnMark[] }>('GET', '/public-pools/marks', { query: { object, ids: ids.join(',') } })
      const found = new Map(marks.map((mark) => [mark.id, mark]))
      for (const id of ids) known.set(`${object}/${id}`, { at, mark: found.get(id) ?? null })
      for (const listener of listeners) listener()
    } catch {
      // A mark that cannot be read is not shown; the next look asks again.
    }
  }
}

// What was written moves marks: the rows that are shown are asked for again.
queryClient.getQueryCache().subscribe(({ type, query }) => {
  if (type !== 'updated' || query.queryKey[0] !== 'records' || query.state.isInvalidated !== true) return
  for (const entry of known.values()) entry.at = 0
})

function want(object: string, id: string): void {
  const entry = known.get(`${object}/${id}`)
  if (entry && Date.now() - entry.at < freshMilliseconds) return
  const ids = wanted.get(object) ?? new Set()
  wanted.set(object, ids.add(id))
  if (isWaiting) return
  isWaiting = true
  setTimeout(() => void ask(), gatherMilliseconds)
}

const silent = () => () => undefined

/** When this record goes back to a pool, if it is soon. */
export function useReturnMark(object: string, id: string, isPoolable: boolean): ReturnMark | null {
  if (isPoolable) want(object, id)
  return useSyncExternalStore(isPoolable ? subscribe : silent, () => (isPoolable ? (known.get(`${object}/${id}`)?.mark ?? null) : null))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
