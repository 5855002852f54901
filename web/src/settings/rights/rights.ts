import type { ObjectMeta } from '../../data/client.ts'

export const actions = ['read', 'create', 'update', 'delete', 'export', 'import', 'massUpdate', 'share', 'privacy'] as const
export const scopes = ['own', 'team', 'teamAndBelow', 'all'] as const
export const levels = ['see', 'read', 'unmask', 'mask', 'hide'] as const

export type Scope = (typeof scopes)[number]
export type Grants = Readonly<Record<string, Readonly<Record<string, Scope>>>>
export type FieldLevels = Readonly<Record<string, (typeof levels)[number]>>

/** Everything that no row of its own names. */
export const otherObjects = '*'

export function readGrants(value: unknown): Grants {
  return typeof value === 'object' && value !== null ? (value as Grants) : {}
}

export function readLevels(value: unknown): FieldLevels {
  return typeof value === 'object' && value !== null ? (value as FieldLevels) : {}
}

/** Gives or takes one right; an object without rights leaves no empty row behind. */
export function withScope(grants: Grants, object: string, action: string, scope: Scope | null): Grants {
  const { [action]: _old, ...rest } = grants[object] ?? {}
  const row = scope === null ? rest : { ...rest, [action]: scope }
  const { [object]: _row, ...others } = grants
  return Object.keys(row).length === 0 ? others : { ...others, [object]: row }
}

/** Gives or takes every right on an object at once. */
export function withRow(grants: Grants, object: string, scope: Scope | null): Grants {
  return actions.reduce((given, action) => withScope(given, object, action, scope), grants)
}

/** Classes of sensitive fields, each with the fields that it holds. */
export function readClasses(objects: readonly ObjectMeta[]): { key: string; fields: { object: ObjectMeta; key: string }[] }[] {
  const classes = new Map<string, { object: ObjectMeta; key: string }[]>()
  for (const object of objects) {
    for (const { key, readClass } of object.fields) {
      if (readClass === undefined || readClass === 'general') continue
      classes.set(readClass, [...(classes.get(readClass) ?? []), { object, key }])
    }
  }
  return [...classes].map(([key, fields]) => ({ key, fields }))
}
