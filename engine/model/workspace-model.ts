import type { FieldDefinition, FieldKind } from '../declare/field.ts'
import type { Label } from '../declare/label.ts'
import { type ObjectDefinition, systemFields } from '../declare/object.ts'
import type { Registry } from '../declare/registry.ts'
import { type DuplicatePolicy, policyOf } from '../duplicates/policy.ts'
import type { Filter } from '../query/filter.ts'
import { keptColumns } from './object-setting.ts'

/** An object as one workspace knows it: the declaration with its custom fields. */
export type ObjectModel = {
  readonly definition: ObjectDefinition
  readonly fields: ReadonlyMap<string, FieldDefinition>
  /** Which records count as one's own, where the workspace says so; otherwise those one owns. */
  readonly mine?: Filter
}

export type Choice = {
  readonly key: string
  readonly label: Label
  readonly color: string | null
  readonly position: number
  readonly active: boolean
}

/** What a workspace made of the declarations. Read once, kept until its configuration changes. */
export type WorkspaceModel = {
  readonly workspace: {
    readonly id: string
    readonly name: string
    readonly currency: string
    readonly locale: 'zh-CN' | 'en'
    readonly timeZone: string
  }
  readonly objects: ReadonlyMap<string, ObjectModel>
  readonly choices: ReadonlyMap<string, readonly Choice[]>
  /** What counts as a duplicate, of objects that may have some. */
  readonly duplicates: ReadonlyMap<string, DuplicatePolicy>
  readonly version: string
}

export type CustomFieldRow = {
  id: string
  object: string
  key: string
  kind: FieldKind
  label_zh: string
  label_en: string
  required: boolean
  searched: boolean
  list: string | null
  target: string | null
  decimals: number | null
  read_class: string | null
  personal: boolean
  slot: string | null
  sortable: boolean
}

export type ObjectSettingRow = {
  object: string
  label_zh: string | null
  label_en: string | null
  plural_zh: string | null
  plural_en: string | null
  icon: string | null
  columns: string[] | null
  duplicates: unknown
  mine: Filter | null
}

/** Adds custom fields to the declarations, and what the workspace calls them. A row for an unknown object is left out: its pack may be gone. */
export function objectModels(
  registry: Registry,
  rows: readonly CustomFieldRow[],
  settings: readonly ObjectSettingRow[] = [],
): Map<string, ObjectModel> {
  const settingOf = new Map(settings.map((row) => [row.object, row]))
  const models = new Map<string, ObjectModel>()
  for (const definition of registry.objects.values()) {
    const fields = new Map<string, FieldDefinition>([...Object.entries(definition.fields), ...Object.entries(systemFields)])
    for (const row of rows) if (row.object === definition.key && !fields.has(row.key)) fields.set(row.key, customDefinition(row))
    const setting = settingOf.get(definition.key)
    models.set(definition.key, {
      definition: setting ? asCalledHere(definition, setting, fields) : definition,
      fields,
      ...(setting?.mine ? { mine: setting.mine } : {}),
    })
  }
  return models
}

/** The rules for duplicates: as declared, unless the workspace has its own. */
export function duplicatePolicies(registry: Registry, settings: readonly ObjectSettingRow[]): Map<string, DuplicatePolicy> {
  const settingOf = new Map(settings.map((row) => [row.object, row.duplicates]))
  const declared = [...registry.objects.values()].filter(({ duplicates }) => duplicates)
  return new Map(declared.map((definition) => [definition.key, policyOf(definition, settingOf.get(definition.key))]))
}

function asCalledHere(definition: ObjectDefinition, row: ObjectSettingRow, fields: ReadonlyMap<string, FieldDefinition>): ObjectDefinition {
  const label = (zh: string | null, en: string | null, declared: Label): Label => (zh && en ? { zh, en } : declared)
  const columns = keptColumns(row, (key) => fields.has(key))
  return {
    ...definition,
    label: label(row.label_zh, row.label_en, definition.label),
    plural: label(row.plural_zh, row.plural_en, definition.plural),
    icon: row.icon ?? definition.icon,
    ...(columns ? { list: { ...definition.list, columns } } : {}),
  }
}

function customDefinition(row: CustomFieldRow): FieldDefinition {
  return {
    kind: row.kind,
    label: { zh: row.label_zh, en: row.label_en },
    required: row.required,
    searched: row.searched,
    personal: row.personal,
    ...(row.list ? { list: row.list } : {}),
    ...(row.target ? { to: row.target } : {}),
    ...(row.decimals === null ? {} : { decimals: Number(row.decimals) }),
    ...(row.read_class ? { readClass: row.read_class } : {}),
    custom: { id: row.id, slot: row.slot, sortable: row.sortable },
  }
}
