import { type FieldDefinition, type Locale, labelIn } from '../../../engine/index.ts'

export type Schema = { readonly [key: string]: unknown }

/** Names of an object's schemas: `Account`, `NewAccount`, `AccountChanges`. */
export function typeName(objectKey: string): string {
  return objectKey.replace(/(^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_whole, _gap, letter: string) => letter.toUpperCase())
}

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

export type FieldLanguage = { locale: Locale; choices: (list: string) => readonly string[] }

/** A field as it is read. Anything but what is required may be null. */
export function readSchema(field: FieldDefinition, language: FieldLanguage): Schema {
  const shape = readShape(field, language)
  return described(field, language, field.required ? shape : orNull(shape))
}

/** A field as it is written; null when it is never written from outside. */
export function writeSchema(field: FieldDefinition, language: FieldLanguage): Schema | null {
  if (field.readOnly || field.kind === 'autoNumber' || field.kind === 'formula') return null
  const shape = writeShape(field, language)
  return described(field, language, field.required ? shape : orNull(shape))
}

function described(field: FieldDefinition, { locale }: FieldLanguage, shape: Schema): Schema {
  const label = labelIn(field.label, locale)
  const help = field.help ? labelIn(field.help, locale) : null
  const text = help ? `${label}: ${help}` : label
  return '$ref' in shape ? { allOf: [shape], description: text } : { ...shape, description: text }
}

function orNull(shape: Schema): Schema {
  if (typeof shape.type === 'string' && !('enum' in shape)) return { ...shape, type: [shape.type, 'null'] }
  return { anyOf: [shape, { type: 'null' }] }
}

function readShape(field: FieldDefinition, language: FieldLanguage): Schema {
  switch (field.kind) {
    case 'reference':
      return ref(field.to === 'any' ? 'AnyRecordLink' : 'RecordLink')
    case 'user':
    case 'file':
      return ref('RecordLink')
    case 'references':
      return { type: 'array', items: ref('RecordLink') }
    case 'money':
      return ref('Money')
    case 'secret':
      return { type: 'object', properties: { set: { type: 'boolean' } }, required: ['set'] }
    case 'formula':
      return readShape({ ...field, kind: field.result ?? 'number' }, language)
    default:
      return plainShape(field, language)
  }
}

function writeShape(field: FieldDefinition, language: FieldLanguage): Schema {
  const id: Schema = { type: 'string', format: 'uuid' }
  const link: Schema = { anyOf: [id, { type: 'object', properties: { id }, required: ['id'] }] }
  switch (field.kind) {
    case 'reference':
      return field.to === 'any' ? { type: 'object', properties: { object: { type: 'string' }, id }, required: ['object', 'id'] } : link
    case 'user':
    case 'file':
      return link
    case 'references':
      return listShape(link)
    case 'multiChoice':
      return listShape(choiceShape(field, language))
    case 'money':
      return {
        anyOf: [ref('Money'), { type: 'string', pattern: '^-?\\d+(\\.\\d{1,4})?$', description: "An amount in the workspace's currency" }],
      }
    case 'secret':
      return { type: 'string', writeOnly: true }
    default:
      return plainShape(field, language)
  }
}

/** The whole list, or what comes to it and goes from it. */
function listShape(items: Schema): Schema {
  const list: Schema = { type: 'array', items }
  return { anyOf: [list, { type: 'object', properties: { add: list, remove: list }, additionalProperties: false, minProperties: 1 }] }
}

function plainShape(field: FieldDefinition, language: FieldLanguage): Schema {
  const lengths = {
    ...(field.min === undefined ? {} : { minLength: field.min }),
    ...(field.max === undefined ? {} : { maxLength: field.max }),
  }
  const bounds = { ...(field.min === undefined ? {} : { minimum: field.min }), ...(field.max === undefined ? {} : { maximum: field.max }) }
  switch (field.kind) {
    case 'number':
    case 'percent':
      return { type: 'number', ...bounds }
    case 'boolean':
      return { type: 'boolean' }
    case 'date':
      return { type: 'string', format: 'date', example: '2026-03-17' }
    case 'dateTime':
      return { type: 'string', format: 'date-time', example: '2026-03-17T01:30:00.000Z' }
    case 'choice':
      return choiceShape(field, language)
    case 'multiChoice':
      return { type: 'array', items: choiceShape(field, language) }
    case 'address':
      return ref('Address')
    case 'region':
      return { type: 'string', pattern: '^\\d{2}(\\d{2}(\\d{2})?)?$', example: '320500' }
    case 'email':
      return { type: 'string', format: 'email', ...lengths }
    case 'url':
      return { type: 'string', ...lengths }
    case 'json':
      return {}
    default:
      return { type: 'string', ...lengths }
  }
}

/** Keys as they are now; a workspace adds to its lists, so a reader should expect others. */
function choiceShape(field: FieldDefinition, language: FieldLanguage): Schema {
  const keys = field.list ? language.choices(field.list) : []
  return { type: 'string', ...(keys.length > 0 ? { examples: keys.slice(0, 20) } : {}) }
}
