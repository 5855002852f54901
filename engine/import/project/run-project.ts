import type { ActionContext, Context } from '../../context.ts'
import { RuleError } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { type Batch, insertBatch, type JobDefinition, type JobTools, readBatch, updateBatch } from '../../jobs/batch.ts'
import { importCheckJob } from '../check-job.ts'
import type { ImportParts, ImportResult } from '../run.ts'
import { executorIn, executorOf } from '../session.ts'
import { claimImport, type StoredImport, updateImport } from '../store.ts'
import { projectFiles, readProject } from './store.ts'

/** Takes the files of a project in, one after the other, each as an import of its own: with its own progress, rejected rows and undo. */
export const importProjectJob: JobDefinition = {
  kind: 'importProject',
  told: true,
  title: { zh: '迁移项目', en: 'Migration project' },
  class: 'bulk',
  async run(context, batch, tools) {
    const executor = executorOf(context)
    const { workspaceId } = context.reader
    const project = await readProject(executor, workspaceId, String(batch.input.project))
    let done = 0
    let failed = (batch.result as { failed?: string }).failed ?? null
    for (const file of await projectFiles(executor, workspaceId, project.id)) {
      // The file that this run was at when a crash broke it off is met again, however it has ended meanwhile.
      const isOwn = file.batchId !== null && file.batchId === batch.checkpoint?.child
      const isOver = !isOwn && file.batchId !== null && over.has((await readBatch(executor, workspaceId, file.batchId)).status)
      const child = isOver ? null : (file.batchId ?? (await begin(context, file, batch, tools, done)))
      if (!isOver && child === null) return
      const ended = child === null ? null : await tools.within(child)
      done += file.rowCount
      if (ended?.status === 'failed') failed = file.fileName
      const result = failed === null ? {} : { failed }
      if (!(await tools.step(async () => ({ done, checkpoint: { file: file.id }, result })))) return
      if (ended?.status === 'cancelled') throw new RuleError('import_project_file_cancelled', { file: file.fileName })
      if (ended?.status === 'failed' && project.whenFailed === 'stop')
        throw new RuleError('import_project_stopped', { file: file.fileName })
    }
    if (failed !== null) throw new RuleError('import_project_file_failed', { file: failed })
  },
}

/** A start after a stop goes on with the files that have not begun, or rest; what has ended stays as it is. */
const over: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled'])

/** The batch of one file, claimed together with the step: a crash leaves either both or neither. Null when the project was cancelled. */
async function begin(context: Context, file: StoredImport, batch: Batch, tools: JobTools, done: number): Promise<string | null> {
  const child = newId()
  const goOn = await tools.step(async (inside) => {
    if (!(await claimImport(executorIn(inside), batch.workspaceId, file.id, child))) throw new RuleError('import_already_started')
    await insertChild(inside, batch, { id: child, kind: 'import', object: file.object, input: { import: file.id }, total: file.rowCount })
    return { done, checkpoint: { file: file.id, child } }
  })
  if (!goOn) await holdToo(context, batch, child)
  return goOn ? child : null
}

/** Somebody held or stopped the project in the moment in which this file was queued: it would begin on its own. */
async function holdToo(context: Context, batch: Batch, child: string): Promise<void> {
  const executor = executorOf(context)
  const { cancelRequested, pauseRequested } = await readBatch(executor, batch.workspaceId, batch.id)
  const at = context.reader.clock.now().toISOString()
  await updateBatch(executor, { ...batch, id: child }, { cancelRequested, pauseRequested }, at)
}

async function insertChild(
  inside: ActionContext,
  { workspaceId, principalId }: Batch,
  child: { id: string; kind: string; object: string; input: Record<string, unknown>; total: number | null; undoOf?: string },
): Promise<void> {
  await insertBatch(executorIn(inside), { ...child, workspaceId, principalId, at: inside.clock.now().toISOString() })
}

