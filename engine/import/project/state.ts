import type { Context } from '../../context.ts'
import { type Batch, readBatch } from '../../jobs/batch.ts'
import type { CheckResult } from '../check.ts'
import type { ImportResult } from '../run.ts'
import { executorOf } from '../session.ts'
import type { StoredImport } from '../store.ts'
import type { ProjectUndo } from './run-project.ts'
import { projectFiles, type StoredProject } from './store.ts'

export type ProjectStatus = 'open' | Batch['status'] | 'undoing' | 'undone' | 'signed'

/** One file as its project sees it. */
export type ProjectFile = {
  importId: string
  position: number
  fileName: string
  object: string
  rowCount: number
  status: 'open' | Batch['status'] | 'undone'
  done: number
  result: ImportResult | null
  error: Batch['error']
  check: Pick<CheckResult, 'rows' | 'ready' | 'warnings' | 'errors'> | null
  isChecking: boolean
}
export type ProjectSummary = StoredProject & { status: ProjectStatus; fileCount: number }
export type ProjectState = ProjectSummary & {
  files: ProjectFile[]
  /** Rows over all files, and how many of them are through. */
  rowCount: number
  done: number
  startedAt: string | null
  error: Batch['error']
  undo: ProjectUndo | null
}
export const underWay: readonly string[] = ['queued', 'running', 'paused']

function batchOf(context: Context, id: string | null): Promise<Batch | null> {
  return id === null ? Promise.resolve(null) : readBatch(executorOf(context), context.reader.workspaceId, id)
}

/** Where a project stands: a signature outweighs an undo, and an undo the run. */
export async function statusOf(
  context: Context,
  project: StoredProject,
): Promise<{ status: ProjectStatus; batch: Batch | null; undo: Batch | null }> {
  const batch = await batchOf(context, project.batchId)
  const undo = await batchOf(context, project.undoBatchId)
  const isSigned = project.signOffs.at(-1)?.reopened === null
  const status = isSigned
    ? 'signed'
    : undo !== null && undo.status !== 'failed'
      ? underWay.includes(undo.status)
        ? 'undoing'
        : 'undone'
      : (batch?.status ?? 'open')
  return { status, batch, undo }
}

/** A project with its files and how far each of them is. */
export async function stateOf(context: Context, project: StoredProject): Promise<ProjectState> {
  const { workspaceId } = context.reader
  const { status, batch, undo } = await statusOf(context, project)
  const stored = await projectFiles(executorOf(context), workspaceId, project.id)
  const files: ProjectFile[] = []
  for (const [position, file] of stored.entries())
    files.push(fileState(file, position, await batchOf(context, file.batchId), await batchOf(context, file.checkBatchId)))
  return {
    ...project,
    status,
    fileCount: files.length,
    files,
    rowCount: files.reduce((sum, { rowCount }) => sum + rowCount, 0),
    done: files.reduce((sum, { done }) => sum + done, 0),
    startedAt: batch?.startedAt ?? null,
    error: batch?.error ?? null,
    undo: undo === null ? null : { files: (undo.result as Partial<ProjectUndo>).files ?? [] },
  }
}

function fileState(file: StoredImport, position: number, batch: Batch | null, check: Batch | null): ProjectFile {
  const { id, fileName, object, rowCount } = file
  return {
    importId: id,
    position,
    fileName,
    object,
    rowCount,
    status: batch === null ? 'open' : batch.undoneBy !== null ? 'undone' : batch.status,
    done: batch?.done ?? 0,
    result: batch === null ? null : (batch.result as unknown as ImportResult),
    error: batch?.error ?? null,
    check: file.check && { rows: file.check.rows, ready: file.check.ready, warnings: file.check.warnings, errors: file.check.errors },
    isChecking: batch === null && file.check === null && check !== null && underWay.includes(check.status),
  }
}
