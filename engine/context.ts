import { type Explanation, explainAccess } from './access/explain.ts'
import { actorOf, demandWholeRights, systemPrincipal } from './access/principal.ts'
import { type Unmasking, unmask } from './access/unmask.ts'
import { type VisibleGroup, visibleTo } from './access/visible-to.ts'
import { insertAudit } from './audit/audit-log.ts'
import type { Clock } from './clock.ts'
import type { Database, Snapshot, Transaction } from './database.ts'
import type { ActionDefinition } from './declare/action.ts'
import type { NewRecord, ObjectDefinition, RecordChanges, RecordOf } from './declare/object.ts'
import { AccessError, GuanxiError, InvalidInputError, StaleRecordError } from './errors.ts'
import { newId } from './ids.ts'
import { insertBatch } from './jobs/batch.ts'
import { type CountAnswer, countRecords, type Group, type GroupQuery, groupRecords, type SetQuery, totalsOf } from './query/aggregate.ts'
import { type AsOf, type AsOfQuery, recordAsOf } from './query/as-of.ts'
import { type BoardQuery, boardOf, lanePage } from './query/board.ts'
import { type GetQuery, getRecord } from './query/get.ts'
import { type HistoryQuery, historyOf } from './query/history.ts'
import { type ListQuery, listRecords, type RecordPage } from './query/list.ts'
import { type OccurrenceQuery, type Occurrences, occurrencesOf } from './query/occurrences.ts'
import { createReader, demandRight, type Reader } from './query/reader.ts'
import { relatedRecords } from './query/related.ts'
import { type Rhythms, rhythmsOf } from './query/rhythms.ts'
import { rhythmOf, type TimelineQuery, timelineOf } from './query/timeline.ts'
import { type TreeAnswer, type TreeQuery, treeOf } from './query/tree.ts'
import { findRecords, type SearchHit } from './search/find.ts'
import { param, type Rendered, type Sql, sql } from './sql.ts'
import type { NewRecordRequest, Stamp, WriteRequest, Written } from './write/change.ts'
import { type IdempotencyKey, once } from './write/idempotency.ts'
import type { NumberSource } from './write/numbers.ts'
import { type UndoAnswer, type UndoPart, undoChange, undoPart } from './write/undo.ts'
import type { Authority } from './write/validate.ts'
import { type ReadyCreates, readyCreates, storeReady, type WriterOptions, writeRecords } from './write/writer.ts'

export type Changed<T> = T & { changeId: string }
export type BulkResult = Written | { error: GuanxiError }

/** Typed records for actions and rules: all of it goes down the one write path. */
export type Records = {
  get<O extends ObjectDefinition>(object: O, id: string): Promise<RecordOf<O>>
  create<O extends ObjectDefinition>(object: O, values: NewRecord<O>): Promise<string>
  update<O extends ObjectDefinition>(object: O, id: string, values: RecordChanges<O>): Promise<Written>
  remove(object: ObjectDefinition, id: string): Promise<Written>
}

/** What an action's `run` gets: the writer's rights, one open transaction, one change that can be undone. */
export type ActionContext = {
  readonly reader: Reader
  readonly clock: Clock
  readonly changeId: string
  readonly records: Records
  /** Many requests at once; they become a few statements. */
  write(requests: readonly WriteRequest[]): Promise<Written[]>
  /** Stores what `Context.ready` made. */
  writeReady(ready: ReadyCreates): Promise<void>
  query<Row>(statement: Sql | Rendered): Promise<Row[]>
  /** The same transaction and change, done with every right: what follows from a step whose own rights were checked, in the name of whoever took it. */
  entire(): ActionContext
  /** Takes back the next part of another change: its entries before `before`, newest first. */
  undo(changeId: string, before: string | null): Promise<UndoPart>
  /** Records background work, queued when everything else is committed. Answers its id. */
  startJob(job: { kind: string; object?: string; input: Readonly<Record<string, unknown>>; total?: number }): Promise<string>
  /** Adds an event to the outbox, committed with everything else. */
  emit(kind: string, subject: { object: string; id: string }, payload?: Readonly<Record<string, unknown>>): Promise<void>
  /** Notes in the audit log what no record's history holds, committed with everything else. */
  audit(kind: string, entry: { object?: string; details: Readonly<Record<string, unknown>> }): Promise<void>
}

