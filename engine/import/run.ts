import type { ActionContext, Context } from '../context.ts'
import { GuanxiError } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Batch, JobDefinition, JobTools } from '../jobs/batch.ts'
import { sql } from '../sql.ts'
import type { WriteRequest } from '../write/change.ts'
import { createDuplicateFinder, type DuplicateFinder } from './duplicates.ts'
import type { OpenFile } from './encoding.ts'
import { problemsOf, recordProblems } from './judge-row.ts'
import { createLookup } from './lookups.ts'
import type { Matcher } from './match-text.ts'
import { addChoices, collectMissing, makeRecords, needsLookAhead } from './missing.ts'
import { createRowReader, hasError, type ReadRow, type RowReader } from './read-row.ts'
import { readRows, type TableRow } from './read-table.ts'
import type { ImportKnowledge } from './recognise.ts'
import { cellContext, executorIn, executorOf, lookupsFor, sourcesOf } from './session.ts'
import { type KeptRow, keepExternalKeys, keepPending, keepRows, pendingReferences, readImport, type StoredImport } from './store.ts'

/** Opens the bytes of an uploaded file. */
export type ImportFiles = (workspaceId: string, hash: string) => OpenFile

export type ImportParts = { files: ImportFiles; regions?: Matcher<string> | undefined; knowledge?: ImportKnowledge | undefined }

/** How an import ended, or how far it is. */
export type ImportResult = {
  created: number
  updated: number
  skipped: number
  rejected: number
  noted: number
  choices: number
  records: number
}

const none: ImportResult = { created: 0, updated: 0, skipped: 0, rejected: 0, noted: 0, choices: 0, records: 0 }
const chunkSize = 500

/** Takes a file in, as its plan says: parts of 500 rows, each whole or not at all, and goes on behind the last one after a crash. */
export function importJob(parts: ImportParts): JobDefinition {
  return {
    kind: 'import',
    title: { zh: '导入', en: 'Import' },
    class: 'bulk',
    async run(context, batch, tools) {
      const workspaceId = context.reader.workspaceId
      const stored = await readImport(executorOf(context), workspaceId, String(batch.input.import))
      const progress = { done: batch.done, total: stored.rowCount, result: { ...none, ...(batch.result as Partial<ImportResult>) } }
      const work: Work = { stored, batch, tools, progress, open: parts.files(workspaceId, stored.fileHash), regions: parts.regions }
      const prepared = await makeMissing(context, work)
      if (prepared === null || !(await takeRows(prepared.context, prepared.titles, work))) return
      await setPendingReferences(prepared.context, work)
    },
  }
}

type Work = {
  stored: StoredImport
  batch: Batch
  tools: JobTools
  progress: { done: number; total: number; result: ImportResult }
  open: OpenFile
  regions: Matcher<string> | undefined
}

/** Makes the choices and records that the plan wants made, before the first row needs them. Null when the job was cancelled. */
async function makeMissing(context: Context, work: Work): Promise<{ context: Context; titles: ReadonlySet<string> } | null> {
  const { stored, tools, progress } = work
  const names = stored.columns.map(({ name }) => name)
  const sources = sourcesOf(context, stored.object, stored.plan, names)
  if (!needsLookAhead(sources, stored.object)) return { context, titles: new Set() }
  const lookups = await lookupsFor(executorOf(context), context, sources)
  const look = collectMissing(sources, cellContext(context, work.regions), lookups, {
    key: stored.object,
    title: context.reader.object(stored.object).definition.title,
  })
  for await (const rows of readRows(work.open, stored.format)) await look.add(rows)
  const { choices, records, titles } = look.result()
  const checkpoint = work.batch.checkpoint ?? {}
  if (choices.size > 0) {
    const goOn = await tools.step(async (inside) => {
      progress.result.choices += await addChoices(context, inside, choices)
      return { ...progress, checkpoint }
    })
    if (!goOn) return null
  }
  for (const [object, texts] of records) {
    const all = [...texts.values()]
    for (let at = 0; at < all.length; at += chunkSize) {
      const goOn = await tools.step(async (inside) => {
        await inside.query(sql`SAVEPOINT made`)
        const { made } = await makeRecords(context, inside, object, all.slice(at, at + chunkSize))
        if (made === 0) await inside.query(sql`ROLLBACK TO SAVEPOINT made`)
        progress.result.records += made
        return { ...progress, checkpoint }
      })
      if (!goOn) return null
    }
  }
  return { context: choices.size + records.size > 0 ? await tools.renew() : context, titles }
}

