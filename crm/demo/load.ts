import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import {
  type Batch,
  type Engine,
  filledTables,
  keepHistorySince,
  makeIndexes,
  newId,
  type PastRecord,
  param,
  putAwayIndexes,
  sql,
  tidyTables,
} from '../../engine/index.ts'
import { type DemoCompany, day, historyDays } from './company.ts'
import { type DemoRequest, organise, seededOf } from './organise.ts'
import { type LoadWork, newSharedWork, putParts, stopWork } from './put-parts.ts'

export type LoadStage = 'records' | 'indexes' | 'tidy'
export type LoadOptions = {
  readonly engine: Engine
  readonly ownerUrl: string
  readonly appUrl: string
  readonly workspaceId: string
  readonly onProgress?: (stage: LoadStage, done: number, total: number) => void
  /** How many customers go in at once: a part is one transaction. */
  readonly accountsPerPart?: number
  /** Stops after the parts that are on their way; the same call goes on later. */
  readonly signal?: AbortSignal
}

export const loadKind = 'demoLoad'
const loadedObjects = ['account', 'contact', 'opportunity', 'activity', 'lead'] satisfies PastRecord['object'][]
const usualPart = 125
const memory = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 200 }

type Checkpoint = {
  readonly company: DemoCompany
  readonly parts: readonly number[]
  readonly indexes: readonly string[]
  readonly accountsPerPart: number
}

/**
 * Fills a workspace with a large demo company past the write path: judged by the same rules, with everything that the write path would have left
 * behind but its events, by several threads that copy part after part. Goes on where it broke off, with nothing twice. Answers the change it is.
 */
export async function loadDemo(options: LoadOptions, request: DemoRequest): Promise<string> {
  const { engine } = options
  await keepHistorySince(engine.owner, engine.clock, new Date(request.now - (historyDays + 32) * day))
  const batch = (await brokenOffLoad(options)) ?? (await begin(options, request))
  const checkpoint = batch.checkpoint as unknown as Checkpoint
  const tables = filledTables(engine.registry, loadedObjects)
  const indexes = checkpoint.indexes.length > 0 || batch.done > 0 ? checkpoint.indexes : await putAway(options, batch, tables)
  await copyParts(options, batch, checkpoint)
  options.onProgress?.('indexes', 0, indexes.length)
  await makeIndexes(engine.owner, indexes, (done) => options.onProgress?.('indexes', done, indexes.length))
  options.onProgress?.('tidy', 0, tables.length)
  await tidyTables(engine.owner, tables)
  await finish(options, batch.id, 'done')
  return batch.id
}

/** Leaves a broken-off load as it is: what came in can then be taken back like any other change. */
export async function abandonLoad({ engine, workspaceId }: Pick<LoadOptions, 'engine' | 'workspaceId'>): Promise<void> {
  const batch = await brokenOffLoad({ engine, workspaceId })
  if (!batch) return
  await makeIndexes(engine.owner, (batch.checkpoint as unknown as Checkpoint).indexes)
  await finish({ engine, workspaceId }, batch.id, 'cancelled')
}

async function finish(
  { engine, workspaceId }: Pick<LoadOptions, 'engine' | 'workspaceId'>,
  id: string,
  status: Batch['status'],
): Promise<void> {
  await engine.owner.query(`UPDATE batch SET status = $4, finished_at = $3 WHERE workspace_id = $1 AND id = $2`, [
    workspaceId,
    id,
    engine.clock.now().toISOString(),
    status,
  ])
}

type Begun = Pick<Batch, 'id' | 'done' | 'checkpoint'>

/** A load of this workspace that did not come to its end. */
export async function brokenOffLoad({
  engine,
  workspaceId,
}: Pick<LoadOptions, 'engine' | 'workspaceId'>): Promise<(Begun & { total: number }) | null> {
  const { rows } = await engine.owner.query<{ id: string; done: string; total: string; checkpoint: Batch['checkpoint'] }>(
    `SELECT id, done, total, checkpoint FROM batch WHERE workspace_id = $1 AND kind = $2 AND status = 'running' ORDER BY created_at LIMIT 1`,
    [workspaceId, loadKind],
  )
  const [row] = rows
  return row ? { ...row, done: Number(row.done), total: Number(row.total) } : null
}

