import { EventEmitter } from 'node:events'
import type { WorkerEvents } from 'graphile-worker'
import type { Pool } from 'pg'
import { keepSession } from '../kept-session.ts'

/** Under these two numbers every living crew of workers holds a lock: the word and its own name, by which the queue knows whose a job is. */
const lockName = 'guanxi worker'
/** A crew may have a job a moment before its lock is held. */
const settledAfterSeconds = 2

export type LivingWorkers = {
  /** For the runners: tells which crews come and go. */
  readonly events: WorkerEvents
  close(): Promise<void>
}

/**
 * Says which crews of this server live: each is held by a lock of one session, which ends with the server, however that ends. Taken anew when the
 * database was away.
 */
export async function sayWhoLives(owner: Pool, onError: (error: unknown) => void): Promise<LivingWorkers> {
  const living = new Set<string>()
  const events: WorkerEvents = new EventEmitter()
  const session = await keepSession(owner, {
    async opened(client) {
      for (const crew of living) await client.query('SELECT pg_advisory_lock_shared(hashtext($1), hashtext($2))', [lockName, crew])
    },
    onError,
  })
  const say = (verb: 'lock' | 'unlock', worker: string): void => {
    session.ask(`SELECT pg_advisory_${verb}_shared(hashtext($1), hashtext($2))`, [lockName, worker]).catch(onError)
  }
  events.on('pool:create', ({ workerPool }) => {
    living.add(workerPool.id)
    say('lock', workerPool.id)
  })
  events.on('pool:release', ({ workerPool }) => {
    if (living.delete(workerPool.id)) say('unlock', workerPool.id)
  })
  return { events, close: () => session.close() }
}

export type LostJob = { workspaceId: string; id: string; kind: string }

/**
 * Work that nobody is at any more: the jobs of workers that are gone, which would stay theirs for hours, are freed; and batches that a crash left between
 * their row and the queue are named. The queue then has to be told of all of them.
 */
export async function lostJobs(
  owner: Pool,
  { unlock, before }: { unlock(workers: string[]): Promise<unknown>; before: Date },
): Promise<LostJob[]> {
  const gone = await owner.query<{ worker: string }>(
    `SELECT w.worker FROM (SELECT locked_by AS worker FROM graphile_worker._private_jobs WHERE locked_at < now() - make_interval(secs => $2)
       UNION SELECT locked_by FROM graphile_worker._private_job_queues WHERE locked_at < now() - make_interval(secs => $2)) w
     WHERE w.worker IS NOT NULL AND pg_try_advisory_xact_lock(hashtext($1), hashtext(w.worker))`,
    [lockName, settledAfterSeconds],
  )
  const workers = gone.rows.map(({ worker }) => worker)
  const held = await owner.query<{ key: string }>(
    `SELECT key FROM graphile_worker._private_jobs WHERE locked_by = ANY ($1) AND key IS NOT NULL`,
    [workers],
  )
  if (workers.length > 0) await unlock(workers)
  const open = await owner.query<{ workspace_id: string; id: string; kind: string }>(
    `SELECT workspace_id, id, kind FROM batch b WHERE status IN ('queued', 'running') AND (b.id::text = ANY ($1)
       OR (b.created_at < $2 AND NOT EXISTS (SELECT 1 FROM graphile_worker._private_jobs j WHERE j.key = b.id::text)))
     ORDER BY created_at LIMIT 10000`,
    [held.rows.map(({ key }) => key), before.toISOString()],
  )
  return open.rows.map((row) => ({ workspaceId: row.workspace_id, id: row.id, kind: row.kind }))
}
