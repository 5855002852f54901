import type { Canonical } from '../data/read-value.ts'
import { sameValue } from '../data/stored-value.ts'
import type { Executor } from '../database.ts'
import { GuanxiError, NotFoundError } from '../errors.ts'
import { isId } from '../ids.ts'
import { inWorkspace } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { param, sql } from '../sql.ts'
import type { Values, WriteRequest } from './change.ts'
import { type CurrentRecord, currentRecords } from './current.ts'
import { largestBatch, type WriterOptions, writeRecords } from './writer.ts'

export type Kept = {
  object: string
  id: string
  field?: string
  reason: 'changed_since' | 'touched_since' | 'not_allowed' | 'held' | 'refused' | 'gone' | 'secret'
}
export type UndoAnswer = { restored: number; kept: Kept[] }

/** What one part took back, and behind which entry the next part goes on; null when nothing is left. */
export type UndoPart = UndoAnswer & { seen: number; before: string | null }

type Entry = {
  id: string
  object: string
  record_id: string
  revision: number
  kind: 'create' | 'update' | 'delete' | 'restore'
  changes: Record<string, [Canonical, Canonical]>
}

/**
 * Takes a change back, some hundred records at a time, newest first. A field is restored only while the change's value still stands in it; a record that was made and
 * since touched stays. What stays is listed with its reason. `step` runs each part in a transaction of its own.
 */
export async function undoChange(options: {
  changeId: string
  step: (work: (writer: WriterOptions) => Promise<UndoPart>) => Promise<UndoPart>
  onProgress?: (done: number) => Promise<void>
}): Promise<UndoAnswer> {
  const answer: UndoAnswer = { restored: 0, kept: [] }
  let before: string | null = null
  let seen = 0
  do {
    const part: UndoPart = await options.step((writer) => undoPart(writer, options.changeId, before))
    answer.restored += part.restored
    answer.kept.push(...part.kept)
    seen += part.seen
    before = part.before
    await options.onProgress?.(seen)
  } while (before !== null)
  if (seen === 0) throw new NotFoundError('change_not_found')
  return answer
}

/** The next part of an undo: the entries before `before`, or the newest ones. */
export async function undoPart(writer: WriterOptions, changeId: string, before: string | null): Promise<UndoPart> {
  const { reader, executor } = writer
  if (!isId(changeId)) throw new NotFoundError('change_not_found')
  const older = before === null ? sql`` : sql` AND h.id < ${param(before, 'uuid')}`
  const entries = await executor.query<Entry>(
    reader.workspaceId,
    sql`SELECT h.id, h.object, h.record_id, h.revision, h.kind, h.changes FROM history h
      WHERE ${inWorkspace(reader, 'h')} AND h.change_id = ${param(changeId, 'uuid')}${older} ORDER BY h.id DESC LIMIT ${param(largestBatch, 'int')}`,
  )
  const part: UndoPart = {
    restored: 0,
    kept: [],
    seen: entries.length,
    before: entries.length < largestBatch ? null : (entries.at(-1)?.id ?? null),
  }
  const unseen = new Set<string>()
  for (const [object, group] of Map.groupBy(entries, (entry) => entry.object))
    for (const id of await undoEntries(writer, { object, changeId }, group, part)) unseen.add(id)
  await releaseHeld(writer, part)
  // A record that this person cannot see is passed over without a word, also where they may change it and it was refused.
  part.kept = part.kept.filter(({ id }) => !unseen.has(id))
  return part
}

/** A part may hold several rounds of records that point at each other: what was held by one that has gone meanwhile goes too. */
async function releaseHeld(writer: WriterOptions, part: UndoPart): Promise<void> {
  for (let freed = true; freed; ) {
    const held = part.kept.filter(({ reason }) => reason === 'held')
    part.kept = part.kept.filter(({ reason }) => reason !== 'held')
    const before = part.restored
    for (const [object, group] of Map.groupBy(held, (one) => one.object)) {
      const requests = group.map(({ id }): WriteRequest => ({ kind: 'delete', object, id }))
      part.restored += await writeEach({ ...writer, authority: { readOnlyFields: true } }, requests, part)
    }
    freed = part.restored > before
  }
}

/** Answers with the records that the person cannot see. */
async function undoEntries(
  writer: WriterOptions,
  { object, changeId }: { object: string; changeId: string },
  entries: readonly Entry[],
  part: UndoPart,
): Promise<string[]> {
  const { reader } = writer
  const model = reader.object(object)
  const ids = [...new Set(entries.map((entry) => entry.record_id))]
  const current = await currentRecords(writer.executor, reader, model, { ids, rights: ['update'], lock: true })
  const lives = await livesOf(writer.executor, reader, ids, [changeId, writer.stamp.changeId])
  const requests: WriteRequest[] = []
  for (const [id, own] of Map.groupBy(entries, (entry) => entry.record_id)) {
    const record = current.get(id)
    if (!record) continue
    const undone = undoRecord(record, own, lives.get(id) ?? { made: false, touched: false }, model.fields)
    part.kept.push(...undone.kept.map((kept) => ({ object, id, ...kept })))
    if (undone.request) requests.push({ object, id, ...undone.request } as WriteRequest)
  }
  part.restored += await writeEach({ ...writer, authority: { readOnlyFields: true } }, requests, part)
  return [...current.values()].flatMap(({ id, mayRead }) => (mayRead ? [] : [id]))
}

