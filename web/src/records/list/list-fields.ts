import type { FieldMeta, ObjectMeta } from '../../data/client.ts'
import { fieldOf } from '../../data/meta.ts'
import type { ColumnChoice } from '../grid/column-order.ts'

/** Fields that a list reads: its columns, the title, and the ways to reach somebody that the row actions use. */
export function listFields(object: ObjectMeta, columns: readonly ColumnChoice[]): string[] {
  const reach = (['phone', 'email'] as const).flatMap((kind) => object.fields.find((field) => field.kind === kind)?.key ?? [])
  const shown = columns.map(({ key }) => key).filter((key) => fieldOf(object, key) !== undefined)
  return [...new Set([object.title, ...shown, ...reach])]
}

/** What the two lines of an item on a phone say: the name, up to three more, and one figure or date at the end. */
export function itemFields(object: ObjectMeta, columns: readonly ColumnChoice[]): { line: FieldMeta[]; end: FieldMeta | undefined } {
  const shown = columns.flatMap(({ key }) => fieldOf(object, key) ?? []).filter((field) => field.key !== object.title)
  const end = shown.find(({ kind }) => kind === 'money') ?? shown.find(({ kind }) => kind === 'date' || kind === 'dateTime')
  return {
    line: shown
      .filter((field) => field !== end && field.shown !== 'rhythm' && field.kind !== 'money' && field.kind !== 'references')
      .slice(0, 3),
    end,
  }
}
