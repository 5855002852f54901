import { fixedClock } from '../clock.ts'
import { toCurrencyRates } from '../data/rates.ts'
import type { Canonical } from '../data/read-value.ts'
import type { Executor } from '../database.ts'
import { AccessError, BusyError, InvalidInputError, NotFoundError, RuleError, StaleRecordError } from '../errors.ts'
import { isId, newId } from '../ids.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { demandRight, type Reader } from '../query/reader.ts'
import type { Original, PreparedChange, Stamp, Told, Values, WriteRequest, Written } from './change.ts'
import { currentRecords } from './current.ts'
import { changedKeys } from './effects.ts'
import { heldBy } from './held-by.ts'
import { neededKeys } from './needed.ts'
import type { NumberSource } from './numbers.ts'
import { brokenReferences, referenceError, referenceGuards } from './references.ts'
import { databaseRefusal } from './refusal.ts'
import { shownAfter } from './shown.ts'
import { type ChangeGroup, writeStatement } from './statement.ts'
import { type Authority, checkOwner, completeRecord, readInput, withDefaults } from './validate.ts'

export const tokenVersion = 1

export type WriterOptions = {
  readonly reader: Reader
  readonly executor: Executor
  /** Inside a transaction records are locked before they are judged; outside, a moved revision is tried again. */
  readonly inTransaction: boolean
  readonly stamp: Stamp
  readonly numbers: NumberSource
  readonly authority: Authority
  /** Answer a single written record as well. */
  readonly show?: boolean
}

/** What is looked up once for all records of a call. */
type Judging = WriterOptions & { once<T>(key: string, load: () => Promise<T>): Promise<T> }

function judging(options: WriterOptions): Judging {
  const held = new Map<string, Promise<unknown>>()
  return {
    ...options,
    once: <T>(key: string, load: () => Promise<T>) => {
      const found = held.get(key) ?? load()
      held.set(key, found)
      return found as Promise<T>
    },
  }
}

const mostTries = 5
/** A statement never holds more records than this: locks stay short and memory flat. */
export const largestBatch = 500

/**
 * The one way in which records change. Requests are judged together and stored by one statement per object, kind and set of columns;
 * answers come in the order of the requests. Throws before anything is stored, or stores all.
 */
export async function writeRecords(options: WriterOptions, requests: readonly WriteRequest[]): Promise<Written[]> {
  if (requests.length > largestBatch) throw new InvalidInputError('too_many_records', { most: largestBatch })
  let open = requests.map((request, index) => ({ request, index }))
  const answers: Written[] = new Array(requests.length)
  for (let tries = 0; open.length > 0; tries++) {
    if (tries === mostTries) throw new BusyError('record_busy')
    const prepared = await prepareAll(
      judging(options),
      open.map((one) => one.request),
    )
    const written = await storeAll(options, prepared)
    const again: typeof open = []
    open.forEach((one, position) => {
      const change = prepared[position]
      if (!change) return
      if (change.kind === 'update' && change.changed.length === 0) answers[one.index] = { id: change.id, revision: change.from }
      else if (written.has(change.id)) answers[one.index] = { id: change.id, revision: change.from + 1, ...written.get(change.id) }
      else again.push(one)
    })
    open = again
  }
  return answers
}

async function prepareAll(options: Judging, requests: readonly WriteRequest[]): Promise<PreparedChange[]> {
  const prepared: PreparedChange[] = new Array(requests.length)
  const existing = new Map<string, { index: number; request: Exclude<WriteRequest, { kind: 'create' }> }[]>()
  for (const [index, request] of requests.entries()) {
    const model = options.reader.object(request.object)
    if (request.kind === 'create') prepared[index] = await prepareCreate(options, model, request)
    else {
      const key = `${request.object} ${request.kind}`
      existing.set(key, [...(existing.get(key) ?? []), { index, request }])
    }
  }
  for (const group of existing.values()) await prepareExisting(options, group, prepared)
  return prepared
}

async function prepareCreate(
  options: Judging,
  model: ObjectModel,
  request: Extract<WriteRequest, { kind: 'create' }>,
): Promise<PreparedChange> {
  const told = toldOf(options, request)
  const reader = readerThen(options.reader, told)
  demandRight(reader, request.object, 'create')
  const values = withDefaults(reader, model, readInput(reader, model, request.values, options.authority))
  checkOwner(reader, model, values)
  const id = request.id ?? newId()
  const numbered: Record<string, Canonical> = { ...(await prepareValues(options, reader, model, { id, values, before: null })) }
  for (const [key, field] of model.fields) {
    if (field.kind === 'autoNumber' && !numbered[key])
      numbered[key] = await options.numbers.next(reader.workspaceId, `${request.object}.${key}`, field.prefix ?? '', field.digits ?? 6)
  }
  const after = completeRecord(model, numbered, null)
  const changed = changedKeys(model.fields, null, after)
  return { kind: 'create', model, id, from: 0, before: null, after, changed, original: request.original, told }
}

