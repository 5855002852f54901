import type { Pool } from 'pg'
import type { Clock } from '../clock.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database.ts'
import type { Registry } from '../declare/registry.ts'
import { clashEvent } from '../duplicates/clash-news.ts'
import { SignInError } from '../errors.ts'
import { type Consumer, createConsumer } from '../events/consumer.ts'
import type { EngineEvent, EventFeed } from '../events/feed.ts'
import { isId } from '../ids.ts'
import { type Batch, type JobDefinition, readBatch } from '../jobs/batch.ts'
import { visibleAmong } from '../query/any-record.ts'
import { param, sql } from '../sql.ts'
import { tellDue } from './due.ts'
import { addFollowers, type Followers, follow, followersOf } from './followers.ts'
import { noticesFrom } from './from-events.ts'
import { type Notice, type Place, switchedOff } from './notice.ts'
import { countUnread, insertNotices, listNotifications, markRead, type NotificationQuery } from './store.ts'

const keptDays = 90
const day = 86_400_000
const ended = ['done', 'failed']

/** Tells people what they should know, and keeps what they were told. */
export type Notifications = {
  list(context: Context, query: NotificationQuery): ReturnType<typeof listNotifications>
  unread(context: Context): Promise<number>
  markRead(context: Context, what: Parameters<typeof markRead>[2]): Promise<void>
  followers(context: Context, record: Place): Promise<Followers>
  follow(context: Context, record: Place, isFollowing: boolean): Promise<void>
  /** Which of these people may see a record that the caller sees: whom it makes sense to name there. */
  whoSees(context: Context, record: Place, principalIds: readonly string[]): Promise<string[]>
  /** Deals with all that was committed; the server does so by itself. */
  catchUp(): Promise<void>
  /** Tells what falls due by now; the server asks once a minute. */
  tellDue(): Promise<void>
  /** Tells what something else found out. */
  tell(workspaceId: string, notices: readonly Notice[]): Promise<void>
  /** Forgets what was told long ago. */
  clean(): Promise<void>
  close(): Promise<void>
}

type Parts = {
  readonly owner: Pool
  readonly database: Database
  readonly registry: Registry
  readonly clock: Clock
  readonly jobs: ReadonlyMap<string, JobDefinition>
  readonly feed: EventFeed | null
  contextFor(request: { workspaceId: string; principalId: string; through: string }): Promise<Context>
  onError(error: unknown): void
}

export function createNotifications(parts: Parts): Notifications {
  const { owner, database, registry, clock, feed } = parts
  const consumer: Consumer = createConsumer({
    owner,
    clock,
    name: 'notifications',
    handle: (events) => handle(parts, events),
    onError: parts.onError,
  })
  const stop = feed?.listen((events) => {
    if (events.some(isOfInterest)) consumer.wake()
  })
  if (feed) consumer.wake()
  const dueObjects = [...registry.objects.values()].filter(({ notifies }) => notifies?.due)

  return {
    list: (context, query) => listNotifications(database, context.reader, query),
    unread: (context) => countUnread(database, context.reader),
    markRead: (context, what) => markRead(database, context.reader, what),
    followers: (context, record) => followersOf(database, context.reader, record),
    follow: (context, record, isFollowing) => follow(database, context.reader, record, isFollowing),
    async whoSees(context, record, principalIds) {
      await context.get({ ...record, fields: [] })
      const { workspaceId } = context.reader
      const seeing = await Promise.all(
        principalIds.map(async (principalId) => {
          const own = await contextOfReceiver(parts, workspaceId, principalId)
          return own !== null && (await visibleAmong(database, own.reader, record.object, [record.id])).length > 0
        }),
      )
      return principalIds.filter((_, index) => seeing[index])
    },
    catchUp: () => consumer.catchUp(),
    async tellDue() {
      const { rows } = await owner.query<{ workspace_id: string }>('SELECT workspace_id FROM workspace WHERE suspended_at IS NULL')
      for (const { workspace_id } of rows)
        for (const definition of dueObjects)
          await tellDue(database, workspace_id, definition, clock.now(), (notices) => tell(parts, workspace_id, notices))
    },
    tell: (workspaceId, notices) => tell(parts, workspaceId, notices),
    async clean() {
      await owner.query('DELETE FROM notification WHERE at < $1', [new Date(clock.now().getTime() - keptDays * day).toISOString()])
    },
    async close() {
      stop?.()
      await consumer.close()
    },
  }
}

function isOfInterest({ kind, payload }: EngineEvent): boolean {
  return (
    (kind.startsWith('record.') && payload?.muted !== true) ||
    kind === 'batch.moved' ||
    kind === 'records.handedOver' ||
    kind === clashEvent
  )
}

