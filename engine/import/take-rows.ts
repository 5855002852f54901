import type { ActionContext, Context } from '../context.ts'
import { GuanxiError } from '../errors.ts'
import { sql } from '../sql.ts'
import type { WriteRequest } from '../write/change.ts'
import type { ReadyCreates } from '../write/writer.ts'
import { createDuplicateFinder } from './duplicates.ts'
import { problemsOf } from './judge-row.ts'
import { originOf } from './origin.ts'
import { createOutcomeKeeper, type Outcome, type OutcomeKeeper } from './project/outcomes.ts'
import { createRowReader } from './read-row.ts'
import { readRows } from './read-table.ts'
import type { Work } from './run.ts'
import { cellContext, executorIn, executorOf, lookupsFor, sourcesOf } from './session.ts'
import { createSorter, rowProblem, type SortedRow, type Sorter } from './sort-rows.ts'
import { type KeptRow, keepExternalKeys, keepPending, keepRows, type StoredImport } from './store.ts'
import { createUniqueCheck, hasUniques } from './unique-check.ts'

const chunkSize = 500

/** While one part is being written, the next is read and made ready. Answers false when the job was stopped. */
export async function takeRows(context: Context, titles: ReadonlySet<string>, work: Work): Promise<boolean> {
  const { stored, batch, tools } = work
  if (batch.checkpoint?.phase === 'references') return true
  const { reader } = context
  const { object, plan } = stored
  const executor = executorOf(context)
  const names = stored.columns.map(({ name }) => name)
  const lookups = await lookupsFor(executor, context, sourcesOf(context, object, plan, names), plan.source)
  const cells = cellContext(context, work.regions)
  const rowReader = createRowReader({ reader, object, plan, names, cells, lookups, titles, rehearsal: false })
  const sorter = createSorter({
    executor,
    reader,
    object,
    plan,
    finder: createDuplicateFinder(executor, reader, object, plan),
    uniques: createUniqueCheck(executor, reader, object),
    rehearsal: null,
  })
  const chunks = readRows(work.open, stored.format, { size: chunkSize, after: Number(batch.checkpoint?.after ?? 0) })
  const mayBeReady = reader.object(object).definition.prepare === undefined
  const nextChunk = async (): Promise<Chunk | null> => {
    const { done, value } = await chunks.next()
    if (done) return null
    const rows = await sorter.sort(await rowReader.read(value))
    return { rows, ready: mayBeReady ? await readyOf(rows, work) : null }
  }
  const writing: Writing = { work, sorter, refused: new Set(), outcomes: createOutcomeKeeper(reader, stored) }
  let next = nextChunk()
  try {
    for (;;) {
      const chunk = await next
      if (chunk === null) return true
      next = nextChunk()
      // Whatever goes wrong ahead is met when its turn comes.
      next.catch(() => undefined)
      const goOn = await tools.step((inside) => storeChunk(inside, chunk, writing), { muted: plan.mute })
      sorter.written(chunk.rows)
      if (!goOn) return false
    }
  } finally {
    await next.catch(() => undefined)
    await chunks.return(undefined)
  }
}

/** Rows of one part, and those of them that are new records as they stand, with their statements. */
type Chunk = { rows: SortedRow[]; ready: ReadyCreates | null }

/** Null where none of the rows can be made ready, or where one of them is refused: which one, is found when they are written. */
async function readyOf(rows: readonly SortedRow[], { tools, stored }: Work): Promise<ReadyCreates | null> {
  const creates = rows.flatMap(({ request }) => (request?.kind === 'create' ? [request] : []))
  if (creates.length < 2) return null
  try {
    return await tools.ready(creates, { muted: stored.plan.mute })
  } catch (error) {
    if (error instanceof GuanxiError && error.status !== 503) return null
    throw error
  }
}

type Writing = {
  work: Work
  sorter: Sorter
  /** New records that the database refused: later rows of the same record find none there. */
  refused: Set<string>
  outcomes: OutcomeKeeper | null
}

type Result = { row: SortedRow; outcome: Outcome; error?: GuanxiError }

async function storeChunk(inside: ActionContext, { rows, ready }: Chunk, writing: Writing) {
  const { work, outcomes } = writing
  const { stored, progress } = work
  const results = await writeRows(inside, rows, ready, writing)
  await keepTroubled(inside, stored, results)
  await keepTies(inside, stored, results)
  await outcomes?.keep(
    executorIn(inside),
    results.map(({ row, outcome }) => ({
      read: row.read,
      outcome,
      recordId: outcome === 'rejected' ? null : row.recordId,
      kept: row.kept,
    })),
  )
  const count = (...wanted: Outcome[]): number => results.filter(({ outcome }) => wanted.includes(outcome)).length
  const { result } = progress
  progress.result = {
    ...result,
    created: result.created + count('created'),
    updated: result.updated + count('updated'),
    unchanged: result.unchanged + count('unchanged'),
    skipped: result.skipped + count('skipped'),
    // A row that nobody decided about is not taken: it comes back with the rejected ones.
    rejected: result.rejected + count('rejected', 'asked'),
    noted: result.noted + results.filter(({ row, outcome }) => isNoted(row, outcome)).length,
  }
  progress.done += rows.length
  return { ...progress, checkpoint: { phase: 'rows', after: rows.at(-1)?.read.row.number ?? 0 } }
}

const untouched: Readonly<Record<Exclude<SortedRow['verdict'], 'create' | 'update'>, Outcome>> = {
  unchanged: 'unchanged',
  skip: 'skipped',
  ask: 'asked',
  reject: 'rejected',
}