/** One principal at work in one workspace. Every read and write of the product goes through here. */
export type Context = {
  readonly reader: Reader
  list(query: ListQuery): Promise<RecordPage>
  get(query: GetQuery): Promise<{ record: string; revision: number }>
  count(query: SetQuery & { exact?: boolean }): Promise<CountAnswer>
  totals(query: SetQuery & { fields: readonly string[] }): ReturnType<typeof totalsOf>
  groups(query: GroupQuery): Promise<Group[]>
  /** What stands in the calendars of some people, with every time of what repeats. */
  occurrences(query: OccurrenceQuery): Promise<Occurrences>
  board(query: BoardQuery): ReturnType<typeof boardOf>
  lane(query: BoardQuery & { lane: string | null; cursor: string }): Promise<RecordPage>
  related(query: { object: string; id: string }): ReturnType<typeof relatedRecords>
  tree(query: TreeQuery): Promise<TreeAnswer>
  timeline(query: TimelineQuery): ReturnType<typeof timelineOf>
  rhythms(query: { object: string; ids: readonly string[]; weeks: number }): Promise<Rhythms>
  rhythm(query: { object: string; id: string; weeks: number }): ReturnType<typeof rhythmOf>
  history(query: HistoryQuery): ReturnType<typeof historyOf>
  /** The record as it stood at a moment. */
  asOf(query: AsOfQuery): Promise<AsOf>
  search(query: { text: string; objects?: readonly string[]; limit: number }): Promise<SearchHit[]>
  /** A masked value in the open, for whoever may ask for it; the audit log is told. */
  unmask(query: Unmasking): Promise<{ value: unknown }>
  /** Of the reader, or of somebody else whose reader is given: for administrators. */
  explain(query: { object: string; id: string }, whose?: Reader): Promise<Explanation[]>
  visibleTo(query: { object: string; id: string }): Promise<VisibleGroup[]>
  /** With `show` the answer holds the record as the writer now reads it, where that costs nothing more. */
  write(
    request: WriteRequest,
    options?: { idempotency?: IdempotencyKey; show?: boolean },
  ): Promise<Changed<Written> & { replayed: boolean }>
  /** At most 500 records in one transaction. With `partial` the good ones go in and the others answer with their error. */
  bulk(
    requests: readonly WriteRequest[],
    options?: { partial?: boolean; changeId?: string; readOnlyFields?: boolean; idempotency?: IdempotencyKey },
  ): Promise<Changed<{ results: BulkResult[] }>>
  run(action: string, input: unknown, options?: { idempotency?: IdempotencyKey }): Promise<Changed<{ result: unknown }>>
  undo(changeId: string, onProgress?: (done: number) => Promise<void>): Promise<Changed<UndoAnswer>>
  /** Reads many records as they stood at one moment: what exports are made of. */
  snapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T>
  /** Several steps as one transaction and one change: what actions and jobs are made of. */
  transaction<T>(work: (context: ActionContext) => Promise<T>, options?: StepOptions & { changeId?: string }): Promise<T>
  /**
   * Judges new records, and builds the statements that store them, ahead of the transaction that will: it may still be busy with the ones before. Given
   * to `writeReady` inside a transaction with the same options. Not for objects whose rules look at records that are only being written.
   */
  ready(requests: readonly NewRecordRequest[], options: StepOptions & { changeId: string }): Promise<ReadyCreates>
}

type StepOptions = { readOnlyFields?: boolean; originals?: Authority['originals']; muted?: boolean }

export type ContextParts = {
  readonly database: Database
  readonly reader: Reader
  readonly numbers: NumberSource
  readonly actions: ReadonlyMap<string, ActionDefinition>
  /** How the request came: `web`, `api`, `import`, `job`, `undo`… History keeps it. */
  readonly through: string
  readonly behalfId: string | null
  /** Called after every commit: the relay looks at once, changed configuration is forgotten. */
  readonly committed: (objects: ReadonlySet<string>) => void
  readonly checkInput: (action: ActionDefinition, input: unknown) => unknown
}

/** The reader with every right of the workspace, still in their own name. */
function entireReader(reader: Reader): Reader {
  const { workspaceId, principal, model, clock } = reader
  // Nobody's name opens more than was lent with it.
  if (principal.narrowing?.acting) throw new AccessError('not_while_acting')
  const all = systemPrincipal(workspaceId, principal.id, principal.locale, principal.timeZone)
  return { ...createReader({ principal: all, model, clock }), seal: (text) => reader.seal(text) }
}

