import type { Values } from '../../../../client/types.ts'
import { currentMeta } from '../../data/meta.ts'

/** What was typed and not saved, kept in this browser under the person, the object and, for an edit, the record. */
export type Draft = { values: Values; at: string }

const oldestDays = 14
const key = (object: string, id: string | undefined): string =>
  `guanxi.draft.${currentMeta()?.me.principalId ?? ''}.${object}.${id ?? 'new'}`

export function keepDraft(object: string, id: string | undefined, values: Values): void {
  try {
    localStorage.setItem(key(object, id), JSON.stringify({ values, at: new Date().toISOString() } satisfies Draft))
  } catch {
    // Storage may be full or forbidden: the form still works, without a draft.
  }
}

export function readDraft(object: string, id: string | undefined): Draft | null {
  try {
    const kept = localStorage.getItem(key(object, id))
    if (kept === null) return null
    const draft = JSON.parse(kept) as Draft
    const age = Date.now() - Date.parse(draft.at)
    if (!(age < oldestDays * 24 * 60 * 60 * 1000)) {
      dropDraft(object, id)
      return null
    }
    return draft
  } catch {
    return null
  }
}

export function dropDraft(object: string, id: string | undefined): void {
  try {
    localStorage.removeItem(key(object, id))
  } catch {
    // Nothing kept, nothing to drop.
  }
}
