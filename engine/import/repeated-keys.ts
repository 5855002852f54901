import { hash } from 'node:crypto'

/**
 * Which keys may stand in a file more than once, in memory that does not grow with the file: what was seen before is one bit. Now and then a key
 * that stands there once is taken for one that repeats, which costs a little memory and nothing else.
 */
export type RepeatedKeys = { see(key: string): void; has(key: string): boolean }

const bits = 2 ** 27

export function createRepeatedKeys(): RepeatedKeys {
  const seen = new Uint8Array(bits / 8)
  const repeated = new Set<number>()
  return {
    see(key) {
      const place = placeOf(key)
      const byte = place >>> 3
      const bit = 1 << (place & 7)
      const held = seen[byte] ?? 0
      if (held & bit) repeated.add(place)
      else seen[byte] = held | bit
    },
    has: (key) => repeated.has(placeOf(key)),
  }
}

function placeOf(key: string): number {
  return hash('sha1', key, 'buffer').readUInt32LE(0) % bits
}