async function handle(parts: Parts, events: readonly EngineEvent[]): Promise<void> {
  for (const [workspaceId, own] of Map.groupBy(events.filter(isOfInterest), (event) => event.workspaceId)) {
    const notices = await noticesFrom(parts.database, parts.registry, workspaceId, own)
    await tell(parts, workspaceId, [...notices, ...(await jobNotices(parts, workspaceId, own))])
  }
}

/** Long work of some kinds is worth a word when it has ended, to whoever began it. */
async function jobNotices({ database, jobs }: Parts, workspaceId: string, events: readonly EngineEvent[]): Promise<Notice[]> {
  const ids = [...new Set(events.flatMap(({ kind, recordId }) => (kind === 'batch.moved' && recordId ? [recordId] : [])))]
  const notices: Notice[] = []
  for (const id of ids) {
    const batch = await readBatch(database, workspaceId, id)
    const job = jobs.get(batch.kind)
    if (!job?.told || !ended.includes(batch.status)) continue
    notices.push({
      principalId: batch.principalId,
      kind: 'job',
      at: batch.finishedAt ?? batch.createdAt,
      record: null,
      about: null,
      actorId: null,
      source: `job:${id}`,
      details: {
        job: id,
        jobKind: batch.kind,
        title: job.title,
        object: batch.object,
        subject: subjectOf(batch),
        status: batch.status,
        done: batch.done,
      },
    })
  }
  return notices
}

/** The import, export or project that the work was done for. */
function subjectOf({ input }: Batch): string | null {
  return Object.values(input).find((value): value is string => isId(value)) ?? null
}

/** Leaves out what a receiver has switched off or may not see, and stores the rest. */
async function tell(parts: Parts, workspaceId: string, given: readonly Notice[]): Promise<void> {
  const wanted = await wantedOf(parts.database, workspaceId, given)
  const seen: Notice[] = []
  for (const [principalId, own] of Map.groupBy(wanted, (notice) => notice.principalId))
    seen.push(...(await seenBy(parts, workspaceId, principalId, own)))
  await insertNotices(parts.database, workspaceId, gathered(seen))
  await addFollowers(
    parts.database,
    workspaceId,
    seen.flatMap(({ follow, principalId, at }) => (follow ? [{ ...follow, principalId, at }] : [])),
  )
}

async function wantedOf(database: Database, workspaceId: string, notices: readonly Notice[]): Promise<Notice[]> {
  const receivers = [...new Set(notices.map(({ principalId }) => principalId))]
  if (receivers.length === 0) return []
  const rows = await database.query<{ id: string; settings: unknown }>(
    workspaceId,
    sql`SELECT id, settings FROM app_user WHERE workspace_id = ${param(workspaceId, 'uuid')} AND id = ANY (${param(receivers, 'uuid[]')}) AND active AND deleted_at IS NULL`,
  )
  const off = new Map(rows.map(({ id, settings }) => [id, switchedOff(settings)]))
  return notices.filter(({ principalId, kind }) => off.get(principalId)?.has(kind) === false)
}

/** Null for somebody who left: there is nobody to tell. */
async function contextOfReceiver(parts: Parts, workspaceId: string, principalId: string): Promise<Context | null> {
  return parts.contextFor({ workspaceId, principalId, through: 'notification' }).catch((error: unknown) => {
    if (error instanceof SignInError) return null
    throw error
  })
}

async function seenBy(parts: Parts, workspaceId: string, principalId: string, notices: readonly Notice[]): Promise<Notice[]> {
  const context = await contextOfReceiver(parts, workspaceId, principalId)
  if (!context) return []
  const places = notices.flatMap(({ record, follow }) => [record, follow ?? null]).filter((place) => place !== null)
  const seen = new Set<string>()
  for (const [object, own] of Map.groupBy(places, (place) => place.object))
    for (const id of await visibleAmong(parts.database, context.reader, object, [...new Set(own.map((place) => place.id))])) seen.add(id)
  return notices
    .filter(({ record }) => record === null || seen.has(record.id))
    .map((notice) => (notice.follow && !seen.has(notice.follow.id) ? { ...notice, follow: null } : notice))
}

/** What has the same source goes in once, with all the fields that were named. */
function gathered(notices: readonly Notice[]): Notice[] {
  const bySource = Map.groupBy(notices, ({ principalId, source }) => `${principalId} ${source}`)
  return [...bySource.values()].flatMap((same) => {
    const last = same.at(-1)
    if (!last) return []
    const fields = same.flatMap(({ details }) => (Array.isArray(details.fields) ? (details.fields as string[]) : []))
    return [fields.length > 0 ? { ...last, details: { ...last.details, fields: [...new Set(fields)] } } : last]
  })
}