/** Whether the change is told as done at another moment. A request says so only with the authority for it. */
function toldOf({ authority, stamp, reader }: Judging, { original }: { original?: Original }): Told | undefined {
  if (!original) return undefined
  if (!authority.originals) throw new AccessError('not_allowed', { action: 'original' })
  return authority.originals === 'history'
    ? { at: original.changedAt ?? original.createdAt ?? stamp.at, by: original.changedBy ?? original.createdBy ?? reader.principal.id }
    : undefined
}

/** Defaults and rules that look at the clock look at that moment. */
function readerThen(reader: Reader, told: Told | undefined): Reader {
  return told ? { ...reader, clock: fixedClock(told.at) } : reader
}

async function prepareValues(
  options: Judging,
  reader: Reader,
  model: ObjectModel,
  record: { id: string; values: Values; before: Values | null },
): Promise<Values> {
  const { prepare } = model.definition
  return prepare ? prepare({ reader, executor: options.executor, once: options.once, ...record }) : record.values
}

async function prepareExisting(
  options: Judging,
  group: { index: number; request: Exclude<WriteRequest, { kind: 'create' }> }[],
  prepared: PreparedChange[],
): Promise<void> {
  const { reader } = options
  const [first] = group
  if (!first) return
  const { object, kind } = first.request
  const model = reader.object(object)
  // Restoring is undoing a deletion, so whoever may delete may restore.
  const action = kind === 'update' ? 'update' : 'delete'
  const ids = group.map(({ request }) => request.id)
  if (new Set(ids).size !== ids.length) throw new InvalidInputError('record_twice', { object })
  const alone = group.length === 1 && first.request.kind === 'update' ? first.request : null
  const keys = alone && neededKeys(model, Object.keys(alone.values))
  const current = await currentRecords(options.executor, reader, model, {
    ids: ids.filter(isId),
    action,
    lock: options.inTransaction,
    keys,
  })
  for (const { index, request } of group) {
    const record = current.get(request.id)
    if (!record?.mayRead || record.deleted !== (kind === 'restore')) throw new NotFoundError('not_found', { object, record: request.id })
    if (!record.may) throw new AccessError('record_not_yours', { object, record: request.id, action })
    if (request.revision !== undefined && request.revision !== record.revision)
      throw new StaleRecordError({ object, id: request.id, revision: record.revision })
    const base = { model, id: request.id, from: record.revision, before: record.values }
    if (request.kind !== 'update') {
      prepared[index] = { ...base, kind, after: record.values, changed: [] }
      continue
    }
    const told = toldOf(options, request)
    const input = readInput(reader, model, request.values, options.authority)
    const given = { id: record.id, values: { ...record.values, ...input }, before: record.values }
    const values = await prepareValues(options, readerThen(reader, told), model, given)
    const after = completeRecord(model, values, new Set(Object.keys(input)))
    const changed = changedKeys(model.fields, record.values, after)
    prepared[index] = { ...base, kind, after, changed, original: request.original, told }
  }
  if (kind === 'delete') {
    for (const id of ids) await model.definition.beforeDelete?.({ reader, executor: options.executor, id })
    const holder = await heldBy(options.executor, reader, object, ids)
    if (holder)
      throw new RuleError('record_held', {
        object,
        holder: holder.object,
        holderLabel: reader.principal.locale === 'en' ? holder.label.en : holder.label.zh,
      })
  }
}

async function storeAll(options: WriterOptions, prepared: readonly PreparedChange[]): Promise<Map<string, { record?: string }>> {
  const { reader, executor, stamp } = options
  const written = new Map<string, { record?: string }>()
  const together = new Set(prepared.filter((change) => change.kind === 'create').map((change) => change.id))
  for (const group of grouped(prepared)) {
    const guards = referenceGuards(reader, group, together)
    const rates = await toCurrencyRates(executor, reader, group)
    const statement = writeStatement(group, {
      workspaceId: reader.workspaceId,
      principalId: reader.principal.id,
      stamp,
      rates,
      guards,
      tokenVersion,
      shown: options.show && prepared.length === 1 ? shownAfter(reader, group[0]) : null,
    })
    try {
      const [row] = await executor.query<{ ids: string | string[] | null; record?: string | null }>(reader.workspaceId, statement)
      const ids = Array.isArray(row?.ids) ? row.ids : []
      if (ids.length < group.length && guards.length > 0) {
        const broken = await brokenReferences(executor, reader, group, together)
        if (broken.length > 0) throw referenceError(broken)
      }
      for (const id of ids) written.set(id, row?.record ? { record: row.record } : {})
    } catch (error) {
      throw databaseRefusal(error, group) ?? error
    }
  }
  return written
}

/** Same object, same kind, same columns; creates keep their order, so that a parent stands before its child. */
function grouped(prepared: readonly PreparedChange[]): ChangeGroup[] {
  const groups = new Map<string, [PreparedChange, ...PreparedChange[]]>()
  for (const change of prepared) {
    if (change.kind === 'update' && change.changed.length === 0) continue
    const columns = change.kind === 'create' ? '' : [...change.changed].sort().join()
    const key = `${change.model.definition.key} ${change.kind} ${columns}`
    const group = groups.get(key)
    if (group) group.push(change)
    else groups.set(key, [change])
  }
  return [...groups.values()]
}
