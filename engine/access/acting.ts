import type { Registry } from '../declare/registry.ts'
import { type Grants, type Principal, type Scope, scopeFor } from './principal.ts'

/** Rights that are never lent: giving rights to others, and taking records in or out. */
const neverLent = new Set(['share', 'import', 'export'])
const ordinary = ['create', 'read', 'update', 'delete', 'massUpdate'] as const

/** What can be lent: the work itself, not what a workspace is made of. */
export function lendableObjects(registry: Pick<Registry, 'objects'>): string[] {
  return [...registry.objects.values()]
    .filter(({ area, configuration, internal }) => area !== 'platform' && !configuration && !internal)
    .map(({ key }) => key)
}

/**
 * The lender's rights, less all that is not lent: written out right by right, so that whatever is not named here is not there. Never an administrator, and of
 * what stands around the work, such as names and choices, reading alone.
 */
export function actingPrincipal(lender: Principal, registry: Pick<Registry, 'objects' | 'actions'>): Principal {
  const { acting } = lender.narrowing ?? {}
  if (!acting) return lender
  const lendable = lendableObjects(registry)
  const lent = new Set(acting.objects === null ? lendable : lendable.filter((key) => acting.objects?.includes(key)))
  const grants: Record<string, Record<string, Scope>> = {}
  for (const { key, access } of registry.objects.values()) {
    const named = [...registry.actions.values()].flatMap(({ permission }) =>
      permission !== 'judged' && permission.object === key ? [permission.action] : [],
    )
    const isAround = !lendable.includes(key) && (access.by === 'workspace' || acting.objects === null)
    const actions = lent.has(key) ? [...ordinary, ...named.filter((action) => !neverLent.has(action))] : isAround ? ['read'] : []
    for (const action of actions) {
      const scope = scopeFor({ ...lender, narrowing: null }, key, action)
      if (scope) grants[key] = { ...grants[key], [action]: scope }
    }
  }
  return {
    ...lender,
    administrator: false,
    grants: [grants as Grants],
    readClasses: lender.administrator ? [] : lender.readClasses,
    pools: [],
  }
}
