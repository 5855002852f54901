import { fixedClock } from '../clock.ts'
import type { Canonical } from '../data/read-value.ts'
import type { Executor } from '../database.ts'
import { newId } from '../ids.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { followOwner } from '../pools/poolable.ts'
import { demandRight, notAllowed, type Reader } from '../query/reader.ts'
import type { NewRecordRequest, Original, PreparedChange, Stamp, Told, Values, WriteRequest } from './change.ts'
import { changedKeys } from './effects.ts'
import { withListMoves } from './list-moves.ts'
import type { NumberSource } from './numbers.ts'
import { guardTree } from './tree-guard.ts'
import { type Authority, checkOwner, completeRecord, readInput, withDefaults } from './validate.ts'

export type WriterOptions = {
  readonly reader: Reader
  readonly executor: Executor
  /** Inside a transaction records are locked before they are judged; outside, a moved revision is tried again. */
  readonly inTransaction: boolean
  /** Outside: opens one, for a change that takes more than one statement. */
  readonly begin?: <T>(work: (open: Executor) => Promise<T>) => Promise<T>
  readonly stamp: Stamp
  readonly numbers: NumberSource
  readonly authority: Authority
  /** Answer a single written record as well. */
  readonly show?: boolean
}

/** What is looked up once for all records of a call, and how many they are. */
export type Judging = WriterOptions & { once<T>(key: string, load: () => Promise<T>): Promise<T>; readonly together: number }

export function judging(options: WriterOptions, together = 1): Judging {
  const held = new Map<string, Promise<unknown>>()
  return {
    ...options,
    together,
    once: <T>(key: string, load: () => Promise<T>) => {
      const found = held.get(key) ?? load()
      held.set(key, found)
      return found as Promise<T>
    },
  }
}

/** A new record as it would be stored: read, defaulted, judged by its rules, numbered. */
export async function judgeCreate(options: Judging, model: ObjectModel, request: NewRecordRequest): Promise<PreparedChange> {
  const told = toldOf(options, request)
  const reader = readerThen(options.reader, told)
  demandRight(reader, request.object, 'create')
  const values = withDefaults(reader, model, readInput(reader, model, withListMoves(model, request.values, {}), options.authority))
  checkOwner(reader, model, values)
  const id = request.id ?? newId()
  const numbered: Record<string, Canonical> = { ...(await prepareValues(options, reader, model, { id, values, before: null })) }
  for (const [key, field] of model.fields) {
    if (field.kind === 'autoNumber' && !numbered[key])
      numbered[key] = await options.numbers.next(
        reader.workspaceId,
        `${request.object}.${key}`,
        { prefix: field.prefix ?? '', digits: field.digits ?? 6 },
        options.together,
      )
  }
  const after = completeRecord(model, numbered, null)
  const changed = changedKeys(model.fields, null, after)
  return { kind: 'create', model, id, from: 0, before: null, after, changed, original: request.original, told }
}

/** Whether the change is told as done at another moment. A request says so only with the authority for it. */
function toldOf({ authority, stamp, reader }: Judging, { object, original }: { object: string; original?: Original }): Told | undefined {
  if (!original) return undefined
  if (!authority.originals) throw notAllowed(reader, object, 'import')
  return authority.originals === 'history'
    ? { at: original.changedAt ?? original.createdAt ?? stamp.at, by: original.changedBy ?? original.createdBy ?? reader.principal.id }
    : undefined
}

/** Defaults and rules that look at the clock look at that moment. */
function readerThen(reader: Reader, told: Told | undefined): Reader {
  return told ? { ...reader, clock: fixedClock(told.at) } : reader
}

/** A change of a record that stands as `current`. */
export async function judgeUpdate(
  options: Judging,
  model: ObjectModel,
  request: Extract<WriteRequest, { kind: 'update' }>,
  current: { id: string; revision: number; values: Values },
): Promise<PreparedChange> {
  const told = toldOf(options, request)
  const input = readInput(options.reader, model, withListMoves(model, request.values, current.values), options.authority)
  const given = { id: current.id, values: { ...current.values, ...input }, before: current.values }
  const prepared = await prepareValues(options, readerThen(options.reader, told), model, given)
  const values = model.definition.poolable ? followOwner(model.fields, prepared, current.values, told?.at ?? options.stamp.at) : prepared
  const after = completeRecord(model, values, new Set(Object.keys(input)))
  const changed = changedKeys(model.fields, current.values, after)
  const base = { kind: 'update', model, id: current.id, from: current.revision, before: current.values } as const
  return { ...base, after, changed, original: request.original, told }
}

async function prepareValues(
  options: Judging,
  reader: Reader,
  model: ObjectModel,
  record: { id: string; values: Values; before: Values | null },
): Promise<Values> {
  const { prepare, tree } = model.definition
  const values = prepare ? await prepare({ reader, executor: options.executor, once: options.once, ...record }) : record.values
  if (tree) await guardTree({ reader, executor: options.executor, once: options.once }, model.definition, { ...record, values })
  return values
}
