import { setTimeout as pause } from 'node:timers/promises'
import { Logger, makeWorkerUtils, type Runner, run, type WorkerUtils } from 'graphile-worker'
import type { Pool } from 'pg'
import type { Clock } from '../clock.ts'
import type { Context } from '../context.ts'
import type { Database, Executor } from '../database.ts'
import { GuanxiError } from '../errors.ts'
import type { EventFeed } from '../events/feed.ts'
import type { Notice } from '../notifications/notice.ts'
import { param, sql } from '../sql.ts'
import { type Asked, type Batch, type JobDefinition, readBatch, requeueBatch, restBatch, updateBatch } from './batch.ts'
import { lostJobs, sayWhoLives } from './lost-jobs.ts'
import { createTurns, type Turns } from './turns.ts'

export type JobRunner = { close(): Promise<void> }

export type RunnerOptions = {
  readonly owner: Pool
  readonly database: Database
  readonly feed: EventFeed
  readonly clock: Clock
  readonly jobs: ReadonlyMap<string, JobDefinition>
  contextFor(batch: Batch): Promise<Context>
  onError(error: unknown): void
  tell(workspaceId: string, notices: readonly Notice[]): Promise<void>
  /** Runs once an hour, on one server. */
  maintain(): Promise<void>
  /** Runs once a minute, on one server. */
  everyMinute(): Promise<void>
}

/** The queue's own chatter is left out; what it reports as an error is passed on. */
function quiet(onError: (error: unknown) => void): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') onError(new Error(message))
  })
}

/** Long work never stands in the way of short work: each has workers of its own. */
const quickTask = 'batch'
const longTask = 'bulk'
const quickWorkers = 2
/** So many workspaces may have long work under way at once; the others wait. */
const longWorkers = 4
/** Of the work that is under way, so many steps are taken at once, one workspace after another. */
const stepsAtOnce = 2
const priorities = { interactive: -10, normal: 0, bulk: 10 } as const
const mostAttempts = 5
/** Every server looks so often for work of servers that are gone. */
const lookForLostMs = 3_000
/** A batch this old that the queue does not know was left by a crash; a younger one is on its way there. */
const lostAfterMs = 5_000
const restartAfterMs = 500

/**
 * Runs batches on a queue inside PostgreSQL. The queue holds only their ids: it may lose or repeat one, and the batch's own row decides what is left to do.
 * Bulk work of one workspace runs one after another, so that it cannot crowd out the others.
 */
export async function startRunner(options: RunnerOptions): Promise<JobRunner> {
  const { owner, jobs } = options
  const utils: WorkerUtils = await makeWorkerUtils({ pgPool: owner, logger: quiet(options.onError) })
  await utils.migrate()
  const enqueue = async (workspaceId: string, id: string, kind: string): Promise<void> => {
    const job = jobs.get(kind)
    if (!job) return
    const queueName = job.class === 'interactive' ? undefined : `${workspaceId}:${job.class}`
    await utils.addJob(
      job.class === 'interactive' ? quickTask : longTask,
      { workspaceId, id },
      { jobKey: id, maxAttempts: mostAttempts, priority: priorities[job.class], ...(queueName ? { queueName } : {}) },
    )
  }
  const stop = options.feed.listen(async (events) => {
    for (const event of events)
      if (event.kind === 'batch.queued' && event.recordId)
        await enqueue(event.workspaceId, event.recordId, String(event.payload?.kind ?? ''))
  })
  const living = await sayWhoLives(owner, options.onError)
  const takeUpLost = async (): Promise<void> => {
    const before = new Date(options.clock.now().getTime() - lostAfterMs)
    const unlock = (workers: string[]) => utils.forceUnlockWorkers(workers)
    for (const { workspaceId, id, kind } of await lostJobs(owner, { unlock, before })) await enqueue(workspaceId, id, kind)
  }
  await takeUpLost()
  const turns = createTurns(stepsAtOnce)
  let isClosing = false
  const desk: Desk = { ...options, turns, enqueue, isClosing: () => isClosing }
  const take = (payload: unknown) => work(desk, payload as Work)
  // Told together, what became of jobs is waited for: by itself, one whose telling fails when the database goes away would end the process.
  const preset = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } }
  const shared = { preset, pgPool: owner, noHandleSignals: true, pollInterval: 1000, logger: quiet(options.onError), events: living.events }
  const crews: Crew[] = [
    await keepRunning(options, () =>
      run({
        ...shared,
        concurrency: quickWorkers,
        crontab: '17 * * * * maintain\n* * * * * minute',
        taskList: { [quickTask]: take, maintain: () => options.maintain(), minute: () => options.everyMinute() },
      }),
    ),
    await keepRunning(options, () => run({ ...shared, concurrency: longWorkers, taskList: { [longTask]: take } })),
  ]
  let looking: Promise<void> | null = null
  const timer = setInterval(() => {
    looking ??= takeUpLost()
      .catch((error) => {
        if (!isClosing) options.onError(error)
      })
      .finally(() => {
        looking = null
      })
  }, lookForLostMs)
  return {
    // Long work is left behind the step that it is at: whoever stops a server does not wait for an import of a million rows.
    async close() {
      isClosing = true
      stop()
      clearInterval(timer)
      await looking
      await Promise.all(crews.map((crew) => crew.stop()))
      await utils.release()
      await living.close()
    },
  }
}

type Crew = { stop(): Promise<void> }

