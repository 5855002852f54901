import { isMasked, levelFor, scopeFor } from '../access/principal.ts'
import { dateIn } from '../clock.ts'
import { type Canonical, type ReadingContext, readValue } from '../data/read-value.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { AccessError, type ErrorDetail, GuanxiError, InvalidInputError } from '../errors.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import type { Reader } from '../query/reader.ts'
import type { Values } from './change.ts'
import { withFormulas } from './effects.ts'

/** Actions and imports may set fields that no form may. */
export type Authority = {
  readonly readOnlyFields: boolean
  /**
   * Who may say when and by whom something was done: an import keeps the dates of the `record` while history tells of the import; a set-up writes
   * down a past, so that `history` stands at those moments too. Nobody may without it, and no request from outside ever has it.
   */
  readonly originals?: 'record' | 'history' | undefined
}

/** Reads what was sent into canonical values. All errors are found in one pass, so that a form shows every one at its field. */
export function readInput(reader: Reader, model: ObjectModel, values: Readonly<Record<string, unknown>>, authority: Authority): Values {
  const read: Record<string, Canonical> = {}
  const errors: ErrorDetail[] = []
  const context: ReadingContext = {
    seal: reader.seal,
    currency: reader.model.workspace.currency,
    inactiveChoices: authority.readOnlyFields,
    choices: (list) => {
      const choices = reader.model.choices.get(list)
      return choices && new Map(choices.map((choice) => [choice.key, choice]))
    },
  }
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) continue
    const field = model.fields.get(key)
    const level = field ? levelFor(reader.principal, field.readClass) : 'hide'
    if (!field || level === 'hide') errors.push({ code: 'unknown_field', field: key, parameters: { field: key } })
    else if (isMasked(level)) errors.push({ code: 'masked_field', field: key })
    else if (level === 'read') errors.push({ code: 'field_read_only_for_you', field: key })
    else if (isSystemField(key) || field.rollUp || (field.readOnly && !authority.readOnlyFields))
      errors.push({ code: 'read_only_field', field: key })
    // Who writes down a past brings its numbers, reserved before.
    else if (field.kind === 'autoNumber' && authority.originals === 'history' && typeof value === 'string') read[key] = value
    else {
      try {
        read[key] = readValue(key, field, value, context)
      } catch (error) {
        if (!(error instanceof GuanxiError)) throw error
        errors.push({ code: error.code, field: key, parameters: error.parameters })
      }
    }
  }
  throwAll(errors)
  return read
}

function isSystemField(key: string): boolean {
  return ['createdAt', 'createdBy', 'changedAt', 'changedBy', 'deletedAt'].includes(key)
}

/** Fills what a new record leaves to its declaration. */
export function withDefaults(reader: Reader, model: ObjectModel, values: Values): Values {
  const filled: Record<string, Canonical> = { ...values }
  for (const [key, field] of model.fields) if (!(key in filled) && field.default !== undefined) filled[key] = defaultOf(reader, field)
  return filled
}

function defaultOf(reader: Reader, field: FieldDefinition): Canonical {
  switch (field.default) {
    case 'current-user':
      return reader.principal.kind === 'system' ? null : reader.principal.id
    case 'today':
      return dateIn(reader.principal.timeZone, reader.clock.now())
    case 'now':
      return reader.clock.now().toISOString()
    default:
      return field.default ?? null
  }
}

/** The record as it would be: required fields filled, the declaration's own rule kept, formulas worked out. */
export function completeRecord(model: ObjectModel, values: Values, touched: ReadonlySet<string> | null): Values {
  const errors: ErrorDetail[] = []
  for (const [key, field] of model.fields) {
    const empty =
      values[key] === undefined || values[key] === null || (Array.isArray(values[key]) && (values[key] as readonly unknown[]).length === 0)
    // A record that was there before a field became required may be edited elsewhere; the field itself may not be emptied.
    if (field.required && empty && (touched === null || touched.has(key)) && field.kind !== 'autoNumber' && field.kind !== 'formula')
      errors.push({ code: 'required', field: key })
  }
  throwAll(errors)
  const complete = withFormulas(model.fields, values)
  const refusal = model.definition.check?.(complete)
  if (refusal) throw new InvalidInputError(refusal.code, { field: refusal.field })
  return complete
}

function throwAll(errors: readonly ErrorDetail[]): void {
  const [first] = errors
  if (first) throw new InvalidInputError(first.code, { ...first.parameters, field: first.field, details: errors })
}

/** A new record may be given only to owners whose records the writer may create. */
export function checkOwner(reader: Reader, model: ObjectModel, values: Values): void {
  if (model.definition.access.by !== 'owner') return
  const scope = scopeFor(reader.principal, model.definition.key, 'create')
  const owner = values.owner
  if (scope === 'all' || owner === reader.principal.id) return
  const reach = scope === 'team' ? reader.principal.team : scope === 'teamAndBelow' ? reader.principal.below : []
  if (typeof owner !== 'string' || !reach.includes(owner)) throw new AccessError('owner_out_of_reach', { field: 'owner' })
}
