import type { FieldDefinition } from '../declare/field.ts'
import { InvalidInputError } from '../errors.ts'
import { isId } from '../ids.ts'
import { normalEmail, normalText } from '../text/values.ts'
import { decimalText, roundMoney } from './decimal.ts'

/**
 * A value as the engine keeps it between reading input and storing: what history holds too. References are ids, money is
 * `{ amount, currency }` with decimal text, dates and instants are ISO texts, empty is null.
 */
export type Canonical = string | number | boolean | null | readonly string[] | { readonly [key: string]: unknown }

export type ReadingContext = {
  /** Seals the text of a `secret` field. */
  seal(text: string): string
  readonly currency: string
  /** Undo and imports of old data may set choices that were switched off. */
  readonly inactiveChoices: boolean
  /** The keys that a choice list holds. */
  choices(list: string): ReadonlyMap<string, { active: boolean }> | undefined
}

const longest: Readonly<Partial<Record<FieldDefinition['kind'], number>>> = {
  text: 500,
  longText: 20_000,
  richText: 100_000,
  url: 2_000,
  secret: 4_000,
  email: 254,
  phone: 60,
  region: 12,
}

/**
 * Reads one value of the API's JSON. Throws `InvalidInputError` with the field and what is wrong with it; `undefined` never comes here.
 * Whether it may be empty is judged over the whole record, later.
 */
export function readValue(key: string, field: FieldDefinition, value: unknown, context: ReadingContext): Canonical {
  if (value === null || value === '') return null
  switch (field.kind) {
    case 'text':
    case 'longText':
    case 'richText':
      return readText(key, field, value)
    case 'secret': {
      const text = readText(key, field, value)
      return text === null ? null : context.seal(text)
    }
    case 'url':
      return readUrl(key, field, value)
    case 'email': {
      const text = readText(key, field, value)
      if (text === null) return null
      return normalEmail(text) ?? refuse('invalid_email', key, { value: text })
    }
    case 'phone': {
      const text = readText(key, field, value)
      if (text !== null && !/\d{3}/.test(text.normalize('NFKC').replace(/[\s().-]/g, ''))) refuse('invalid_phone', key, { value: text })
      return text
    }
    case 'region':
      return typeof value === 'string' && /^\d{2,12}$/.test(value) ? value : refuse('invalid_region', key)
    case 'number':
    case 'percent':
      return readNumber(key, field, value)
    case 'money':
      return readMoney(key, field, value, context.currency)
    case 'boolean':
      return typeof value === 'boolean' ? value : refuse('invalid_boolean', key)
    case 'date':
      return readDate(key, value)
    case 'dateTime':
      return readInstant(key, value)
    case 'choice':
      return readChoice(key, field, value, context)
    case 'multiChoice':
      return Array.isArray(value)
        ? [...new Set(value.map((one) => String(readChoice(key, field, one, context))))].sort()
        : refuse('invalid_choices', key)
    case 'reference':
    case 'user':
    case 'file':
      return field.to === 'any' ? readAnyReference(key, value) : readId(key, value)
    case 'references': {
      if (!Array.isArray(value) || value.length > 200) return refuse('invalid_references', key)
      return [...new Set(value.map((one) => readId(key, one)))].sort()
    }
    case 'address':
      return readAddress(key, value)
    case 'json':
      return readJson(key, value)
    case 'autoNumber':
    case 'formula':
      return refuse('read_only_field', key)
  }
}

function refuse(code: string, field: string, parameters: Record<string, unknown> = {}): never {
  throw new InvalidInputError(code, { field, ...parameters })
}

function readText(key: string, field: FieldDefinition, value: unknown): string | null {
  if (typeof value !== 'string') return refuse('invalid_text', key)
  const text = normalText(value)
  const most = field.max ?? longest[field.kind] ?? 500
  if (text.length > most) refuse('text_too_long', key, { most, length: text.length })
  if (field.min !== undefined && text !== '' && text.length < field.min) refuse('text_too_short', key, { least: field.min })
  return text === '' ? null : text
}

