import type { Clock } from '../../engine/index.ts'

/** Answers kept for a short while by key; forgotten at once when something about them changes in this process. */
export type Remembered<T> = {
  get(key: string): T | undefined
  set(key: string, value: T): void
  forgetWhere(matches: (value: T) => boolean): void
  clear(): void
}

export function remember<T>(options: { clock: Clock; milliseconds: number; most: number }): Remembered<T> {
  const kept = new Map<string, { value: T; until: number }>()
  return {
    get(key) {
      const found = kept.get(key)
      if (!found) return undefined
      if (found.until > options.clock.now().getTime()) return found.value
      kept.delete(key)
      return undefined
    },
    set(key, value) {
      const oldest = kept.keys().next()
      if (kept.size >= options.most && !oldest.done) kept.delete(oldest.value)
      kept.set(key, { value, until: options.clock.now().getTime() + options.milliseconds })
    },
    forgetWhere(matches) {
      for (const [key, { value }] of kept) if (matches(value)) kept.delete(key)
    },
    clear: () => kept.clear(),
  }
}