export function createContext(parts: ContextParts): Context {
  const { database, reader } = parts
  const stamp = (changeId: string, through = parts.through): Stamp => ({
    at: reader.clock.now().toISOString(),
    changeId,
    through,
    behalfId: parts.behalfId,
  })
  const writer = (
    executor: WriterOptions['executor'],
    changeId: string,
    options: StepOptions & { inTransaction: boolean; through?: string; show?: boolean },
  ): WriterOptions => ({
    reader,
    executor,
    inTransaction: options.inTransaction,
    begin: (work) => database.transaction(reader.workspaceId, work),
    // What is written down as past is no news to anybody.
    stamp: { ...stamp(changeId, options.through), ...(options.muted || options.originals === 'history' ? { muted: true } : {}) },
    numbers: parts.numbers,
    authority: { readOnlyFields: options.readOnlyFields === true, originals: options.originals },
    show: options.show === true,
  })

  const transaction: Context['transaction'] = async (work, options = {}) => {
    const changeId = options.changeId ?? newId()
    const objects = new Set<string>()
    const result = await database.transaction(reader.workspaceId, (open) =>
      work(actionContext(open, writer(open, changeId, { ...options, inTransaction: true }), changeId, objects)),
    )
    parts.committed(objects)
    return result
  }

  const idempotent = async <T>(
    key: IdempotencyKey | undefined,
    objects: ReadonlySet<string>,
    work: (open: Transaction) => Promise<T>,
  ): Promise<{ answer: T; replayed: boolean }> => {
    const result = await database.transaction(reader.workspaceId, async (open) =>
      key
        ? once(open, reader.principal.id, key, reader.clock.now().toISOString(), () => work(open))
        : { answer: await work(open), replayed: false },
    )
    parts.committed(objects)
    return result
  }

  const actionContext = (open: Transaction, inside: WriterOptions, changeId: string, objects: Set<string>): ActionContext => {
    const { reader } = inside
    const note = (requests: readonly WriteRequest[]): void => {
      for (const request of requests) objects.add(request.object)
    }
    const write = async (requests: readonly WriteRequest[]): Promise<Written[]> => {
      note(requests)
      return writeRecords(inside, requests)
    }
    const single = async (request: WriteRequest): Promise<Written> => {
      const [written] = await write([request])
      if (!written) throw new Error('A write answered nothing')
      return written
    }
    return {
      reader,
      clock: reader.clock,
      changeId,
      write,
      writeReady: async (ready) => {
        note(ready.requests)
        await storeReady(inside, ready)
      },
      query: (statement) => open.query(reader.workspaceId, statement),
      entire: () =>
        actionContext(
          open,
          { ...inside, reader: entireReader(reader), authority: { ...inside.authority, readOnlyFields: true } },
          changeId,
          objects,
        ),
      undo: (undone, before) => undoPart(inside, undone, before),
      records: {
        get: async <O extends ObjectDefinition>(object: O, id: string) =>
          JSON.parse((await getRecord(open, reader, { object: object.key, id })).record) as RecordOf<O>,
        create: async (object, values) =>
          (await single({ kind: 'create', object: object.key, values: values as Readonly<Record<string, unknown>> })).id,
        update: (object, id, values) =>
          single({ kind: 'update', object: object.key, id, values: values as Readonly<Record<string, unknown>> }),
        remove: (object, id) => single({ kind: 'delete', object: object.key, id }),
      },
      startJob: async (job) => {
        const id = newId()
        const { workspaceId, principal } = reader
        demandWholeRights(principal)
        const { kind, input, object = null, total = null } = job
        await insertBatch(open, { id, workspaceId, kind, object, input, principalId: principal.id, total, at: inside.stamp.at })
        return id
      },
      emit: async (kind, subject, payload) => {
        await open.query(
          reader.workspaceId,
          sql`INSERT INTO outbox (workspace_id, at, kind, object, record_id, principal_id, change_id, payload) VALUES (${param(reader.workspaceId, 'uuid')}, ${param(inside.stamp.at, 'timestamptz')}, ${kind}, ${subject.object},
            ${param(subject.id, 'uuid')}, ${param(actorOf(reader.principal), 'uuid')}, ${param(changeId, 'uuid')}, ${param(payload ? JSON.stringify(payload) : null, 'jsonb')})`,
        )
      },
      audit: (kind, entry) => insertAudit(open, reader, inside.stamp, { kind, ...entry }),
    }
  }

  /** What the record holds now goes with the refusal, as far as the reader may see it. */
  const withCurrent = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      if (!(error instanceof StaleRecordError)) throw error
      const { object, record, revision } = error.parameters
      const found = await getRecord(database, reader, { object: String(object), id: String(record) }).catch(() => undefined)
      throw new StaleRecordError({
        object: String(object),
        id: String(record),
        revision: Number(revision),
        ...(found ? { current: JSON.parse(found.record) as Record<string, unknown> } : {}),
      })
    }
  }

  /** Halves the requests until the ones that cannot be stored stand alone. */
  const partially = async (requests: readonly WriteRequest[], changeId: string, readOnlyFields: boolean): Promise<BulkResult[]> => {
    try {
      return await database.transaction(reader.workspaceId, (open) =>
        writeRecords(writer(open, changeId, { inTransaction: true, readOnlyFields }), requests),
      )
    } catch (error) {
      if (!(error instanceof GuanxiError)) throw error
      if (requests.length === 1) return [{ error }]
      const half = Math.ceil(requests.length / 2)
      return [
        ...(await partially(requests.slice(0, half), changeId, readOnlyFields)),
        ...(await partially(requests.slice(half), changeId, readOnlyFields)),
      ]
    }
  }

  return {
    reader,
    list: (query) => listRecords(database, reader, query),
    get: (query) => getRecord(database, reader, query),
    count: (query) => countRecords(database, reader, query),
    totals: (query) => totalsOf(database, reader, query),
    groups: (query) => groupRecords(database, reader, query),
    occurrences: (query) => occurrencesOf(database, reader, query),
    board: (query) => boardOf(database, reader, query),
    lane: (query) => lanePage(database, reader, query),
    related: (query) => relatedRecords(database, reader, query),
    tree: (query) => treeOf(database, reader, query),
    timeline: (query) => timelineOf(database, reader, query),
    rhythms: (query) => rhythmsOf(database, reader, query),
    rhythm: (query) => rhythmOf(database, reader, query),
    history: (query) => historyOf(database, reader, query),
    asOf: (query) => recordAsOf(database, reader, query),
    search: (query) => findRecords(database, reader, query),
    unmask: (query) => unmask(database, reader, query, stamp('')),
    explain: (query, whose) => explainAccess(database, reader, query, whose),
    visibleTo: (query) => visibleTo(database, reader, query),
    snapshot: (work) => database.snapshot(reader.workspaceId, work),
    transaction,
    ready: (requests, { changeId, ...options }) => readyCreates(writer(database, changeId, { ...options, inTransaction: false }), requests),
    async write(request, options = {}) {
      const changeId = newId()
      const objects = new Set([request.object])
      const store = async (executor: WriterOptions['executor'], inTransaction: boolean): Promise<Changed<Written>> => {
        const [written] = await writeRecords(writer(executor, changeId, { inTransaction, show: options.show === true && !inTransaction }), [
          request,
        ])
        if (!written) throw new Error('A write answered nothing')
        return { ...written, changeId }
      }
      if (options.idempotency) {
        const { answer, replayed } = await withCurrent(idempotent(options.idempotency, objects, (open) => store(open, true)))
        return { ...answer, replayed }
      }
      // One statement holds the record and all that follows from it, so no transaction has to be opened around it.
      const answer = await withCurrent(store(database, false))
      parts.committed(objects)
      return { ...answer, replayed: false }
    },
    async bulk(requests, options = {}) {
      const changeId = options.changeId ?? newId()
      const objects = new Set(requests.map((request) => request.object))
      if (options.partial) {
        const results = await partially(requests, changeId, options.readOnlyFields === true)
        parts.committed(objects)
        return { changeId, results }
      }
      const { answer } = await withCurrent(
        idempotent(options.idempotency, objects, async (open) => ({
          changeId,
          results: await writeRecords(writer(open, changeId, { inTransaction: true, ...options }), requests),
        })),
      )
      return answer
    },
    async run(key, input, options = {}) {
      const action = parts.actions.get(key)
      if (!action) throw new InvalidInputError('unknown_action', { action: key })
      const { permission } = action
      if (permission !== 'judged') demandRight(reader, permission.object, permission.action)
      const checked = parts.checkInput(action, input)
      const changeId = newId()
      const objects = new Set<string>()
      const { answer } = await withCurrent(
        idempotent(options.idempotency, objects, async (open) => ({
          result: await action.run(
            actionContext(open, writer(open, changeId, { inTransaction: true, readOnlyFields: true }), changeId, objects),
            checked as never,
          ),
          changeId,
        })),
      )
      return answer
    },
    async undo(changeId, onProgress) {
      const own = newId()
      const objects = new Set<string>()
      const answer = await undoChange({
        changeId,
        step: (work) =>
          database.transaction(reader.workspaceId, (open) => work(writer(open, own, { inTransaction: true, through: 'undo' }))),
        ...(onProgress ? { onProgress } : {}),
      })
      parts.committed(objects)
      return { ...answer, changeId: own }
    },
  }
}
