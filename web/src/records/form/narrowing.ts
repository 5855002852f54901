import type { FieldMeta, Filter, ObjectMeta, Values } from '../../data/client.ts'

/**
 * What a reference offers first, given what the form holds already: both the new record and the one it will point at have a field of the
 * same name that points at the same kind of record. A contact of this customer; a stage of this pipeline.
 */
export function narrowing(field: FieldMeta, object: ObjectMeta, values: Values, objects: readonly ObjectMeta[]): Filter | undefined {
  if (field.kind !== 'reference') return undefined
  const target = objects.find(({ key }) => key === field.to)
  const shared = target?.fields.flatMap((other): Filter[] => {
    const own = object.fields.find(({ key }) => key === other.key)
    if (other.kind !== 'reference' || own?.kind !== 'reference' || own.to !== other.to || own.key === field.key) return []
    const value = values[own.key]
    return typeof value === 'object' && value !== null && 'id' in value ? [{ field: other.key, op: 'is', value: value.id }] : []
  })
  const [first] = shared ?? []
  return shared && shared.length > 1 ? { all: shared } : first
}
