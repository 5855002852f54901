import type { FieldDefinition } from '../declare/field.ts'
import type { Original } from '../write/change.ts'
import type { ReadRow } from './read-row.ts'

/**
 * Who made a record in the system it comes from, and when: targets of columns beside the fields. They stand in the record; history keeps the
 * moment of the import and who ran it.
 */
export const originFields: ReadonlyMap<string, FieldDefinition> = new Map<string, FieldDefinition>([
  ['#createdAt', { kind: 'dateTime', label: { zh: '创建时间（原系统）', en: 'Created (original)' } }],
  ['#createdBy', { kind: 'user', label: { zh: '创建人（原系统）', en: 'Created by (original)' } }],
  ['#changedAt', { kind: 'dateTime', label: { zh: '修改时间（原系统）', en: 'Changed (original)' } }],
  ['#changedBy', { kind: 'user', label: { zh: '修改人（原系统）', en: 'Changed by (original)' } }],
])

/** What the row says of its record's past; undefined when it says nothing. Where only its making is known, it was not changed since. */
export function originOf({ values }: ReadRow): Original | undefined {
  const said = (key: string): string | undefined => (typeof values[key] === 'string' ? values[key] : undefined)
  const [createdAt, createdBy] = [said('#createdAt'), said('#createdBy')]
  const [changedAt, changedBy] = [said('#changedAt') ?? createdAt, said('#changedBy') ?? createdBy]
  const origin = {
    ...(createdAt ? { createdAt } : {}),
    ...(createdBy ? { createdBy } : {}),
    ...(changedAt ? { changedAt } : {}),
    ...(changedBy ? { changedBy } : {}),
  }
  return Object.keys(origin).length > 0 ? origin : undefined
}
