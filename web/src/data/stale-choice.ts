import type { RecordJson, Values } from '../../../client/types.ts'

/** One field that two people changed: what I wanted, and what is there now. */
export type Conflict = { field: string; theirs: unknown; mine: unknown }

/**
 * Compares an edit that came too late with the record as it is now. Fields that the other person did not touch are no conflict:
 * they are saved as wanted (`clear`).
 */
export function conflictsOf(mine: Values, base: RecordJson | undefined, current: RecordJson): { conflicts: Conflict[]; clear: Values } {
  const conflicts: Conflict[] = []
  const clear: Values = {}
  for (const [field, value] of Object.entries(mine)) {
    const untouched = base !== undefined && same(base[field], current[field])
    if (untouched || same(value, current[field])) clear[field] = value
    else conflicts.push({ field, theirs: current[field], mine: value })
  }
  return { conflicts, clear }
}

/** Written and read shapes of one value differ (an id against a link): they are the same when they mean the same. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(meaning(a)) === JSON.stringify(meaning(b))
}

function meaning(value: unknown): unknown {
  if (value === undefined || value === '' || value === null) return null
  if (Array.isArray(value)) return value.map(meaning).map(String).sort()
  if (typeof value === 'object') {
    if ('id' in value) return value.id
    if ('amount' in value && 'currency' in value) return [Number(value.amount), value.currency]
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, part]) => part !== undefined && part !== '' && part !== null)
        .sort(([x], [y]) => (x < y ? -1 : 1)),
    )
  }
  return value
}