/** Whether the change made the record, and whether anybody else has touched it since it was made. */
type Life = { made: boolean; touched: boolean }

async function livesOf(executor: Executor, reader: Reader, ids: readonly string[], own: readonly string[]): Promise<Map<string, Life>> {
  const rows = await executor.query<{ id: string; made: boolean; touched: boolean }>(
    reader.workspaceId,
    sql`SELECT h.record_id AS id, bool_or(h.kind = 'create' AND h.change_id = ANY (${param(own, 'uuid[]')})) AS made, bool_or(h.change_id <> ALL (${param(own, 'uuid[]')})) AS touched
      FROM history h WHERE ${inWorkspace(reader, 'h')} AND h.record_id = ANY (${param(ids, 'uuid[]')}) GROUP BY h.record_id`,
  )
  return new Map(rows.map(({ id, ...life }) => [id, life]))
}

type Undone = { request: (Pick<WriteRequest, 'kind'> & { values?: Values }) | null; kept: Pick<Kept, 'field' | 'reason'>[] }

/** All that the part knows of one record, newest first, as one change of it. */
function undoRecord(record: CurrentRecord, entries: readonly Entry[], life: Life, fields: ReadonlyMap<string, { kind: string }>): Undone {
  const stays = (reason: Kept['reason']): Undone => ({ request: null, kept: [{ reason }] })
  const kinds = new Set(entries.map(({ kind }) => kind))
  if (life.made) {
    // Its later changes by the same hand go with it, or stay with it.
    if (!kinds.has('create')) return { request: null, kept: [] }
    if (record.deleted) return { request: null, kept: [] }
    if (life.touched) return stays('touched_since')
    return record.may ? { request: { kind: 'delete' }, kept: [] } : stays('not_allowed')
  }
  if (!record.may) return stays('not_allowed')
  if (kinds.has('delete') && record.deleted) return { request: { kind: 'restore' }, kept: [] }
  if (record.deleted) return stays('gone')
  if (kinds.has('restore')) {
    const restored = entries.find(({ kind }) => kind === 'restore')
    return restored?.revision === record.revision ? { request: { kind: 'delete' }, kept: [] } : stays('touched_since')
  }
  const kept: Undone['kept'] = []
  const values: Record<string, Canonical> = {}
  const standing: Record<string, Canonical> = { ...record.values }
  for (const entry of entries) {
    for (const [key, [old, now]] of Object.entries(entry.changes)) {
      const kind = fields.get(key)?.kind
      if (kind === undefined || kind === 'formula') continue
      if (kind === 'secret') kept.push({ reason: 'secret', field: key })
      else if (sameValue(standing[key] ?? null, now)) {
        standing[key] = old
        values[key] = old
      } else if (!sameValue(standing[key] ?? null, old)) kept.push({ reason: 'changed_since', field: key })
    }
  }
  return { request: Object.keys(values).length > 0 ? { kind: 'update', values } : null, kept }
}

/** All at once where nothing forbids it; else one by one, so that one refusal does not keep the rest from being undone. */
async function writeEach(writer: WriterOptions, requests: readonly WriteRequest[], part: UndoPart): Promise<number> {
  if (requests.length === 0) return 0
  const byKind = [...Map.groupBy(requests, (request) => request.kind).values()]
  let restored = 0
  for (const group of byKind) {
    const [only] = group
    await writer.executor.query(writer.reader.workspaceId, sql`SAVEPOINT undone`)
    try {
      restored += (await writeRecords(writer, group)).length
      await writer.executor.query(writer.reader.workspaceId, sql`RELEASE SAVEPOINT undone`)
    } catch (error) {
      await writer.executor.query(writer.reader.workspaceId, sql`ROLLBACK TO SAVEPOINT undone`)
      if (!(error instanceof GuanxiError) || error.status === 503) throw error
      if (group.length === 1 && only && only.kind !== 'create')
        part.kept.push({ object: only.object, id: only.id, reason: reasonOf(error) })
      else {
        const half = Math.ceil(group.length / 2)
        restored += (await writeEach(writer, group.slice(0, half), part)) + (await writeEach(writer, group.slice(half), part))
      }
    }
  }
  return restored
}

/** What others still point at, own or work in: it goes when they have gone. */
const heldCodes = new Set(['record_held', 'holdings_left', 'department_in_use', 'role_in_use'])

function reasonOf({ code, status }: GuanxiError): Kept['reason'] {
  if (heldCodes.has(code)) return 'held'
  return status === 403 ? 'not_allowed' : 'refused'
}
