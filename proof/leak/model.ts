import { type Fact, type Facts, type RoleFact, type Scope, snake } from './facts.ts'
import { classNames, objects } from './rules.ts'

/** Somebody who asks: a person, perhaps through a token that has less than their rights. */
export type Asker = {
  readonly name: string
  readonly workspace: number
  readonly id: string
  readonly token: string
  readonly narrowing: {
    readonly roleId: string | null
    readonly readOnly: boolean
    /** Somebody else works in the name of this person, by a delegation of all their work or of some objects. */
    readonly lent?: readonly string[] | 'everything'
  } | null
}

const order: readonly Scope[] = ['own', 'team', 'teamAndBelow', 'all']
const readingActions = ['read', 'export']

function rolesOf(facts: Facts, asker: Asker): RoleFact[] {
  const held = (facts.users.get(asker.id)?.roles ?? []).flatMap((id) => facts.roles.get(id) ?? [])
  return asker.narrowing?.roleId ? held.filter(({ id }) => id === asker.narrowing?.roleId) : held
}

/** "An administrator's rights as such are not lent." */
export function isAdministrator(facts: Facts, asker: Asker): boolean {
  return asker.narrowing?.lent === undefined && holdsAdministration(facts, asker)
}

function holdsAdministration(facts: Facts, asker: Asker): boolean {
  return rolesOf(facts, asker).some((role) => role.administrator)
}

const lentActions = ['create', 'read', 'update', 'delete', 'massUpdate']

/** "The work itself is lent, never to share, to import or to export; of what stands around it, such as names and choices, reading alone." */
function isLent(lent: readonly string[] | 'everything', object: string, action: string): boolean {
  const rule = objects[object]
  if (rule === undefined ? object === 'productCategory' : !rule.around)
    return (lent === 'everything' || lent.includes(object)) && lentActions.includes(action)
  return action === 'read' && (lent === 'everything' || (rule?.owned === false && rule.ofRecord === undefined) || rule === undefined)
}

/** "Somebody with several roles has the widest scope of them. The row of all other objects holds wherever a row says nothing." */
export function scopeOf(facts: Facts, asker: Asker, object: string, action: string): Scope | null {
  if (asker.narrowing?.readOnly && !readingActions.includes(action)) return null
  const { lent, ...narrowing } = asker.narrowing ?? {}
  if (lent !== undefined) {
    if (!isLent(lent, object, action)) return null
    return scopeOf(facts, { ...asker, narrowing: { roleId: null, readOnly: false, ...narrowing } }, object, action)
  }
  // What belongs to another record is given by no role of its own.
  if (objects[object]?.ofRecord && ['create', 'read', 'update', 'delete'].includes(action)) return 'all'
  if (isAdministrator(facts, asker)) return 'all'
  const given = rolesOf(facts, asker).flatMap(({ grants }) => grants[object]?.[action] ?? grants['*']?.[action] ?? [])
  return given.reduce<Scope | null>((widest, scope) => (widest && order.indexOf(widest) > order.indexOf(scope) ? widest : scope), null)
}

/** Whether a record of this owner lies within a scope of the asker's. */
export function reaches(facts: Facts, asker: Asker, scope: Scope, owner: string | null): boolean {
  if (scope === 'all') return true
  if (owner === null) return false
  if (owner === asker.id) return true
  if (scope === 'own') return false
  const theirs = departmentsOf(facts, owner)
  const mine = departmentsOf(facts, asker.id)
  if (scope === 'team') return theirs.some((id) => mine.includes(id))
  if (reportsTo(facts, owner, asker.id)) return true
  return theirs.flatMap((id) => chain(facts, id)).some((id) => mine.includes(id) || facts.departments.get(id)?.head === asker.id)
}

function departmentsOf(facts: Facts, user: string): readonly string[] {
  return (facts.users.get(user)?.departments ?? []).filter((id) => facts.departments.has(id))
}

/** "Whoever reports to one, and whoever reports to them." */
function reportsTo(facts: Facts, user: string, manager: string, seen: readonly string[] = []): boolean {
  const above = facts.users.get(user)?.manager ?? null
  if (above === null || seen.includes(user) || !facts.users.has(user)) return false
  return above === manager || reportsTo(facts, above, manager, [...seen, user])
}

/** Whom the asker stands for when something is shared; with `below`, also the departments above theirs. */
function receives(facts: Facts, asker: Asker, to: string, below: boolean): boolean {
  const mine = departmentsOf(facts, asker.id)
  if (to === asker.id || mine.includes(to) || rolesOf(facts, asker).some(({ id }) => id === to)) return true
  return below && mine.some((id) => chain(facts, id).includes(to))
}

/** "A share widens which records the rights to see and to edit reach", directly or through the team of a record that this one points at. */
function isShared(facts: Facts, asker: Asker, record: Fact, action: string): boolean {
  if (action !== 'read' && action !== 'update') return false
  return facts.shares.some((share) => {
    if ((share.until !== null && new Date(share.until) <= new Date()) || !receives(facts, asker, share.to, share.below)) return false
    if (share.record === record.id) return action === 'read' || share.level === 'edit'
    const related = share.related[record.object]
    if (related === undefined || (action === 'update' && related !== 'edit')) return false
    const reaching = objects[facts.records.get(share.record)?.object ?? '']
    return (
      reaching?.team?.includes(record.object) === true &&
      Object.entries(objects[record.object]?.points ?? {}).some(
        ([key, to]) => objects[to] === reaching && record.columns[`${snake(key)}_id`] === share.record,
      )
    )
  })
}

