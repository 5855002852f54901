import { slotKinds } from '../declare/columns.ts'
import type { FieldKind } from '../declare/field.ts'
import type { PrepareRecord } from '../declare/object.ts'
import { InvalidInputError } from '../errors.ts'
import { param, sql } from '../sql.ts'

/** Kinds that can be added at run time. What needs a table or a program of its own cannot. */
const addable = new Set<FieldKind>([
  'text',
  'longText',
  'number',
  'money',
  'percent',
  'boolean',
  'date',
  'dateTime',
  'choice',
  'multiChoice',
  'email',
  'phone',
  'url',
  'region',
  'reference',
  'user',
  'json',
])

/** Which slot columns hold the comparable form of a kind; kinds without one are filtered in the `custom` column. */
const slotPrefixes: Readonly<Partial<Record<FieldKind, string>>> = {
  text: 'slot_text_',
  choice: 'slot_text_',
  email: 'slot_text_',
  phone: 'slot_text_',
  region: 'slot_text_',
  number: 'slot_int_',
  money: 'slot_int_',
  percent: 'slot_int_',
  date: 'slot_time_',
  dateTime: 'slot_time_',
}

/** A new custom field gets the lowest free slot of its kind; when all are taken it works without, and cannot be sorted by. */
export const prepareCustomField: PrepareRecord = async ({ reader, executor, values, before }) => {
  if (before) return values
  const kind = String(values.kind) as FieldKind
  const model = reader.model.objects.get(String(values.object))
  if (!model) throw new InvalidInputError('unknown_object', { field: 'object', object: String(values.object) })
  if (!addable.has(kind)) throw new InvalidInputError('custom_kind_unknown', { field: 'kind', value: kind })
  if (!/^[a-z][a-zA-Z0-9]{1,40}$/.test(String(values.key))) throw new InvalidInputError('custom_key_wrong', { field: 'key' })
  if (model.fields.has(String(values.key)) || ['id', 'revision', 'custom', 'masked'].includes(String(values.key)))
    throw new InvalidInputError('already_in_use', { field: 'key' })
  if ((kind === 'choice' || kind === 'multiChoice') && !reader.model.choices.has(String(values.list)))
    throw new InvalidInputError('custom_list_unknown', { field: 'list' })
  if (kind === 'reference' && !reader.model.objects.has(String(values.target)))
    throw new InvalidInputError('unknown_object', { field: 'target', object: String(values.target) })
  const prefix = slotPrefixes[kind]
  if (!prefix) return values
  const taken = await executor.query<{ slot: string }>(
    reader.workspaceId,
    sql`SELECT slot FROM custom_field WHERE workspace_id = ${param(reader.workspaceId, 'uuid')} AND object = ${String(values.object)} AND slot IS NOT NULL AND deleted_at IS NULL`,
  )
  const used = new Set(taken.map((row) => row.slot))
  const count = slotKinds.find((slots) => slots.prefix === prefix)?.count ?? 0
  const free = Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`).find((slot) => !used.has(slot))
  return free ? { ...values, slot: free } : values
}
