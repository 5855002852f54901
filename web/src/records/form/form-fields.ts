import type { FieldMeta, Label, Me, ObjectMeta, Values } from '../../data/client.ts'
import { today } from '../../design/format.ts'
import { formTexts } from './messages.ts'

export type FormSection = { key: string; label: Label; fields: FieldMeta[] }

const derived = new Set(['autoNumber', 'formula'])

/** Whether somebody fills the field in when the record is made. */
export function isAsked(field: FieldMeta): boolean {
  return !field.readOnly && !derived.has(field.kind)
}

/** The fields of a form in the order of the profile; what no section names follows, fields of the workspace's own last. */
export function formSections(object: ObjectMeta): FormSection[] {
  const left = new Map(object.fields.filter(isAsked).map((field) => [field.key, field]))
  const sections: FormSection[] = object.page.sections.map((section, index) => ({
    key: String(index),
    label: section.label,
    fields: take(left, section.fields),
  }))
  const own = [...left.values()].filter((field) => field.custom)
  const rest = [...left.values()].filter((field) => !field.custom)
  const [first] = sections
  if (first) first.fields.push(...rest)
  else sections.push({ key: 'all', label: object.label, fields: rest })
  sections.push({ key: 'custom', label: formTexts.customFields, fields: own })
  return sections.filter((section) => section.fields.length > 0)
}

function take(left: Map<string, FieldMeta>, keys: readonly string[]): FieldMeta[] {
  return keys.flatMap((key) => {
    const field = left.get(key)
    left.delete(key)
    return field ? [field] : []
  })
}

/** What a new record starts with: declared defaults, as the reader would see them, under what the place it is made from gives. */
export function startValues(object: ObjectMeta, me: Me, initial: Values | undefined): Values {
  const values: Values = {}
  for (const field of object.fields) {
    if (!isAsked(field) || field.default === undefined) continue
    values[field.key] = defaultOf(field, me)
  }
  return { ...values, ...initial }
}

function defaultOf(field: FieldMeta, me: Me): unknown {
  if (field.default === 'current-user') return { id: me.userId, title: me.name }
  if (field.default === 'today') return today()
  if (field.default === 'now') return new Date().toISOString()
  return field.default
}

const wideKinds = new Set(['longText', 'richText', 'address', 'references', 'json'])

/** Fields that take the whole width of the form. */
export function isWide(field: FieldMeta, object: ObjectMeta): boolean {
  return wideKinds.has(field.kind) || field.key === object.title || field.format === 'recurrence'
}
