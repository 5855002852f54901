import type { FieldDefinition } from '../declare/field.ts'
import type { Label } from '../declare/label.ts'
import { listColumns } from '../query/list.ts'
import { type Reader, visibleFields } from '../query/reader.ts'
import { raw, type Sql } from '../sql.ts'
import type { ExportRequest } from './request.ts'
import { currencyValue, type ExportValue, exportValue, isMoney, withCurrency } from './values.ts'

/** One column of the file: what stands in its head, and what in its cells. */
export type ExportColumn = { readonly key: string; readonly header: string; readonly value: ExportValue; readonly width: number }
export type ExportColumns = { readonly columns: readonly ExportColumn[]; readonly joins: readonly Sql[] }

/** Read-only facts about a record that a file for taking in again holds under the names that an import gives them. */
const machineNames: Readonly<Record<string, string>> = {
  createdAt: '#createdAt',
  createdBy: '#createdBy',
  changedAt: '#changedAt',
  changedBy: '#changedBy',
}
const identity: Label = { zh: '记录编号', en: 'Record id' }
const currency: Label = { zh: '币种', en: 'currency' }

/** The fields that an export holds, in their order: those asked for, or what a list shows; hidden ones are as unknown as elsewhere. */
export function exportedFields(reader: Reader, { object, fields }: Pick<ExportRequest, 'object' | 'fields'>): string[] {
  const { definition } = reader.object(object)
  const visible = visibleFields(reader, object)
  if (!fields || fields.length === 0) return listColumns(reader, definition)
  const all = [...visible].filter(([key, field]) => key !== 'deletedAt' && isExported(field.field)).map(([key]) => key)
  const wanted = fields.flatMap((key) => (key === '*' ? all : [key])).filter((key) => key !== 'id' && key !== 'revision')
  for (const key of wanted) reader.field(object, key, 'select')
  return [...new Set(wanted)]
}

function isExported({ kind }: FieldDefinition): boolean {
  return kind !== 'secret' && kind !== 'json'
}

/** Amounts are all in the workspace's currency, or a column of their own says in which. */
export function exportColumns(
  reader: Reader,
  request: ExportRequest,
  alias: string,
  parts: { regionNames: string; mixed: ReadonlySet<string> },
): ExportColumns {
  const { object, machine = false } = request
  const visible = visibleFields(reader, object)
  const joins: Sql[] = []
  const columns: ExportColumn[] = []
  const inLanguage = (label: Label): string => (reader.principal.locale === 'en' ? label.en : label.zh)
  if (machine || request.fields?.includes('id')) {
    const value: ExportValue = { shape: 'text', value: raw(`${alias}.id::text`), free: false }
    columns.push({ key: 'id', header: machine ? 'id' : inLanguage(identity), value, width: 38 })
  }
  for (const key of exportedFields(reader, request)) {
    const seen = visible.get(key)
    if (!seen || (machine && !comesBack(key, seen))) continue
    const value = exportValue({ reader, object, alias, machine, regionNames: parts.regionNames, joins }, key, seen.field, seen.masked)
    if (!value) continue
    const isMixed = isMoney(seen.field) && !seen.masked && parts.mixed.has(key)
    const header = machine ? (machineNames[key] ?? key) : inLanguage(seen.field.label)
    const code = currencyValue(alias, key, seen.field)
    const shown = isMixed && machine ? withCurrency(value, code, reader.model.workspace.currency) : value
    columns.push({ key, header, value: shown, width: widthOf(seen.field, value) })
    if (isMixed && !machine) columns.push({ key: `${key}.currency`, header: `${header} ${inLanguage(currency)}`, value: code, width: 8 })
  }
  return { columns, joins }
}

/** What is masked would come back as the mask, and what the engine makes itself is not taken from a file. */
function comesBack(key: string, { field, masked }: { field: FieldDefinition; masked: boolean }): boolean {
  if (masked || ['autoNumber', 'formula', 'file'].includes(field.kind)) return false
  return field.readOnly !== true || key in machineNames
}

function widthOf(field: FieldDefinition, value: ExportValue): number {
  if (value.shape === 'date') return 12
  if (value.shape === 'time') return 20
  if (value.shape === 'boolean') return 8
  if (value.shape === 'number') return 14
  if (field.kind === 'longText' || field.kind === 'richText' || field.kind === 'address') return 40
  if (field.kind === 'choice') return 12
  return ['email', 'url', 'references', 'reference'].includes(field.kind) ? 28 : field.max && field.max > 100 ? 30 : 18
}
