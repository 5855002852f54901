import { InvalidInputError } from '../../../engine/index.ts'

export type ChecklistItem = { text: string; done: boolean }

const mostItems = 100
const longestItem = 200

/** What belongs to a task, in its order, as it is stored; refuses what is no list of items. Empty items fall away. */
export function readChecklist(value: unknown): ChecklistItem[] | null {
  if (value === null || value === undefined) return null
  if (!Array.isArray(value)) throw refusal()
  if (value.length > mostItems) throw new InvalidInputError('checklist_too_long', { field: 'checklist', most: mostItems })
  const items = value.map((item: unknown) => {
    const { text, done } = (typeof item === 'object' && item !== null ? item : {}) as { text?: unknown; done?: unknown }
    if (typeof text !== 'string' || (done !== undefined && typeof done !== 'boolean')) throw refusal()
    if (text.length > longestItem) throw new InvalidInputError('checklist_item_too_long', { field: 'checklist', most: longestItem })
    return { text: text.normalize('NFC').trim(), done: done === true }
  })
  const kept = items.filter(({ text }) => text !== '')
  return kept.length > 0 ? kept : null
}

const refusal = (): InvalidInputError => new InvalidInputError('checklist_not_readable', { field: 'checklist' })
