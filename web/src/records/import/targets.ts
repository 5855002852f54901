import type { FieldKind, FieldMeta, Meta, ObjectMeta } from '../../data/client.ts'
import { fieldOf, labelOf, objectOf } from '../../data/meta.ts'
import { translate } from '../../text/index.ts'
import { messages } from './messages.ts'

/** The record's id in the system that the file comes from. */
export const externalKey = '#key'
/** Who made and changed the records in the other system, and when. */
const originals = {
  '#createdAt': 'originalCreated',
  '#createdBy': 'originalCreator',
  '#changedAt': 'originalChanged',
  '#changedBy': 'originalChanger',
} as const

/** Where a column can go: its key in the plan, its name, and what it is found by. */
export type Target = { key: string; name: string; words: string; group: 'own' | 'key' | 'original' | 'through'; field?: FieldMeta }

const notImportable = new Set<FieldKind>(['autoNumber', 'formula', 'secret', 'json', 'file'])
/** Objects whose records are few, and set up rather than brought along. */
export const madeByHand: ReadonlySet<string> = new Set(['file', 'role', 'pipeline', 'stage', 'exchangeRate'])
/** One level through a reference only plain values are filled. */
const notThrough = new Set<FieldKind>(['reference', 'references'])

/** The fields that a file may fill. */
export function importableFields(object: ObjectMeta): FieldMeta[] {
  return object.fields.filter((field) => !field.readOnly && !notImportable.has(field.kind) && field.to !== 'any')
}

/** Everything a column can go to: the fields of the object first, then the other system's, then those of the records it names. */
export function targetsOf(meta: Meta, object: ObjectMeta): Target[] {
  const own = importableFields(object).map(
    (field): Target => ({ key: field.key, name: labelOf(field.label), words: wordsOf(field), group: 'own', field }),
  )
  const key: Target = { key: externalKey, name: translate(messages, 'otherKey'), words: 'id key 编号 原系统', group: 'key' }
  const original = Object.entries(originals).map(
    ([target, name]): Target => ({
      key: target,
      name: translate(messages, name),
      words: 'original created changed 原 创建 更新',
      group: 'original',
    }),
  )
  return [...own, key, ...original, ...importableFields(object).flatMap((field) => throughField(meta, field))]
}

function throughField(meta: Meta, reference: FieldMeta): Target[] {
  const object = reference.kind === 'reference' && reference.to ? objectOf(meta, reference.to) : undefined
  if (!object?.may.create || madeByHand.has(object.key)) return []
  return importableFields(object)
    .filter((field) => !notThrough.has(field.kind))
    .map((field) => ({
      key: `${reference.key}.${field.key}`,
      name: `${labelOf(reference.label)} · ${labelOf(field.label)}`,
      words: `${wordsOf(reference)} ${wordsOf(field)}`,
      group: 'through',
      field,
    }))
}

function wordsOf(field: FieldMeta): string {
  return `${field.label.zh} ${field.label.en} ${field.key}`.toLowerCase()
}

/** The field behind a target; none behind the other system's id. */
export function fieldOfTarget(meta: Meta, object: ObjectMeta, target: string | null): FieldMeta | undefined {
  if (target === null || target === externalKey) return undefined
  if (target.startsWith('#')) return fieldOf(object, target.slice(1))
  const [first, second] = target.split('.')
  const field = first === undefined ? undefined : fieldOf(object, first)
  if (second === undefined || !field?.to) return field
  const through = objectOf(meta, field.to)
  return through && fieldOf(through, second)
}

export function targetName(meta: Meta, object: ObjectMeta, target: string): string {
  if (target === externalKey) return translate(messages, 'otherKey')
  const original = originals[target as keyof typeof originals]
  if (original) return translate(messages, original)
  const [first, second] = target.split('.')
  const field = first === undefined ? undefined : fieldOf(object, first)
  if (!field) return target
  const end = second === undefined ? undefined : fieldOfTarget(meta, object, target)
  return end ? `${labelOf(field.label)} · ${labelOf(end.label)}` : labelOf(field.label)
}

const matchable = new Set<FieldKind>([
  'text',
  'email',
  'phone',
  'url',
  'number',
  'autoNumber',
  'date',
  'dateTime',
  'reference',
  'choice',
  'money',
])

/** What records can be known again by: what a column fills, or every row is given. */
export function matchableTargets(meta: Meta, object: ObjectMeta, targets: readonly string[]): string[] {
  return targets.filter((target) => {
    if (target === externalKey) return true
    const field = target.startsWith('#') || target.includes('.') ? undefined : fieldOfTarget(meta, object, target)
    return field !== undefined && matchable.has(field.kind)
  })
}
