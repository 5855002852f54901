import type { FieldDefinition } from '../declare/field.ts'
import type { Reader } from '../query/reader.ts'
import { fillText } from './fill-text.ts'
import { originFields } from './origin.ts'
import type { ColumnPlan, ImportPlan } from './plan.ts'
import type { TableRow } from './read-table.ts'
import { type RelatedColumn, relatedTarget, withRelated } from './related.ts'
import { externalKey, importableFields } from './suggest-mapping.ts'

/** Where the text of one field comes from in every row: a column, or what the plan fills in. */
export type FieldSource = {
  key: string
  field: FieldDefinition
  /** The column, or null where only the plan's own text fills the field. */
  column: number | null
  plan: ColumnPlan
  textOf(row: TableRow): string
  /** What the plan fills in, where the column's own text means nothing. */
  insteadOf?: (row: TableRow) => string
  /** True where a new record gets a fixed text because it cannot be without one: a record that is there has its own. */
  standsIn?: (row: TableRow) => boolean
  /** What other columns say of the record that this one names. */
  related?: readonly RelatedColumn[]
}

export type Sources = { fields: FieldSource[]; keyOf(row: TableRow): string | null }

/** What each field of a row is read from, with the plan's corrections in it. Columns to fields that the reader may not see are left out. */
export function fieldSources(reader: Reader, object: string, plan: ImportPlan, names: readonly string[]): Sources {
  const importable = importableFields(reader.object(object))
  const cell = cellText(plan)
  const fill = new Map(Object.entries(plan.fill).map(([key, template]) => [key, fillText(template, names, cell)]))
  const fields: FieldSource[] = []
  for (const [column, columnPlan] of plan.columns.entries()) {
    const field = columnPlan.target === null ? undefined : (originFields.get(columnPlan.target) ?? importable.get(columnPlan.target))
    if (columnPlan.target === null || field === undefined) continue
    const filled = fill.get(columnPlan.target)
    const isStandIn = isFixed(plan, columnPlan.target, field)
    fill.delete(columnPlan.target)
    fields.push({
      key: columnPlan.target,
      field,
      column,
      plan: columnPlan,
      ...(filled === undefined ? {} : { insteadOf: filled }),
      ...(isStandIn ? { standsIn: (row: TableRow) => cell(row, column).trim() === '' } : {}),
      textOf: filled === undefined ? (row) => cell(row, column) : (row) => cell(row, column).trim() || filled(row),
    })
  }
  for (const [key, textOf] of fill) {
    const field = importable.get(key)
    if (field === undefined) continue
    const standsIn = isFixed(plan, key, field) ? { standsIn: () => true } : {}
    fields.push({ key, field, column: null, plan: composedPlan(key, plan.fill[key] ?? ''), ...standsIn, textOf })
  }
  const related = plan.columns.flatMap((columnPlan, column) => {
    const found = columnPlan.target?.includes('.') ? relatedTarget(reader.model.objects, reader.object(object), columnPlan.target) : null
    return found ? [{ ...found, column, plan: columnPlan, textOf: (row: TableRow) => cell(row, column) }] : []
  })
  const keyColumn = plan.columns.findIndex(({ target }) => target === externalKey)
  return {
    fields: related.length === 0 ? fields : withRelated(fields, related, reader.model.objects),
    keyOf: (row) => (keyColumn < 0 ? null : cell(row, keyColumn).trim() || null),
  }
}

function isFixed(plan: ImportPlan, key: string, field: FieldDefinition): boolean {
  return field.required === true && plan.fill[key]?.includes('{') === false
}

/** What is put together from several cells is taken where it can be: an odd part is no reason to leave a record out. */
function composedPlan(key: string, template: string): ColumnPlan {
  return template.includes('{') ? { target: key, whenUnreadable: 'empty', whenMissing: 'empty' } : { target: key }
}

/** The text of a cell as the user corrected it. */
export function cellText(plan: ImportPlan): (row: TableRow, column: number) => string {
  return (row, column) => {
    const text = plan.edits[String(row.number)]?.[String(column)] ?? row.cells[column] ?? ''
    return plan.columns[column]?.replace?.[text.trim()] ?? text
  }
}
