import type { FieldDefinition } from './field.ts'
import type { ObjectDefinition } from './object.ts'

/**
 * A figure that a record keeps of the records that point at it: how many there are, the sum, least or greatest of one of their fields. The kind of the field
 * says what it holds; it is stored, and follows every change of those records by itself.
 *
 *     openPipeline: field.money({ label: …, rollUp: { of: 'opportunity', by: 'account', take: 'sum', field: 'amount', where: { outcome: ['open'] } } })
 */
export type RollUp = {
  /** The object whose records are counted, and its reference that points here. */
  readonly of: string
  readonly by: string
  readonly take: 'count' | 'sum' | 'min' | 'max'
  /** The field that is summed or compared; a count needs none. */
  readonly field?: string
  readonly where?: RollUpCondition
}

/**
 * Which records are counted, told by their own stored choices: one of these, or none of those. Never by the clock: what is stored stays true while
 * nothing is written, so "overdue" is a filter on the earliest due date.
 */
export type RollUpCondition = Readonly<Record<string, readonly string[] | { readonly not: readonly string[] }>>

/** Counts and sums are there from the first moment on: nothing is zero. The least and the greatest of nothing are empty. */
export function isFigure(rollUp: RollUp): boolean {
  return rollUp.take === 'count' || rollUp.take === 'sum'
}

const takes: Readonly<Record<string, readonly string[]>> = {
  count: ['number'],
  sum: ['number', 'money'],
  min: ['number', 'date', 'dateTime'],
  max: ['number', 'date', 'dateTime'],
}

/** What is wrong with a declared roll-up, or nothing. */
export function rollUpFault(
  object: ObjectDefinition,
  field: FieldDefinition,
  objects: ReadonlyMap<string, ObjectDefinition>,
): string | null {
  const { rollUp } = field
  if (!rollUp) return null
  const of = objects.get(rollUp.of)
  if (!of) return `is rolled up of ${rollUp.of}, which is no object`
  // One statement writes a row once: a record that is its own parent would lose the one change or the other.
  if (of.key === object.key) return 'is rolled up of its own object'
  const by = of.fields[rollUp.by]
  if (by?.kind !== 'reference' || (by.to !== object.key && by.to !== 'any'))
    return `is rolled up by ${rollUp.by}, which does not point here`
  if (!takes[rollUp.take]?.includes(field.kind)) return `cannot hold a ${rollUp.take}`
  const taken = rollUp.field ? of.fields[rollUp.field] : undefined
  if (rollUp.take !== 'count' && (taken?.kind !== field.kind || taken.rollUp || taken.approximate || taken.decimals !== field.decimals))
    return `cannot take ${rollUp.field}`
  const asked = Object.keys(rollUp.where ?? {}).find((key) => of.fields[key]?.kind !== 'choice')
  return asked ? `asks for ${asked}, which is no choice` : null
}
