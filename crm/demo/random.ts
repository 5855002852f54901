import { givenNames, surnames } from './words.ts'

/** A source of chance that gives the same for the same seed (mulberry32, public domain, Tommy Ettinger). */
export type Chance = {
  /** A whole number below `end`. */
  below(end: number): number
  pick<T>(from: readonly T[]): T
  /** True in `percent` of 100 cases. */
  happens(percent: number): boolean
  /** From 0 up to 1. */
  fraction(): number
  bytes(count: number): Uint8Array
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (end: number): number => Math.floor(next() * end)
  return {
    below,
    pick: (from) => {
      const picked = from[below(from.length)]
      if (picked === undefined) throw new Error('Nothing to pick from')
      return picked
    },
    happens: (percent) => next() * 100 < percent,
    fraction: next,
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
  }
}

export function personName(chance: Chance): string {
  return `${chance.pick(surnames)}${chance.pick(givenNames)}`
}
