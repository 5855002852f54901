import type { Canonical } from '../data/read-value.ts'
import { sameValue } from '../data/stored-value.ts'
import type { Executor } from '../database.ts'
import { GuanxiError, NotFoundError } from '../errors.ts'
import { isId } from '../ids.ts'
import { inWorkspace } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { param, sql } from '../sql.ts'
import type { WriteRequest } from './change.ts'
import { currentRecords } from './current.ts'
import { largestBatch, type WriterOptions, writeRecords } from './writer.ts'

export type Kept = {
  object: string
  id: string
  field?: string
  reason: 'changed_since' | 'touched_since' | 'not_allowed' | 'gone' | 'secret'
}
export type UndoAnswer = { restored: number; kept: Kept[] }

type Entry = {
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
  reader: Reader
  changeId: string
  step: <T>(work: (writer: WriterOptions) => Promise<T>) => Promise<T>
  executor: Executor
  onProgress?: (done: number) => Promise<void>
}): Promise<UndoAnswer> {
  const { reader, changeId, executor } = options
  if (!isId(changeId)) throw new NotFoundError('change_not_found')
  const answer: UndoAnswer = { restored: 0, kept: [] }
  let before: string | null = null
  let seen = 0
  for (;;) {
    const entries: (Entry & { id: string })[] = await executor.query<Entry & { id: string }>(
      reader.workspaceId,
      sql`SELECT h.id, h.object, h.record_id, h.revision, h.kind, h.changes FROM history h
        WHERE ${inWorkspace(reader, 'h')} AND h.change_id = ${param(changeId, 'uuid')} AND (${param(before, 'uuid')} IS NULL OR h.id < ${param(before, 'uuid')}) ORDER BY h.id DESC LIMIT ${param(largestBatch, 'int')}`,
    )
    if (entries.length === 0) break
    before = entries.at(-1)?.id ?? null
    seen += entries.length
    await options.step(async (writer) => {
      for (const [object, group] of Map.groupBy(entries, (entry) => entry.object)) await undoEntries(writer, object, group, answer)
    })
    await options.onProgress?.(seen)
  }
  if (seen === 0) throw new NotFoundError('change_not_found')
  return answer
}

async function undoEntries(writer: WriterOptions, object: string, entries: readonly Entry[], answer: UndoAnswer): Promise<void> {
  const { reader } = writer
  const model = reader.object(object)
  const ids = [...new Set(entries.map((entry) => entry.record_id))]
  const current = await currentRecords(writer.executor, reader, model, { ids, action: 'update', lock: true })
  const requests: WriteRequest[] = []
  for (const entry of entries) {
    const record = current.get(entry.record_id)
    const keep = (reason: Kept['reason'], field?: string): void => {
      // A record that this person cannot see is passed over without a word.
      if (record?.mayRead) answer.kept.push({ object, id: entry.record_id, reason, ...(field ? { field } : {}) })
    }
    if (!record) continue
    if (!record.may) keep('not_allowed')
    else if (entry.kind === 'delete' && record.deleted) requests.push({ kind: 'restore', object, id: record.id })
    else if (record.deleted) keep('gone')
    else if (entry.kind === 'create' || entry.kind === 'restore') {
      if (record.revision === entry.revision) requests.push({ kind: 'delete', object, id: record.id })
      else keep('touched_since')
    } else if (entry.kind === 'update') {
      const values: Record<string, Canonical> = {}
      for (const [key, [old, now]] of Object.entries(entry.changes)) {
        const field = model.fields.get(key)
        if (!field || field.kind === 'formula' || field.kind === 'rollUp') continue
        if (field.kind === 'secret') keep('secret', key)
        else if (sameValue(record.values[key] ?? null, now)) values[key] = old
        else keep('changed_since', key)
      }
      if (Object.keys(values).length > 0) requests.push({ kind: 'update', object, id: record.id, values })
    }
  }
  answer.restored += await writeEach({ ...writer, authority: { readOnlyFields: true } }, requests, answer)
}

/** All at once where nothing forbids it; else one by one, so that one refusal does not keep the rest from being undone. */
async function writeEach(writer: WriterOptions, requests: readonly WriteRequest[], answer: UndoAnswer): Promise<number> {
  if (requests.length === 0) return 0
  const byKind = [...Map.groupBy(requests, (request) => request.kind).values()]
  let restored = 0
  for (const group of byKind) {
    try {
      restored += (await writeRecords(writer, group)).length
    } catch (error) {
      if (!(error instanceof GuanxiError)) throw error
      if (group.length === 1 && group[0] && group[0].kind !== 'create')
        answer.kept.push({ object: group[0].object, id: group[0].id, reason: 'not_allowed' })
      else {
        const half = Math.ceil(group.length / 2)
        restored += (await writeEach(writer, group.slice(0, half), answer)) + (await writeEach(writer, group.slice(half), answer))
      }
    }
  }
  return restored
}
