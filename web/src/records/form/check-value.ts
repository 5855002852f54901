import type { FieldMeta } from '../../../../client/types.ts'

/** What is wrong with one value, as a key of the form's messages and what to put into it. */
export type ValueProblem = {
  key:
    | 'required'
    | 'tooLong'
    | 'tooShort'
    | 'tooSmall'
    | 'tooLarge'
    | 'notANumber'
    | 'emailNoAt'
    | 'emailNoDomain'
    | 'phoneLetters'
    | 'phoneShort'
    | 'urlShape'
  parameters: Record<string, string | number>
}

/**
 * The checks that can be made while typing, before the server sees the value. It answers what to do, and leaves every doubt to the
 * server: a value that passes here may still be refused there, never the other way round.
 */
export function checkValue(field: FieldMeta, value: unknown): ValueProblem | null {
  if (isEmpty(value)) return field.required ? { key: 'required', parameters: {} } : null
  switch (field.kind) {
    case 'text':
    case 'longText':
    case 'richText':
      return checkLength(field, String(value))
    case 'number':
    case 'percent':
      return checkNumber(field, value)
    case 'money':
      return checkNumber(field, amountOf(value))
    case 'email':
      return checkEmail(String(value).trim())
    case 'phone':
      return checkPhone(String(value).trim())
    case 'url':
      return /^\S+\.\S+$/.test(String(value).trim()) ? null : { key: 'urlShape', parameters: {} }
    default:
      return null
  }
}

export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true
  if (typeof value === 'string') return value.trim() === ''
  if (Array.isArray(value)) return value.length === 0
  if (typeof value === 'object' && 'amount' in value) return isEmpty(value.amount)
  if (typeof value === 'object') return Object.values(value).every(isEmpty)
  return false
}

function checkLength(field: FieldMeta, text: string): ValueProblem | null {
  const length = [...text.trim()].length
  if (field.max !== undefined && length > field.max) return { key: 'tooLong', parameters: { max: field.max, over: length - field.max } }
  if (field.min !== undefined && length < field.min) return { key: 'tooShort', parameters: { min: field.min, missing: field.min - length } }
  return null
}

function checkNumber(field: FieldMeta, value: unknown): ValueProblem | null {
  const number = typeof value === 'number' ? value : Number(String(value).replaceAll(',', ''))
  if (!Number.isFinite(number)) return { key: 'notANumber', parameters: {} }
  if (field.min !== undefined && number < field.min) return { key: 'tooSmall', parameters: { min: field.min } }
  if (field.max !== undefined && number > field.max) return { key: 'tooLarge', parameters: { max: field.max } }
  return null
}

function checkEmail(text: string): ValueProblem | null {
  if (!text.includes('@')) return { key: 'emailNoAt', parameters: {} }
  const domain = text.slice(text.lastIndexOf('@') + 1)
  return /^[^\s.]+(\.[^\s.]+)+$/.test(domain) ? null : { key: 'emailNoDomain', parameters: {} }
}

function checkPhone(text: string): ValueProblem | null {
  // Extensions are written with letters: 0512-5550 8120 ext. 3, 转 3.
  const number = text.replace(/\s*(ext\.?|x|转|分机)\s*\d+$/iu, '')
  if (/\p{Letter}/u.test(number)) return { key: 'phoneLetters', parameters: {} }
  const digits = number.replace(/\D/g, '').length
  const missing = 3 - digits
  return missing > 0 ? { key: 'phoneShort', parameters: { missing } } : null
}

function amountOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'amount' in value ? value.amount : value
}
