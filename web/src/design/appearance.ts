import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark' | 'system'
export type Density = 'compact' | 'default' | 'comfortable'
type Appearance = { theme: Theme; density: Density; dark: boolean }

const themes: readonly string[] = ['light', 'dark', 'system']
const densities: readonly string[] = ['compact', 'default', 'comfortable']
const listeners = new Set<() => void>()
const prefersDark = matchMedia('(prefers-color-scheme: dark)')

const isTheme = (value: unknown): value is Theme => themes.includes(String(value))
const isDensity = (value: unknown): value is Density => densities.includes(String(value))

function kept(): Appearance {
  const theme = localStorage.getItem('guanxi.theme')
  const density = localStorage.getItem('guanxi.density')
  return appearanceOf(isTheme(theme) ? theme : 'system', isDensity(density) ? density : 'default')
}

function appearanceOf(theme: Theme, density: Density): Appearance {
  return { theme, density, dark: theme === 'dark' || (theme === 'system' && prefersDark.matches) }
}

let appearance = kept()

/** Swaps colours and row heights of the whole page, and remembers both in this browser; the account keeps its own copy (PATCH /me). */
export function setAppearance(next: { theme?: unknown; density?: unknown }): void {
  appearance = appearanceOf(
    isTheme(next.theme) ? next.theme : appearance.theme,
    isDensity(next.density) ? next.density : appearance.density,
  )
  localStorage.setItem('guanxi.theme', appearance.theme)
  localStorage.setItem('guanxi.density', appearance.density)
  const root = document.documentElement
  if (appearance.dark) root.dataset['theme'] = 'dark'
  else delete root.dataset['theme']
  root.dataset['density'] = appearance.density
  for (const listener of listeners) listener()
}

prefersDark.addEventListener('change', () => setAppearance({}))

export function useAppearance(): Appearance {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => appearance,
  )
}
