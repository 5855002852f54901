import { isDay } from '../clock.ts'
import { instantFrom } from '../data/read-value.ts'
import { mainColumn, sortColumn } from '../declare/columns.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { snake } from '../declare/object.ts'
import { InvalidInputError } from '../errors.ts'
import { ident, param, raw, type Sql, sql } from '../sql.ts'
import type { Reader } from './reader.ts'

// How each field kind is compared, ordered and turned into JSON. One place for all three, so that they cannot drift apart.

export type Storage = 'text' | 'int' | 'float' | 'boolean' | 'date' | 'time' | 'uuid' | 'textArray' | 'json'

/** What the comparable form of a field is stored as. */
export function storageOf(field: FieldDefinition): Storage {
  switch (field.kind) {
    case 'number':
      return field.approximate ? 'float' : 'int'
    case 'money':
    case 'percent':
      return 'int'
    case 'boolean':
      return 'boolean'
    case 'date':
      return 'date'
    case 'dateTime':
      return 'time'
    case 'reference':
    case 'user':
    case 'file':
    case 'references':
      return 'uuid'
    case 'multiChoice':
      return 'textArray'
    case 'address':
    case 'json':
      return 'json'
    case 'formula':
      return field.result === 'text'
        ? 'text'
        : field.result === 'boolean'
          ? 'boolean'
          : field.result === 'date'
            ? 'date'
            : field.result === 'dateTime'
              ? 'time'
              : 'int'
    default:
      return 'text'
  }
}

export const sqlTypes: Readonly<Record<Storage, string>> = {
  text: 'text',
  int: 'bigint',
  float: 'float8',
  boolean: 'boolean',
  date: 'date',
  time: 'timestamptz',
  uuid: 'uuid',
  textArray: 'text[]',
  json: 'jsonb',
}

/** How many digits after the point a bigint column holds for this field. */
export function scaleOf(field: FieldDefinition): number {
  if (field.kind === 'money' || field.result === 'money') return 4
  if (field.kind === 'percent') return 2
  return field.approximate ? 0 : (field.decimals ?? 0)
}

/** The value that filters compare. Custom fields use their slot where they have one. */
export function comparable(alias: string, key: string, field: FieldDefinition): Sql {
  if (!field.custom) return sql`${ident(alias)}.${ident(mainColumn(key, field))}`
  if (field.custom.slot) return sql`${ident(alias)}.${ident(field.custom.slot)}`
  return customValue(alias, key, field)
}

function customValue(alias: string, key: string, field: FieldDefinition): Sql {
  const text = sql`(${ident(alias)}.custom->>${key})`
  switch (storageOf(field)) {
    case 'int':
      return field.kind === 'money'
        ? sql`((${ident(alias)}.custom->${key}->>'base')::bigint)`
        : sql`round(${text}::numeric * ${raw(String(10 ** scaleOf(field)))})::bigint`
    case 'float':
      return sql`${text}::float8`
    case 'boolean':
      return sql`${text}::boolean`
    case 'date':
      return sql`${text}::date`
    case 'time':
      return sql`${text}::timestamptz`
    case 'uuid':
      return sql`${text}::uuid`
    case 'textArray':
      return sql`ARRAY(SELECT jsonb_array_elements_text(coalesce(${ident(alias)}.custom->${key}, '[]'::jsonb)))`
    case 'json':
      return sql`${ident(alias)}.custom->${key}`
    case 'text':
      return text
  }
}

/** The column that a sort compares. A custom field without an index is refused: a list must stay fast at any size. */
export function sortable(key: string, field: FieldDefinition): string {
  if (field.custom) {
    if (!field.custom.slot || !field.custom.sortable) throw new InvalidInputError('not_sortable_yet', { field: key })
    return field.custom.slot
  }
  if (['longText', 'richText', 'address', 'json', 'references', 'multiChoice', 'secret'].includes(field.kind))
    throw new InvalidInputError('not_sortable', { field: key })
  return sortColumn(key, field)
}

