import { useSyncExternalStore } from 'react'

/** What lies over the whole frame: the command palette, the list of keys, the phone's menu, a new workspace. One at a time. */
export type Overlay = 'palette' | 'keys' | 'phone-menu' | 'kept' | 'leave' | 'workspace' | null

let overlay: Overlay = null
const listeners = new Set<() => void>()

export function openOverlay(next: Overlay): void {
  overlay = next
  for (const listener of listeners) listener()
}

export function useOverlay(): Overlay {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => overlay,
  )
}
