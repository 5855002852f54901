import { poolIndex } from '../pools/poolable.ts'
import type { FieldDefinition } from './field.ts'
import { type ObjectDefinition, snake } from './object.ts'
import { isFigure } from './roll-up.ts'

/** A column of an object's table, as declared. `type` is the name PostgreSQL's `format_type` gives. */
export type Column = {
  readonly name: string
  readonly type: string
  readonly notNull: boolean
  readonly collation?: 'C'
  readonly fallback?: string
}

/** Scale of `money` columns: one unit is 1/10,000 of the currency. */
export const moneyScale = 4
/** Percentages keep two decimals. */
export const percentDecimals = 2

const column = (name: string, type: string, notNull = false): Column => ({ name, type, notNull })
const bytewise = (name: string): Column => ({ name, type: 'text', notNull: false, collation: 'C' })

/**
 * The columns that hold one field, the main one first. Only leakproof types, because row level security takes index
 * conditions on others away; that is why money is a bigint and no column is numeric or an enum.
 */
export function columnsOf(key: string, field: FieldDefinition): readonly Column[] {
  const known = columnsKnown.get(field)
  if (known?.key === key) return known.columns
  const columns = columnsFor(key, field)
  columnsKnown.set(field, { key, columns })
  return columns
}

// Asked for every value of every record that is written.
const columnsKnown = new WeakMap<FieldDefinition, { key: string; columns: readonly Column[] }>()

function columnsFor(key: string, field: FieldDefinition): readonly Column[] {
  const name = snake(key)
  const required = field.required === true
  if (field.shown === 'rhythm') return []
  if (field.rollUp && isFigure(field.rollUp)) return figureColumns(name, field)
  switch (field.kind) {
    case 'text': {
      const main = column(name, 'text', required)
      return [main, ...(field.pinyin ? [bytewise(`${name}_sort`)] : []), ...likenedColumn(name, field)]
    }
    case 'url':
      return [column(name, 'text', required), ...likenedColumn(name, field)]
    case 'longText':
    case 'richText':
    case 'choice':
    case 'region':
    case 'autoNumber':
    case 'secret':
      return [column(name, 'text', required)]
    case 'email':
      return [column(name, 'text', required), column(`${name}_folded`, 'text'), ...likenedColumn(name, field)]
    case 'phone':
      return [column(name, 'text', required), column(`${name}_e164`, 'text')]
    case 'number':
      return [column(name, field.approximate ? 'double precision' : 'bigint', required)]
    case 'percent':
      return [column(name, 'bigint', required)]
    case 'money':
      return moneyColumns(name, required)
    case 'boolean':
      return [column(name, 'boolean', required)]
    case 'date':
      return [column(name, 'date', required)]
    case 'dateTime':
      return [column(name, 'timestamp with time zone', required)]
    case 'multiChoice':
      return [column(name, 'text[]', required)]
    case 'address':
    case 'json':
      return [column(name, 'jsonb', required)]
    case 'reference':
      return field.to === 'any'
        ? [column(`${name}_id`, 'uuid', required), column(`${name}_object`, 'text', required)]
        : [column(`${name}_id`, 'uuid', required)]
    case 'user':
    case 'file':
      return [column(`${name}_id`, 'uuid', required)]
    case 'references':
      return []
    case 'formula':
      return derivedColumns(name, field)
  }
}

/** The column in which values are looked for that mean the same. */
export function likenedName(key: string): string {
  return `${snake(key)}_like`
}

function likenedColumn(name: string, field: FieldDefinition): readonly Column[] {
  return field.likened ? [bytewise(`${name}_like`)] : []
}

/** Amount, currency, the amount in the workspace's currency, and the rate (1e8 units) with its date that made it. */
function moneyColumns(name: string, required: boolean): readonly Column[] {
  return [
    column(name, 'bigint', required),
    column(`${name}_currency`, 'text', required),
    column(`${name}_base`, 'bigint', required),
    column(`${name}_rate`, 'bigint'),
    column(`${name}_rate_date`, 'date'),
  ]
}

/** Of money the sum in the workspace's currency; the amount is empty where there is none, so that a list shows nothing rather than a zero. */
function figureColumns(name: string, field: FieldDefinition): readonly Column[] {
  const figure = (of: string): Column => ({ ...column(of, 'bigint'), fallback: '0' })
  return field.kind === 'money' ? [column(name, 'bigint'), column(`${name}_currency`, 'text'), figure(`${name}_base`)] : [figure(name)]
}

function derivedColumns(name: string, field: FieldDefinition): readonly Column[] {
  switch (field.result) {
    case 'money':
      return [column(name, 'bigint'), column(`${name}_currency`, 'text'), column(`${name}_base`, 'bigint')]
    case 'text':
      return [column(name, 'text')]
    case 'boolean':
      return [column(name, 'boolean')]
    case 'date':
      return [column(name, 'date')]
    case 'dateTime':
      return [column(name, 'timestamp with time zone')]
    default:
      return [column(name, field.approximate ? 'double precision' : 'bigint')]
  }
}

/** The column that filters and sorts compare. */
export function mainColumn(key: string, field: FieldDefinition): string {
  const name = snake(key)
  if (field.kind === 'money' || field.result === 'money') return `${name}_base`
  return columnsOf(key, field)[0]?.name ?? name
}

