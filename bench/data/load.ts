import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { choiceLists, crmActions, crmObjects, seedWorkspace } from '../../crm/index.ts'
import {
  type Context,
  type Engine,
  filledTables,
  keepHistorySince,
  makeIndexes,
  newId,
  openEngine,
  putAwayIndexes,
  systemClock,
} from '../../engine/index.ts'
import { createDirectory, type Directory } from './directory.ts'
import type { LoadWork } from './load-thread.ts'
import { loadedObjects, type Source } from './records.ts'
import { neighbourAccounts, type Scale, smallerScale } from './scale.ts'

/** A loaded workspace, as the measuring needs to know it. */
export type LoadedWorkspace = {
  readonly workspaceId: string
  readonly administratorId: string
  readonly managers: Directory['managers']
  readonly pipeline: string
}
export type Loaded = LoadedWorkspace & {
  /** A tenth of it in the same database, beside a million. */
  readonly smaller: LoadedWorkspace | null
  readonly rows: Readonly<Record<string, number>>
  readonly loadSeconds: number
}

/** Fills a fresh, migrated database: one workspace of the asked size and small ones beside it. */
export async function loadDatabase(database: { ownerUrl: string; appUrl: string }, scale: Scale): Promise<Loaded> {
  const begun = performance.now()
  const now = systemClock.now()
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 4 })
  const engine = await openEngine({
    ...database,
    objects: crmObjects,
    actions: crmActions,
    choiceLists,
    seed: seedWorkspace,
    background: false,
  })
  try {
    await keepHistorySince(owner, systemClock, new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 25, 1)))
    const measured = await makeWorkspace(engine, { name: '远航集团', users: undefined, scale, salt: 0, now: now.getTime() })
    const tenth = smallerScale(scale)
    const smaller =
      tenth && (await makeWorkspace(engine, { name: '远航分部', users: undefined, scale: tenth, salt: 1, now: now.getTime() }))
    const neighbours: Source[] = []
    for (const [index, accounts] of neighbourAccounts(scale).entries()) {
      const small = { name: `邻居 ${index + 1}`, users: 50, scale: { ...scale, accounts }, salt: index + 2, now: now.getTime() }
      neighbours.push((await makeWorkspace(engine, small)).source)
    }
    let indexes: string[] = []
    await putAwayIndexes(owner, filledTables(engine.registry, loadedObjects), async (_, definitions) => {
      indexes = definitions
    })
    const rows = await copyAll(database, measured.source, [...(smaller ? [smaller.source] : []), ...neighbours])
    await makeIndexes(owner, indexes)
    await skipUsedNumbers(owner, measured.source)
    await owner.query('VACUUM ANALYZE')
    await owner.query('CHECKPOINT')
    const loadSeconds = Math.round((performance.now() - begun) / 100) / 10
    return { ...toMeasure(measured), smaller: smaller && toMeasure(smaller), rows, loadSeconds }
  } finally {
    await engine.close()
    await owner.end()
  }
}

type MadeWorkspace = Pick<LoadedWorkspace, 'administratorId' | 'managers'> & { source: Source }

function toMeasure({ source, administratorId, managers }: MadeWorkspace): LoadedWorkspace {
  return { workspaceId: source.workspaceId, administratorId, managers, pipeline: source.pipeline }
}

type NewWorkspace = { name: string; users: number | undefined; scale: Scale; salt: number; now: number }

async function makeWorkspace(engine: Engine, given: NewWorkspace): Promise<MadeWorkspace> {
  const { workspaceId, administratorId } = await engine.createWorkspace({
    name: given.name,
    currency: 'CNY',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    administrator: { name: '管理员', email: `admin${given.salt}@example.com` },
  })
  const context = await engine.contextFor({ workspaceId, principalId: administratorId, through: 'import' })
  const { owners, managers } = await createDirectory(context, given.users)
  const batchId = newId()
  // What the records belong to as one change: the loader notes there which parts are in.
  await engine.owner.query(
    `INSERT INTO batch (workspace_id, id, kind, input, status, done, checkpoint, result, cancel_requested, principal_id, created_at)
     VALUES ($1, $2, 'load', '{}', 'done', 0, '{"parts": []}', '{}', false, $3, $4)`,
    [workspaceId, batchId, administratorId, new Date(given.now).toISOString()],
  )
  const { pipeline, stages } = await pipelineOf(context)
  const { salt, scale, now } = given
  return { administratorId, managers, source: { workspaceId, batchId, salt, owners, pipeline, stages, scale, now } }
}

async function pipelineOf(context: Context): Promise<Pick<Source, 'pipeline' | 'stages'>> {
  const page = await context.list({ object: 'stage', sort: ['position'], fields: ['pipeline', 'probability', 'outcome'] })
  const stages = JSON.parse(page.records) as { id: string; pipeline: { id: string }; probability: number; outcome: string }[]
  return { pipeline: stages[0]?.pipeline.id ?? '', stages: stages.map(({ id, probability, outcome }) => ({ id, probability, outcome })) }
}

/** Each thread takes its share of every workspace; how many records of the first came in. */
async function copyAll(database: LoadWork['database'], measured: Source, others: readonly Source[]): Promise<Record<string, number>> {
  const threads = Math.min(4, Math.max(2, availableParallelism()))
  const shareOf = (source: Source, thread: number): LoadWork['sources'][number] => {
    const { accounts } = source.scale
    const share = Math.ceil(accounts / threads)
    return { source, from: thread * share, until: Math.min(accounts, (thread + 1) * share) }
  }
  const counts = await Promise.all(
    Array.from({ length: threads }, (_, thread) =>
      inThread(
        database,
        [measured, ...others].map((source) => shareOf(source, thread)),
      ),
    ),
  )
  const rows: Record<string, number> = {}
  for (const count of counts) for (const [object, number] of Object.entries(count)) rows[object] = (rows[object] ?? 0) + number
  return rows
}

function inThread(database: LoadWork['database'], sources: LoadWork['sources']): Promise<Record<string, number>> {
  const { ownerUrl, appUrl } = database
  const workerData: LoadWork = { database: { ownerUrl, appUrl }, sources }
  const thread = new Worker(new URL('./load-thread.ts', import.meta.url), { workerData })
  return new Promise((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
  })
}

async function skipUsedNumbers(owner: pg.Pool, { workspaceId, scale }: Source): Promise<void> {
  await owner.query(
    `INSERT INTO number_series (workspace_id, series, next) VALUES ($1, 'account.number', $2), ($1, 'opportunity.number', $3)
     ON CONFLICT (workspace_id, series) DO UPDATE SET next = excluded.next`,
    [workspaceId, scale.accounts + 1, scale.accounts * 8 + 1],
  )
}
