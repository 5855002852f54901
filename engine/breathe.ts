import { setImmediate } from 'node:timers/promises'

const longestMilliseconds = 6

/**
 * For work on many records at once, awaited after each of them: now and then it lets others have their turn, the people who wait for a screen as well as
 * the transaction that waits to be told its next statement.
 */
export function breathing(): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < longestMilliseconds) return undefined
    return setImmediate().then(() => {
      since = performance.now()
    })
  }
}
