import { type Rates, toColumns, toCustom, toSlot } from '../data/stored-value.ts'
import { columnsOf } from '../declare/columns.ts'
import type { FieldDefinition } from '../declare/field.ts'
import type { ChangeGroup, PreparedChange } from './change.ts'

/** One column of the rows to be stored, with its value for each of them. */
export type InputColumn = { name: string; type: string; values: unknown[] }

/** The columns that carry the changed fields; a new record leaves out what no record of the group fills. */
export function valueColumns(group: ChangeGroup, rates: Rates): InputColumn[] {
  const columns: InputColumn[] = []
  const keys = new Set(group.flatMap((change) => change.changed))
  let custom = false
  for (const [key, field] of group[0].model.fields) {
    if (!keys.has(key) || field.kind === 'references') continue
    if (field.custom) {
      custom = true
      const { slot } = field.custom
      if (slot)
        columns.push({
          name: slot,
          type: slotType(slot),
          values: group.map((change) => toSlot(field, change.after[key] ?? null, rates)),
        })
      continue
    }
    columns.push(...fieldColumns(key, field, group, rates))
  }
  if (custom) columns.push({ name: 'custom', type: 'jsonb', values: group.map((change) => JSON.stringify(customValues(change, rates))) })
  return columns
}

function slotType(slot: string): string {
  return slot.startsWith('slot_text')
    ? 'text'
    : slot.startsWith('slot_int')
      ? 'bigint'
      : slot.startsWith('slot_float')
        ? 'double precision'
        : 'timestamptz'
}

function customValues(change: PreparedChange, rates: Rates): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [key, field] of change.model.fields) {
    const value = change.after[key]
    if (field.custom && value !== undefined && value !== null) values[key] = toCustom(field, value, rates)
  }
  return values
}

/** The columns of one field. */
export function fieldColumns(key: string, field: FieldDefinition, changes: readonly PreparedChange[], rates: Rates): InputColumn[] {
  const rows = changes.map((change) => toColumns(key, field, change.after[key] ?? null, rates))
  return columnsOf(key, field).map(({ name, type }, index) => ({ name, type, values: rows.map((row) => row[index] ?? null) }))
}
