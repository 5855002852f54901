import { AccessError } from '../errors.ts'
import type { OwnPool } from '../pools/access.ts'

export const scopes = ['own', 'team', 'teamAndBelow', 'all'] as const
export type Scope = (typeof scopes)[number]
export type RecordAction = 'create' | 'read' | 'update' | 'delete' | 'export' | 'import' | 'massUpdate' | 'share' | 'privacy'
/**
 * What a role lets one do with the fields of a read class, from the most to the least: see and change · see alone · see masked and ask for single values, which
 * is recorded · see masked · not know of.
 */
export const fieldLevels = ['see', 'read', 'unmask', 'mask', 'hide'] as const
export type FieldLevel = (typeof fieldLevels)[number]

/** `{ account: { read: 'team', update: 'own' }, '*': { read: 'all' } }` */
export type Grants = Readonly<Record<string, Readonly<Record<string, Scope>>>>

/** Less than the rights of the person behind it: those of one of their roles, reading alone, or both. It never gives what they have not. */
export type Narrowing = {
  readonly roleId: string | null
  readonly readOnly: boolean
  /** Somebody else works in the name of this person, by a delegation: within what is lent, until it ends. */
  readonly acting?: {
    readonly delegation: string
    readonly actor: { readonly id: string; readonly name: string }
    readonly until: string
    readonly objects: readonly string[] | null
  }
}

/**
 * Who acts, and all that access compiles from. Held per session and dropped whenever roles, users or departments change.
 * `team` are the principals of the own departments; `below` also those of every department under them and of those one heads, and whoever reports to one.
 */
export type Principal = {
  readonly workspaceId: string
  readonly id: string
  readonly kind: 'staff' | 'customer' | 'partner' | 'token' | 'system' | 'agent'
  readonly name: string
  readonly administrator: boolean
  readonly roles: readonly { id: string; name: string }[]
  readonly grants: readonly Grants[]
  readonly readClasses: readonly Readonly<Record<string, FieldLevel>>[]
  readonly departmentId: string | null
  readonly team: readonly string[]
  readonly below: readonly string[]
  /** Whom records are shared with, so that they are shared with this principal: itself, its roles, its departments and all above them. */
  readonly sharedTo: readonly string[]
  /** Those of them that reach the principal only when a share says "and the departments below". */
  readonly sharedBelow: readonly string[]
  /** Objects of which any record was shared with the principal; no statement looks for shares of others. */
  readonly sharedObjects: readonly string[]
  /** The pools that they are a member of, in order. */
  readonly pools: readonly OwnPool[]
  readonly locale: 'zh-CN' | 'en'
  readonly timeZone: string
  /** Acts with less than its own rights; work in the background, which knows the person alone, is not for it. */
  readonly narrowing: Narrowing | null
}

/** What every role may do with records that belong to others: the rights on those decide, in SQL. */
export const impliedGrants: Grants = { recordShare: { create: 'all', read: 'all', update: 'all', delete: 'all' } }

const readingActions = new Set(['read', 'export'])

/** Work in the background goes on as the person, with all their rights: nobody starts it with less. */
export function demandWholeRights({ narrowing }: Principal): void {
  if (narrowing) throw new AccessError(narrowing.acting ? 'not_while_acting' : 'not_with_a_narrowed_token')
}

/** Who really does it: whoever works in somebody's name is written down beside them. */
export function actorOf({ id, narrowing }: Pick<Principal, 'id' | 'narrowing'>): string {
  return narrowing?.acting?.actor.id ?? id
}

/** The widest scope that the principal's roles give for an action on an object, or null for none. */
export function scopeFor(
  principal: Pick<Principal, 'administrator' | 'grants' | 'narrowing'>,
  object: string,
  action: string,
): Scope | null {
  if (principal.narrowing?.readOnly && !readingActions.has(action)) return null
  if (principal.administrator) return 'all'
  let widest = -1
  for (const grants of principal.grants) {
    const scope = grants[object]?.[action] ?? grants['*']?.[action]
    if (scope) widest = Math.max(widest, scopes.indexOf(scope))
  }
  return scopes[widest] ?? null
}

/** The most that any role lets the principal see of a read class; a class that no role names is seen. */
export function levelFor(principal: Pick<Principal, 'administrator' | 'readClasses'>, readClass: string | undefined): FieldLevel {
  if (principal.administrator || !readClass || readClass === 'general') return 'see'
  const levels = principal.readClasses.map((classes) => classes[readClass] ?? 'see')
  return levels.length === 0 ? 'see' : (fieldLevels.find((level) => levels.includes(level)) ?? 'hide')
}

export function isMasked(level: FieldLevel): boolean {
  return level === 'mask' || level === 'unmask'
}

/** Its values stand in the open: they may be searched, filtered, sorted and told of. */
export function isOpenly(level: FieldLevel): boolean {
  return level === 'see' || level === 'read'
}

/** The server itself: jobs, set-up, migrations. Sees and may do everything in its workspace. */
export function systemPrincipal(workspaceId: string, id: string, locale: 'zh-CN' | 'en', timeZone: string): Principal {
  return {
    workspaceId,
    id,
    kind: 'system',
    name: 'Guanxi',
    administrator: true,
    roles: [],
    grants: [],
    readClasses: [],
    departmentId: null,
    team: [],
    below: [],
    sharedTo: [],
    sharedObjects: [],
    sharedBelow: [],
    pools: [],
    locale,
    timeZone,
    narrowing: null,
  }
}
