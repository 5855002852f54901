import type { PrepareRecord } from '../declare/object.ts'
import { readPolicy } from '../duplicates/policy.ts'
import { InvalidInputError } from '../errors.ts'
import { compileFilter, type Filter } from '../query/filter.ts'
import type { ObjectSettingRow } from './workspace-model.ts'

const listable = 40

/** What a workspace says about an object must be about one that is there, in both languages, and of fields that it has. */
export const prepareObjectSetting: PrepareRecord = async ({ reader, values, before }) => {
  const model = reader.model.objects.get(String(values.object))
  if (!model || (before && before.object !== values.object))
    throw new InvalidInputError('unknown_object', { field: 'object', object: String(values.object) })
  for (const [zh, en] of [
    ['labelZh', 'labelEn'],
    ['pluralZh', 'pluralEn'],
  ] as const)
    if (Boolean(values[zh]) !== Boolean(values[en])) throw new InvalidInputError('required', { field: values[zh] ? en : zh })
  if (values.icon && !/^[a-z0-9-]+$/.test(String(values.icon))) throw new InvalidInputError('invalid_input', { field: 'icon' })
  const columns = values.columns as unknown
  if (columns !== null && columns !== undefined && !isColumns(columns, (key) => model.fields.has(key)))
    throw new InvalidInputError('invalid_input', { field: 'columns' })
  if (values.duplicates !== null && values.duplicates !== undefined && !readPolicy(model.definition, values.duplicates))
    throw new InvalidInputError('invalid_input', { field: 'duplicates' })
  if (values.mine !== null && values.mine !== undefined) {
    // Whatever cannot be asked of these records is refused here, and not in everybody's list.
    if (!model.fields.has('owner')) throw new InvalidInputError('invalid_input', { field: 'mine' })
    compileFilter(reader, model.definition.key, values.mine as Filter, 't')
  }
  return values
}

function isColumns(columns: unknown, isField: (key: string) => boolean): columns is string[] {
  return (
    Array.isArray(columns) &&
    columns.length > 0 &&
    columns.length <= listable &&
    new Set(columns).size === columns.length &&
    columns.every((key) => typeof key === 'string' && isField(key))
  )
}

/** The columns that are still there: a custom field may have been retired since. */
export function keptColumns(row: ObjectSettingRow, isField: (key: string) => boolean): readonly string[] | null {
  const kept = (row.columns ?? []).filter(isField)
  return kept.length > 0 ? kept : null
}
