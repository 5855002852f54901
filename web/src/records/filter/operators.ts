import type { FieldKind, FieldMeta, Operator } from '../../data/client.ts'

const text: readonly Operator[] = ['contains', 'notContains', 'is', 'isNot', 'startsWith', 'isEmpty', 'isNotEmpty']
const figure: readonly Operator[] = ['gt', 'gte', 'lt', 'lte', 'between', 'is', 'isEmpty', 'isNotEmpty']
const day: readonly Operator[] = ['within', 'lt', 'gt', 'between', 'is', 'isEmpty', 'isNotEmpty']
const oneOf: readonly Operator[] = ['in', 'notIn', 'isEmpty', 'isNotEmpty']

const byKind: Partial<Record<FieldKind, readonly Operator[]>> = {
  text,
  longText: text,
  richText: text,
  email: text,
  url: text,
  phone: text,
  autoNumber: text,
  number: figure,
  percent: figure,
  money: figure,
  date: day,
  dateTime: day,
  boolean: ['is'],
  choice: oneOf,
  multiChoice: oneOf,
  reference: oneOf,
  references: oneOf,
  file: ['isEmpty', 'isNotEmpty'],
  user: ['me', 'myTeam', 'myTeamAndBelow', 'in', 'notIn', 'isEmpty', 'isNotEmpty'],
  region: ['under', 'isEmpty', 'isNotEmpty'],
}

/** A formula is compared as what it gives. */
export function comparedKind(field: FieldMeta): FieldKind {
  return field.kind === 'formula' ? (field.result ?? 'text') : field.kind
}

/** How a field can be compared, the likeliest first; none for what cannot be filtered by. */
export function operatorsOf(field: FieldMeta): readonly Operator[] {
  if (!field.filterable) return []
  const operators = byKind[comparedKind(field)] ?? []
  return field.required ? operators.filter((op) => op !== 'isEmpty' && op !== 'isNotEmpty') : operators
}

/** How the value of one comparison is asked for. */
export type ValueShape = 'none' | 'one' | 'many' | 'range' | 'period'

export function valueShape(op: Operator): ValueShape {
  if (op === 'between') return 'range'
  if (op === 'within') return 'period'
  if (op === 'in' || op === 'notIn' || op === 'under') return 'many'
  return ['isEmpty', 'isNotEmpty', 'me', 'myTeam', 'myTeamAndBelow'].includes(op) ? 'none' : 'one'
}

/** A value that still fits after the comparison changed; null asks again. */
export function carriedValue(value: unknown, from: Operator, to: Operator): unknown {
  const shape = valueShape(to)
  if (shape === 'none') return undefined
  return valueShape(from) === shape ? value : startValue(to)
}

export function startValue(op: Operator): unknown {
  const shape = valueShape(op)
  if (shape === 'many') return []
  if (shape === 'range') return [null, null]
  if (shape === 'period') return { unit: 'day', from: -30, to: 0 }
  return shape === 'one' ? null : undefined
}
