/** A file spoilt in one of the ways in which files get spoilt; the same for the same seed. */
export function mutated(bytes: Buffer, seed: number): Buffer {
  const random = generator(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const copy = Buffer.from(bytes)
  const block = () => {
    const start = below(copy.length)
    return { start, end: Math.min(copy.length, start + 1 + below(512)) }
  }
  const ways: (() => Buffer)[] = [
    () => {
      for (let count = 1 + below(20); count > 0; count--) {
        const at = below(copy.length)
        copy[at] = (copy[at] ?? 0) ^ (1 << below(8))
      }
      return copy
    },
    () => copy.subarray(0, below(copy.length)),
    () => {
      const { start, end } = block()
      return Buffer.concat([copy.subarray(0, end), copy.subarray(start)])
    },
    () => {
      const { start, end } = block()
      return copy.fill(below(2) * 0xff, start, end)
    },
    () => {
      const { start, end } = block()
      return Buffer.concat([copy.subarray(0, start), copy.subarray(end)])
    },
    () => {
      const { start } = block()
      const noise = Buffer.from(Array.from({ length: 1 + below(200) }, () => below(256)))
      return Buffer.concat([copy.subarray(0, start), noise, copy.subarray(start)])
    },
  ]
  return copy.length === 0 ? copy : (ways[below(ways.length)]?.() ?? copy)
}

/** Mulberry32: small, and good enough to spoil files. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
