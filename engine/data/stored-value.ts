import { isoInstant } from '../database.ts'
import { columnsOf } from '../declare/columns.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { pinyinSortKey } from '../text/pinyin.ts'
import { parsePhone } from '../text/values.ts'
import { fromUnits, toUnits } from './decimal.ts'
import type { Canonical } from './read-value.ts'

/** The rate from a currency into the workspace's, as decimal text, with its date; fetched before storing begins. */
export type Rates = ReadonlyMap<string, { rate: string; date: string; base: (amount: string) => string }>

const scaleOf = (field: FieldDefinition): number => (field.kind === 'percent' ? 2 : (field.decimals ?? 0))

/** The values of a field's columns, in the order of `columnsOf`; jsonb and arrays as the texts that PostgreSQL parses. */
export function toColumns(key: string, field: FieldDefinition, value: Canonical, rates: Rates): unknown[] {
  const columns = columnsOf(key, field)
  if (value === null) return columns.map(({ fallback }) => fallback ?? null)
  // A sum that comes to nothing is empty.
  if (field.rollUp && field.kind === 'money' && (value as { amount: string }).amount === '0')
    return columns.map(({ fallback }) => fallback ?? null)
  switch (field.kind) {
    case 'text':
      return [
        value,
        ...(field.pinyin ? [pinyinSortKey(String(value), { person: field.personal === true })] : []),
        ...likenedKey(field, String(value)),
      ]
    case 'url':
      return [value, ...likenedKey(field, String(value))]
    case 'email':
      return [value, String(value).toLowerCase(), ...likenedKey(field, String(value))]
    case 'phone':
      return [value, parsePhone(String(value), 'CN').e164]
    case 'number':
    case 'percent':
      return [field.approximate ? value : toUnits(String(value), scaleOf(field))]
    case 'money':
      return moneyColumns(value, rates).slice(0, columns.length)
    case 'formula':
      if (field.result === 'money') return moneyColumns(value, rates).slice(0, 3)
      return [field.result === undefined || field.result === 'number' ? toUnits(String(value), scaleOf(field)) : value]
    case 'multiChoice':
      return [arrayLiteral(value as readonly string[])]
    case 'address':
    case 'json':
      return [JSON.stringify(value)]
    case 'reference':
      if (field.to === 'any') {
        const link = value as { object: string; id: string }
        return [link.id, link.object]
      }
      return [value]
    case 'references':
      return []
    default:
      return [value]
  }
}

function likenedKey({ likened }: FieldDefinition, text: string): string[] {
  return likened ? [likened.key(text)] : []
}

function moneyColumns(value: Canonical, rates: Rates): unknown[] {
  const { amount, currency } = value as { amount: string; currency: string }
  const rate = rates.get(currency)
  if (!rate) throw new Error(`No rate was fetched for ${currency}`)
  return [toUnits(amount), currency, toUnits(rate.base(amount)), toUnits(rate.rate, 8), rate.date]
}

/** An array as PostgreSQL writes it: every element quoted, so that none can end it. */
export function arrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`
}

/** The columns that `fromColumns` reads; the others follow from these. */
export function valueColumns(key: string, field: FieldDefinition): string[] {
  const hasSecond = field.kind === 'money' || field.result === 'money' || field.to === 'any'
  return columnsOf(key, field)
    .slice(0, hasSecond ? 2 : 1)
    .map((column) => column.name)
}

/** The canonical value from a row of the table, as the driver gives it (bigints, dates and instants as text). */
export function fromColumns(key: string, field: FieldDefinition, row: Readonly<Record<string, unknown>>): Canonical {
  const names = columnsOf(key, field).map((column) => column.name)
  const value = row[names[0] ?? ''] ?? null
  if (field.kind === 'references') return Array.isArray(row[`links_${key}`]) ? (row[`links_${key}`] as string[]) : []
  if (value === null) return null
  switch (field.kind) {
    case 'number':
    case 'percent':
      return field.approximate ? Number(value) : Number(fromUnits(String(value), scaleOf(field)))
    case 'money':
      return { amount: fromUnits(String(value)), currency: String(row[names[1] ?? '']) }
    case 'formula':
      if (field.result === 'money') return { amount: fromUnits(String(value)), currency: String(row[names[1] ?? '']) }
      return field.result === undefined || field.result === 'number'
        ? Number(fromUnits(String(value), scaleOf(field)))
        : field.result === 'dateTime'
          ? isoInstant(String(value))
          : (value as Canonical)
    case 'dateTime':
      return isoInstant(String(value))
    case 'reference':
      return field.to === 'any' ? { object: String(row[names[1] ?? '']), id: String(value) } : String(value)
    default:
      return value as Canonical
  }
}

/** What a custom field's slot holds: the comparable form of its value. */
export function toSlot(field: FieldDefinition, value: Canonical, rates: Rates): unknown {
  if (value === null) return null
  switch (field.kind) {
    case 'money':
      return moneyColumns(value, rates)[2]
    case 'number':
    case 'percent':
      return field.approximate ? value : toUnits(String(value), scaleOf(field))
    case 'boolean':
      return value ? 1 : 0
    case 'date':
      return `${String(value)}T00:00:00Z`
    default:
      return typeof value === 'object' ? JSON.stringify(value) : value
  }
}

/** What the `custom` column holds for a value: money also carries its amount in the workspace's currency. */
export function toCustom(field: FieldDefinition, value: Canonical, rates: Rates): unknown {
  if (field.kind !== 'money' || value === null) return value
  return { ...(value as object), base: Number(moneyColumns(value, rates)[2]) }
}

export function fromCustom(field: FieldDefinition, value: unknown): Canonical {
  if (value === undefined || value === null) return null
  if (field.kind !== 'money') return value as Canonical
  const { amount, currency } = value as { amount: string; currency: string }
  return { amount, currency }
}

/** Equality of canonical values; the order of keys inside an object does not count. */
export function sameValue(left: Canonical, right: Canonical): boolean {
  if (left === right) return true
  const isPlain = (value: Canonical): boolean => typeof value !== 'object' || value === null
  return isPlain(left) || isPlain(right) ? (left ?? null) === (right ?? null) : stable(left) === stable(right)
}

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => `${key}:${stable(inner)}`)
      .join()}}`
  }
  return JSON.stringify(value) ?? 'null'
}