/** The queue gives up when the database goes away under it. The work does not: it goes on as soon as the database is back. */
async function keepRunning({ onError }: RunnerOptions, start: () => Promise<Runner>): Promise<Crew> {
  let isStopped = false
  let runner: Runner | null = null
  const begin = async (): Promise<void> => {
    const begun = await start()
    runner = begun
    begun.promise.catch(onError).then(again).catch(onError)
    if (isStopped) await begun.stop()
  }
  const again = async (): Promise<void> => {
    runner = null
    while (!isStopped && runner === null) {
      await pause(restartAfterMs)
      if (!isStopped) await begin().catch(onError)
    }
  }
  await begin()
  return {
    async stop() {
      isStopped = true
      // It may be stopping by itself.
      await runner?.stop().catch(() => undefined)
    },
  }
}

type Work = { workspaceId: string; id: string }
type Desk = RunnerOptions & {
  turns: Turns
  enqueue(workspaceId: string, id: string, kind: string): Promise<void>
  isClosing(): boolean
}

async function work(options: Desk, payload: Work): Promise<void> {
  const { database, clock, turns } = options
  const now = (): string => clock.now().toISOString()
  // Before the batch itself is read: what another runner does in between is then noticed, and not done again.
  let reached = await reachedMark(database, payload)
  const batch = await readBatch(database, payload.workspaceId, payload.id)
  const job = options.jobs.get(batch.kind)
  if (!job || !['queued', 'running'].includes(batch.status)) return
  const begun = { status: 'running', resumedAt: now(), resumedDone: batch.done, ...(batch.startedAt ? {} : { startedAt: now() }) } as const
  let asked = await updateBatch(database, batch, begun, now())
  try {
    let context = await options.contextFor(batch)
    const rights = (muted = false) => ({ changeId: batch.id, readOnlyFields: true, originals: job.originals, muted })
    const inTurn: Turns['take'] = job.class === 'interactive' ? (step) => step() : turns.take
    if (!isStopped(asked)) {
      await job.run(context, batch, {
        step: (part, { muted } = {}) =>
          inTurn(async () => {
            if (options.isClosing()) throw new ClosingError()
            const answer = await context.transaction(async (inside) => {
              // Two runners may hold one batch after a crash: whoever finds it further than they left it stops, before writing anything twice.
              const executor: Executor = { query: (_workspace, statement) => inside.query(statement) }
              if ((await reachedMark(executor, batch)) !== reached) throw new TakenOverError()
              const { done, checkpoint, total, result } = await part(inside)
              const change = { done, checkpoint, ...(total === undefined ? {} : { total }), ...(result ? { result } : {}) }
              const updated = await updateBatch(executor, batch, change, now())
              return { ...updated, reached: await reachedMark(executor, batch) }
            }, rights(muted))
            asked = answer
            reached = answer.reached
            options.feed.hint()
            return !isStopped(asked)
          }),
        ready: (requests, { muted } = {}) => context.ready(requests, rights(muted)),
        tell: (notices) => options.tell(batch.workspaceId, notices),
        renew: async () => {
          context = await options.contextFor(batch)
          return context
        },
        within: (id) => ended(options, batch, id),
      })
    }
    await finish(options, batch, asked)
  } catch (error) {
    if (error instanceof TakenOverError) return
    // It stays under way: another server goes on with it, or this one when it starts again.
    if (error instanceof ClosingError) return options.enqueue(batch.workspaceId, batch.id, batch.kind)
    if (error instanceof RestingError) return finish(options, batch, { cancelRequested: false, pauseRequested: true })
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

function isStopped({ cancelRequested, pauseRequested }: Asked): boolean {
  return cancelRequested || pauseRequested
}

async function finish({ database, clock }: RunnerOptions, batch: Batch, { cancelRequested, pauseRequested }: Asked): Promise<void> {
  const now = clock.now().toISOString()
  if (!cancelRequested && pauseRequested) {
    // Whoever wanted the pause may have changed their mind while the last step was taken.
    if (!(await restBatch(database, batch, now))) await requeueBatch(database, batch, now)
  } else await updateBatch(database, batch, { status: cancelRequested ? 'cancelled' : 'done', finishedAt: now }, now)
}

const askAgainMilliseconds = 200

/** Works on a batch here, or waits for whoever already does. While that one rests, so does the batch it belongs to. */
async function ended(options: Desk, { workspaceId, ...parent }: Batch, id: string): Promise<Batch> {
  for (;;) {
    if (options.isClosing()) throw new ClosingError()
    await work(options, { workspaceId, id })
    const batch = await readBatch(options.database, workspaceId, id)
    if (batch.status === 'paused') {
      const at = options.clock.now().toISOString()
      await updateBatch(options.database, { ...parent, workspaceId }, { pauseRequested: true }, at)
      throw new RestingError()
    }
    if (!['queued', 'running'].includes(batch.status)) return batch
    await pause(askAgainMilliseconds)
  }
}

/** A batch that this one waits for was paused. */
class RestingError extends Error {}

/** This runner is being closed. */
class ClosingError extends Error {}

/** Another runner went on with the batch. */
class TakenOverError extends Error {}

/** How far the batch has come, as one text to compare; inside a transaction its row stays locked. */
async function reachedMark(executor: Executor, batch: Work): Promise<string> {
  const [row] = await executor.query<{ mark: string }>(
    batch.workspaceId,
    sql`SELECT done || ' ' || coalesce(checkpoint::text, '') AS mark FROM batch WHERE workspace_id = ${param(batch.workspaceId, 'uuid')} AND id = ${param(batch.id, 'uuid')} FOR UPDATE`,
  )
  return row?.mark ?? ''
}

async function isLastAttempt(owner: Pool, id: string): Promise<boolean> {
  const found = await owner.query<{ last: boolean }>('SELECT attempts >= max_attempts AS last FROM graphile_worker.jobs WHERE key = $1', [
    id,
  ])
  return found.rows[0]?.last !== false
}
