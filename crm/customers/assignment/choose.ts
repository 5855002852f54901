export type AssignmentWay = 'turn' | 'load' | 'order'

/** Somebody who may get records now, in the order of the rule. `held` are the open ones they have already. */
export type Receiver = { readonly id: string; readonly held: number }

/**
 * Who gets the next record, call after call; null when nobody may take one more. `recent` are those who got records by this rule before, the latest first.
 * In turn: whoever waited longest. By load: whoever holds least, of equals the first. In order: the first who may take more.
 */
export function chooser(
  way: AssignmentWay,
  receivers: readonly Receiver[],
  given: { recent: readonly string[]; most: number | null },
): () => string | null {
  const { recent, most } = given
  const held = new Map(receivers.map(({ id, held }) => [id, held]))
  const waited = (id: string): number => (recent.includes(id) ? recent.indexOf(id) : Number.POSITIVE_INFINITY)
  const queue = receivers.map(({ id }) => id)
  if (way === 'turn') queue.sort((one, other) => compare(waited(other), waited(one)))
  const hasRoom = (id: string): boolean => most === null || (held.get(id) ?? 0) < most
  const least = (): string | undefined => {
    let found: string | undefined
    for (const id of queue) if (hasRoom(id) && (found === undefined || (held.get(id) ?? 0) < (held.get(found) ?? 0))) found = id
    return found
  }
  return () => {
    const id = way === 'load' ? least() : queue.find(hasRoom)
    if (id === undefined) return null
    held.set(id, (held.get(id) ?? 0) + 1)
    if (way === 'turn') queue.push(...queue.splice(queue.indexOf(id), 1))
    return id
  }
}

function compare(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1
}
