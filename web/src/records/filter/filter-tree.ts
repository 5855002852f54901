import type { FieldCondition, Filter, Operator, RelatedCondition } from '../../data/client.ts'

/** A list shows its filter as chips side by side: all of them must hold. A chip may be a group of its own. */
export function conditionsOf(filter: Filter | undefined): readonly Filter[] {
  if (!filter) return []
  return 'all' in filter ? filter.all : [filter]
}

export function filterOf(conditions: readonly Filter[]): Filter | undefined {
  if (conditions.length === 0) return undefined
  return conditions.length === 1 ? conditions[0] : { all: [...conditions] }
}

/** Both must hold; undefined holds always. */
export function both(first: Filter | undefined, second: Filter | undefined): Filter | undefined {
  return filterOf([...conditionsOf(first), ...conditionsOf(second)])
}

export function without(filter: Filter | undefined, at: number): Filter | undefined {
  return filterOf(conditionsOf(filter).filter((_, index) => index !== at))
}

export function replaced(filter: Filter | undefined, at: number, condition: Filter): Filter | undefined {
  const conditions = [...conditionsOf(filter)]
  conditions[at] = condition
  return filterOf(conditions)
}

export function isFieldCondition(filter: Filter): filter is FieldCondition {
  return 'field' in filter
}

export function isRelatedCondition(filter: Filter): filter is RelatedCondition {
  return 'related' in filter
}

/** The order of keys and a lone `all` make no difference. */
export function sameFilter(one: Filter | undefined, other: Filter | undefined): boolean {
  return canonical(filterOf(conditionsOf(one))) === canonical(filterOf(conditionsOf(other)))
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      part && typeof part === 'object' && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? ''
  )
}

const valueless: ReadonlySet<Operator> = new Set<Operator>(['isEmpty', 'isNotEmpty', 'me', 'myTeam', 'myTeamAndBelow'])

export function takesValue(op: Operator): boolean {
  return !valueless.has(op)
}

/** A condition that still misses its value must not reach the server. */
export function isComplete(filter: Filter): boolean {
  if ('all' in filter) return filter.all.every(isComplete)
  if ('any' in filter) return filter.any.length > 0 && filter.any.every(isComplete)
  if ('not' in filter) return isComplete(filter.not)
  if (isRelatedCondition(filter))
    return (!filter.where || isComplete(filter.where)) && (filter.op === undefined || hasValue(filter.op, filter.value))
  return hasValue(filter.op, filter.value)
}

function hasValue(op: Operator, value: unknown): boolean {
  if (!takesValue(op)) return true
  if (op === 'between')
    return Array.isArray(value) && value.length === 2 && value.every((end) => end !== null && end !== undefined && end !== '')
  if (Array.isArray(value)) return value.length > 0
  return value !== null && value !== undefined && value !== ''
}

/** What came in by an address somebody sent: anything that is not a filter is no filter. */
export function readFilter(value: unknown): Filter | undefined {
  return isFilter(value) ? value : undefined
}

function isFilter(value: unknown): value is Filter {
  if (typeof value !== 'object' || value === null) return false
  if ('all' in value) return Array.isArray(value.all) && value.all.every(isFilter)
  if ('any' in value) return Array.isArray(value.any) && value.any.every(isFilter)
  if ('not' in value) return isFilter(value.not)
  if ('related' in value) {
    const { related } = value
    return (
      typeof related === 'object' &&
      related !== null &&
      'object' in related &&
      'field' in related &&
      (!('where' in value) || value.where === undefined || isFilter(value.where))
    )
  }
  return 'field' in value && typeof value.field === 'string' && 'op' in value && typeof value.op === 'string'
}