/** Judges every row of every file that has not come in, as if those before it had. */
export function importProjectCheckJob(parts: ImportParts): JobDefinition {
  const check = importCheckJob(parts)
  return {
    kind: 'importProjectCheck',
    title: { zh: '检查迁移项目', en: 'Check migration project' },
    class: 'normal',
    async run(context, batch, tools) {
      const executor = executorOf(context)
      const { workspaceId } = context.reader
      const files = await projectFiles(executor, workspaceId, String(batch.input.project))
      let before = 0
      for (const file of files.filter(({ batchId }) => batchId === null)) {
        const offset = before
        let goesOn = true
        await check.run(
          context,
          { ...batch, input: { import: file.id }, done: 0, checkpoint: null, result: {} },
          {
            ...tools,
            async step(work, options) {
              goesOn = await tools.step(async (inside) => {
                const { done, result = {} } = await work(inside)
                return { done: offset + done, checkpoint: { file: file.id, done }, result }
              }, options)
              return goesOn
            },
          },
        )
        if (!goesOn) return
        before += file.rowCount
      }
    },
  }
}

/** What undoing a project has left standing, file by file, the last file first. */
export type ProjectUndo = { files: { importId: string; restored: number; kept: number; status: Batch['status'] }[] }

/** Takes the files of a project back in reverse order: what points at a record goes before the record. */
export const importProjectUndoJob: JobDefinition = {
  kind: 'importProjectUndo',
  title: { zh: '撤销迁移项目', en: 'Undo migration project' },
  class: 'normal',
  async run(context, batch, tools) {
    const executor = executorOf(context)
    const { workspaceId } = context.reader
    const files = await projectFiles(executor, workspaceId, String(batch.input.project))
    const undone: ProjectUndo['files'] = [...((batch.result as Partial<ProjectUndo>).files ?? [])]
    for (const file of files.toReversed()) {
      if (undone.some(({ importId }) => importId === file.id)) continue
      const child = await undoOf(context, file, batch, tools, undone)
      if (child === 'cancelled') return
      if (child === null) continue
      const ended = await tools.within(child)
      const kept = Number(ended.result.kept ?? 0)
      undone.push({ importId: file.id, restored: Number(ended.result.restored ?? 0), kept, status: ended.status })
      if (
        !(await tools.step(async () => ({
          done: undone.length,
          total: files.length,
          checkpoint: { file: file.id },
          result: { files: undone },
        })))
      )
        return
    }
  },
}

/** The batch that takes one file back; null where there is nothing to take back. */
async function undoOf(
  context: Context,
  file: StoredImport,
  batch: Batch,
  tools: JobTools,
  undone: ProjectUndo['files'],
): Promise<string | 'cancelled' | null> {
  if (file.batchId === null) return null
  if (batch.checkpoint?.undoing === file.id) return String(batch.checkpoint.child)
  const changeId = file.batchId
  const imported = await readBatch(executorOf(context), batch.workspaceId, changeId)
  if (imported.undoneBy !== null || !hasWritten(imported.result as Partial<ImportResult>)) return null
  const child = newId()
  const goOn = await tools.step(async (inside) => {
    await insertChild(inside, batch, { id: child, kind: 'undo', object: file.object, input: { changeId }, total: null, undoOf: changeId })
    return { done: undone.length, checkpoint: { undoing: file.id, child }, result: { files: undone } }
  })
  if (!goOn) await holdToo(context, batch, child)
  return goOn ? child : 'cancelled'
}

function hasWritten({ created = 0, updated = 0, choices = 0, records = 0 }: Partial<ImportResult>): boolean {
  return created + updated + choices + records > 0
}

/** Tells the files that they are being checked by the project's check. */
export async function markChecking(context: Context, files: readonly StoredImport[], batchId: string): Promise<void> {
  for (const file of files.filter((one) => one.batchId === null))
    await updateImport(executorOf(context), context.reader.workspaceId, file.id, { check: null, checkBatchId: batchId })
}
