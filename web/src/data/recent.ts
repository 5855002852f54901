import { useSyncExternalStore } from 'react'
import { currentMeta } from './meta.ts'

export type RecentRecord = { object: string; id: string; title: string }

const most = 12
const listeners = new Set<() => void>()
let shown: readonly RecentRecord[] | undefined

/** Kept in this browser, apart for every person and workspace that signs in here. */
function storageKey(): string {
  const meta = currentMeta()
  return `guanxi.recent.${meta?.workspace.id ?? ''}.${meta?.me.principalId ?? ''}`
}

function read(): readonly RecentRecord[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey()) ?? '[]')
    return Array.isArray(kept) ? (kept as RecentRecord[]) : []
  } catch {
    return []
  }
}

function publish(next: readonly RecentRecord[]): void {
  shown = next
  localStorage.setItem(storageKey(), JSON.stringify(next))
  for (const listener of listeners) listener()
}

export function rememberOpened(record: RecentRecord): void {
  const rest = read().filter(({ id }) => id !== record.id)
  publish([record, ...rest].slice(0, most))
}

/** A record that is gone, or not to be seen any more, is not offered again. */
export function forgetOpened(id: string): void {
  const kept = read()
  if (kept.some((record) => record.id === id)) publish(kept.filter((record) => record.id !== id))
}

/** What was opened last, newest first. */
export function useRecent(): readonly RecentRecord[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => {
      shown ??= read()
      return shown
    },
  )
}
