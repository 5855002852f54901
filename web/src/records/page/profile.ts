import type { FieldMeta, Label, ObjectMeta } from '../../data/client.ts'
import { fieldOf } from '../../data/meta.ts'
import { pageTexts } from './messages.ts'

export type ProfileSection = {
  key: string
  label: Label
  fields: FieldMeta[]
  startsFolded: boolean
  copied?: { label: Label; fields: FieldMeta[] }[]
}

const systemKeys = ['createdAt', 'createdBy', 'changedAt', 'changedBy'] as const

/** The profile of a record: the declared sections, then fields that none of them names, the workspace's own fields, and who made it. */
export function profileSections(object: ObjectMeta): ProfileSection[] {
  const named = new Set(object.page.sections.flatMap((section) => section.fields))
  const rest = object.fields.filter((field) => !named.has(field.key))
  const sections: ProfileSection[] = object.page.sections.map((section, index) => ({
    key: String(index),
    label: section.label,
    fields: section.fields.flatMap((key) => fieldOf(object, key) ?? []),
    startsFolded: false,
    ...(section.copied
      ? { copied: section.copied.map((line) => ({ label: line.label, fields: line.fields.flatMap((key) => fieldOf(object, key) ?? []) })) }
      : {}),
  }))
  const own = rest.filter((field) => field.custom)
  return [
    ...sections,
    { key: 'custom', label: pageTexts.customFields, fields: own, startsFolded: false },
    {
      key: 'system',
      label: pageTexts.systemInfo,
      fields: [...rest.filter((field) => !field.custom), ...systemKeys.flatMap((key) => fieldOf(object, key) ?? [])],
      startsFolded: true,
    },
  ].filter((section) => section.fields.length > 0)
}

/** Every field that a page shows, so that one read brings all of them. */
export function pageFields(object: ObjectMeta): string[] {
  return [...object.fields.map((field) => field.key), ...systemKeys]
}
