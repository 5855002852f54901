import { actorOf } from '../access/principal.ts'
import { breathing } from '../breathe.ts'
import { toCurrencyRates } from '../data/rates.ts'
import { AccessError, BusyError, InvalidInputError, NotFoundError, RuleError, StaleRecordError } from '../errors.ts'
import { isId } from '../ids.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import type { Reader } from '../query/reader.ts'
import { type FedRollUp, fedBy } from '../rollups/fed.ts'
import { fallenStatements, movedBy } from '../rollups/write-parts.ts'
import { type Rendered, render } from '../sql.ts'
import type { ChangeGroup, NewRecordRequest, PreparedChange, WriteRequest, Written } from './change.ts'
import { currentRecords } from './current.ts'
import { heldBy } from './held-by.ts'
import { type Judging, judgeCreate, judgeUpdate, judging, type WriterOptions } from './judge.ts'
import { neededKeys } from './needed.ts'
import { brokenReferences, referenceError, referenceGuards } from './references.ts'
import { databaseRefusal } from './refusal.ts'
import { wordsOf } from './search-part.ts'
import { shownAfter } from './shown.ts'
import { writeStatement } from './statement.ts'

export type { WriterOptions } from './judge.ts'

export const tokenVersion = 1

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
      judging(options, open.length),
      open.map((one) => one.request),
    )
    const written = await storeAll(options, prepared, await buildAll(options, prepared))
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

/** New records that were judged, and whose statements were built, ahead of the transaction that stores them. */
export type ReadyCreates = {
  readonly requests: readonly WriteRequest[]
  readonly prepared: readonly PreparedChange[]
  readonly built: readonly Built[]
}

/** Most of what a large write costs here is done before its turn comes: the database may be busy with another meanwhile. Throws as `writeRecords` does. */
export async function readyCreates(options: WriterOptions, requests: readonly NewRecordRequest[]): Promise<ReadyCreates> {
  if (requests.length > largestBatch) throw new InvalidInputError('too_many_records', { most: largestBatch })
  const prepared = await prepareAll(judging(options, requests.length), requests)
  return { requests, prepared, built: await buildAll(options, prepared) }
}

/** Stores what was made ready, all of it or nothing. */
export async function storeReady(options: WriterOptions, { prepared, built }: ReadyCreates): Promise<void> {
  const written = await storeAll(options, prepared, built)
  if (written.size < prepared.length) throw new BusyError('record_busy')
}

async function prepareAll(options: Judging, requests: readonly WriteRequest[]): Promise<PreparedChange[]> {
  const prepared: PreparedChange[] = new Array(requests.length)
  const existing = new Map<string, { index: number; request: Exclude<WriteRequest, { kind: 'create' }> }[]>()
  const breathe = breathing()
  for (const [index, request] of requests.entries()) {
    await breathe()
    const model = options.reader.object(request.object)
    if (request.kind === 'create') prepared[index] = await judgeCreate(options, model, request)
    else {
      const key = `${request.object} ${request.kind} ${isOneOfMany(request)} ${isGivingAway(request)} ${rightOf(request)}`
      existing.set(key, [...(existing.get(key) ?? []), { index, request }])
    }
  }
  for (const group of existing.values()) await prepareExisting(options, group, prepared)
  return prepared
}

function rightOf(request: Exclude<WriteRequest, { kind: 'create' }>): string {
  return request.kind === 'update' ? (request.right ?? 'update') : 'delete'
}

function isOneOfMany(request: WriteRequest): boolean {
  return 'mass' in request && request.mass === true
}

function isGivingAway(request: WriteRequest): boolean {
  return request.kind === 'update' && request.right === undefined && 'owner' in request.values
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
  const action = rightOf(first.request)
  const ids = group.map(({ request }) => request.id)
  if (new Set(ids).size !== ids.length) throw new InvalidInputError('record_twice', { object })
  const alone = group.length === 1 && first.request.kind === 'update' ? first.request : null
  const fed = rollUpsFedBy(reader, model)
  const keys = alone && neededKeys(model, Object.keys(alone.values), { show: options.show === true, fed })
  const current = await currentRecords(options.executor, reader, model, {
    ids: ids.filter(isId),
    rights: [isGivingAway(first.request) ? 'reassign' : action, ...(isOneOfMany(first.request) ? ['massUpdate'] : [])],
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
    prepared[index] = await judgeUpdate(options, model, request, record)
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

/** Changes that one statement stores. */
type Built = {
  readonly group: ChangeGroup
  readonly guarded: boolean
  readonly statement: Rendered
  /** What has to be looked at anew once it is stored, in the same transaction. */
  readonly afterwards: readonly Rendered[]
}

async function buildAll(options: WriterOptions, prepared: readonly PreparedChange[]): Promise<Built[]> {
  const { reader, executor, stamp } = options
  const together = idsOfCreates(prepared)
  const built: Built[] = []
  for (const group of grouped(prepared)) {
    const guards = referenceGuards(reader, group, together)
    const rates = await toCurrencyRates(executor, reader, group)
    const fed = rollUpsFedBy(reader, group[0].model)
    const statement = writeStatement(group, {
      workspaceId: reader.workspaceId,
      currency: reader.model.workspace.currency,
      rollUps: movedBy(group, fed),
      principalId: actorOf(reader.principal),
      stamp,
      rates,
      guards,
      words: await wordsOf(group),
      tokenVersion,
      shown: options.show && prepared.length === 1 ? shownAfter(reader, group[0]) : null,
    })
    built.push({
      group,
      guarded: guards.length > 0,
      statement: render(statement),
      afterwards: fallenStatements(group, fed, reader).map(render),
    })
  }
  return built
}

function idsOfCreates(prepared: readonly PreparedChange[]): ReadonlySet<string> {
  return new Set(prepared.filter((change) => change.kind === 'create').map((change) => change.id))
}

function rollUpsFedBy(reader: Reader, { definition }: ObjectModel): readonly FedRollUp[] {
  return fedBy(
    definition,
    [...reader.objects()].map((model) => model.definition),
  )
}

async function storeAll(
  options: WriterOptions,
  prepared: readonly PreparedChange[],
  built: readonly Built[],
): Promise<Map<string, { record?: string }>> {
  const { reader, executor, inTransaction, begin } = options
  if (!inTransaction && begin && built.some(({ afterwards }) => afterwards.length > 0))
    return begin((open) => storeAll({ ...options, executor: open, inTransaction: true }, prepared, built))
  const written = new Map<string, { record?: string }>()
  for (const { group, guarded, statement, afterwards } of built) {
    try {
      const [row] = await executor.query<{ ids: string | string[] | null; record?: string | null }>(reader.workspaceId, statement)
      const ids = Array.isArray(row?.ids) ? row.ids : []
      if (ids.length < group.length && guarded) {
        const broken = await brokenReferences(executor, reader, group, idsOfCreates(prepared))
        if (broken.length > 0) throw referenceError(broken)
      }
      for (const id of ids) written.set(id, row?.record ? { record: row.record } : {})
      if (ids.length > 0) for (const next of afterwards) await executor.query(reader.workspaceId, next)
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
