import type { Context } from '../context.ts'
import { isoInstant } from '../database.ts'
import type { Engine } from '../engine.ts'
import { type Batch, type BatchStatus, undosOf } from '../jobs/batch.ts'
import type { ImportResult } from './run.ts'
import { executorOf } from './session.ts'
import type { StoredImport } from './store.ts'

/** An import can be taken back for so long. */
export const undoableDays = 30
const dayMilliseconds = 86_400_000

/** An import as people see it: the file, the plan, and how far it is. */
export type ImportState = StoredImport & {
  status: 'open' | BatchStatus | 'undone'
  done: number
  startedAt: string | null
  finishedAt: string | null
  /** Rows a second since it was last taken up, and how long it will still take at that pace; null until that can be said. */
  rate: number | null
  remainingSeconds: number | null
  result: ImportResult | null
  error: Batch['error']
  /** Until when it can be taken back; null where there is nothing to take back. */
  undoUntil: string | null
  /** How far taking it back is. */
  undo: { jobId: string; status: BatchStatus; restored: number; kept: number } | null
}

export async function importState(engine: Engine, context: Context, one: StoredImport): Promise<ImportState> {
  const idle = { done: 0, startedAt: null, finishedAt: null, rate: null, remainingSeconds: null, undoUntil: null, undo: null }
  if (one.batchId === null) return { ...one, ...idle, status: 'open', result: null, error: null }
  const batch = await engine.job(context, one.batchId)
  const [undo] = batch.finishedAt === null ? [] : await undosOf(executorOf(context), batch)
  const { done, error } = batch
  return {
    ...one,
    status: batch.undoneBy ? 'undone' : batch.status,
    done,
    startedAt: instant(batch.startedAt),
    finishedAt: instant(batch.finishedAt),
    ...paceOf(batch, engine.clock.now()),
    result: batch.result as unknown as ImportResult,
    error,
    undoUntil: batch.undoneBy ? null : undoUntil(batch),
    undo: undo
      ? { jobId: undo.id, status: undo.status, restored: Number(undo.result.restored ?? 0), kept: Number(undo.result.kept ?? 0) }
      : null,
  }
}

export function undoUntil({ finishedAt }: Pick<Batch, 'finishedAt'>): string | null {
  const finished = instant(finishedAt)
  return finished === null ? null : new Date(Date.parse(finished) + undoableDays * dayMilliseconds).toISOString()
}

/** How fast a batch goes since it was last taken up, and how long it will still take. */
export function paceOf(batch: Batch, now: Date): Pick<ImportState, 'rate' | 'remainingSeconds'> {
  const since = instant(batch.resumedAt)
  if (batch.status !== 'running' || since === null) return { rate: null, remainingSeconds: null }
  const seconds = (now.getTime() - Date.parse(since)) / 1000
  const rows = batch.done - batch.resumedDone
  if (rows <= 0 || seconds <= 0) return { rate: null, remainingSeconds: null }
  const rate = rows / seconds
  const left = batch.total === null ? null : Math.max(0, batch.total - batch.done)
  return { rate: Math.round(rate), remainingSeconds: left === null ? null : Math.ceil(left / rate) }
}

function instant(text: string | null): string | null {
  return text === null ? null : isoInstant(text)
}
