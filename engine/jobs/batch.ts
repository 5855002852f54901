import type { ActionContext, Context } from '../context.ts'
import type { Executor } from '../database.ts'
import type { Label } from '../declare/label.ts'
import { NotFoundError } from '../errors.ts'
import { isId } from '../ids.ts'
import type { Notice } from '../notifications/notice.ts'
import { ident, join, param, type Sql, sql } from '../sql.ts'
import type { NewRecordRequest } from '../write/change.ts'
import type { Authority } from '../write/validate.ts'
import type { ReadyCreates } from '../write/writer.ts'
import type { Nightly } from './nightly.ts'

export type BatchStatus = 'queued' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled'

/** A change of many records, or other long work: its row is the truth, the queue only wakes it. `id` is also the change id of all it writes. */
export type Batch = {
  readonly id: string
  readonly workspaceId: string
  readonly kind: string
  readonly object: string | null
  readonly input: Readonly<Record<string, unknown>>
  readonly status: BatchStatus
  readonly total: number | null
  readonly done: number
  readonly checkpoint: Readonly<Record<string, unknown>> | null
  readonly result: Readonly<Record<string, unknown>>
  readonly error: { code: string; parameters?: Record<string, unknown> } | null
  readonly cancelRequested: boolean
  readonly pauseRequested: boolean
  readonly principalId: string
  readonly createdAt: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
  /** Where its present run began: its pace is measured from there, so that a pause does not count. */
  readonly resumedAt: string | null
  readonly resumedDone: number
  /** The batch that took this one back. */
  readonly undoneBy: string | null
}

/** What a job's work may do. */
export type JobTools = {
  /**
   * One part of the work in one transaction, together with how far the job has come: after a crash it goes on behind the last part that was committed.
   * Answers false when somebody asked to stop it, for a while or for good; the work then returns. With `muted`, automations do not react to what it writes.
   */
  step(
    work: (context: ActionContext) => Promise<{
      done: number
      checkpoint: Readonly<Record<string, unknown>>
      total?: number
      result?: Readonly<Record<string, unknown>>
    }>,
    options?: { muted?: boolean },
  ): Promise<boolean>
  /** New records, judged and their statements built ahead of the step that stores them: while the database is busy with the step before. */
  ready(requests: readonly NewRecordRequest[], options?: { muted?: boolean }): Promise<ReadyCreates>
  /** Tells people; what has the same source is told once. What a receiver may not see is left out. */
  tell(notices: readonly Notice[]): Promise<void>
  /** The context anew, after the job itself changed configuration; later steps use it too. */
  renew(): Promise<Context>
  /**
   * Works on another batch in the place of this one, until that one has ended, and answers how. It keeps its own change id, checkpoint and cancel;
   * after a crash it goes on where it was, as this one does.
   */
  within(id: string): Promise<Batch>
}

/** A kind of background work. `run` reads `batch.checkpoint` first: it may be its second start. */
export type JobDefinition = {
  readonly kind: string
  readonly title: Label
  /** Waits behind other work of its class in its workspace; `interactive` never waits behind `bulk`. */
  readonly class: 'interactive' | 'normal' | 'bulk'
  /** Its end is worth a notification to whoever began it. */
  readonly told?: true
  /** Whether what it writes may say when and by whom it was first done. */
  readonly originals?: Authority['originals']
  /** Begins by itself once a night. */
  readonly nightly?: Nightly
  readonly run: (context: Context, batch: Batch, tools: JobTools) => Promise<void>
}

type Row = Record<string, unknown>

const columns = sql`id, workspace_id, kind, object, input, status, total, done, checkpoint, result, error, cancel_requested, pause_requested, principal_id, created_at, started_at, finished_at, resumed_at, resumed_done, undone_by`