type Chunk = {
  last: number
  rows: number
  writes: { read: ReadRow; request: WriteRequest }[]
  skipped: number
  rejected: KeptRow[]
  noted: KeptRow[]
}

/** While one part is being written, the next is read. Answers false when the job was cancelled. */
async function takeRows(context: Context, titles: ReadonlySet<string>, work: Work): Promise<boolean> {
  const { stored, batch, tools, progress } = work
  if (batch.checkpoint?.phase === 'references') return true
  const executor = executorOf(context)
  const names = stored.columns.map(({ name }) => name)
  const lookups = await lookupsFor(executor, context, sourcesOf(context, stored.object, stored.plan, names))
  const rowReader = createRowReader({
    reader: context.reader,
    object: stored.object,
    plan: stored.plan,
    names,
    cells: cellContext(context, work.regions),
    lookups,
    titles,
    rehearsal: false,
  })
  const sorter = createSorter(context, stored, rowReader, createDuplicateFinder(executor, context.reader, stored.object, stored.plan))
  const chunks = readRows(work.open, stored.format, { size: chunkSize, after: Number(batch.checkpoint?.after ?? 0) })
  const nextChunk = async (): Promise<Chunk | null> => {
    const { done, value } = await chunks.next()
    return done ? null : sorter(value)
  }
  let next = nextChunk()
  try {
    for (;;) {
      const chunk = await next
      if (chunk === null) return true
      next = nextChunk()
      // Whatever goes wrong ahead is met when its turn comes.
      next.catch(() => undefined)
      if (!(await tools.step((inside) => storeChunk(inside, chunk, stored, progress)))) return false
    }
  } finally {
    await next.catch(() => undefined)
    await chunks.return(undefined)
  }
}

/** Decides for each row whether it becomes a record, changes one, or neither. */
function createSorter(
  context: Context,
  stored: StoredImport,
  rowReader: RowReader,
  finder: DuplicateFinder | null,
): (rows: readonly TableRow[]) => Promise<Chunk> {
  const { object, plan } = stored
  const matching = plan.duplicates.policy === 'create' ? null : finder
  const made = new Map<string, string>()
  return async (rows) => {
    const chunk: Chunk = { last: rows.at(-1)?.number ?? 0, rows: rows.length, writes: [], skipped: 0, rejected: [], noted: [] }
    const byRecord = new Map<string, { read: ReadRow; request: WriteRequest & { values: Record<string, unknown> } }>()
    const reads = await rowReader.read(rows)
    const existing =
      (await matching?.existing([...new Set(reads.flatMap((read) => matching.keyOf(read) ?? []))])) ?? new Map<string, string>()
    for (const read of reads) {
      const key = hasError(read) ? null : (matching?.keyOf(read) ?? null)
      const known = key === null ? undefined : (existing.get(key) ?? made.get(key))
      const problems = hasError(read) || known !== undefined ? [] : recordProblems(context.reader, object, read)
      if (hasError(read) || problems.length > 0) chunk.rejected.push(keptRow(read, 'rejected', problems))
      else if (known !== undefined && plan.duplicates.policy === 'skip') chunk.skipped++
      else {
        const again = known === undefined ? undefined : byRecord.get(known)
        if (again) Object.assign(again.request.values, read.values)
        else {
          const id = known ?? newId()
          const write = {
            read,
            request: {
              kind: known === undefined ? ('create' as const) : ('update' as const),
              object,
              id,
              values: { ...read.values } as Record<string, unknown>,
            },
          }
          byRecord.set(id, write)
          chunk.writes.push(write)
          if (key !== null) made.set(key, id)
        }
        if (read.problems.some(({ code }) => code === 'cell_left_empty' || code === 'cell_names_several'))
          chunk.noted.push(keptRow(read, 'noted', []))
      }
    }
    return chunk
  }
}

function keptRow(read: ReadRow, outcome: KeptRow['outcome'], problems: KeptRow['problems']): KeptRow {
  return { number: read.row.number, cells: read.row.cells, outcome, problems: [...read.problems, ...problems] }
}

