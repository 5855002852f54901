import { useLocation, useMatches } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import { media, useMedia } from '../design/use-media.ts'

/**
 * Two habits, not one: lists open with the panel and pages without it, until somebody says otherwise for that kind. In a narrow window it
 * floats over the screen, and only while it is asked for.
 */
type Kind = 'lists' | 'pages' | 'floating'

const kept = (kind: Kind) => localStorage.getItem(`guanxi.panel.${kind}`)
const state: Record<Kind, boolean> = { lists: kept('lists') !== 'hidden', pages: kept('pages') === 'shown', floating: false }
const listeners = new Set<() => void>()

function show(kind: Kind, isShown: boolean): void {
  if (state[kind] === isShown) return
  state[kind] = isShown
  if (kind !== 'floating') localStorage.setItem(`guanxi.panel.${kind}`, isShown ? 'shown' : 'hidden')
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function usePanel(): { isShown: boolean; isFloating: boolean; toggle: () => void; close: () => void } {
  const isNarrow = useMedia(media.narrow)
  const isPage = useMatches({ select: (matches) => matches.some((match) => match.staticData.panel === 'hidden') })
  const kind: Kind = isNarrow ? 'floating' : isPage ? 'pages' : 'lists'
  const isShown = useSyncExternalStore(subscribe, () => state[kind])
  return { isShown, isFloating: isNarrow, toggle: () => show(kind, !state[kind]), close: () => show(kind, false) }
}

/** Whoever chose something in the floating panel is done with it. */
export function useCloseOnLeave(): void {
  const { href } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs again for every address
  useEffect(() => show('floating', false), [href])
}
