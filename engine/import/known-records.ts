import type { Values } from '../write/change.ts'
import type { CurrentRecord } from '../write/current.ts'
import type { DuplicateFinder } from './duplicates.ts'
import type { ReadRow } from './read-row.ts'
import type { SortedRow } from './sort-rows.ts'

/** The record that a row is; `row` names the earlier row of the file by which it is known, where the database does not know it yet. */
export type Match = { id: string; row: number | null }

/** What the rows so far have made of the records, as far as the database does not know of it. */
export type KnownRecords = {
  /** Records as the rows so far leave them. */
  readonly standing: Map<string, CurrentRecord>
  /** The one record that bears a key of the row, the first of its keys first. A key that several records bear names none of them. */
  matchOf(read: ReadRow, existing: ReadonlyMap<string, readonly string[]>): Match | null
  /** Notes by which keys the row's record is known from now on. Answers whether any of them is remembered. */
  claim(row: SortedRow, after: Values): boolean
  /** Notes the last row that changes a record. */
  touch(id: string, row: number): void
  /**
   * Tells that the rows up to this one are written. What they made is forgotten when the next look at the database begins, unless a later row has
   * touched it too: rows are sorted while those before them are written. Answers what was forgotten.
   */
  settle(row: number): void
  forgetSettled(): ReadonlySet<string>
}

export function createKnown(finder: DuplicateFinder | null, remembers: (key: string) => boolean): KnownRecords {
  const standing = new Map<string, CurrentRecord>()
  /** By key, the records that rows gave it, with the row. */
  const claims = new Map<string, Map<string, number>>()
  /** The ids in the other system that rows gave records. */
  const externalKeys = new Map<string, string>()
  const touched = new Map<string, number>()
  let settled = 0

  const bears = (id: string, key: string, read: ReadRow): boolean => {
    const now = standing.get(id)
    return !now || (finder?.keysOf({ ...read, values: now.values, key: externalKeys.get(id) ?? read.key }).includes(key) ?? false)
  }
  return {
    standing,
    matchOf(read, existing) {
      for (const key of finder?.keysOf(read) ?? []) {
        const claimed = claims.get(key)
        const bearers = new Set([...(existing.get(key) ?? []), ...(claimed?.keys() ?? [])].filter((id) => bears(id, key, read)))
        const [id] = bearers
        if (id !== undefined && bearers.size === 1) return { id, row: (existing.get(key)?.includes(id) ? null : claimed?.get(id)) ?? null }
      }
      return null
    },
    claim({ read, recordId }, after) {
      const keys = (finder?.keysOf({ ...read, values: after }) ?? []).filter(remembers)
      if (recordId === null || keys.length === 0) return false
      if (read.key !== null) externalKeys.set(recordId, read.key)
      for (const key of keys) {
        const own = claims.get(key) ?? new Map<string, number>()
        claims.set(key, own)
        if (!own.has(recordId)) own.set(recordId, read.row.number)
      }
      return true
    },
    touch: (id, row) => void touched.set(id, row),
    settle(row) {
      settled = row
    },
    forgetSettled() {
      const gone = new Set<string>()
      for (const [id, row] of touched) if (row <= settled) gone.add(id)
      if (gone.size === 0) return gone
      for (const id of gone) {
        touched.delete(id)
        standing.delete(id)
        externalKeys.delete(id)
      }
      for (const [key, own] of claims) {
        for (const id of own.keys()) if (gone.has(id)) own.delete(id)
        if (own.size === 0) claims.delete(key)
      }
      return gone
    },
  }
}
