import { Value } from '@sinclair/typebox/value'
import { Pool } from 'pg'
import { actingPrincipal } from './access/acting.ts'
import { loadPrincipal } from './access/load-principal.ts'
import { demandWholeRights, type Narrowing, type Principal, systemPrincipal } from './access/principal.ts'
import { type Clock, systemClock } from './clock.ts'
import { type Context, createContext } from './context.ts'
import type { SecretBox } from './data/secret-box.ts'
import { type Database, type Executor, openDatabase, type WorkspaceContext } from './database.ts'
import type { ActionDefinition } from './declare/action.ts'
import type { ObjectDefinition } from './declare/object.ts'
import { buildRegistry, type Registry } from './declare/registry.ts'
import { decideClash } from './duplicates/clashes.ts'
import { mergeJob, mergeRecords } from './duplicates/merge.ts'
import { duplicateNight } from './duplicates/night.ts'
import { dismissDuplicates } from './duplicates/pairs.ts'
import { sweepJob } from './duplicates/sweep.ts'
import { unmergeJob, unmergeRecords } from './duplicates/unmerge.ts'
import { InvalidInputError, NotFoundError } from './errors.ts'
import { type EventFeed, openFeed } from './events/feed.ts'
import { newId } from './ids.ts'
import { type Batch, insertBatch, type JobDefinition, readBatch, recentBatches, requeueBatch, updateBatch } from './jobs/batch.ts'
import { bulkChange, undoJob } from './jobs/bulk.ts'
import { startNightly } from './jobs/nightly.ts'
import { type JobRunner, startRunner } from './jobs/runner.ts'
import { maintain } from './maintenance.ts'
import type { ChoiceListDefinition } from './model/choice-list.ts'
import { mergeDepartment } from './model/department-tree.ts'
import { indexCustomFields } from './model/index-custom-fields.ts'
import { loadModel } from './model/load-model.ts'
import { mergeChoice, mergeChoiceJob } from './model/merge-choice.ts'
import { engineObjects } from './model/objects.ts'
import { removeWorkspace } from './model/remove-workspace.ts'
import { createWorkspace, finishWorkspace, type NewWorkspace, systemPrincipalOf } from './model/workspace.ts'
import type { WorkspaceModel } from './model/workspace-model.ts'
import { createNotifications, type Notifications } from './notifications/notifications.ts'
import { createReader } from './query/reader.ts'
import { keepStatistics } from './schema/fresh-statistics.ts'
import { ensurePartitions } from './schema/partitions.ts'
import { tidyWords } from './search/tidy-words.ts'
import { documentTokens } from './text/search-tokens.ts'
import { deactivateUser } from './transfer/deactivate.ts'
import { transferJob } from './transfer/job.ts'
import { type IdempotencyKey, once } from './write/idempotency.ts'
import { numberBlocks } from './write/numbers.ts'

export type EngineOptions = {
  readonly appUrl: string
  readonly ownerUrl: string
  readonly objects: readonly ObjectDefinition[]
  readonly actions?: readonly ActionDefinition[]
  readonly jobs?: readonly JobDefinition[]
  readonly choiceLists?: readonly ChoiceListDefinition[]
  /** Fills a new workspace: roles, base data, pipelines. Runs as the system principal, while the workspace is set up; `fresh` gives a context that knows what was seeded so far. */
  readonly seed?: (context: Context, fresh: () => Promise<Context>) => Promise<void>
  readonly clock?: Clock
  /** Seals the values of `secret` fields; without it such fields cannot be written. */
  readonly secrets?: SecretBox
  readonly connections?: number
  readonly workspaceContext?: WorkspaceContext
  /** What else has to be done once in a while, beside the engine's own upkeep. Owner connection. */
  readonly upkeep?: readonly ((tools: { owner: Pool; clock: Clock }) => Promise<void>)[]
  /** The same for what is looked after once a minute, on one server. */
  readonly everyMinute?: readonly ((tools: { owner: Pool; clock: Clock }) => Promise<void>)[]
  /** Off for command lines: no jobs are worked on, no events read. */
  readonly background?: boolean
  readonly onError?: (error: unknown) => void
}

export type ContextRequest = { workspaceId: string; principalId: string; through: string; behalfId?: string; narrowing?: Narrowing | null }

