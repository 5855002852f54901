import type { Group, GroupKey } from '../../data/client.ts'

/** Lane sums after a move, until the server counts again. Amounts are decimal strings in the workspace's currency. */
export function withMovedSums(
  groups: readonly Group[],
  keyOf: (key: GroupKey) => string,
  move: { from: string; to: string; amount: number; weightedBefore: number; weightedAfter: number },
): Group[] {
  const adjusted = (group: Group, sign: 1 | -1, weighted: number): Group => ({
    ...group,
    count: Math.max(0, group.count + sign),
    sum: added(group.sum, sign * move.amount),
    weighted: added(group.weighted, sign * weighted),
  })
  return groups.map((group) => {
    const id = keyOf(group.key)
    if (id === move.from) return adjusted(group, -1, move.weightedBefore)
    if (id === move.to) return adjusted(group, 1, move.weightedAfter)
    return group
  })
}

function added(sum: string | null | undefined, amount: number): string | null | undefined {
  if (sum === undefined) return undefined
  return String(Math.round((Number(sum ?? 0) + amount) * 10_000) / 10_000)
}

/** The lane left or right of this one. */
export function laneBeside(order: readonly string[], id: string, step: 1 | -1): string | undefined {
  const index = order.indexOf(id)
  return index < 0 ? undefined : order[index + step]
}

export type CardPlace = { lane: number; card: number }

/** Where the arrow keys lead from one card: within its lane, or to the nearest height in the next lane that has cards. */
export function neighbour(
  heights: readonly number[],
  place: CardPlace,
  key: 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight',
): CardPlace | null {
  if (key === 'ArrowUp') return place.card > 0 ? { ...place, card: place.card - 1 } : null
  if (key === 'ArrowDown') return place.card + 1 < (heights[place.lane] ?? 0) ? { ...place, card: place.card + 1 } : null
  const step = key === 'ArrowLeft' ? -1 : 1
  for (let lane = place.lane + step; lane >= 0 && lane < heights.length; lane += step) {
    const cards = heights[lane] ?? 0
    if (cards > 0) return { lane, card: Math.min(place.card, cards - 1) }
  }
  return null
}
