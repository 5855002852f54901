type Kept = { scrollTop: number; cursor: { id: string; column: number } | null }

const most = 20
const kept = new Map<string, Kept>()

/** Where a list stood when it was left, so that coming back from a record finds it there. Forgotten with the page. */
export function recallGrid(key: string | undefined): Kept | undefined {
  return key === undefined ? undefined : kept.get(key)
}

export function keepGrid(key: string | undefined, place: Kept): void {
  if (key === undefined) return
  kept.delete(key)
  kept.set(key, place)
  const [oldest] = kept.keys()
  if (kept.size > most && oldest !== undefined) kept.delete(oldest)
}
