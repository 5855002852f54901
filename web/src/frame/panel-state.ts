import { useMatches } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'

/** Two habits, not one: lists open with the panel and pages without it, until somebody says otherwise for that kind. */
type Kind = 'lists' | 'pages'

const kept = (kind: Kind) => localStorage.getItem(`guanxi.panel.${kind}`)
const state: Record<Kind, boolean> = { lists: kept('lists') !== 'hidden', pages: kept('pages') === 'shown' }
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function usePanel(): { isShown: boolean; toggle: () => void } {
  const kind: Kind = useMatches({ select: (matches) => matches.some((match) => match.staticData.panel === 'hidden') }) ? 'pages' : 'lists'
  const isShown = useSyncExternalStore(subscribe, () => state[kind])
  return {
    isShown,
    toggle: () => {
      state[kind] = !state[kind]
      localStorage.setItem(`guanxi.panel.${kind}`, state[kind] ? 'shown' : 'hidden')
      for (const listener of listeners) listener()
    },
  }
}
