import type { FieldDefinition, ObjectDefinition } from '../../../engine/index.ts'
import { typeName } from './fields.ts'

const heading = `// Written by \`npm run generate\` from the declarations of the objects; a test fails when it is stale.
import type { Address, AnyRecordLink, ListMoves, Money, RecordJson, RecordLink } from '../types.ts'
`

/** The types of the client, as the text of \`client/generated/objects.ts\`. */
export function clientTypes(objects: readonly ObjectDefinition[]): string {
  const sorted = [...objects].sort((a, b) => (a.key < b.key ? -1 : 1))
  const entries = sorted.map((object) => ({ object, name: typeName(object.key), property: camel(object.route) }))
  return [
    heading,
    ...entries.map(({ object, name }) => objectTypes(object, name)),
    '/** Address of each object under `/api/v1/`, by the name that the client gives it. */',
    'export const routes = {',
    ...entries.map(({ object, property }) => `  ${property}: '${object.route}',`),
    '} as const\n',
    '/** As it is read, as it is created, as it is changed. */',
    'export type Objects = {',
    ...entries.map(({ name, property }) => `  ${property}: { read: ${name}; create: New${name}; change: ${name}Changes }`),
    '}\n',
  ].join('\n')
}

function objectTypes(object: ObjectDefinition, name: string): string {
  const fields = Object.entries(object.fields)
  const written = fields.filter(([, field]) => !isDerived(field))
  const lines = [
    `/** ${object.label.zh} · ${object.label.en}. A field is absent when it was not asked for, or is hidden from this reader. */`,
    `export type ${name} = RecordJson & {`,
    ...fields.flatMap(([key, field]) => [`  /** ${comment(field)} */`, `  ${key}?: ${orNull(field, readType(field))}`]),
    '}',
    `export type New${name} = {`,
    ...written.map(
      ([key, field]) => `  ${key}${field.required && field.default === undefined ? '' : '?'}: ${orNull(field, writeType(field))}`,
    ),
    '  [custom: string]: unknown',
    '}',
    `export type ${name}Changes = Partial<New${name}>\n`,
  ]
  return lines.join('\n')
}

function isDerived(field: FieldDefinition): boolean {
  return field.readOnly === true || field.kind === 'autoNumber' || field.kind === 'formula'
}

function comment(field: FieldDefinition): string {
  const target = field.list ? `, choice list ${field.list}` : field.to && field.to !== 'any' ? `, ${field.to}` : ''
  return `${field.label.zh} · ${field.label.en} (${field.kind}${target})`.replaceAll('*/', '* /')
}

function orNull(field: FieldDefinition, type: string): string {
  return field.required || type === 'unknown' ? type : `${type} | null`
}

function readType(field: FieldDefinition): string {
  switch (field.kind) {
    case 'reference':
      return field.to === 'any' ? 'AnyRecordLink' : 'RecordLink'
    case 'user':
    case 'file':
      return 'RecordLink'
    case 'references':
      return 'RecordLink[]'
    case 'money':
      return 'Money'
    case 'secret':
      return '{ set: boolean }'
    case 'formula':
      return readType({ ...field, kind: field.result ?? 'number' })
    default:
      return plainType(field)
  }
}

function writeType(field: FieldDefinition): string {
  switch (field.kind) {
    case 'reference':
      return field.to === 'any' ? '{ object: string; id: string }' : 'string | { id: string }'
    case 'user':
    case 'file':
      return 'string | { id: string }'
    case 'references':
      return listType('string | { id: string }')
    case 'multiChoice':
      return listType('string')
    case 'money':
      return 'Money | string'
    case 'secret':
      return 'string'
    default:
      return plainType(field)
  }
}

function listType(item: string): string {
  return `${item.includes('|') ? `(${item})` : item}[] | ListMoves<${item}>`
}

function plainType(field: FieldDefinition): string {
  switch (field.kind) {
    case 'number':
    case 'percent':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'multiChoice':
      return 'string[]'
    case 'address':
      return 'Address'
    case 'json':
      return 'unknown'
    default:
      return 'string'
  }
}

function camel(route: string): string {
  return route.replace(/-([a-z])/g, (_whole, letter: string) => letter.toUpperCase())
}
