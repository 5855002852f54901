import { useSyncExternalStore } from 'react'

export type Toast = {
  id: number
  kind: 'done' | 'failed' | 'told'
  text: string
  /** One thing to do about it, and the key that does it while the toast stands. */
  action?: { label: string; keys?: string; run: () => void }
  seconds: number
}

let toasts: readonly Toast[] = []
let nextId = 1
const listeners = new Set<() => void>()
const mostAtOnce = 3

function publish(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

export function showToast(toast: Omit<Toast, 'id' | 'seconds' | 'kind'> & { kind?: Toast['kind']; seconds?: number }): number {
  const id = nextId++
  const { kind = 'done', seconds = 10, ...rest } = toast
  publish([...toasts, { ...rest, kind, seconds, id }].slice(-mostAtOnce))
  return id
}

export function dismissToast(id: number): void {
  publish(toasts.filter((toast) => toast.id !== id))
}

/** ⌘Z: runs the newest thing that can be taken back. */
export function runUndoToast(): boolean {
  const toast = toasts.findLast(({ action }) => action?.keys === 'undo')
  if (!toast) return false
  dismissToast(toast.id)
  toast.action?.run()
  return true
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
}
