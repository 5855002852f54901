import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { emptyMark } from '../../design/format.ts'
import { fieldText } from '../fields/field-text.ts'
import type { GridColumn } from './columns.ts'

export function cellId(gridId: string, id: string, column: number): string {
  return `${gridId}-${id}-${column}`
}

/** The name of a record, whatever kind of field names it. */
export function titleText(object: ObjectMeta, record: RecordJson): string {
  const title = record[object.title]
  if (typeof title === 'string' && title !== '') return title
  return typeof title === 'object' && title !== null && 'title' in title ? String(title.title) : emptyMark
}

/** What ⌘C takes from a cell: the words that are shown, nothing where nothing is. */
export function copiedText({ field, key }: GridColumn, record: RecordJson): string {
  const value = record[key]
  return value === null || value === undefined ? '' : fieldText(field, value)
}
