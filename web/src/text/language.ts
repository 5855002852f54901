import { useSyncExternalStore } from 'react'

export type Language = 'zh-CN' | 'en'

const storageKey = 'guanxi.language'
const listeners = new Set<() => void>()
/** Outside a browser, in tests of pure parts, there is no page to read it from. */
const page = typeof document === 'undefined' ? undefined : document.documentElement

let language: Language = page?.lang === 'en' ? 'en' : 'zh-CN'

export function currentLanguage(): Language {
  return language
}

/** Shows everything in this language from now on, and remembers it in this browser; the account keeps its own copy (PATCH /me). */
export function setLanguage(next: Language): void {
  if (page) {
    page.lang = next
    localStorage.setItem(storageKey, next)
  }
  if (next === language) return
  language = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, currentLanguage)
}
