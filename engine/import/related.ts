import type { Canonical } from '../data/read-value.ts'
import type { FieldDefinition } from '../declare/field.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import type { FieldSource } from './columns.ts'
import { squashed } from './match-text.ts'
import type { ColumnPlan } from './plan.ts'
import { type CellContext, createCellReader } from './read-cell.ts'
import type { TableRow } from './read-table.ts'
import { importableFields } from './suggest-mapping.ts'
import type { ColumnSummary } from './summarize-columns.ts'

/** A column that says something of the record which a field points at: `account.phone` in a list of contacts. */
export type RelatedColumn = {
  key: string
  field: FieldDefinition
  column: number
  plan: ColumnPlan
  textOf(row: TableRow): string
}

type Objects = ReadonlyMap<string, ObjectModel>
type RelatedTarget = { reference: string; field: FieldDefinition; object: string; key: string; related: FieldDefinition }

/** The reference and the field behind it that a target such as `account.phone` names; null where there is none that a file may fill. */
export function relatedTarget(objects: Objects, object: ObjectModel, target: string): RelatedTarget | null {
  const [reference = '', key = '', more] = target.split('.')
  const field = importableFields(object).get(reference)
  if (field?.kind !== 'reference' || !field.to || more !== undefined) return null
  const model = objects.get(field.to)
  const related = model && !model.definition.configuration ? importableFields(model).get(key) : undefined
  return related ? { reference, field, object: field.to, key, related } : null
}

/** Fields by which a record is called where no column gives its title. */
const nameless: readonly FieldDefinition['kind'][] = ['email', 'phone']

/**
 * Adds to the sources of a row what its columns say of other records: the reference is read from the column that names the record, and whoever is not
 * there yet is made with the other columns' values.
 */
export function withRelated(
  fields: readonly FieldSource[],
  columns: readonly (RelatedTarget & RelatedColumn)[],
  objects: Objects,
): FieldSource[] {
  const sources = [...fields]
  for (const [reference, own] of Map.groupBy(columns, (column) => column.reference)) {
    const [first] = own
    if (first === undefined) continue
    const title = objects.get(first.object)?.definition.title
    const naming =
      own.find(({ key }) => key === title) ??
      own.find(({ related }) => related.unique === true) ??
      own.find(({ related }) => nameless.includes(related.kind))
    const at = sources.findIndex(({ key }) => key === reference)
    const known = sources[at]
    const related = own
      .filter((column) => column.key !== title)
      .map(({ key, related: field, column, plan, textOf }): RelatedColumn => ({ key, field, column, plan, textOf }))
    if (known) {
      const textOf = naming ? (row: TableRow) => known.textOf(row).trim() || naming.textOf(row) : known.textOf
      sources[at] = { ...known, plan: made(known.plan), textOf, related }
    } else if (naming)
      sources.push({ key: reference, field: first.field, column: naming.column, plan: made(naming.plan), textOf: naming.textOf, related })
  }
  return sources
}

/** Whoever says more of a record than its name wants it made where it is not there. */
function made(plan: ColumnPlan): ColumnPlan {
  return { ...plan, whenMissing: plan.whenMissing ?? 'add' }
}

/** What stands in a row of the record that it names: values by field, those that cannot be read left out, and the names of records it belongs to. */
export type RelatedDetails = { values: Record<string, Canonical>; named: Record<string, string> }

/**
 * Gathers what the rows say of records that are still to be made. The first row that gives a field decides. A related record that can belong to another
 * record of the same row does: the contact of an opportunity to its account.
 */
export function collectDetails(sources: readonly FieldSource[], objects: Objects, cells: CellContext) {
  const found = new Map<string, RelatedDetails>()
  const gathering = sources.flatMap((source) => {
    const object = source.field.to ?? ''
    const model = objects.get(object)
    if (source.related === undefined || !model) return []
    const readers = source.related
      .filter(({ field }) => field.kind !== 'reference' && field.kind !== 'references' && field.kind !== 'user')
      .map(({ key, field, plan, textOf }) => ({ key, textOf, read: createCellReader(key, field, cells, plan) }))
    const belongs = [...importableFields(model)].flatMap(([key, field]) => {
      const other =
        field.kind === 'reference' && field.to !== object
          ? sources.find((one) => one.field.kind === 'reference' && one.field.to === field.to)
          : undefined
      return other && other !== source ? [{ key, textOf: other.textOf }] : []
    })
    return [{ source, object, readers, belongs }]
  })
  return {
    add(rows: readonly TableRow[]): void {
      for (const { source, object, readers, belongs } of gathering) {
        for (const row of rows) {
          const squash = squashed(source.textOf(row))
          if (squash === '') continue
          const place = `${object} ${squash}`
          const details = found.get(place) ?? { values: {}, named: {} }
          if (!found.has(place) && found.size < mostGathered) found.set(place, details)
          for (const { key, textOf, read } of readers) {
            if (key in details.values) continue
            const { value, problem } = read(textOf(row))
            if (value !== undefined && value !== null && problem?.severity !== 'error') details.values[key] = value
          }
          for (const { key, textOf } of belongs) {
            const name = textOf(row).trim()
            if (name !== '' && !(key in details.named)) details.named[key] = name
          }
        }
      }
    },
    of: (object: string, text: string): RelatedDetails => found.get(`${object} ${squashed(text)}`) ?? { values: {}, named: {} },
  }
}

const mostGathered = 20_000

/** Columns called as a reference and a field of the record behind it: 客户电话 or Company Phone in a list of contacts. */
export function suggestRelated(columns: readonly ColumnSummary[], model: ObjectModel, objects: Objects): (string | undefined)[] {
  const references = [...importableFields(model)].flatMap(([key, field]) => {
    const other = field.kind === 'reference' && field.to && field.to !== model.definition.key ? objects.get(field.to) : undefined
    if (!other || other.definition.configuration) return []
    const { definition } = other
    const names = [key, field.label.zh, field.label.en, ...(field.aliases ?? []), definition.label.zh, definition.label.en, definition.key]
    return [{ key, other, names: [...new Set(names.map(squashed))].filter((name) => name !== '') }]
  })
  const own = new Set([...importableFields(model)].flatMap(([key, field]) => namesOf(key, field)))
  return columns.map(({ name }) => {
    const text = squashed(name.replace(/^property_/, ''))
    if (own.has(text)) return undefined
    for (const { key, other, names } of references) {
      const prefix = names.find((one) => text.startsWith(one) && text.length > one.length)
      if (prefix === undefined || !columns.some((column) => isNaming(squashed(column.name), names, other))) continue
      const rest = text.slice(prefix.length)
      const field = [...importableFields(other)].find(
        ([related, definition]) =>
          related !== other.definition.title &&
          definition.kind !== 'reference' &&
          definition.kind !== 'user' &&
          namesOf(related, definition).includes(rest),
      )
      if (field) return `${key}.${field[0]}`
    }
    return undefined
  })
}

function namesOf(key: string, field: FieldDefinition): string[] {
  return [key, field.label.zh, field.label.en, ...(field.aliases ?? [])].map(squashed)
}

/** True for the column that says which record is meant. */
function isNaming(name: string, names: readonly string[], { definition, fields }: ObjectModel): boolean {
  const title = fields.get(definition.title)
  return (
    names.some((one) => name === one || name === `${one}name` || name === `${one}名称`) ||
    (title !== undefined && namesOf(definition.title, title).includes(name) && !/^(?:name|名称|姓名)$/.test(name))
  )
}
