import { type ErrorDetail, GuanxiError } from '../errors.ts'
import type { Reader } from '../query/reader.ts'
import { completeRecord, withDefaults } from '../write/validate.ts'
import type { ReadRow, RowProblem } from './read-row.ts'

/** What speaks against the record as a whole: required fields that are empty, and the rule of its declaration. */
export function recordProblems(reader: Reader, object: string, read: ReadRow): RowProblem[] {
  const model = reader.object(object)
  try {
    completeRecord(model, withDefaults(reader, model, read.values), null)
    return []
  } catch (error) {
    if (!(error instanceof GuanxiError)) throw error
    return problemsOf(error, read)
  }
}

/** A refusal of the write path, told at the row's cells. A value that is still to be made is not missing. */
export function problemsOf(error: GuanxiError, read: ReadRow): RowProblem[] {
  const details: readonly ErrorDetail[] =
    error.details.length > 0
      ? error.details
      : [{ code: error.code, ...(error.field ? { field: error.field } : {}), parameters: error.parameters }]
  const told = new Set(
    read.problems.filter(({ code, severity }) => code === 'cell_will_be_added' || severity === 'error').map(({ field }) => field),
  )
  return details
    .filter(({ field }) => field === undefined || !told.has(field))
    .map(({ code, field, parameters }) => ({
      code,
      severity: 'error',
      parameters: parameters ?? {},
      field: field ?? null,
      column: null,
      text: '',
    }))
}
