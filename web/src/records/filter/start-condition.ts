import type { FieldCondition, Filter, Meta, ObjectMeta } from '../../data/client.ts'
import type { Chosen } from './FieldChooser.tsx'
import { fieldsAlong } from './field-path.ts'
import { operatorsOf, startValue } from './operators.ts'

/** A condition on a field that was just chosen, its value still to be given. */
export function startCondition(chosen: Chosen, object: ObjectMeta, meta: Meta): Filter {
  if ('group' in chosen) return { any: [] }
  if ('related' in chosen) return { related: chosen.related, aggregate: { fn: 'count' }, op: 'gt', value: 0 }
  const field = fieldsAlong(meta, object, chosen.path)?.at(-1)
  const op = (field && operatorsOf(field)[0]) ?? 'is'
  const condition: FieldCondition = { field: chosen.path, op }
  const value = startValue(op)
  return value === undefined ? condition : { ...condition, value }
}
