import { actions, type Grants, otherObjects, type Scope, scopes } from './rights.ts'

export type Action = (typeof actions)[number]
/** "See: those of their department: customers, contacts". */
export type ActionWords = { action: Action; parts: { scope: Scope; objects: string[] }[] }

/** What a role allows, gathered so that it can be read: per action, from the widest scope to the narrowest, the objects. */
export function roleWords(grants: Grants, objects: readonly string[]): { may: ActionWords[]; never: Action[] } {
  const rows = [...objects.filter((key) => key !== otherObjects), otherObjects]
  const may = actions.flatMap((action): ActionWords[] => {
    const parts = scopes.toReversed().flatMap((scope) => {
      // What follows the row of all other objects is not told again for each of them.
      const held = rows.filter((key) => grants[key]?.[action] === scope)
      return held.length > 0 ? [{ scope, objects: held }] : []
    })
    return parts.length > 0 ? [{ action, parts }] : []
  })
  // What one owns oneself is shared without any right to.
  const given = new Set(may.map(({ action }) => action))
  return { may, never: may.length === 0 ? [] : actions.filter((action) => action !== 'share' && !given.has(action)) }
}