function batchOf(row: Row): Batch {
  const text = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))
  return {
    id: String(row.id),
    workspaceId: String(row.workspace_id),
    kind: String(row.kind),
    object: text(row.object),
    input: row.input as Record<string, unknown>,
    status: row.status as BatchStatus,
    total: row.total === null ? null : Number(row.total),
    done: Number(row.done),
    checkpoint: row.checkpoint as Record<string, unknown> | null,
    result: row.result as Record<string, unknown>,
    error: row.error as Batch['error'],
    cancelRequested: row.cancel_requested === true,
    pauseRequested: row.pause_requested === true,
    principalId: String(row.principal_id),
    createdAt: String(row.created_at),
    startedAt: text(row.started_at),
    finishedAt: text(row.finished_at),
    resumedAt: text(row.resumed_at),
    resumedDone: Number(row.resumed_done ?? 0),
    undoneBy: text(row.undone_by),
  }
}

export async function insertBatch(
  executor: Executor,
  batch: Pick<Batch, 'id' | 'workspaceId' | 'kind' | 'object' | 'input' | 'principalId'> & {
    total: number | null
    at: string
    undoOf?: string | null
  },
): Promise<void> {
  const ws = param(batch.workspaceId, 'uuid')
  const at = param(batch.at, 'timestamptz')
  // The event stands in the same statement as the row: a job that is recorded is a job that will be run.
  await executor.query(
    batch.workspaceId,
    sql`WITH b AS (INSERT INTO batch (workspace_id, id, kind, object, input, status, total, done, result, cancel_requested, principal_id, undo_of, created_at)
        VALUES (${ws}, ${param(batch.id, 'uuid')}, ${batch.kind}, ${batch.object}, ${param(JSON.stringify(batch.input), 'jsonb')}, 'queued', ${param(batch.total, 'bigint')}, 0, '{}'::jsonb, false, ${param(batch.principalId, 'uuid')}, ${param(batch.undoOf ?? null, 'uuid')}, ${at}))
      INSERT INTO outbox (workspace_id, at, kind, object, record_id, principal_id, change_id, payload)
      VALUES (${ws}, ${at}, 'batch.queued', 'batch', ${param(batch.id, 'uuid')}, ${param(batch.principalId, 'uuid')}, ${param(batch.id, 'uuid')}, ${param(JSON.stringify({ kind: batch.kind }), 'jsonb')})`,
  )
}

/** One batch. Without `principalId` any of the workspace: the runner's own look-up. */
export async function readBatch(executor: Executor, workspaceId: string, id: string, principalId?: string): Promise<Batch> {
  const own = principalId ? sql` AND principal_id = ${param(principalId, 'uuid')}` : sql``
  const [row] = isId(id)
    ? await executor.query<Row>(
        workspaceId,
        sql`SELECT ${columns} FROM batch WHERE workspace_id = ${param(workspaceId, 'uuid')} AND id = ${param(id, 'uuid')}${own}`,
      )
    : []
  if (!row) throw new NotFoundError('job_not_found')
  return batchOf(row)
}

export async function recentBatches(executor: Executor, workspaceId: string, principalId: string, limit: number): Promise<Batch[]> {
  const rows = await executor.query<Row>(
    workspaceId,
    sql`SELECT ${columns} FROM batch WHERE workspace_id = ${param(workspaceId, 'uuid')} AND principal_id = ${param(principalId, 'uuid')} ORDER BY created_at DESC, id DESC LIMIT ${param(limit, 'int')}`,
  )
  return rows.map(batchOf)
}

/** The batches that took this one back, or tried to, the latest first. */
export async function undosOf(executor: Executor, { workspaceId, id }: Pick<Batch, 'id' | 'workspaceId'>): Promise<Batch[]> {
  const rows = await executor.query<Row>(
    workspaceId,
    sql`SELECT ${columns} FROM batch WHERE workspace_id = ${param(workspaceId, 'uuid')} AND undo_of = ${param(id, 'uuid')} ORDER BY created_at DESC, id DESC`,
  )
  return rows.map(batchOf)
}

export type BatchChange = Partial<{
  status: BatchStatus
  total: number
  done: number
  checkpoint: unknown
  result: unknown
  error: unknown
  cancelRequested: boolean
  pauseRequested: boolean
  startedAt: string
  finishedAt: string
  resumedAt: string
  resumedDone: number
}>

