import { isDay } from '../clock.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { isFigure } from '../declare/roll-up.ts'
import { InvalidInputError } from '../errors.ts'
import { isId } from '../ids.ts'
import { and, ident, join, or, param, raw, type Sql, sql } from '../sql.ts'
import { sortable, sqlTypes, storageOf } from './expressions.ts'
import type { Reader } from './reader.ts'

/** One step of a sort, by the column `name`. `required` says that no row is without a value, so no second arm is needed for them. */
export type OrderKey = {
  readonly name: string
  readonly column: Sql
  readonly descending: boolean
  readonly type: string
  readonly required: boolean
}

const mostKeys = 4

/**
 * The sort as steps, always ended by the id, which makes it total: keyset pages need that.
 * `['-amount', 'name']`; the id follows the direction of the first step, so that one index serves both.
 */
export function orderKeys(reader: Reader, object: string, sort: readonly string[], alias: string): OrderKey[] {
  const wanted = sort.filter((key) => key !== 'id' && key !== '-id')
  if (wanted.length > mostKeys) throw new InvalidInputError('too_many_sort_fields', { most: mostKeys })
  const keys = wanted.map((given): OrderKey => {
    const descending = given.startsWith('-')
    const key = descending ? given.slice(1) : given
    const field = reader.field(object, key, 'sort')
    const name = sortable(key, field)
    return { name, column: sql`${ident(alias)}.${ident(name)}`, descending, type: orderType(field), required: isAlwaysThere(key, field) }
  })
  const descending = keys[0]?.descending ?? sort[0] === '-id'
  return [...keys, { name: 'id', column: sql`${ident(alias)}.id`, descending, type: 'uuid', required: true }]
}

function orderType(field: FieldDefinition): string {
  return sqlTypes[storageOf(field)]
}

function isAlwaysThere(key: string, field: FieldDefinition): boolean {
  return (
    key === 'createdAt' ||
    key === 'changedAt' ||
    (field.required === true && !field.custom) ||
    (field.rollUp !== undefined && isFigure(field.rollUp))
  )
}

export function orderBy(keys: readonly OrderKey[]): Sql {
  return join(keys.map((key) => sql`${key.column}${raw(`${key.descending ? ' DESC' : ''}${key.required ? '' : ' NULLS LAST'}`)}`))
}

/** Without nulls in the first step the plain order is the index's own order. */
export function orderByWithin(keys: readonly OrderKey[]): Sql {
  return join(
    keys.map(
      (key, index) => sql`${key.column}${raw(`${key.descending ? ' DESC' : ''}${key.required || index === 0 ? '' : ' NULLS LAST'}`)}`,
    ),
  )
}

/** The rows after a cursor's values, in the order of the keys; empty values stand last in both directions. */
export function after(keys: readonly OrderKey[], values: readonly unknown[]): Sql {
  if (keys.every((key) => key.required && key.descending === keys[0]?.descending)) {
    const sign = keys[0]?.descending ? '<' : '>'
    return sql`(${join(keys.map((key) => key.column))}) ${raw(sign)} (${join(keys.map((key, index) => param(values[index], key.type)))})`
  }
  const ways: Sql[] = []
  keys.forEach((key, index) => {
    const equal = keys
      .slice(0, index)
      .map((earlier, at) =>
        values[at] === null ? sql`${earlier.column} IS NULL` : sql`${earlier.column} = ${param(values[at], earlier.type)}`,
      )
    const value = values[index]
    if (value === null) return
    const beyond = sql`${key.column} ${raw(key.descending ? '<' : '>')} ${param(value, key.type)}`
    ways.push(and([...equal, key.required ? beyond : or([beyond, sql`${key.column} IS NULL`])]))
  })
  return or(ways)
}

/** A cursor is the sort values of the last row shown. It gives nothing away: the reader has just seen them. */
export function encodeCursor(values: string): string {
  return Buffer.from(values).toString('base64url')
}

/** The values of a cursor, one for each of these columns' types: one of another list, or made up, is refused before the database meets it. */
export function decodeCursor(cursor: string, types: readonly string[]): unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(values) && values.length === types.length && values.every((value, index) => isOfType(value, types[index])))
      return values
  } catch {
    // Falls through to the error below: what is not JSON is no cursor.
  }
  throw new InvalidInputError('invalid_cursor')
}

const instantPattern = /^\d{4}-\d{2}-\d{2}[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-]\d{2}(:?\d{2})?)$/

function isOfType(value: unknown, type: string | undefined): boolean {
  if (value === null) return true
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean'
    case 'float8':
      return typeof value === 'number'
    case 'bigint':
      return /^-?\d{1,18}$/.test(String(value)) && typeof value !== 'boolean'
    case 'uuid':
      return isId(value)
    case 'date':
      return typeof value === 'string' && isDay(value)
    case 'timestamptz':
      return typeof value === 'string' && instantPattern.test(value) && isDay(value.slice(0, 10))
    default:
      return typeof value === 'string' && !value.includes('\0')
  }
}
