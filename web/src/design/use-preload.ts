import { useEffect } from 'react'

const quietMilliseconds = 1_500

/**
 * Loads what a key opens once the screen stands and nothing better is to be done, so that the letters typed after that key are not
 * waiting for it: `usePreload(loadPalette)`. The functions must not change from draw to draw.
 */
export function usePreload(...loads: readonly (() => Promise<unknown>)[]): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the same parts of the program
  useEffect(() => {
    const timer = setTimeout(() => {
      // Offline it is tried again when it is wanted.
      for (const load of loads) load().catch(() => undefined)
    }, quietMilliseconds)
    return () => clearTimeout(timer)
  }, [])
}