function readUrl(key: string, field: FieldDefinition, value: unknown): string | null {
  const text = readText(key, field, value)
  if (text === null) return null
  const url = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`
  // Only addresses that a browser opens: `javascript:` in a link would run.
  if (!URL.canParse(url) || !/^https?:/i.test(url) || !new URL(url).hostname.includes('.')) refuse('invalid_url', key, { value: text })
  return url
}

function readNumber(key: string, field: FieldDefinition, value: unknown): number {
  // What was measured comes as the machine has it: 31.298912345678904.
  const text = field.approximate && typeof value === 'number' && Number.isFinite(value) ? String(value) : decimalText(value)
  if (text === null) return refuse('invalid_number', key)
  const number = Number(text)
  const decimals = field.kind === 'percent' ? 2 : (field.decimals ?? 0)
  checkRange(key, field, number)
  if (!field.approximate && Math.abs(number) * 10 ** decimals > Number.MAX_SAFE_INTEGER) refuse('number_too_large', key)
  if (!field.approximate && (text.split('.')[1]?.length ?? 0) > decimals) refuse('too_many_decimals', key, { decimals })
  return number
}

function readMoney(key: string, field: FieldDefinition, value: unknown, workspaceCurrency: string): Canonical {
  const given = typeof value === 'object' && value !== null ? (value as { amount?: unknown; currency?: unknown }) : { amount: value }
  if (given.amount === null || given.amount === undefined) return null
  const amount = decimalText(given.amount)
  const currency = given.currency ?? workspaceCurrency
  if (amount === null) return refuse('invalid_amount', key)
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return refuse('invalid_currency', key)
  checkRange(key, field, Number(amount))
  return { amount: roundMoney(amount, currency), currency }
}

function checkRange(key: string, field: FieldDefinition, number: number): void {
  if (field.min !== undefined && number < field.min) refuse('number_too_small', key, { least: field.min })
  if (field.max !== undefined && number > field.max) refuse('number_above_most', key, { most: field.max })
}

function readDate(key: string, value: unknown): string {
  const text = typeof value === 'string' ? value : ''
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
  return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && text >= '1000'
    ? text
    : refuse('invalid_date', key, { value: text })
}

function readInstant(key: string, value: unknown): string {
  const text = typeof value === 'string' ? value : ''
  const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text)
  return (zoned ? instantFrom(text) : null) ?? refuse('invalid_instant', key, { value: text })
}

/** A moment as PostgreSQL takes it, or null: what is no time, and what lies beyond the years of four digits. */
export function instantFrom(text: string): string | null {
  const time = Date.parse(text)
  const instant = Number.isNaN(time) ? '' : new Date(time).toISOString()
  return /^[1-9]\d{3}-/.test(instant) ? instant : null
}

function readChoice(key: string, field: FieldDefinition, value: unknown, context: ReadingContext): string {
  if (typeof value !== 'string') return refuse('invalid_choice', key, { value: '' })
  const choice = context.choices(field.list ?? '')?.get(value)
  if (!choice) refuse('invalid_choice', key, { value })
  // A value that was switched off stays where it stands, but is not given any more.
  if (!choice.active && !context.inactiveChoices) refuse('choice_inactive', key, { value })
  return value
}

function readId(key: string, value: unknown): string {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : value
  return isId(id) ? id : refuse('invalid_reference', key)
}

function readAnyReference(key: string, value: unknown): Canonical {
  if (typeof value !== 'object' || value === null || !('object' in value) || typeof value.object !== 'string')
    return refuse('invalid_reference', key)
  return { object: value.object, id: readId(key, value) }
}

function readAddress(key: string, value: unknown): Canonical {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('invalid_address', key)
  const read: Record<string, string> = {}
  for (const part of ['country', 'region', 'street', 'postcode'] as const) {
    const text = (value as Record<string, unknown>)[part]
    if (text === undefined || text === null || text === '') continue
    if (typeof text !== 'string' || text.length > 300) return refuse('invalid_address', key)
    read[part] = normalText(text)
  }
  return Object.keys(read).length > 0 ? read : null
}

const largestJson = 200_000

function readJson(key: string, value: unknown): Canonical {
  const text = JSON.stringify(value)
  // PostgreSQL's jsonb takes neither U+0000 nor lone surrogates.
  if (text === undefined || text.length > largestJson || /\\u0000/.test(text) || !text.isWellFormed()) return refuse('invalid_json', key)
  return value as Canonical
}
