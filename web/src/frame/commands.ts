import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react'

export type Command = {
  id: string
  label: string
  /** Other words by which it is found: the other language, pinyin. */
  words?: string
  hint?: string
  icon?: ReactNode
  keys?: string
  run: () => void
}

type Entry = { current: { group: string; commands: readonly Command[] } }
const entries: Entry[] = []
let version = 0
const listeners = new Set<() => void>()

function changed(): void {
  version++
  for (const listener of listeners) listener()
}

/** What the screen that is shown can do, offered in ⌘K: `useCommands(t('forThis', { title }), [{ id: 'log', … }])`. */
export function useCommands(group: string, commands: readonly Command[]): void {
  const entry = useRef({ group, commands })
  entry.current = { group, commands }
  useEffect(() => {
    entries.push(entry)
    changed()
    return () => {
      entries.splice(entries.indexOf(entry), 1)
      changed()
    }
  }, [])
}

/** The nearest screen's commands first. */
export function useAllCommands(): readonly { group: string; commands: readonly Command[] }[] {
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => version,
  )
  return entries.toReversed().map(({ current }) => current)
}