/**
 * Writes the rows in the order of the file, as many at once as are different records. Where a new record was refused, the next row that meant
 * the same record becomes it. Where a value may be held by one record alone, no row goes before another: one may give up what the next one takes.
 */
async function writeRows(
  inside: ActionContext,
  chunk: readonly SortedRow[],
  ready: ReadyCreates | null,
  { work: { stored }, refused }: Writing,
): Promise<Result[]> {
  const inOrder = hasUniques(inside.reader, stored.object)
  const results = new Map<SortedRow, Result>()
  let open = [...chunk]
  while (open.length > 0) {
    const round = new Map<string, { row: SortedRow; request: WriteRequest }>()
    const later: SortedRow[] = []
    for (const row of open) {
      const { recordId, verdict } = row
      if (recordId === null) results.set(row, { row, outcome: 'rejected' })
      else if (round.has(recordId) || (inOrder && later.length > 0)) later.push(row)
      else {
        const request = refused.has(recordId) && verdict !== 'create' ? asNew(row, stored.object, recordId) : row.request
        if (request) round.set(recordId, { row, request })
        else results.set(row, { row, outcome: verdict === 'create' || verdict === 'update' ? 'updated' : untouched[verdict] })
      }
    }
    const writes = [...round.values()]
    const errors = await writeEach(inside, writes, ready)
    for (const write of writes) {
      const { row, request } = write
      const error = errors.get(write)
      if (error === undefined) results.set(row, { row, outcome: request.kind === 'create' ? 'created' : 'updated' })
      else results.set(row, { row, outcome: 'rejected', error })
      if (request.kind === 'create' && row.recordId !== null) {
        if (error) refused.add(row.recordId)
        else refused.delete(row.recordId)
      }
    }
    open = later
  }
  return chunk.flatMap((row) => results.get(row) ?? [])
}

function asNew({ read }: SortedRow, object: string, id: string): WriteRequest {
  const original = originOf(read)
  const values = Object.fromEntries(Object.entries(read.values).filter(([key]) => !key.startsWith('#')))
  return { kind: 'create', object, id, values, ...(original ? { original } : {}) }
}

/** Halves a part until the rows that are refused stand alone: the others of the part go in. */
export async function writeEach<W extends { request: WriteRequest }>(
  inside: ActionContext,
  writes: readonly W[],
  ready: ReadyCreates | null = null,
): Promise<Map<W, GuanxiError>> {
  if (writes.length === 0) return new Map()
  await inside.query(sql`SAVEPOINT part`)
  try {
    const requests = writes.map(({ request }) => request)
    const madeReady = new Set<WriteRequest>(ready?.requests)
    const rest = requests.filter((request) => !madeReady.has(request))
    if (ready && rest.length + madeReady.size === requests.length) {
      await inside.writeReady(ready)
      if (rest.length > 0) await inside.write(rest)
    } else await inside.write(requests)
    await inside.query(sql`RELEASE SAVEPOINT part`)
    return new Map()
  } catch (error) {
    await inside.query(sql`ROLLBACK TO SAVEPOINT part`)
    if (!(error instanceof GuanxiError) || error.status === 503) throw error
    const [only] = writes
    if (writes.length === 1 && only) return new Map([[only, error]])
    const half = Math.ceil(writes.length / 2)
    return new Map([...(await writeEach(inside, writes.slice(0, half))), ...(await writeEach(inside, writes.slice(half)))])
  }
}

function isNoted({ read }: SortedRow, outcome: Outcome): boolean {
  if (outcome === 'rejected' || outcome === 'skipped' || outcome === 'asked') return false
  return read.problems.some(({ code }) => code === 'cell_left_empty' || code === 'cell_names_several')
}

/** Rows that were not taken as they stand, with the reasons. */
async function keepTroubled(inside: ActionContext, stored: StoredImport, results: readonly Result[]): Promise<void> {
  const kept = results.flatMap(({ row, outcome, error }): KeptRow[] => {
    const { read } = row
    const base = { number: read.row.number, cells: read.row.cells }
    if (outcome === 'asked')
      return [{ ...base, outcome: 'rejected', problems: [...read.problems, rowProblem('row_undecided', 'error', {})] }]
    if (outcome === 'rejected') {
      const problems = error ? problemsOf(error, read) : row.problems.filter(({ severity }) => severity === 'error')
      return [{ ...base, outcome: 'rejected', problems: [...read.problems, ...problems] }]
    }
    return isNoted(row, outcome) ? [{ ...base, outcome: 'noted', problems: read.problems }] : []
  })
  await keepRows(executorIn(inside), inside.reader.workspaceId, stored.id, kept)
}

/** References that wait for the whole file, and the ids of the other system. */
async function keepTies(inside: ActionContext, stored: StoredImport, results: readonly Result[]): Promise<void> {
  const executor = executorIn(inside)
  const { workspaceId } = inside.reader
  const taken = results.flatMap(({ row, outcome }) =>
    row.recordId !== null && (outcome === 'created' || outcome === 'updated' || outcome === 'unchanged')
      ? [{ read: row.read, recordId: row.recordId }]
      : [],
  )
  const pending = taken.flatMap(({ read, recordId }) =>
    read.pending.map(({ field, text }) => ({ rowNumber: read.row.number, field, recordId, named: text })),
  )
  const keys = taken.flatMap(({ read, recordId }) => (read.key === null ? [] : [{ key: read.key, recordId }]))
  await keepPending(executor, workspaceId, stored.id, pending)
  await keepExternalKeys(executor, workspaceId, stored.object, stored.plan.source, keys)
}
