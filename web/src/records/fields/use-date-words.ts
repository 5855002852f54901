import { useEffect, useState } from 'react'
import type { WordReader } from './natural-date.ts'

let reader: WordReader | undefined

/** Brings the library that reads phrases; called early where dates are likely to be edited, so that no key is lost to waiting. */
export async function loadDateWords(): Promise<WordReader> {
  reader ??= (await import('./date-words.ts')).readDateWords
  return reader
}

/** Undefined until the library is there; figures and single words are read without it. */
export function useDateWords(): WordReader | undefined {
  const [loaded, setLoaded] = useState(() => reader)
  useEffect(() => {
    if (!loaded) void loadDateWords().then((words) => setLoaded(() => words))
  }, [loaded])
  return loaded
}
