import type { ActionContext } from '../context.ts'
import type { WriteRequest } from '../write/change.ts'
import { largestBatch } from '../write/writer.ts'

/** Something that somebody did to a record at a moment. */
export type PastChange = { readonly at: string; readonly by: string; readonly values: Readonly<Record<string, unknown>> }

/** A record with all that happened to it, its making first. The id is one of the moment of its making (`idAt`), as history is looked for from there on. */
export type PastRecord = { readonly object: string; readonly id: string; readonly changes: readonly PastChange[] }

/** The change with this number as the write path is asked for it. */
export function pastRequest({ object, id, changes }: PastRecord, index: number): Extract<WriteRequest, { kind: 'create' | 'update' }> {
  const change = changes[index]
  if (!change) throw new Error(`${object} ${id} has no change ${index}`)
  const { at, by, values } = change
  if (index > 0) return { kind: 'update', object, id, values, original: { changedAt: at, changedBy: by } }
  return { kind: 'create', object, id, values, original: { createdAt: at, createdBy: by, changedAt: at, changedBy: by } }
}

/**
 * Records of the same object together, in the order in which the objects first come, but behind those that they are about: what points at another stays
 * behind it, and is taken back before it.
 */
export function byObject(records: readonly PastRecord[]): PastRecord[] {
  const groups = Map.groupBy(records, ({ object }) => object)
  const sorted = new Set<PastRecord>()
  const begun = new Set<string>()
  const take = (object: string): void => {
    if (begun.has(object)) return
    begun.add(object)
    const own = groups.get(object) ?? []
    for (const other of new Set(own.flatMap(aboutObjects))) take(other)
    for (const record of own) sorted.add(record)
  }
  for (const object of groups.keys()) take(object)
  return [...sorted]
}

/** The objects that references to records of any object name. */
function aboutObjects({ changes }: PastRecord): string[] {
  return changes.flatMap(({ values }) =>
    Object.values(values).flatMap((value) =>
      typeof value === 'object' && value !== null && 'object' in value && 'id' in value ? [String(value.object)] : [],
    ),
  )
}

/**
 * Writes records and their past down the write path, records of the same object together: whatever points at another stands behind it.
 * The job that does so declares `originals: 'history'`.
 */
export async function writePast(inside: ActionContext, records: readonly PastRecord[]): Promise<void> {
  const sorted = byObject(records)
  const most = Math.max(0, ...records.map((record) => record.changes.length))
  for (let index = 0; index < most; index++) {
    const requests = sorted.filter((record) => record.changes.length > index).map((record) => pastRequest(record, index))
    for (let start = 0; start < requests.length; start += largestBatch) await inside.write(requests.slice(start, start + largestBatch))
  }
}