/** A department and all that stand above it. */
function chain(facts: Facts, department: string, seen: readonly string[] = []): string[] {
  const found = facts.departments.get(department)
  if (!found || seen.includes(department)) return [...seen]
  return found.parent ? chain(facts, found.parent, [...seen, department]) : [...seen, department]
}

/** Whether the asker may do `action` to a record by its owner, or because it was shared. */
export function mayDo(facts: Facts, asker: Asker, record: Fact, action: string): boolean {
  const scope = scopeOf(facts, asker, record.object, action)
  if (!scope) return false
  const { ofRecord, owned } = objects[record.object] ?? {}
  if (ofRecord && !isAdministrator(facts, asker)) {
    const target = facts.records.get(String(record.columns[`${snake(ofRecord)}_id`]))
    if (!target || target.deleted) return false
    return action === 'read' ? maySee(facts, asker, target) : mayShare(facts, asker, target)
  }
  return owned === false || reaches(facts, asker, scope, record.owner) || isShared(facts, asker, record, action)
}

/** "Whoever may edit a record by their roles may share it if they own it or a role of theirs says so." */
function mayShare(facts: Facts, asker: Asker, record: Fact): boolean {
  const edit = scopeOf(facts, asker, record.object, 'update')
  if (!edit || !reaches(facts, asker, edit, record.owner) || !maySee(facts, asker, record)) return false
  return record.owner === asker.id || reaches(facts, asker, scopeOf(facts, asker, record.object, 'share') ?? 'own', record.owner)
}

export function maySee(facts: Facts, asker: Asker, record: Fact): boolean {
  const rule = objects[record.object]
  if (!rule || !scopeOf(facts, asker, record.object, 'read')) return false
  if (mayDo(facts, asker, record, 'read')) return true
  if (rule.opened && isOpened(facts, asker, record)) return true
  if (isMember(facts, asker, record)) return true
  return (rule.via ?? []).some((key) => {
    const target = facts.records.get(String(record.columns[`${snake(key)}_id`]))
    return target &&
      !target.deleted &&
      objects[target.object]?.internal !== true &&
      !objects[target.object]?.around &&
      target.object !== (rule.points?.[key] === 'any' ? record.object : '')
      ? seenByItself(facts, asker, target)
      : false
  })
}

/** "One step far": what is seen through a record is not passed on further. */
function seenByItself(facts: Facts, asker: Asker, record: Fact): boolean {
  return (
    mayDo(facts, asker, record, 'read') ||
    (scopeOf(facts, asker, record.object, 'read') !== null && isMember(facts, asker, record)) ||
    (objects[record.object]?.opened === true && scopeOf(facts, asker, record.object, 'read') !== null && isOpened(facts, asker, record))
  )
}

/** "Members of a pool see what lies in it as long as nobody holds it; to claim and to assign are rights of their own." */
export function isMember(facts: Facts, asker: Asker, record: Fact, right: 'see' | 'claim' | 'assign' = 'see'): boolean {
  const pool = facts.pools.get(String(record.columns.pool_id))
  // What one may take out of pools is one's own, and not lent.
  if (asker.narrowing?.lent !== undefined) return false
  if (!pool || record.owner !== null || pool.object !== record.object || objects[record.object]?.pooled !== true) return false
  const person = facts.users.get(asker.id)
  const above = departmentsOf(facts, asker.id).flatMap((id) => chain(facts, id))
  const roles = rolesOf(facts, asker).map(({ id }) => id)
  return pool.members.some(({ kind, of, ...may }) => {
    if (right !== 'see' && !may[right]) return false
    if (kind === 'everyone') return true
    if (of === null) return false
    if (kind === 'person') return of === asker.id
    if (kind === 'position') return of === person?.position
    return kind === 'department' ? above.includes(of) : roles.includes(of)
  })
}

/** Taking out of a pool, for oneself or for somebody. */
export function mayTake(facts: Facts, asker: Asker, record: Fact): boolean {
  if (asker.narrowing?.readOnly || !record.columns.pool_id || !scopeOf(facts, asker, record.object, 'read')) return false
  return isAdministrator(facts, asker) || isMember(facts, asker, record, 'claim') || isMember(facts, asker, record, 'assign')
}

function isOpened(facts: Facts, asker: Asker, { columns, owner }: Fact): boolean {
  return columns.audience === 'everyone' || (columns.audience === 'team' && reaches(facts, asker, 'team', owner))
}

/** "Of several roles the one that shows most counts." */
export function levelOf(facts: Facts, asker: Asker, group: string | null): 'see' | 'mask' | 'hide' {
  const level = wholeLevelOf(facts, asker, group)
  return level === 'read' ? 'see' : level === 'unmask' ? 'mask' : level
}

export function wholeLevelOf(facts: Facts, asker: Asker, group: string | null): RoleFact['classes'][string] {
  if (!group || !(classNames as readonly string[]).includes(group) || holdsAdministration(facts, asker)) return 'see'
  const levels = rolesOf(facts, asker).map(({ classes }) => classes[group] ?? 'see')
  return levels.length === 0 ? 'see' : ((['see', 'read', 'unmask', 'mask'] as const).find((level) => levels.includes(level)) ?? 'hide')
}

/** A declared disclosure: a reference's title is for whoever may read the field. */
export function isPointedAt(facts: Facts, asker: Asker, id: string): boolean {
  for (const pointer of facts.pointers.get(id) ?? []) {
    const from = facts.records.get(pointer.split(' ')[0] ?? '')
    if (from && maySee(facts, asker, from)) return true
  }
  return false
}
