import type { FieldMeta, Meta, ObjectMeta } from '../../data/client.ts'
import { fieldOf, labelOf, objectOf } from '../../data/meta.ts'
import { operatorsOf } from './operators.ts'

const systemKeys = ['createdAt', 'createdBy', 'changedAt', 'changedBy'] as const

/** The object that a field leads on to, if one can filter through it. */
export function targetOf(meta: Meta, field: FieldMeta): ObjectMeta | undefined {
  if (field.kind === 'user') return objectOf(meta, 'user')
  return field.kind === 'reference' && field.to && field.to !== 'any' ? objectOf(meta, field.to) : undefined
}

/** The fields along `account.level`, first to last; undefined when a step is not there (any more, or for this reader). */
export function fieldsAlong(meta: Meta, object: ObjectMeta, path: string): FieldMeta[] | undefined {
  const fields: FieldMeta[] = []
  let at: ObjectMeta | undefined = object
  for (const key of path.split('.')) {
    const field: FieldMeta | undefined = at && fieldOf(at, key)
    if (!field) return undefined
    fields.push(field)
    at = targetOf(meta, field)
  }
  return fields
}

export function labelAlong(fields: readonly FieldMeta[]): string {
  return fields.map((field) => labelOf(field.label)).join(' · ')
}

/** Fields of an object that one can filter by, as they are offered: those its lists show, the rest of its own, then who and when. */
export function filterableFields(object: ObjectMeta): FieldMeta[] {
  const own = object.fields.filter((field) => !systemKeys.includes(field.key as (typeof systemKeys)[number]))
  const system = systemKeys.flatMap((key) => fieldOf(object, key) ?? [])
  const shown = new Set(object.list.columns)
  const byUse = [...own.filter(({ key }) => shown.has(key)), ...own.filter(({ key }) => !shown.has(key))]
  return [...byUse, ...system].filter((field) => operatorsOf(field).length > 0)
}

export type Incoming = { object: ObjectMeta; field: FieldMeta }

/** Objects that point at this one: their number and sums can be asked about. */
export function incomingReferences(meta: Meta, object: ObjectMeta): Incoming[] {
  return meta.objects
    .filter((other) => !other.internal)
    .flatMap((other) =>
      other.fields.filter((field) => field.kind === 'reference' && field.to === object.key).map((field) => ({ object: other, field })),
    )
}
