import type { Canonical } from '../data/read-value.ts'
import { sameValue } from '../data/stored-value.ts'
import { isFigure } from '../declare/roll-up.ts'
import type { PreparedChange, Values } from '../write/change.ts'
import type { FedRollUp } from './fed.ts'

/** What a record adds to a figure of the record it points at. Pure, and the same as `counts` and `addedBy` say in SQL. */
export type Contribution = { readonly target: string; readonly value: Canonical }

export function contribution({ into, rollUp }: FedRollUp, values: Values | null): Contribution | null {
  if (!values) return null
  const target = targetIn(values[rollUp.by], into.key)
  if (target === null) return null
  for (const [key, asked] of Object.entries(rollUp.where ?? {})) {
    const value = values[key]
    const isOne = 'not' in asked ? !asked.not.includes(String(value)) : asked.includes(String(value))
    if (!isOne) return null
  }
  const value = rollUp.field ? (values[rollUp.field] ?? null) : 1
  return value === null && rollUp.take !== 'count' ? null : { target, value }
}

function targetIn(reference: Canonical | undefined, object: string): string | null {
  if (typeof reference === 'string') return reference
  const isLink = typeof reference === 'object' && reference !== null && 'id' in reference && 'object' in reference
  return isLink && reference.object === object ? String(reference.id) : null
}

/** What a change takes away from the one figure, and what it adds to the other. */
export function moved(fed: FedRollUp, change: PreparedChange): { from: Contribution | null; to: Contribution | null } {
  const from = change.kind === 'create' || change.kind === 'restore' ? null : contribution(fed, change.before)
  const to = change.kind === 'delete' ? null : contribution(fed, change.after)
  if (from && to && from.target === to.target && sameValue(from.value, to.value)) return { from: null, to: null }
  return { from, to }
}

/** Whether the least or greatest value may have been taken away, so that it has to be looked for among the others. */
export function mayFall(fed: FedRollUp, change: PreparedChange): boolean {
  if (isFigure(fed.rollUp)) return false
  const { from, to } = moved(fed, change)
  if (!from) return false
  return !to || to.target !== from.target || isLess(to.value, from.value) === (fed.rollUp.take === 'max')
}

/** Dates and instants are ISO texts, which stand in the order of time. */
function isLess(one: Canonical, other: Canonical): boolean {
  return typeof one === 'number' && typeof other === 'number' ? one < other : String(one) < String(other)
}
