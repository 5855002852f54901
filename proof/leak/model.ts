import { type Fact, type Facts, type RoleFact, type Scope, snake } from './facts.ts'
import { classNames, objects } from './rules.ts'

/** Somebody who asks: a person, perhaps through a token that has less than their rights. */
export type Asker = {
  readonly name: string
  readonly workspace: number
  readonly id: string
  readonly token: string
  readonly narrowing: { readonly roleId: string | null; readonly readOnly: boolean } | null
}

const order: readonly Scope[] = ['own', 'team', 'teamAndBelow', 'all']
const readingActions = ['read', 'export']

function rolesOf(facts: Facts, asker: Asker): RoleFact[] {
  const held = (facts.users.get(asker.id)?.roles ?? []).flatMap((id) => facts.roles.get(id) ?? [])
  return asker.narrowing?.roleId ? held.filter(({ id }) => id === asker.narrowing?.roleId) : held
}

export function isAdministrator(facts: Facts, asker: Asker): boolean {
  return rolesOf(facts, asker).some((role) => role.administrator)
}

/** "Somebody with several roles has the widest scope of them. The row of all other objects holds wherever a row says nothing." */
export function scopeOf(facts: Facts, asker: Asker, object: string, action: string): Scope | null {
  if (asker.narrowing?.readOnly && !readingActions.includes(action)) return null
  if (isAdministrator(facts, asker)) return 'all'
  const given = rolesOf(facts, asker).flatMap(({ grants }) => grants[object]?.[action] ?? grants['*']?.[action] ?? [])
  return given.reduce<Scope | null>((widest, scope) => (widest && order.indexOf(widest) > order.indexOf(scope) ? widest : scope), null)
}

/** Whether a record of this owner lies within a scope of the asker's. */
export function reaches(facts: Facts, asker: Asker, scope: Scope, owner: string | null): boolean {
  if (scope === 'all') return true
  if (owner === null) return false
  if (owner === asker.id) return true
  const theirs = facts.users.get(owner)?.department ?? null
  const mine = facts.users.get(asker.id)?.department ?? null
  if (scope === 'own' || theirs === null) return false
  if (scope === 'team') return theirs === mine
  return chain(facts, theirs).some((id) => id === mine || facts.departments.get(id)?.head === asker.id)
}

/** A department and all that stand above it. */
function chain(facts: Facts, department: string, seen: readonly string[] = []): string[] {
  const found = facts.departments.get(department)
  if (!found || seen.includes(department)) return [...seen]
  return found.parent ? chain(facts, found.parent, [...seen, department]) : [...seen, department]
}

/** Whether the asker may do `action` to a record by its owner alone. */
export function mayDo(facts: Facts, asker: Asker, record: Fact, action: string): boolean {
  const scope = scopeOf(facts, asker, record.object, action)
  if (!scope) return false
  return objects[record.object]?.owned === false || reaches(facts, asker, scope, record.owner)
}

export function maySee(facts: Facts, asker: Asker, record: Fact): boolean {
  const rule = objects[record.object]
  if (!rule || !scopeOf(facts, asker, record.object, 'read')) return false
  if (mayDo(facts, asker, record, 'read')) return true
  if (rule.opened && isOpened(facts, asker, record)) return true
  return (rule.via ?? []).some((key) => {
    const target = facts.records.get(String(record.columns[`${snake(key)}_id`]))
    return target &&
      !target.deleted &&
      objects[target.object]?.internal !== true &&
      target.object !== (rule.points?.[key] === 'any' ? record.object : '')
      ? seenByItself(facts, asker, target)
      : false
  })
}

/** "One step far": what is seen through a record is not passed on further. */
function seenByItself(facts: Facts, asker: Asker, record: Fact): boolean {
  return (
    mayDo(facts, asker, record, 'read') ||
    (objects[record.object]?.opened === true && scopeOf(facts, asker, record.object, 'read') !== null && isOpened(facts, asker, record))
  )
}

function isOpened(facts: Facts, asker: Asker, { columns, owner }: Fact): boolean {
  return columns.audience === 'everyone' || (columns.audience === 'team' && reaches(facts, asker, 'team', owner))
}

/** "Of several roles the one that shows most counts." */
export function levelOf(facts: Facts, asker: Asker, group: string | null): 'see' | 'mask' | 'hide' {
  if (!group || !(classNames as readonly string[]).includes(group) || isAdministrator(facts, asker)) return 'see'
  const levels = rolesOf(facts, asker).map(({ classes }) => classes[group] ?? 'see')
  if (levels.length === 0 || levels.includes('see')) return 'see'
  return levels.includes('mask') ? 'mask' : 'hide'
}

/** A declared disclosure: a reference's title is for whoever may read the field. */
export function isPointedAt(facts: Facts, asker: Asker, id: string): boolean {
  for (const pointer of facts.pointers.get(id) ?? []) {
    const from = facts.records.get(pointer.split(' ')[0] ?? '')
    if (from && maySee(facts, asker, from)) return true
  }
  return false
}
