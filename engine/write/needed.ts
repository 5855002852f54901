import type { FieldDefinition } from '../declare/field.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { poolKeys } from '../pools/poolable.ts'
import { type FedRollUp, fedKeys } from '../rollups/fed.ts'

/**
 * The fields that have to be known of a record in order to change these ones: what they are compared with, what is computed from them, and what
 * history, timeline, search and the figures of other records say about the change; where the record is shown afterwards, what it points at. Null for all of them, where rules look at
 * the whole record.
 */
export function neededKeys(
  { definition, fields }: ObjectModel,
  given: readonly string[],
  { show, fed }: { show: boolean; fed: readonly FedRollUp[] },
): string[] | null {
  if (definition.check || definition.prepare || definition.principal) return null
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
  if (timeline) add([...timeline.on, ...(timeline.milestones ?? []), ...(timeline.beside ?? []), timeline.at ?? '', timeline.kind ?? ''])
  add(typedChanges ?? [])
  for (const keys of fed.map(fedKeys)) if (keys.some((key) => given.includes(key))) add(keys)
  if (definition.poolable && given.includes('owner')) add(poolKeys)
  if (show) add(all.filter(([, field]) => pointsAtOne(field)).map(([key]) => key))
  return [...needed].filter((key) => fields.has(key)).sort()
}

/** True for a reference that is a column of the record itself and points into one known table. */
export function pointsAtOne({ kind, to }: FieldDefinition): boolean {
  return kind === 'user' || kind === 'file' || (kind === 'reference' && to !== 'any')
}
