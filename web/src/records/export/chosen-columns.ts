import type { FieldMeta, ObjectMeta } from '../../data/client.ts'
import { fieldOf } from '../../data/meta.ts'

export type ColumnsChoice = 'shown' | 'all' | 'chosen'

const system = ['createdAt', 'createdBy', 'changedAt', 'changedBy']
const unexportable = new Set(['secret', 'json'])

/** Every field that a file can hold, the object's own before those that all objects have. */
export function exportableFields(object: ObjectMeta): FieldMeta[] {
  const own = object.fields.filter(({ key }) => !system.includes(key))
  return [...own, ...system.flatMap((key) => fieldOf(object, key) ?? [])].filter(({ kind }) => !unexportable.has(kind))
}

/** What the list shows, with the title first. */
export function shownFields(object: ObjectMeta, columns: readonly string[]): string[] {
  const known = new Set(exportableFields(object).map(({ key }) => key))
  return [...new Set([object.title, ...columns])].filter((key) => known.has(key))
}

/** The columns of the file, in the order of the list where it shows them. */
export function exportedFields(object: ObjectMeta, choice: ColumnsChoice, shown: readonly string[], chosen: ReadonlySet<string>): string[] {
  const all = exportableFields(object).map(({ key }) => key)
  if (choice === 'shown') return [...shown]
  if (choice === 'all') return [...shown, ...all.filter((key) => !shown.includes(key))]
  return [...shown, ...all.filter((key) => !shown.includes(key))].filter((key) => chosen.has(key))
}
