import type { ObjectModel } from '../model/workspace-model.ts'
import type { Values } from './change.ts'

const moves = new Set(['add', 'remove'])

/**
 * `{ tags: { add: [id], remove: [id] } }` as the whole list that then stands: what others added to it meanwhile stays. For fields that hold several references or
 * choices; anything else is handed on as it was sent, and judged by whoever reads it.
 */
export function withListMoves(
  model: ObjectModel,
  asked: Readonly<Record<string, unknown>>,
  current: Values,
): Readonly<Record<string, unknown>> {
  const result: Record<string, unknown> = { ...asked }
  for (const [key, value] of Object.entries(asked)) {
    const kind = model.fields.get(key)?.kind
    if ((kind !== 'references' && kind !== 'multiChoice') || !isMove(value)) continue
    const stands = (current[key] ?? []) as readonly unknown[]
    const gone = new Set(value.remove?.map(nameOf))
    result[key] = [...stands, ...(value.add ?? [])].filter((one) => !gone.has(nameOf(one)))
  }
  return result
}

function isMove(value: unknown): value is { add?: unknown[]; remove?: unknown[] } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const entries = Object.entries(value)
  return entries.length > 0 && entries.every(([key, list]) => moves.has(key) && Array.isArray(list))
}

/** References come as ids or as links. */
function nameOf(one: unknown): unknown {
  return typeof one === 'object' && one !== null && 'id' in one ? one.id : one
}
