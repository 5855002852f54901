/** Numbers that look random and depend on the seed alone: the same data set on every machine and in every run. */
export type Random = {
  /** From 0 up to 1. */
  fraction(): number
  /** A whole number from 0 up to `below`. */
  below(below: number): number
  between(least: number, most: number): number
  chance(probability: number): boolean
  pick<T>(values: readonly T[]): T
  /** A value by its weight: `weighted([['vip', 5], ['a', 15]])`. */
  weighted<T>(values: readonly (readonly [T, number])[]): T
}

export function randomFrom(...seed: readonly number[]): Random {
  let state = seed.reduce((mixed, number) => mix(mixed ^ Math.imul(number + 0x9e3779b9, 0x85ebca6b)), 0x2545f491)
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0
    return (mix(state) >>> 0) / 4294967296
  }
  const below = (limit: number): number => Math.floor(fraction() * limit)
  return {
    fraction,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (probability) => fraction() < probability,
    pick: <T>(values: readonly T[]) => chosen(values, below(values.length)),
    weighted<T>(values: readonly (readonly [T, number])[]): T {
      let left = fraction() * values.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of values) {
        left -= weight
        if (left < 0) return value
      }
      return chosen(values, values.length - 1)[0]
    },
  }
}

function chosen<T>(values: readonly T[], index: number): T {
  if (index >= values.length) throw new Error('Nothing to choose from')
  return values[index] as T
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
  return mixed ^ (mixed >>> 15)
}

/** A UUIDv7 of that instant, as the server would have made it then. */
export function idAt(at: number, random: Random): string {
  const time = at.toString(16).padStart(12, '0')
  const part = (digits: number): string =>
    Math.floor(random.fraction() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  const variant = (8 + random.below(4)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${part(3)}-${variant}${part(3)}-${part(6)}${part(6)}`
}
