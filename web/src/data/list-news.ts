import { useEffect, useRef, useState } from 'react'
import { recordKeys, rereadRows } from './cache.ts'
import type { Page } from './client.ts'
import { queryClient } from './query-client.ts'
import { freshPage } from './row-pages.ts'

// Rows that other people made are not pushed between the ones that somebody is reading: they are announced, and come when asked for.

const listeners = new Set<(object: string) => void>()

/** Something in the lists of this object may have changed elsewhere. */
export function announceList(object: string): void {
  for (const listener of listeners) listener(object)
}

/** How many rows wait, and what brings them in. */
export function useListNews(object: string, listKey: string): { count: number; show: () => void } {
  const [news, setNews] = useState({ listKey, count: 0 })
  const latest = useRef(listKey)
  latest.current = listKey

  useEffect(() => {
    const listen = (announced: string) => {
      if (announced !== object) return
      void newRows(object).then((count) => {
        if (latest.current === listKey) setNews({ listKey, count })
      })
    }
    listeners.add(listen)
    return () => {
      listeners.delete(listen)
    }
  }, [object, listKey])

  return {
    count: news.listKey === listKey ? news.count : 0,
    show: () => {
      setNews({ listKey, count: 0 })
      rereadRows(object)
    },
  }
}

/** Reads the pages on the screen once more, beside what is shown. Without new rows what was read is shown at once. */
async function newRows(object: string): Promise<number> {
  const shown = queryClient.getQueryCache().findAll({ queryKey: recordKeys.of(object, 'rows'), type: 'active' })
  let count = 0
  let isMoved = false
  try {
    for (const { queryKey, state } of shown) {
      const before = state.data as Page | undefined
      if (!before) continue
      const now = await freshPage(queryKey)
      const known = new Set(before.records.map(({ id }) => id))
      const added = now.records.filter(({ id }) => !known.has(id)).length
      // A page that was full lets one go at its end for each that comes.
      const isOrdered = before.records.every(({ id }, at) => now.records[at]?.id === id)
      if (isOrdered && added === 0) queryClient.setQueryData(queryKey, now)
      else if (added === 0 || known.size === 0) isMoved = true
      else count += added
    }
  } catch {
    // Not reached now: the stream announces again when it stands.
    return 0
  }
  if (isMoved && count === 0) rereadRows(object)
  return count
}