const stored: Readonly<Record<keyof BatchChange, { column: string; type: string }>> = {
  status: { column: 'status', type: 'text' },
  total: { column: 'total', type: 'bigint' },
  done: { column: 'done', type: 'bigint' },
  checkpoint: { column: 'checkpoint', type: 'jsonb' },
  result: { column: 'result', type: 'jsonb' },
  error: { column: 'error', type: 'jsonb' },
  cancelRequested: { column: 'cancel_requested', type: 'boolean' },
  pauseRequested: { column: 'pause_requested', type: 'boolean' },
  startedAt: { column: 'started_at', type: 'timestamptz' },
  resumedAt: { column: 'resumed_at', type: 'timestamptz' },
  resumedDone: { column: 'resumed_done', type: 'bigint' },
  finishedAt: { column: 'finished_at', type: 'timestamptz' },
}

/** What somebody asked of a batch while it runs. */
export type Asked = { cancelRequested: boolean; pauseRequested: boolean }

/** Stores how a batch goes, with the event that tells the screens. Answers whether somebody asked to stop it. */
export async function updateBatch(
  executor: Executor,
  batch: Pick<Batch, 'id' | 'workspaceId' | 'principalId'>,
  change: BatchChange,
  at: string,
): Promise<Asked> {
  const ws = param(batch.workspaceId, 'uuid')
  const id = param(batch.id, 'uuid')
  const set: Sql[] = Object.entries(change).flatMap(([key, value]) => {
    const target = stored[key as keyof BatchChange]
    return value === undefined
      ? []
      : [sql`${ident(target.column)} = ${param(target.type === 'jsonb' ? JSON.stringify(value) : value, target.type)}`]
  })
  const [row] = await executor.query<{ cancel_requested: boolean; pause_requested: boolean }>(
    batch.workspaceId,
    sql`WITH b AS (UPDATE batch SET ${join(set)} WHERE workspace_id = ${ws} AND id = ${id} RETURNING cancel_requested, pause_requested),
      o AS (INSERT INTO outbox (workspace_id, at, kind, object, record_id, principal_id, change_id) SELECT ${ws}, ${param(at, 'timestamptz')}, 'batch.moved', 'batch', ${id}, ${param(batch.principalId, 'uuid')}, ${id} FROM b)
      SELECT cancel_requested, pause_requested FROM b`,
  )
  return { cancelRequested: row?.cancel_requested === true, pauseRequested: row?.pause_requested === true }
}

/** Puts a batch back into the queue: it was paused, or has to let others have their turn. */
export async function requeueBatch(
  executor: Executor,
  batch: Pick<Batch, 'id' | 'workspaceId' | 'principalId' | 'kind'>,
  at: string,
): Promise<void> {
  const ws = param(batch.workspaceId, 'uuid')
  const id = param(batch.id, 'uuid')
  await executor.query(
    batch.workspaceId,
    sql`WITH b AS (UPDATE batch SET status = 'queued', pause_requested = false WHERE workspace_id = ${ws} AND id = ${id} AND status IN ('running', 'paused') RETURNING 1)
      INSERT INTO outbox (workspace_id, at, kind, object, record_id, principal_id, change_id, payload)
      SELECT ${ws}, ${param(at, 'timestamptz')}, 'batch.queued', 'batch', ${id}, ${param(batch.principalId, 'uuid')}, ${id}, ${param(JSON.stringify({ kind: batch.kind }), 'jsonb')} FROM b`,
  )
}

/** Says that a batch stands still, if that is still wanted. */
export async function restBatch(
  executor: Executor,
  batch: Pick<Batch, 'id' | 'workspaceId' | 'principalId'>,
  at: string,
): Promise<boolean> {
  const ws = param(batch.workspaceId, 'uuid')
  const id = param(batch.id, 'uuid')
  const rested = await executor.query(
    batch.workspaceId,
    sql`WITH b AS (UPDATE batch SET status = 'paused' WHERE workspace_id = ${ws} AND id = ${id} AND pause_requested RETURNING 1),
      o AS (INSERT INTO outbox (workspace_id, at, kind, object, record_id, principal_id, change_id) SELECT ${ws}, ${param(at, 'timestamptz')}, 'batch.moved', 'batch', ${id}, ${param(batch.principalId, 'uuid')}, ${id} FROM b)
      SELECT 1 FROM b`,
  )
  return rested.length === 1
}