/** The column that a sort by this field reads: names sort by pinyin, phones and e-mails by their normal form. */
export function sortColumn(key: string, field: FieldDefinition): string {
  return field.pinyin ? `${snake(key)}_sort` : mainColumn(key, field)
}

/** The column by which records are known again: names by their sort key, phones and e-mails in their normal form. */
export function matchColumn(key: string, field: FieldDefinition): string {
  if (field.pinyin) return `${snake(key)}_sort`
  if (field.kind === 'phone') return `${snake(key)}_e164`
  if (field.kind === 'email') return `${snake(key)}_folded`
  return columnsOf(key, field)[0]?.name ?? snake(key)
}

export const slotKinds = [
  { prefix: 'slot_text_', type: 'text', count: 12 },
  { prefix: 'slot_int_', type: 'bigint', count: 8 },
  { prefix: 'slot_float_', type: 'double precision', count: 4 },
  { prefix: 'slot_time_', type: 'timestamp with time zone', count: 6 },
] as const

/** Typed copies of custom fields, on the record's own table: a side table was measured 3.3 times dearer. */
export const slotColumns: readonly Column[] = slotKinds.flatMap(({ prefix, type, count }) =>
  Array.from({ length: count }, (_, index) => column(`${prefix}${index + 1}`, type)),
)

const systemColumns: readonly Column[] = [
  column('workspace_id', 'uuid', true),
  column('id', 'uuid', true),
  column('revision', 'integer', true),
  column('created_at', 'timestamp with time zone', true),
  column('created_by_id', 'uuid', true),
  column('changed_at', 'timestamp with time zone', true),
  column('changed_by_id', 'uuid', true),
  column('deleted_at', 'timestamp with time zone'),
]

/** Key and origin of configuration rows: who brought them, and whether the workspace has changed them since. */
const configurationColumns: readonly Column[] = [column('stable_key', 'text'), column('origin', 'text', true)]

/** Every column of an object's table, in order. */
export function tableColumns(object: ObjectDefinition): readonly Column[] {
  return [
    ...systemColumns,
    ...(object.configuration ? configurationColumns : []),
    ...Object.entries(object.fields).flatMap(([key, field]) => columnsOf(key, field)),
    column('custom', 'jsonb', true),
    ...slotColumns,
  ]
}

export type Index = { readonly name: string; readonly columns: readonly string[]; readonly unique: boolean; readonly where: string }

const alive = 'deleted_at IS NULL'

/** The indexes that follow from a declaration. All but the primary key leave deleted records out. */
export function tableIndexes(object: ObjectDefinition): readonly Index[] {
  const found = new Map<string, Index>()
  const add = (columns: readonly string[], unique: boolean, where = alive): void => {
    const index = {
      name: indexName(object.table, columns, unique),
      columns: ['workspace_id', ...columns, ...(unique ? [] : ['id'])],
      unique,
      where,
    }
    const key = index.columns.join()
    // An index over all records serves whoever asks for some of them.
    if (!found.has(key) || where === alive) found.set(key, index)
  }
  add(['created_at'], false)
  add(['changed_at'], false)
  for (const [key, field] of Object.entries(object.fields)) {
    if (field.unique) add([mainColumn(key, field)], true)
    else if (field.indexed ?? (field.kind === 'reference' || field.kind === 'user'))
      add([sortColumn(key, field)], false, filledOf(object, [key]))
    if (field.pinyin && field.indexed) add([snake(key)], false)
    if (field.likened) add([likenedName(key)], false, `${alive} AND ${likenedName(key)} IS NOT NULL`)
    if (field.matched) add([matchColumn(key, field)], false, `${alive} AND ${matchColumn(key, field)} IS NOT NULL`)
  }
  if (object.poolable) add(poolIndex.columns, false, `${alive} AND ${poolIndex.where}`)
  for (const keys of object.indexes)
    add(
      keys.map((key) => indexColumn(object, key)),
      false,
      filledOf(object, keys),
    )
  for (const { fields, where } of object.partialIndexes ?? [])
    add(
      fields.map((key) => indexColumn(object, key)),
      false,
      `${alive} AND ${snake(where.field)} = '${where.is}'`,
    )
  for (const keys of object.uniques)
    add(
      keys.map((key) => indexColumn(object, key)),
      true,
      filledOf(object, keys),
    )
  found.set('deleted', {
    name: `${object.table}_deleted_ix`,
    columns: ['workspace_id', 'deleted_at', 'id'],
    unique: false,
    where: 'deleted_at IS NOT NULL',
  })
  return [...found.values()]
}

/** Living records; where a field that most leave empty is part of the index, only those that fill it. */
function filledOf(object: ObjectDefinition, keys: readonly string[]): string {
  const sparse = keys.filter((key) => object.fields[key]?.sparse)
  return [alive, ...sparse.map((key) => `${indexColumn(object, key)} IS NOT NULL`)].join(' AND ')
}

function indexColumn(object: ObjectDefinition, key: string): string {
  const field = object.fields[key]
  return field ? sortColumn(key, field) : snake(key)
}

function indexName(table: string, columns: readonly string[], unique: boolean): string {
  return `${table}_${columns.join('_')}_${unique ? 'key' : 'ix'}`.slice(0, 63)
}
