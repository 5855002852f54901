import type { Context } from '../context.ts'
import type { Engine } from '../engine.ts'
import { InvalidInputError, RuleError } from '../errors.ts'
import { newId } from '../ids.ts'
import { insertBatch, readBatch, undosOf } from '../jobs/batch.ts'
import { demandRight } from '../query/reader.ts'
import { param, sql } from '../sql.ts'
import type { Kept } from '../write/undo.ts'
import type { ProblemRow } from './check.ts'
import { type Effect, readEffects, readRejects, recordTitles } from './effects.ts'
import { demandUnsigned } from './project/store.ts'
import { executorIn, executorOf } from './session.ts'
import type { Verdict } from './sort-rows.ts'
import { undoUntil } from './state.ts'
import { claimImport, type KeptRow, keptRows, type StoredImport, updateImport } from './store.ts'

/** What an undo left standing; `title` is that of the record. */
export type KeptByUndo = Kept & { position: number; title: string }

/** What is done with a plan: tried, carried out, held, stopped, taken back. */
export type ImportRuns = {
  /** Starts the job that finds every problem of the whole file and what each row would do; the answer stands in `check` once it is done. */
  check(context: Context, id: string): Promise<string>
  /** What the rows would do, as the last check found. */
  effects(context: Context, id: string, query: { kind?: Verdict; after: number; limit: number }): Promise<Effect[]>
  /** Every row that would be rejected, as the last check found. */
  rejects(context: Context, id: string, query: { after: number; limit: number }): Promise<ProblemRow[]>
  /** Starts the import; its id is the change id of all it writes. */
  start(context: Context, id: string): Promise<string>
  pause(context: Context, id: string): Promise<void>
  resume(context: Context, id: string): Promise<void>
  /** Stops for good; what was written stays, and can be taken back. */
  cancel(context: Context, id: string): Promise<void>
  rows(context: Context, id: string, query: { outcome?: KeptRow['outcome']; after: number; limit: number }): Promise<KeptRow[]>
  /** Starts the job that takes back everything the import made or changed. */
  undo(context: Context, id: string): Promise<string>
  /** What the undo left as it stands, with the reasons. */
  kept(context: Context, id: string, query: { after: number; limit: number }): Promise<KeptByUndo[]>
}

type Parts = {
  stored(context: Context, id: string): Promise<StoredImport>
  demandOpen(context: Context, id: string): Promise<StoredImport>
}

