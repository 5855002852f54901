import { useCallback, useSyncExternalStore } from 'react'

/** Widths at which screens change their shape, not only their size. */
export const media = { phone: '(max-width: 767px)', narrow: '(max-width: 1279px)' } as const

/** Whether the window is in this state now; the component is drawn again when that changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches)
}
