import type { Canonical } from '../data/read-value.ts'
import type { Executor } from '../database.ts'
import type { ObjectDefinition } from '../declare/object.ts'
import type { Registry } from '../declare/registry.ts'
import { clashNotices } from '../duplicates/clash-news.ts'
import type { EngineEvent } from '../events/feed.ts'
import { param, sql } from '../sql.ts'
import type { Notice, NotificationKind, Place } from './notice.ts'

/** Changes of one record by one person within this time are told as one. */
const gatheredMilliseconds = 10 * 60_000

type Told = EngineEvent & { readonly recordId: string }
type Changes = Readonly<Record<string, readonly [Canonical, Canonical]>>
type Follower = { record_id: string; principal_id: string; followed_at: string }

/** What the events of one workspace are worth telling, and to whom; whether those people may see it is not asked here. */
export async function noticesFrom(
  executor: Executor,
  registry: Registry,
  workspaceId: string,
  events: readonly EngineEvent[],
): Promise<Notice[]> {
  const handedOver = [...events.flatMap(handedOverNotice), ...events.flatMap(clashNotices)]
  const told = events.filter((event): event is Told => isTold(event, registry))
  if (told.length === 0) return handedOver
  const places = await placesOf(executor, workspaceId, registry, told)
  const followers = await followersOf(executor, workspaceId, told, places)
  const makers = await makersOf(executor, workspaceId, registry, told)
  const notices = told.flatMap((event) => {
    const definition = registry.object(event.object)
    const about = places.get(event.recordId) ?? null
    const own = namedBy(event)
    const found = new Map<string, Notice>()
    // The nearest reason comes first: whoever is named is not told once more that the record changed.
    const add = (principalId: unknown, kind: NotificationKind, source: string, rest: Partial<Notice> = {}): void => {
      if (typeof principalId !== 'string' || principalId === event.principalId || found.has(principalId)) return
      const record = { object: event.object, id: event.recordId }
      const base = { principalId, kind, at: event.at, record, about, actorId: event.principalId, source, details: {} }
      found.set(principalId, { ...base, ...rest })
    }
    const [before, after] = own[definition.notifies?.mentions ?? ''] ?? []
    const old = idsIn(before)
    for (const id of idsIn(after)) if (!old.includes(id)) add(id, 'mentioned', `mentioned:${event.recordId}`, { follow: about })
    if (event.kind === 'record.create') add(makers.get(event.recordId), 'answered', `answered:${event.recordId}`)
    const owner = own.owner?.[1]
    if (owner) add(owner, 'assigned', `assigned:${event.changeId}:${event.object}`, { details: { changeId: event.changeId } })
    const isNew = event.kind === 'record.create'
    for (const place of [event.recordId, ...(isNew && about ? [about.id] : [])])
      for (const follower of followers.get(place) ?? [])
        if (new Date(follower.followed_at) < new Date(event.at))
          add(follower.principal_id, 'changed', changedSource(event, isNew), { details: isNew ? {} : { fields: fieldsOf(event) } })
    return [...found.values()]
  })
  return [...handedOver, ...notices]
}

/** A transfer of many records tells each receiver once, when all of it is done: of one of them, and how many came with it. */
function handedOverNotice({ kind, object, recordId, at, principalId, payload }: EngineEvent): Notice[] {
  const { to, changeId } = payload ?? {}
  if (kind !== 'records.handedOver' || !recordId || typeof to !== 'string') return []
  const base = { principalId: to, kind: 'assigned', at, record: { object, id: recordId }, about: null, actorId: principalId } as const
  return [{ ...base, source: `handedOver:${changeId}`, details: { changeId } }]
}

function isTold({ kind, object, recordId, payload }: EngineEvent, registry: Registry): boolean {
  const definition = registry.objects.get(object)
  const isWritten = kind === 'record.create' || kind === 'record.update'
  return isWritten && recordId !== null && payload?.muted !== true && definition !== undefined && !definition.internal
}

