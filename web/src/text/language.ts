import { useSyncExternalStore } from 'react'

export type Language = 'zh-CN' | 'en'

const storageKey = 'guanxi.language'
const listeners = new Set<() => void>()

function initial(): Language {
  return document.documentElement.lang === 'en' ? 'en' : 'zh-CN'
}

let language = initial()

export function currentLanguage(): Language {
  return language
}

/** Shows everything in this language from now on, and remembers it in this browser; the account keeps its own copy (PATCH /me). */
export function setLanguage(next: Language): void {
  document.documentElement.lang = next
  localStorage.setItem(storageKey, next)
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