export type MadeWorkspace = { workspaceId: string; administratorId: string }

export type Engine = {
  readonly registry: Registry
  readonly database: Database & { pool: Pool }
  readonly owner: Pool
  readonly clock: Clock
  readonly feed: EventFeed | null
  readonly choiceLists: ReadonlyMap<string, ChoiceListDefinition>
  readonly jobs: ReadonlyMap<string, JobDefinition>
  readonly notifications: Notifications
  principal(workspaceId: string, principalId: string): Promise<Principal>
  model(workspaceId: string): Promise<WorkspaceModel>
  contextFor(request: ContextRequest): Promise<Context>
  systemContext(workspaceId: string, through: string): Promise<Context>
  /** `admit` lets the administrator in. What breaks off on the way leaves no workspace behind. */
  createWorkspace(given: NewWorkspace, admit?: (made: MadeWorkspace) => Promise<void>): Promise<MadeWorkspace>
  /** Records the job; a server's runner takes it up. Answers its id, which is also the change id of what it writes. Asked again with the same key, it is the same job. */
  startJob(
    context: Context,
    job: { id?: string; kind: string; object?: string; input: Readonly<Record<string, unknown>>; total?: number; undoOf?: string },
    options?: { idempotency?: IdempotencyKey },
  ): Promise<string>
  job(context: Context, id: string): Promise<Batch>
  recentJobs(context: Context, limit: number): Promise<Batch[]>
  cancelJob(context: Context, id: string): Promise<void>
  /** Lets a job stand still after its present step, holding no worker. */
  pauseJob(context: Context, id: string): Promise<void>
  /** Lets a job that was paused go on behind its last step. */
  resumeJob(context: Context, id: string): Promise<void>
  /** Forgets what is remembered of a workspace's roles, users and configuration. */
  forget(workspaceId: string): void
  /** What is done once a minute, at once: for tests that move the clock. */
  everyMinute(): Promise<void>
  close(): Promise<void>
}

/** Objects whose change alters rights or configuration. */
const remembered = new Set(['user', 'role', 'department', 'choice', 'customField', 'objectSetting', 'workspace', 'pool'])
/** Shares decide only about rights. */
const givesRights = 'recordShare'
/** The most that a lost notification can keep an old right alive. */
const rememberedForMs = 30_000