export function createImportRuns(engine: Engine, { stored, demandOpen }: Parts): ImportRuns {
  const begun = async (context: Context, id: string): Promise<StoredImport & { batchId: string }> => {
    const one = await stored(context, id)
    const { batchId } = one
    if (batchId === null) throw new RuleError('import_not_started')
    return { ...one, batchId }
  }
  return {
    async check(context, id) {
      const one = await demandOpen(context, id)
      const job = newId()
      await updateImport(executorOf(context), context.reader.workspaceId, id, { check: null, checkBatchId: job })
      return engine.startJob(context, { id: job, kind: 'importCheck', object: one.object, input: { import: id }, total: one.rowCount })
    },
    async effects(context, id, query) {
      const { checkBatchId, object } = await stored(context, id)
      return checkBatchId === null ? [] : readEffects(context, { importId: id, checkId: checkBatchId, object }, query)
    },
    async rejects(context, id, query) {
      const { check, checkBatchId } = await stored(context, id)
      return check === null || checkBatchId === null ? [] : readRejects(context, { importId: id, checkId: checkBatchId }, query)
    },
    async start(context, id) {
      const one = await demandOpen(context, id)
      const { title } = context.reader.object(one.object).definition
      if (!one.plan.columns.some(({ target }) => target === title) && !(title in one.plan.fill))
        throw new InvalidInputError('import_title_missing', { field: title })
      const job = newId()
      const { workspaceId, principal } = context.reader
      // Claimed and queued together: a crash leaves both or neither.
      await context.transaction(async (inside) => {
        const executor = executorIn(inside)
        if (!(await claimImport(executor, workspaceId, id, job))) throw new RuleError('import_already_started')
        const at = inside.clock.now().toISOString()
        const batch = { id: job, workspaceId, kind: 'import', object: one.object, input: { import: id }, principalId: principal.id }
        await insertBatch(executor, { ...batch, total: one.rowCount, at })
      })
      return job
    },
    async pause(context, id) {
      await engine.pauseJob(context, (await begun(context, id)).batchId)
    },
    async resume(context, id) {
      const { batchId, projectId } = await begun(context, id)
      await engine.resumeJob(context, batchId)
      // A project rests with its file, and goes on with it.
      if (projectId !== null) for (const project of await restingProjects(context, projectId)) await engine.resumeJob(context, project)
    },
    async cancel(context, id) {
      await engine.cancelJob(context, (await begun(context, id)).batchId)
    },
    async rows(context, id, query) {
      const one = await stored(context, id)
      return keptRows(executorOf(context), context.reader.workspaceId, one.id, query)
    },
    async undo(context, id) {
      const { batchId, object, projectId } = await begun(context, id)
      demandRight(context.reader, object, 'import')
      if (projectId !== null) await demandUnsigned(executorOf(context), context.reader.workspaceId, projectId)
      const { workspaceId, principal } = context.reader
      const job = newId()
      await context.transaction(async (inside) => {
        const executor = executorIn(inside)
        // Held until the end: of two who take it back at the same moment, one is told.
        await inside.query(
          sql`SELECT 1 FROM batch WHERE workspace_id = ${param(workspaceId, 'uuid')} AND id = ${param(batchId, 'uuid')} FOR UPDATE`,
        )
        const batch = await readBatch(executor, workspaceId, batchId)
        const now = inside.clock.now().toISOString()
        if (batch.finishedAt === null) throw new RuleError('import_not_finished')
        if (batch.undoneBy) throw new RuleError('import_undone_already')
        if ((await undosOf(executor, batch)).some(({ status }) => status === 'queued' || status === 'running'))
          throw new RuleError('import_undone_already')
        if (now > (undoUntil(batch) ?? now)) throw new RuleError('import_undo_too_late')
        const undo = {
          id: job,
          workspaceId,
          kind: 'undo',
          object,
          input: { changeId: batchId },
          principalId: principal.id,
          undoOf: batchId,
        }
        await insertBatch(executor, { ...undo, total: writtenBy(batch.result), at: now })
      })
      return job
    },
    async kept(context, id, query) {
      const { batchId } = await begun(context, id)
      const executor = executorOf(context)
      const batch = await readBatch(executor, context.reader.workspaceId, batchId)
      const [undo] = await undosOf(executor, batch)
      return undo ? keptBy(context, undo.id, query) : []
    },
  }
}

/** How many changes an import has made, more or less: what an undo counts against. */
function writtenBy(result: Readonly<Record<string, unknown>>): number | null {
  const counts = ['created', 'updated', 'choices', 'records'].map((key) => Number(result[key] ?? 0))
  return counts.reduce((sum, count) => sum + count, 0) || null
}

async function restingProjects(context: Context, projectId: string): Promise<string[]> {
  const { workspaceId } = context.reader
  const rows = await executorOf(context).query<{ id: string }>(
    workspaceId,
    sql`SELECT id FROM batch WHERE workspace_id = ${param(workspaceId, 'uuid')} AND kind = 'importProject' AND status = 'paused' AND input ->> 'project' = ${projectId}`,
  )
  return rows.map(({ id }) => id)
}

async function keptBy(context: Context, undoId: string, { after, limit }: { after: number; limit: number }): Promise<KeptByUndo[]> {
  const { reader } = context
  const executor = executorOf(context)
  const rows = await executor.query<{ position: string; object: string; record_id: string; field: string | null; reason: Kept['reason'] }>(
    reader.workspaceId,
    sql`SELECT position, object, record_id, field, reason FROM undo_kept WHERE workspace_id = ${param(reader.workspaceId, 'uuid')} AND batch_id = ${param(undoId, 'uuid')}
      AND position > ${param(after, 'bigint')} ORDER BY position LIMIT ${param(limit, 'int')}`,
  )
  const titles = new Map<string, string>()
  for (const [object, group] of Map.groupBy(rows, (row) => row.object))
    for (const [id, title] of await recordTitles(
      executor,
      reader,
      object,
      group.map(({ record_id }) => record_id),
    ))
      titles.set(id, title)
  return rows.map(({ position, object, record_id: id, field, reason }) => ({
    position: Number(position),
    object,
    id,
    title: titles.get(id) ?? '',
    ...(field === null ? {} : { field }),
    reason,
  }))
}
