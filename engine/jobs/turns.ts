/** Lets a few at a time do something; who has waited longest is next. */
export type Turns = { take<T>(work: () => Promise<T>): Promise<T> }

export function createTurns(most: number): Turns {
  const waiting: (() => void)[] = []
  let taken = 0
  const free = (): void => {
    const next = waiting.shift()
    if (next) next()
    else taken--
  }
  return {
    async take(work) {
      if (taken < most) taken++
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await work()
      } finally {
        free()
      }
    },
  }
}