/** Opens the record engine over a migrated database. `close` stops jobs and feed first, then the connections. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const clock = options.clock ?? systemClock
  const onError = options.onError ?? ((error: unknown) => console.error(error))
  const registry = buildRegistry({
    objects: [...engineObjects, ...options.objects],
    actions: [
      mergeChoice,
      mergeDepartment,
      deactivateUser,
      mergeRecords,
      unmergeRecords,
      dismissDuplicates,
      decideClash,
      ...(options.actions ?? []),
    ],
  })
  const database = openDatabase({
    connectionString: options.appUrl,
    ...(options.connections ? { connections: options.connections } : {}),
    ...(options.workspaceContext ? { context: options.workspaceContext } : {}),
  })
  const owner = new Pool({ connectionString: options.ownerUrl, max: 8, application_name: 'guanxi owner', options: '-c timezone=UTC' })
  owner.on('error', onError)
  owner.on('connect', (client) => client.on('error', onError))
  await ensurePartitions(owner, clock)
  const background = options.background !== false
  const feed = background ? await openFeed(owner, onError) : null
  const numbers = numberBlocks(database)
  const jobs = new Map(
    [bulkChange, undoJob, mergeChoiceJob, transferJob, mergeJob, unmergeJob, sweepJob, duplicateNight, ...(options.jobs ?? [])].map(
      (job) => [job.kind, job],
    ),
  )
  const models = remember((workspaceId) => loadModel(database, registry, workspaceId))
  const principals = remember(async (key) => {
    const [workspaceId = '', principalId = '', ...rest] = key.split(' ')
    const narrowing = rest.length > 0 ? (JSON.parse(rest.join(' ')) as Narrowing) : null
    return actingPrincipal(await loadPrincipal(database, workspaceId, principalId, narrowing), registry)
  })

  const forget = (workspaceId: string): void => {
    models.forget(workspaceId)
    principals.forget(workspaceId)
  }
  feed?.listen((events) => {
    for (const event of events)
      if (remembered.has(event.object)) forget(event.workspaceId)
      else if (event.object === givesRights) principals.forget(event.workspaceId)
  })

  const contextOf = async (principal: Principal, request: { through: string; behalfId?: string }): Promise<Context> => {
    const model = await models.get(principal.workspaceId)
    return createContext({
      database,
      reader: createReader({ principal, model, clock, secrets: options.secrets ?? null }),
      numbers,
      actions: registry.actions,
      through: request.through,
      behalfId: request.behalfId ?? null,
      checkInput,
      committed: (objects) => {
        if ([...objects].some((object) => remembered.has(object))) forget(principal.workspaceId)
        else if (objects.has(givesRights)) principals.forget(principal.workspaceId)
        feed?.hint()
      },
    })
  }
  const contextFor = async (request: ContextRequest): Promise<Context> => contextOf(await principals.get(principalKey(request)), request)
  const systemContext = async (workspaceId: string, through: string): Promise<Context> => {
    const { workspace } = await models.get(workspaceId)
    return contextOf(systemPrincipal(workspaceId, await systemPrincipalOf(database, workspaceId), workspace.locale, workspace.timeZone), {
      through,
    })
  }

  const indexing = (): Promise<void> => indexCustomFields(owner, registry, (workspaceId) => systemContext(workspaceId, 'system'))
  feed?.listen((events) => {
    if (events.some((event) => event.object === 'customField' && event.kind === 'record.create')) void indexing().catch(onError)
  })
  if (feed) void indexing().catch(onError)

  // The dictionary of words is read at its first use: before the first person searches, not while they wait.
  if (background) setImmediate(() => documentTokens([{ text: '关系', kind: 'name' }]))

  const notifications = createNotifications({ owner, database, registry, clock, jobs, feed, contextFor, onError })
  const upkeep = feed ? [tidyWords(owner, feed, onError), keepStatistics(owner, feed, registry.objects, onError)] : []

  const everyMinute = async (): Promise<void> => {
    await notifications.tellDue()
    await startNightly({ owner, database, jobs: jobs.values(), clock })
    feed?.hint()
    for (const work of options.everyMinute ?? []) await work({ owner, clock })
  }

  const runner: JobRunner | null = feed
    ? await startRunner({
        owner,
        database,
        feed,
        clock,
        jobs,
        onError,
        tell: notifications.tell,
        maintain: async () => {
          await maintain({ owner, registry, clock, systemContext: (workspaceId) => systemContext(workspaceId, 'system') })
          await notifications.clean()
          for (const work of options.upkeep ?? []) await work({ owner, clock })
        },
        everyMinute,
        contextFor: (batch) =>
          contextFor({
            workspaceId: batch.workspaceId,
            principalId: batch.principalId,
            through: batch.kind === 'import' || batch.kind === 'undo' ? batch.kind : 'job',
          }),
      })
    : null

  /** Base data and the first user, who administers all of it. */
  const seedNew = async (workspaceId: string, given: NewWorkspace): Promise<string> => {
    const context = await systemContext(workspaceId, 'set-up')
    await options.seed?.(context, () => systemContext(workspaceId, 'set-up'))
    forget(workspaceId)
    const seeded = await systemContext(workspaceId, 'set-up')
    const { name, email } = given.administrator
    const values = { name, email, roles: [await administratorRole(seeded)], locale: given.locale, timeZone: given.timeZone }
    return (await seeded.write({ kind: 'create', object: 'user', values })).id
  }

  /** What the caller started; with less than their rights one sees nothing of it. */
  const ownBatch = async ({ reader }: Context, id: string): Promise<Batch> => {
    if (reader.principal.narrowing) throw new NotFoundError('job_not_found')
    if (reader.principal.administrator) {
      // What was handed over, and the search for duplicates, are an administrator's to look after, whoever began it.
      const any = await readBatch(database, reader.workspaceId, id)
      if (['transfer', 'duplicateSweep'].includes(any.kind)) return any
    }
    return readBatch(database, reader.workspaceId, id, reader.principal.id)
  }

  return {
    registry,
    database,
    owner,
    clock,
    feed,
    jobs,
    notifications,
    choiceLists: new Map((options.choiceLists ?? []).map((list) => [list.key, list])),
    principal: (workspaceId, principalId) => principals.get(`${workspaceId} ${principalId}`),
    model: (workspaceId) => models.get(workspaceId),
    contextFor,
    systemContext,
    forget,
    async createWorkspace(given, admit) {
      const workspaceId = await createWorkspace(database, given, clock)
      try {
        const made = { workspaceId, administratorId: await seedNew(workspaceId, given) }
        await admit?.(made)
        await finishWorkspace(database, workspaceId)
        return made
      } catch (error) {
        await removeWorkspace(owner, workspaceId).catch(onError)
        throw error
      } finally {
        forget(workspaceId)
      }
    },
    async startJob(context, job, { idempotency } = {}) {
      const { workspaceId, principal } = context.reader
      demandWholeRights(principal)
      const at = clock.now().toISOString()
      const record = async (executor: Executor): Promise<string> => {
        const id = job.id ?? newId()
        const { kind, object = null, input, total = null, undoOf = null } = job
        await insertBatch(executor, { id, workspaceId, kind, object, input, principalId: principal.id, total, at, undoOf })
        return id
      }
      const id = idempotency
        ? (await database.transaction(workspaceId, (open) => once(open, principal.id, idempotency, at, () => record(open)))).answer
        : await record(database)
      feed?.hint()
      return id
    },
    job: ownBatch,
    recentJobs: async ({ reader }, limit) =>
      reader.principal.narrowing ? [] : recentBatches(database, reader.workspaceId, reader.principal.id, limit),
    async cancelJob(context, id) {
      const batch = await ownBatch(context, id)
      const now = clock.now().toISOString()
      if (batch.status === 'queued' || batch.status === 'running') await updateBatch(database, batch, { cancelRequested: true }, now)
      else if (batch.status === 'paused') await updateBatch(database, batch, { status: 'cancelled', finishedAt: now }, now)
    },
    async pauseJob(context, id) {
      const batch = await ownBatch(context, id)
      if (batch.status === 'queued' || batch.status === 'running')
        await updateBatch(database, batch, { pauseRequested: true }, clock.now().toISOString())
    },
    async resumeJob(context, id) {
      const batch = await ownBatch(context, id)
      const now = clock.now().toISOString()
      if (batch.status === 'paused') await requeueBatch(database, batch, now)
      else if (batch.pauseRequested) await updateBatch(database, batch, { pauseRequested: false }, now)
      feed?.hint()
    },
    everyMinute,
    async close() {
      await runner?.close()
      await notifications.close()
      for (const stop of upkeep) await stop()
      await feed?.close()
      await database.close()
      await owner.end()
    },
  }
}

