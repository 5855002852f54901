import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

// Asking the system for 16 bytes costs more than the whole rest of an id.
const bytesPerId = 16
const pool = new Uint8Array(256 * bytesPerId)
let used = pool.length
let latest = { msecs: 0, seq: 0 }

/** Ids are UUIDv7 made here: ordered by time, and a record's own id says from which month its history is read. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const random = pool.subarray(used, used + bytesPerId)
  used += bytesPerId
  // Not business time: where the id stands in the order of making, also while a rehearsal's clock is moved.
  latest = next(Date.now(), random)
  return v7({ random, ...latest })
}

/** Within a millisecond ids count up from a random start, so that they keep the order in which they were made. */
function next(now: number, random: Uint8Array): { msecs: number; seq: number } {
  if (now > latest.msecs)
    return { msecs: now, seq: (((random[6] ?? 0) & 0x7f) << 24) | ((random[7] ?? 0) << 16) | ((random[8] ?? 0) << 8) | (random[9] ?? 0) }
  const seq = (latest.seq + 1) | 0
  return { msecs: latest.msecs + (seq === 0 ? 1 : 0), seq }
}

/** An id as it would have been made at that moment, for what is written down afterwards: 16 bytes of chance make it the only one. */
export function idAt(moment: number, random: Uint8Array): string {
  return v7({
    msecs: moment,
    random,
    seq: ((random[6] ?? 0) << 24) | ((random[7] ?? 0) << 16) | ((random[8] ?? 0) << 8) | (random[9] ?? 0),
  })
}

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export function isId(value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value)
}

/** The instant inside a UUIDv7 (RFC 9562, 48 bits of Unix milliseconds). */
export function timeOfId(id: string): Date {
  return new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16))
}