function changedSource(event: Told, isNew: boolean): string {
  if (isNew) return `added:${event.recordId}`
  const span = Math.floor(new Date(event.at).getTime() / gatheredMilliseconds)
  return `changed:${event.recordId}:${event.principalId}:${span}`
}

function fieldsOf({ payload }: EngineEvent): string[] {
  return Array.isArray(payload?.fields) ? payload.fields.map(String) : []
}

function idsIn(value: Canonical | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : []
}

/** Whom the change newly names, by field: what the writer found, so that history need not be read. */
function namedBy({ payload }: EngineEvent): Changes {
  return (payload?.named ?? {}) as Changes
}

/** Where the timeline shows each record: what it is about. */
async function placesOf(executor: Executor, workspaceId: string, registry: Registry, events: readonly Told[]): Promise<Map<string, Place>> {
  // Only what stands on other records' timelines can be about one.
  const placed = new Set(events.filter(({ object }) => registry.object(object).timeline?.on.length).map(({ recordId }) => recordId))
  if (placed.size === 0) return new Map()
  const rows = await executor.query<{ ref_id: string; object: string; record_id: string }>(
    workspaceId,
    sql`SELECT DISTINCT ref_id, object, record_id FROM timeline_entry WHERE workspace_id = ${param(workspaceId, 'uuid')} AND ref_id = ANY (${param(
      [...placed],
      'uuid[]',
    )}) AND record_id <> ref_id`,
  )
  const objectOf = new Map(events.map((event) => [event.recordId, registry.object(event.object)]))
  const nearness = (row: (typeof rows)[number]): number => nearnessOf(objectOf.get(row.ref_id), row.object)
  const places = new Map<string, Place>()
  for (const row of rows.toSorted((a, b) => nearness(a) - nearness(b)))
    if (!places.has(row.ref_id)) places.set(row.ref_id, { object: row.object, id: row.record_id })
  return places
}

/** A record that could have been any says more than those behind it; else the order of the declaration holds. */
function nearnessOf(definition: ObjectDefinition | undefined, object: string): number {
  return (definition?.timeline?.on ?? []).findIndex((key) => definition?.fields[key]?.to === object)
}

async function followersOf(
  executor: Executor,
  workspaceId: string,
  events: readonly Told[],
  places: ReadonlyMap<string, Place>,
): Promise<Map<string, Follower[]>> {
  // Nobody follows what was just made.
  const ids = new Set(events.filter(({ kind }) => kind !== 'record.create').map(({ recordId }) => recordId))
  for (const place of places.values()) ids.add(place.id)
  if (ids.size === 0) return new Map()
  const rows = await executor.query<Follower>(
    workspaceId,
    sql`SELECT record_id, principal_id, followed_at::text AS followed_at FROM follower WHERE workspace_id = ${param(workspaceId, 'uuid')} AND record_id = ANY (${param([...ids], 'uuid[]')})`,
  )
  return Map.groupBy(rows, (row) => row.record_id)
}

/** By answering record, who made the record that it answers. */
async function makersOf(
  executor: Executor,
  workspaceId: string,
  registry: Registry,
  events: readonly Told[],
): Promise<Map<string, string>> {
  const answered = new Map<string, string>()
  for (const event of events) {
    const to = namedBy(event)[registry.object(event.object).notifies?.answers ?? '']?.[1]
    if (event.kind === 'record.create' && typeof to === 'string') answered.set(event.recordId, to)
  }
  if (answered.size === 0) return new Map()
  const rows = await executor.query<{ record_id: string; principal_id: string }>(
    workspaceId,
    sql`SELECT record_id, principal_id FROM history WHERE workspace_id = ${param(workspaceId, 'uuid')} AND record_id = ANY (${param(
      [...answered.values()],
      'uuid[]',
    )}) AND kind = 'create'`,
  )
  const made = new Map(rows.map((row) => [row.record_id, row.principal_id]))
  return new Map([...answered].flatMap(([id, to]) => (made.has(to) ? [[id, made.get(to) ?? '']] : [])))
}
