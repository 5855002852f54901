import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { emptyMark } from '../../design/format.ts'

export function cellId(gridId: string, id: string, column: number): string {
  return `${gridId}-${id}-${column}`
}

/** The name of a record, whatever kind of field names it. */
export function titleText(object: ObjectMeta, record: RecordJson): string {
  const title = record[object.title]
  if (typeof title === 'string' && title !== '') return title
  return typeof title === 'object' && title !== null && 'title' in title ? String(title.title) : emptyMark
}
