import { useLayoutEffect, useRef } from 'react'
import type { Cell } from './use-grid-cells.ts'

type Kept = { scrollTop: number; cursor: Cell | null }

const most = 20
const kept = new Map<string, Kept>()

/** Where a list stood when it was left, so that coming back from a record finds it there. Forgotten with the page. */
export function recallGrid(key: string | undefined): Kept | undefined {
  return key === undefined ? undefined : kept.get(key)
}

function keepGrid(key: string | undefined, place: Kept): void {
  if (key === undefined) return
  kept.delete(key)
  kept.set(key, place)
  const [oldest] = kept.keys()
  if (kept.size > most && oldest !== undefined) kept.delete(oldest)
}

/** Keeps the place when the list is left. */
export function useKeptPlace(key: string | undefined, place: () => Kept): void {
  const latest = useRef(place)
  latest.current = place
  useLayoutEffect(() => () => keepGrid(key, latest.current()), [key])
}
