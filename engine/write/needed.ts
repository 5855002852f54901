import type { ObjectModel } from '../model/workspace-model.ts'

/**
 * The fields that have to be known of a record in order to change these ones: what they are compared with, what is computed from them, and what
 * history, timeline and search say about the change. Null for all of them, where rules look at the whole record.
 */
export function neededKeys({ definition, fields }: ObjectModel, given: readonly string[]): string[] | null {
  if (definition.check || definition.prepare || definition.touches || definition.principal) return null
  const needed = new Set(given)
  const add = (keys: Iterable<string>): void => {
    for (const key of keys) if (fields.has(key)) needed.add(key)
  }
  const all = [...fields]
  for (const [key, field] of all) if (field.kind === 'formula') add([key, ...(field.from ?? [])])
  if (given.some((key) => key === definition.title || fields.get(key)?.searched)) {
    add(all.filter(([, field]) => field.searched || field.to === definition.key).map(([key]) => key))
    add([definition.title, 'owner'])
  }
  if (given.some((key) => fields.get(key)?.custom)) add(all.filter(([, field]) => field.custom).map(([key]) => key))
  const { timeline, typedChanges } = definition
  if (timeline) add([...timeline.on, ...(timeline.milestones ?? []), timeline.at ?? '', timeline.kind ?? ''])
  add(typedChanges ?? [])
  return [...needed].filter((key) => fields.has(key)).sort()
}
