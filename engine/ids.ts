import { v7 } from 'uuid'

/** Ids are UUIDv7 made here: ordered by time, and a record's own id says from which month its history is read. */
export function newId(): string {
  return v7()
}

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export function isId(value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value)
}

/** The instant inside a UUIDv7 (RFC 9562, 48 bits of Unix milliseconds). */
export function timeOfId(id: string): Date {
  return new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16))
}
