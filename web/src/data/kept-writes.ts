import { useMemo, useSyncExternalStore } from 'react'
import type { RecordJson, RecordLink, Values } from './client.ts'
import { currentMeta } from './meta.ts'

/** A change that stands on this device from before it is sent until the server has answered: neither a lost network nor a closed tab loses it. */
export type KeptWrite = {
  /** Sent with it each time, so that an answer that was lost makes nothing twice. */
  key: string
  at: string
  /** What it does, in words. */
  label: string
  write: KeptUpdate | KeptAction
  /** The page that is sending it for the first time; without one, it waits for the server. */
  sentBy?: string
  /** Why the server did not take it; then somebody has to decide. */
  refusal?: { text: string; current?: Current }
}

/** The fields that were changed, as they are sent and as they are shown, and what stood there before. */
export type KeptUpdate = { kind: 'update'; object: string; id: string; changes: Values; shown: Values; base: Values; revision: number }
export type KeptAction = { kind: 'action'; action: string; input: unknown; touches: readonly string[] }
type Current = RecordJson & { changedBy?: RecordLink | undefined; changedAt?: string | undefined }

const prefix = 'guanxi.kept.'
const nothing: readonly KeptWrite[] = []
const listeners = new Set<() => void>()
let known: { place: string; text: string; writes: readonly KeptWrite[] } | undefined

/** One list per person and workspace: nobody else who uses this device sends or sees it. */
function place(): string | undefined {
  const meta = currentMeta()
  return meta && `${prefix}${meta.workspace.id}.${meta.me.principalId}`
}

export function keptWrites(): readonly KeptWrite[] {
  const at = place()
  if (at === undefined) return nothing
  const text = localStorage.getItem(at) ?? ''
  if (known?.place !== at || known.text !== text) known = { place: at, text, writes: text === '' ? nothing : readKept(text) }
  return known.writes
}

function readKept(text: string): readonly KeptWrite[] {
  try {
    return JSON.parse(text) as KeptWrite[]
  } catch {
    return nothing
  }
}

function publish(writes: readonly KeptWrite[]): void {
  const at = place()
  if (at === undefined) return
  if (writes.length === 0) localStorage.removeItem(at)
  else localStorage.setItem(at, JSON.stringify(writes))
  for (const listener of listeners) listener()
}

/** False where this device has no room for it: then the change is refused as any other that cannot be sent. */
export function keepWrite(write: KeptWrite): boolean {
  if (place() === undefined) return false
  try {
    publish([...keptWrites(), write])
    return true
  } catch {
    return false
  }
}

export function replaceKept(key: string, write: KeptWrite): void {
  publish(keptWrites().map((one) => (one.key === key ? write : one)))
}

export function dropKept(key: string): void {
  publish(keptWrites().filter((one) => one.key !== key))
}

/** With the sign-out nothing of this person stays on the device. What somebody else has not sent yet is not theirs to lose. */
export function forgetKeptWrites(): void {
  publish(nothing)
}

/** What waits for the server or for a decision. */
export function useWaitingWrites(): readonly KeptWrite[] {
  const kept = useSyncExternalStore(subscribe, keptWrites)
  return useMemo(() => kept.filter(({ sentBy }) => sentBy === undefined), [kept])
}

function subscribe(listener: () => void): () => void {
  const fromOtherTab = ({ key }: StorageEvent) => (key === null || key.startsWith(prefix)) && listener()
  listeners.add(listener)
  addEventListener('storage', fromOtherTab)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', fromOtherTab)
  }
}
