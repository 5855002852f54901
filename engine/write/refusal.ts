import { mainColumn, tableIndexes } from '../declare/columns.ts'
import { InvalidInputError } from '../errors.ts'
import type { ChangeGroup } from './change.ts'

/** What the database refused, as an error at the field that caused it; undefined when it is a fault of ours. */
export function databaseRefusal(error: unknown, group: ChangeGroup): InvalidInputError | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  const { definition } = group[0].model
  const constraint = 'constraint' in error ? String(error.constraint) : ''
  if (error.code === '23505') {
    const index = tableIndexes(definition).find((one) => one.name === constraint)
    const column = index?.columns[1]
    const key = Object.entries(definition.fields).find(([name, field]) => mainColumn(name, field) === column)?.[0]
    // Says that the value is taken, not by which record: that one may be hidden from the writer.
    return key ? new InvalidInputError('already_in_use', { field: key }) : undefined
  }
  if (error.code === '23503') return new InvalidInputError('reference_not_found', {})
  if (error.code === '22003') return new InvalidInputError('number_too_large', {})
  return undefined
}