/** A filter's or cursor's value in the form of the column. Throws when it cannot be one. */
export function storedValue(key: string, field: FieldDefinition, value: unknown): unknown {
  const wrong = (): never => {
    throw new InvalidInputError('invalid_filter_value', { field: key, value: String(value).slice(0, 60) })
  }
  switch (storageOf(field)) {
    case 'int': {
      const given = typeof value === 'object' && value !== null && 'amount' in value ? value.amount : value
      const number = typeof given === 'number' ? given : typeof given === 'string' && given.trim() !== '' ? Number(given) : Number.NaN
      if (!Number.isFinite(number)) return wrong()
      return Math.round(number * 10 ** scaleOf(field))
    }
    case 'float': {
      const number = Number(value)
      return Number.isFinite(number) ? number : wrong()
    }
    case 'boolean':
      return typeof value === 'boolean' ? value : wrong()
    case 'date':
      return typeof value === 'string' && isDay(value) ? value : wrong()
    case 'time':
      return (typeof value === 'string' ? instantFrom(value) : null) ?? wrong()
    case 'uuid': {
      const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : value
      return typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? id.toLowerCase() : wrong()
    }
    default:
      return typeof value === 'string' ? value : wrong()
  }
}

/** The JSON form of a field on the page alias. `title` gives the column that holds a reference's title, joined after paging. */
export function jsonValue(alias: string, key: string, field: FieldDefinition, masked: boolean, title: (key: string) => Sql): Sql {
  if (masked) return maskedValue(alias, key, field)
  if (field.custom)
    return field.kind === 'reference' || field.kind === 'user'
      ? linkJson(customValue(alias, key, field), title(key))
      : sql`${ident(alias)}.custom->${key}`
  const column = sql`${ident(alias)}.${ident(mainColumn(key, field))}`
  const name = snake(key)
  switch (field.kind) {
    case 'money':
      return moneyJson(sql`${ident(alias)}.${ident(name)}`, sql`${ident(alias)}.${ident(`${name}_currency`)}`)
    case 'formula':
      if (field.result === 'money') return moneyJson(sql`${ident(alias)}.${ident(name)}`, sql`${ident(alias)}.${ident(`${name}_currency`)}`)
      return field.result === 'dateTime' ? instant(column) : scaled(column, scaleOf(field))
    case 'number':
    case 'percent':
      return field.approximate ? column : scaled(column, scaleOf(field))
    case 'reference':
      if (field.to === 'any') {
        const object = sql`${ident(alias)}.${ident(`${name}_object`)}`
        return sql`CASE WHEN ${column} IS NULL THEN NULL ELSE json_build_object('object', ${object}, 'id', ${column}, 'title', ${title(key)}) END`
      }
      return linkJson(column, title(key))
    case 'user':
    case 'file':
      return linkJson(column, title(key))
    case 'secret':
      return sql`json_build_object('set', ${column} IS NOT NULL)`
    case 'dateTime':
      return instant(column)
    default:
      return column
  }
}

/** An instant as ISO 8601 in UTC, `2026-03-17T01:42:00.123Z`. */
export function instant(column: Sql): Sql {
  return sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}

function linkJson(id: Sql, title: Sql): Sql {
  return sql`CASE WHEN ${id} IS NULL THEN NULL ELSE json_build_object('id', ${id}, 'title', ${title}) END`
}

function moneyJson(amount: Sql, currency: Sql): Sql {
  return sql`CASE WHEN ${amount} IS NULL THEN NULL ELSE json_build_object('amount', trim_scale(${amount}::numeric / 10000)::text, 'currency', ${currency}) END`
}

function scaled(column: Sql, scale: number): Sql {
  return scale === 0 ? column : sql`(${column} / ${raw(`${10 ** scale}.0`)}::float8)`
}

/** Only the ends of a text survive; figures and links are replaced whole. */
function maskedValue(alias: string, key: string, field: FieldDefinition): Sql {
  if (!['text', 'phone', 'email', 'url'].includes(field.kind)) return raw(`'••••'`)
  const text = field.custom ? sql`(${ident(alias)}.custom->>${key})` : sql`${ident(alias)}.${ident(snake(key))}`
  return sql`CASE WHEN ${text} IS NULL THEN NULL WHEN char_length(${text}) <= 7 THEN '••••' ELSE left(${text}, 3) || ' •••• ' || right(${text}, 4) END`
}

/** The condition that holds a statement to the reader's workspace; every table of every statement carries it. */
export function inWorkspace(reader: Reader, alias: string): Sql {
  return sql`${ident(alias)}.workspace_id = ${param(reader.workspaceId, 'uuid')}`
}
