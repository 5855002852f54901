import type { FieldMeta, Filter, ObjectMeta, RecordJson } from '../../data/client.ts'

/** `cell`: inside a grid or a profile line, without a frame of its own. `form`: a control of a form. */
export type EditorPlace = 'cell' | 'form'

export type EditorProps = {
  field: FieldMeta
  /** As the record holds it: `{ id, title }` for references, `{ amount, currency }` for money. */
  value: unknown
  /** Every value that can be read from what was typed; null clears. */
  onChange: (value: unknown) => void
  /** Words on what is typed and cannot be read as a value yet; null once it can. */
  onProblem?: ((problem: string | null) => void) | undefined
  /** A choice by mouse is final: the cell saves and closes. */
  onPicked?: (() => void) | undefined
  place: EditorPlace
  id?: string | undefined
  /** For screen readers where no label element points here. */
  label?: string | undefined
  describedBy?: string | undefined
  invalid?: boolean | undefined
  autoFocus?: boolean | undefined
  placeholder?: string | undefined
  /** References: what is offered before anything is typed, such as the contacts of this account. */
  filter?: Filter | undefined
}

const derived = new Set(['autoNumber', 'formula'])

/**
 * Changed by moving the opportunity, which sets what follows from it: the chance, and the day the stage was entered; in the calendar, where it is
 * asked which times of what repeats are meant.
 */
const movedFields = new Set(['opportunity.stage', 'opportunity.pipeline', 'activity.recurrence'])

/** Whether this reader may write the field: never what is masked to them, since they would write over what they cannot see. */
export function isEditable(field: FieldMeta, object: ObjectMeta, record?: RecordJson): boolean {
  if (field.readOnly || derived.has(field.kind) || !object.may.update || movedFields.has(`${object.key}.${field.key}`)) return false
  return !field.masked && !record?.masked?.includes(field.key) && !record?.deletedAt
}

/** As it is sent: references travel as ids. */
export function writtenValue(field: FieldMeta, value: unknown): unknown {
  if (value === null || value === undefined || value === '') return null
  if (field.kind === 'references') return Array.isArray(value) ? value.map(idOf) : []
  if (field.kind === 'reference' && field.to === 'any') return value
  if (field.kind === 'reference' || field.kind === 'user' || field.kind === 'file') return idOf(value)
  return value
}

function idOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : value
}

export function sameValue(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one ?? null) === JSON.stringify(other ?? null) || (isBlank(one) && isBlank(other))
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}