/** The role that holds every right; made here when the seed brought none. */
async function administratorRole(context: Context): Promise<string> {
  const { ids } = await context.list({ object: 'role', filter: { field: 'administrator', op: 'is', value: true }, limit: 1 })
  if (ids[0]) return ids[0]
  const name = context.reader.model.workspace.locale === 'en' ? 'Administrator' : '管理员'
  return (await context.write({ kind: 'create', object: 'role', values: { name, administrator: true } })).id
}

function checkInput(action: ActionDefinition, input: unknown): unknown {
  const value = Value.Default(action.input, Value.Clone(input ?? {}))
  const first = Value.Errors(action.input, value).First()
  if (first) throw new InvalidInputError('invalid_input', { field: first.path.replace(/^\//, '').replaceAll('/', '.') })
  return value
}

function principalKey({ workspaceId, principalId, narrowing }: ContextRequest): string {
  const person = `${workspaceId} ${principalId}`
  return narrowing ? `${person} ${JSON.stringify(narrowing)}` : person
}

/** Keeps answers for a short while; a failed look-up is not kept. Keys begin with the workspace's id. */
function remember<T>(load: (key: string) => Promise<T>): { get(key: string): Promise<T>; forget(workspaceId: string): void } {
  const held = new Map<string, { at: number; value: Promise<T> }>()
  return {
    get(key) {
      const found = held.get(key)
      if (found && performance.now() - found.at < rememberedForMs) return found.value
      const value = load(key)
      held.set(key, { at: performance.now(), value })
      value.catch(() => held.delete(key))
      return value
    },
    forget(workspaceId) {
      for (const key of held.keys()) if (key.startsWith(workspaceId)) held.delete(key)
    },
  }
}
