import { makeWorkerUtils, type Runner, run, type WorkerUtils } from 'graphile-worker'
import type { Pool } from 'pg'
import type { Clock } from '../clock.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database.ts'
import { GuanxiError } from '../errors.ts'
import type { EventFeed } from '../events/feed.ts'
import { type Batch, type JobDefinition, readBatch, updateBatch } from './batch.ts'

export type JobRunner = { close(): Promise<void> }

export type RunnerOptions = {
  readonly owner: Pool
  readonly database: Database
  readonly feed: EventFeed
  readonly clock: Clock
  readonly jobs: ReadonlyMap<string, JobDefinition>
  contextFor(batch: Batch): Promise<Context>
  onError(error: unknown): void
  readonly concurrency?: number
}

const task = 'batch'
const priorities = { interactive: -10, normal: 0, bulk: 10 } as const
const mostAttempts = 5

/**
 * Runs batches on a queue inside PostgreSQL. The queue holds only their ids: it may lose or repeat one, and the batch's own row decides what is left to do.
 * Bulk work of one workspace runs one after another, so that it cannot crowd out the others.
 */
export async function startRunner(options: RunnerOptions): Promise<JobRunner> {
  const { owner, jobs } = options
  const utils: WorkerUtils = await makeWorkerUtils({ pgPool: owner })
  await utils.migrate()
  const enqueue = async (workspaceId: string, id: string, kind: string): Promise<void> => {
    const job = jobs.get(kind)
    if (!job) return
    const queueName = job.class === 'interactive' ? undefined : `${workspaceId}:${job.class}`
    await utils.addJob(
      task,
      { workspaceId, id },
      { jobKey: id, maxAttempts: mostAttempts, priority: priorities[job.class], ...(queueName ? { queueName } : {}) },
    )
  }
  const stop = options.feed.listen(async (events) => {
    for (const event of events)
      if (event.kind === 'batch.queued' && event.recordId)
        await enqueue(event.workspaceId, event.recordId, String(event.payload?.kind ?? ''))
  })
  await requeue(options, enqueue)
  const runner: Runner = await run({
    pgPool: owner,
    concurrency: options.concurrency ?? 2,
    noHandleSignals: true,
    pollInterval: 1000,
    taskList: { [task]: (payload) => work(options, payload as { workspaceId: string; id: string }) },
  })
  return {
    async close() {
      stop()
      await runner.stop()
      await utils.release()
    },
  }
}

/** Batches that a crash left between their row and the queue, or in the middle of their work. */
async function requeue(options: RunnerOptions, enqueue: (workspaceId: string, id: string, kind: string) => Promise<void>): Promise<void> {
  const open = await options.owner.query<{ workspace_id: string; id: string; kind: string }>(
    `SELECT workspace_id, id, kind FROM batch WHERE status IN ('queued', 'running') ORDER BY created_at LIMIT 10000`,
  )
  // A lock of a server that is gone would keep its job waiting for hours.
  await options.owner.query(
    `UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL WHERE locked_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE application_name = 'guanxi worker ' || locked_by)`,
  )
  for (const row of open.rows) await enqueue(row.workspace_id, row.id, row.kind)
}

async function work(options: RunnerOptions, payload: { workspaceId: string; id: string }): Promise<void> {
  const { database, clock } = options
  const now = (): string => clock.now().toISOString()
  const batch = await readBatch(database, payload.workspaceId, payload.id)
  const job = options.jobs.get(batch.kind)
  if (!job || !['queued', 'running'].includes(batch.status)) return
  const begun = await updateBatch(database, batch, { status: 'running', ...(batch.startedAt ? {} : { startedAt: now() }) }, now())
  let cancelled = begun.cancelRequested
  try {
    let context = await options.contextFor(batch)
    if (!cancelled) {
      await job.run(context, batch, {
        step: async (part) => {
          const answer = await context.transaction(
            async (inside) => {
              const { done, checkpoint, total, result } = await part(inside)
              return updateBatch(
                { query: (_workspace, statement) => inside.query(statement) },
                batch,
                { done, checkpoint, ...(total === undefined ? {} : { total }), ...(result ? { result } : {}) },
                now(),
              )
            },
            { changeId: batch.id, readOnlyFields: true },
          )
          cancelled = answer.cancelRequested
          options.feed.hint()
          return !cancelled
        },
        renew: async () => {
          context = await options.contextFor(batch)
          return context
        },
      })
    }
    await updateBatch(database, batch, { status: cancelled ? 'cancelled' : 'done', finishedAt: now() }, now())
  } catch (error) {
    if (!(error instanceof GuanxiError) || error.status === 503) {
      options.onError(error)
      const last = await isLastAttempt(options.owner, batch.id)
      if (!last) throw error
    }
    const told = error instanceof GuanxiError ? { code: error.code, parameters: error.parameters } : { code: 'broken' }
    await updateBatch(database, batch, { status: 'failed', error: told, finishedAt: now() }, now())
  } finally {
    options.feed.hint()
  }
}

async function isLastAttempt(owner: Pool, id: string): Promise<boolean> {
  const found = await owner.query<{ last: boolean }>('SELECT attempts >= max_attempts AS last FROM graphile_worker.jobs WHERE key = $1', [
    id,
  ])
  return found.rows[0]?.last !== false
}
