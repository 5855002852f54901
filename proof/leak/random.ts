/** Numbers that look random and are the same for the same seeds, so that whatever was found can be shown again. */
export type Random = {
  below(limit: number): number
  chance(share: number): boolean
  pick<T>(from: readonly T[]): T
  some<T>(from: readonly T[], most: number): T[]
}

export function randomFrom(...seeds: readonly number[]): Random {
  let state = seeds.reduce((mixed, seed) => Math.imul(mixed ^ (seed + 0x9e3779b9), 0x85ebca6b) ^ (mixed >>> 13), 0x2545f491)
  // Mulberry32: small, and even enough for picking things.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  const pick = <T>(from: readonly T[]): T => {
    const [chosen] = from.slice(below(from.length))
    if (chosen === undefined) throw new Error('nothing to pick from')
    return chosen
  }
  return {
    below,
    chance: (share) => next() < share,
    pick,
    some: (from, most) => (from.length === 0 ? [] : Array.from({ length: below(most + 1) }, () => pick(from))),
  }
}