async function storeChunk(inside: ActionContext, chunk: Chunk, stored: StoredImport, progress: Work['progress']) {
  const { workspaceId } = inside.reader
  const executor = executorIn(inside)
  const refused = await writeEach(inside, chunk.writes)
  const written = chunk.writes.filter((write) => !refused.has(write))
  const rejected = [...chunk.rejected, ...[...refused].map(([{ read }, error]) => keptRow(read, 'rejected', problemsOf(error, read)))]
  const refusedRows = new Set(rejected.map(({ number }) => number))
  const noted = chunk.noted.filter(({ number }) => !refusedRows.has(number))
  await keepRows(executor, workspaceId, stored.id, [...rejected, ...noted])
  const records = written.map(({ read, request }) => ({ read, recordId: request.id ?? '' }))
  await keepPending(
    executor,
    workspaceId,
    stored.id,
    records.flatMap(({ read, recordId }) =>
      read.pending.map(({ field, text }) => ({ rowNumber: read.row.number, field, recordId, named: text })),
    ),
  )
  await keepExternalKeys(
    executor,
    workspaceId,
    stored.object,
    stored.plan.source,
    records.flatMap(({ read, recordId }) => (read.key === null ? [] : [{ key: read.key, recordId }])),
  )
  const { result } = progress
  progress.result = {
    ...result,
    created: result.created + written.filter(({ request }) => request.kind === 'create').length,
    updated: result.updated + written.filter(({ request }) => request.kind === 'update').length,
    skipped: result.skipped + chunk.skipped,
    rejected: result.rejected + rejected.length,
    noted: result.noted + noted.length,
  }
  progress.done += chunk.rows
  return { ...progress, checkpoint: { phase: 'rows', after: chunk.last } }
}

/** Halves a part until the rows that are refused stand alone: the others of the part go in. */
async function writeEach(inside: ActionContext, writes: Chunk['writes']): Promise<Map<Chunk['writes'][number], GuanxiError>> {
  if (writes.length === 0) return new Map()
  await inside.query(sql`SAVEPOINT part`)
  try {
    await inside.write(writes.map(({ request }) => request))
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

/** Parents that stand in the same file, wherever in it: by now all of them are there, or were refused. */
async function setPendingReferences(context: Context, work: Work): Promise<void> {
  const { stored, tools, progress, batch } = work
  const executor = executorOf(context)
  const { workspaceId } = context.reader
  let after = { row: 0, field: '' }
  if (batch.checkpoint?.phase === 'references') after = { row: Number(batch.checkpoint.row), field: String(batch.checkpoint.field) }
  let lookup: Awaited<ReturnType<typeof createLookup>> | undefined
  for (;;) {
    const pending = await pendingReferences(executor, workspaceId, stored.id, after, chunkSize)
    const last = pending.at(-1)
    if (last === undefined) return
    lookup ??= await createLookup(executor, context.reader, stored.object)
    await lookup.prepare(pending.map(({ named }) => named))
    const found = pending.map((one) => ({ one, match: lookup?.match(one.named) ?? null }))
    const values = new Map<string, Record<string, string>>()
    for (const { one, match } of found) {
      if (match !== null && match !== 'several') values.set(one.recordId, { ...values.get(one.recordId), [one.field]: match.value })
    }
    const lost = found.filter(({ match }) => match === null || match === 'several')
    after = { row: last.rowNumber, field: last.field }
    const goOn = await tools.step(async (inside) => {
      await inside.write([...values].map(([id, changes]) => ({ kind: 'update', object: stored.object, id, values: changes })))
      const noted = lost.map(({ one, match }): KeptRow => {
        const problem = {
          code: match === 'several' ? 'cell_names_several' : 'cell_left_empty',
          severity: 'warning' as const,
          parameters: { text: one.named },
          field: one.field,
          column: null,
          text: one.named,
        }
        return { number: one.rowNumber, cells: [], outcome: 'noted', problems: [problem] }
      })
      await keepRows(executorIn(inside), workspaceId, stored.id, noted)
      progress.result = { ...progress.result, noted: progress.result.noted + noted.length }
      return { ...progress, checkpoint: { phase: 'references', ...after } }
    })
    if (!goOn) return
  }
}
