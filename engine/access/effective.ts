import { type FieldLevel, type Grants, impliedGrants, levelFor, type Scope, scopeFor, scopes } from './principal.ts'

/** A role as its record holds it. */
export type RoleRights = {
  readonly id: string
  readonly name: string
  readonly administrator: boolean
  readonly grants: Grants | null
  readonly readClasses: Readonly<Record<string, FieldLevel>> | null
}

/** What several roles give together, and which of them give that much. */
export type Granted = { readonly scope: Scope; readonly roles: readonly string[] }

/** The widest scope of several roles for an action, with the names of the roles it comes from: `scopeFor`, told with its reason. */
export function grantedBy(roles: readonly RoleRights[], object: string, action: string): Granted | null {
  const given = roles.flatMap((role) => {
    const scope = scopeFor(
      { administrator: role.administrator, grants: [{ ...(role.grants ?? {}), ...impliedGrants }], narrowing: null },
      object,
      action,
    )
    return scope ? [{ scope, name: role.name }] : []
  })
  const widest = scopes[Math.max(-1, ...given.map(({ scope }) => scopes.indexOf(scope)))]
  return widest ? { scope: widest, roles: given.filter(({ scope }) => scope === widest).map(({ name }) => name) } : null
}

/** How much several roles together show of a class of fields. */
export function levelBy(roles: readonly RoleRights[], readClass: string): FieldLevel {
  const administrator = roles.some((role) => role.administrator)
  return levelFor({ administrator, readClasses: roles.map((role) => role.readClasses ?? {}) }, readClass)
}
