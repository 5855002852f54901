import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { choiceLists, crmActions, crmObjects, seedWorkspace } from '../../crm/index.ts'
import { type Context, type Engine, keepHistorySince, openEngine, systemClock } from '../../engine/index.ts'
import { createDirectory, type Directory } from './directory.ts'
import type { LoadWork } from './load-thread.ts'
import type { Source } from './records.ts'
import { filledTables } from './rows.ts'
import { neighbourAccounts, type Scale } from './scale.ts'

/** What was loaded, as the measuring needs to know it. */
export type LoadedWorkspace = {
  readonly workspaceId: string
  readonly administratorId: string
  readonly managers: Directory['managers']
  readonly pipeline: string
  readonly rows: Readonly<Record<string, number>>
  readonly loadSeconds: number
}

/** Fills a fresh, migrated database: one workspace of the asked size and a few small ones beside it. */
export async function loadDatabase(database: { ownerUrl: string; appUrl: string }, scale: Scale): Promise<LoadedWorkspace> {
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
    const neighbours: Source[] = []
    for (const [index, accounts] of neighbourAccounts.entries()) {
      const small = { name: `邻居 ${index + 1}`, users: 50, scale: { ...scale, accounts }, salt: index + 1, now: now.getTime() }
      neighbours.push((await makeWorkspace(engine, small)).source)
    }
    const indexes = await dropIndexes(owner)
    const rows = await copyAll(database.ownerUrl, measured.source, neighbours)
    await makeIndexes(owner, indexes)
    await skipUsedNumbers(owner, measured.source)
    await owner.query('VACUUM ANALYZE')
    await owner.query('CHECKPOINT')
    const { source, administratorId, managers } = measured
    const loadSeconds = Math.round((performance.now() - begun) / 100) / 10
    return { workspaceId: source.workspaceId, administratorId, managers, pipeline: source.pipeline, rows, loadSeconds }
  } finally {
    await engine.close()
    await owner.end()
  }
}

type NewWorkspace = { name: string; users: number | undefined; scale: Scale; salt: number; now: number }

async function makeWorkspace(
  engine: Engine,
  given: NewWorkspace,
): Promise<Pick<LoadedWorkspace, 'administratorId' | 'managers'> & { source: Source }> {
  const { workspaceId, administratorId } = await engine.createWorkspace({
    name: given.name,
    currency: 'CNY',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    administrator: { name: '管理员', email: `admin${given.salt}@example.com` },
  })
  const context = await engine.contextFor({ workspaceId, principalId: administratorId, through: 'import' })
  const { owners, managers } = await createDirectory(context, given.users)
  const { pipeline, stages } = await pipelineOf(context)
  const { salt, scale, now } = given
  return { administratorId, managers, source: { workspaceId, salt, owners, pipeline, stages, scale, now } }
}

async function pipelineOf(context: Context): Promise<Pick<Source, 'pipeline' | 'stages'>> {
  const page = await context.list({ object: 'stage', sort: ['position'], fields: ['pipeline', 'probability', 'outcome'] })
  const stages = JSON.parse(page.records) as { id: string; pipeline: { id: string }; probability: number; outcome: string }[]
  return { pipeline: stages[0]?.pipeline.id ?? '', stages: stages.map(({ id, probability, outcome }) => ({ id, probability, outcome })) }
}

/** Rows go in faster without their indexes; made anew at the end they are also the smallest that they can be. */
async function dropIndexes(owner: pg.Pool): Promise<string[]> {
  const { rows } = await owner.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
     WHERE i.indrelid = ANY (SELECT c.oid FROM pg_class c WHERE c.relname = ANY ($1)) AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)`,
    [[...filledTables().keys()]],
  )
  for (const { name } of rows) await owner.query(`DROP INDEX ${name}`)
  return rows.map(({ definition }) => definition.replace(' ON ONLY ', ' ON '))
}

async function makeIndexes(owner: pg.Pool, definitions: readonly string[]): Promise<void> {
  const waiting = [...definitions]
  const work = async (): Promise<void> => {
    const client = await owner.connect()
    try {
      await client.query(`SET maintenance_work_mem = '512MB'`)
      for (let next = waiting.pop(); next; next = waiting.pop()) await client.query(next)
    } finally {
      client.release(true)
    }
  }
  await Promise.all([work(), work()])
}

async function copyAll(ownerUrl: string, measured: Source, neighbours: readonly Source[]): Promise<Record<string, number>> {
  const threads = Math.min(4, Math.max(2, availableParallelism()))
  const { accounts } = measured.scale
  const share = Math.ceil(accounts / threads)
  const counts = await Promise.all(
    Array.from({ length: threads }, (_, index) =>
      inThread(ownerUrl, [{ source: measured, from: index * share, until: Math.min(accounts, (index + 1) * share) }]),
    ),
  )
  await inThread(
    ownerUrl,
    neighbours.map((source) => ({ source, from: 0, until: source.scale.accounts })),
  )
  const rows: Record<string, number> = {}
  for (const count of counts) for (const [object, number] of Object.entries(count)) rows[object] = (rows[object] ?? 0) + number
  return rows
}

function inThread(ownerUrl: string, sources: LoadWork['sources']): Promise<Record<string, number>> {
  const workerData: LoadWork = { ownerUrl, sources }
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