async function begin({ engine, workspaceId, accountsPerPart = usualPart }: LoadOptions, request: DemoRequest): Promise<Begun> {
  const context = await engine.systemContext(workspaceId, 'job')
  const seeded = await seededOf(context)
  const id = newId()
  const at = engine.clock.now().toISOString()
  return context.transaction(
    async (inside) => {
      const company = await organise(inside, request, seeded)
      const checkpoint: Checkpoint = { company, parts: [], indexes: [], accountsPerPart }
      await inside.query(
        sql`INSERT INTO batch (workspace_id, id, kind, input, status, total, done, checkpoint, result, cancel_requested, principal_id, created_at, started_at)
          VALUES (${param(workspaceId, 'uuid')}, ${param(id, 'uuid')}, ${loadKind}, ${param(JSON.stringify(request), 'jsonb')}, 'running', ${param(company.accounts, 'bigint')}, 0,
            ${param(JSON.stringify(checkpoint), 'jsonb')}, '{}'::jsonb, false, ${param(inside.reader.principal.id, 'uuid')}, ${param(at, 'timestamptz')}, ${param(at, 'timestamptz')})`,
      )
      return { id, done: 0, checkpoint: checkpoint as unknown as Batch['checkpoint'] }
    },
    { changeId: id, readOnlyFields: true, originals: 'history' },
  )
}

/** Only while nobody has records: whoever works beside the load keeps the indexes that the work needs. */
async function putAway({ engine, workspaceId }: LoadOptions, batch: Begun, tables: readonly string[]): Promise<readonly string[]> {
  const own = loadedObjects.map((key) => `SELECT 1 FROM ${engine.registry.object(key).table}`)
  const { rows } = await engine.owner.query<{ some: boolean }>(`SELECT EXISTS (${own.join(' UNION ALL ')}) AS some`)
  if (rows[0]?.some) return []
  let kept: readonly string[] = []
  await putAwayIndexes(engine.owner, tables, (client, definitions) => {
    kept = definitions
    return client.query(
      `UPDATE batch SET checkpoint = checkpoint || jsonb_build_object('indexes', $3::jsonb) WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, batch.id, JSON.stringify(definitions)],
    )
  })
  return kept
}

/** Several threads take part after part until none is left; this one is among them, because each of the others costs 130 MB. */
async function copyParts(options: LoadOptions, batch: Begun, { company, parts, accountsPerPart }: Checkpoint): Promise<void> {
  const { engine, ownerUrl, appUrl, workspaceId, onProgress, signal } = options
  const there = new Set(parts)
  const waiting = Array.from({ length: Math.ceil(company.accounts / accountsPerPart) }, (_, part) => part).filter(
    (part) => !there.has(part),
  )
  const shared = newSharedWork()
  const work: LoadWork = { ownerUrl, appUrl, workspaceId, batchId: batch.id, company, accountsPerPart, waiting, shared }
  let done = batch.done
  const put = (counted: number): void => {
    done += counted
    onProgress?.('records', done, company.accounts)
    if (signal?.aborted) stopWork(shared)
  }
  put(0)
  const count = Math.min(waiting.length, 4, Math.max(2, availableParallelism())) - 1
  const threads = Array.from(
    { length: Math.max(0, count) },
    () => new Worker(new URL('./load-thread.ts', import.meta.url), { workerData: work, resourceLimits: memory }),
  )
  const others = threads.map(
    (thread) =>
      new Promise<void>((resolve, reject) => {
        thread.on('message', put)
        thread.once('error', reject)
        thread.once('exit', () => resolve())
      }),
  )
  try {
    await Promise.all([putParts(engine, work, put), ...others])
  } finally {
    stopWork(shared)
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
  signal?.throwIfAborted()
}
