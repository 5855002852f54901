import { useSyncExternalStore } from 'react'
import { cachedRecord, patchRecord, recordKeys, rereadObject } from './cache.ts'
import { client, type LiveEvent, type RecordJson } from './client.ts'
import { takeJobEvent } from './jobs.ts'
import { announceList } from './list-news.ts'
import { currentMeta, metaKey, routeOf } from './meta.ts'
import { rereadNotifications } from './notifications.ts'
import { queryClient } from './query-client.ts'
import { sendKept } from './send-kept.ts'

const gatherMilliseconds = 120
const listGatherMilliseconds = 600
const mostRecordsAtOnce = 20
const fadeMilliseconds = 1_200

/** Fields that somebody else just changed: their cells fade once in the brand tint. */
const faded = new Map<string, ReadonlySet<string>>()
const fadeListeners = new Set<() => void>()
const nothing: ReadonlySet<string> = new Set()

function setFaded(key: string, fields: ReadonlySet<string> | null): void {
  if (fields) faded.set(key, fields)
  else faded.delete(key)
  for (const listener of fadeListeners) listener()
}

/** Keys of the fields of this record that changed from outside a moment ago. */
export function useChangedFields(object: string, id: string): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      fadeListeners.add(listener)
      return () => fadeListeners.delete(listener)
    },
    () => faded.get(`${object}/${id}`) ?? nothing,
  )
}

const system = new Set(['id', 'revision', 'masked'])

async function rereadRecord(object: string, id: string): Promise<void> {
  const shown = cachedRecord(object, id)
  if (!shown) return
  const fields = Object.keys(shown).filter((key) => !system.has(key))
  let now: RecordJson
  try {
    now = await client.records(routeOf(object)).get(id, { fields })
  } catch {
    // Gone, or not to be seen any more: the lists say so when they are read again.
    rereadObject(object)
    return
  }
  const latest = cachedRecord(object, id) ?? shown
  if (latest.revision >= now.revision) return
  const differing = fields.filter(
    (key) => key !== 'changedAt' && key !== 'changedBy' && JSON.stringify(latest[key]) !== JSON.stringify(now[key]),
  )
  patchRecord(object, id, (record) => ({ ...record, ...now }))
  if (differing.length === 0) return
  const key = `${object}/${id}`
  setFaded(key, new Set(differing))
  setTimeout(() => setFaded(key, null), fadeMilliseconds)
}

type Announced = { object: string; id: string; revision: number }
const changedRecords = new Map<string, Announced>()
const changedObjects = new Set<string>()
let recordTimer: ReturnType<typeof setTimeout> | undefined
let listTimer: ReturnType<typeof setTimeout> | undefined

function takeRecords(): void {
  recordTimer = undefined
  // What this page itself wrote has arrived by its own answer in the meantime.
  const records = [...changedRecords.values()].filter(
    ({ object, id, revision }) => (cachedRecord(object, id)?.revision ?? revision) < revision,
  )
  changedRecords.clear()
  if (records.length > mostRecordsAtOnce) for (const object of new Set(records.map((record) => record.object))) rereadObject(object)
  else for (const { object, id } of records) void rereadRecord(object, id)
}

function takeLists(): void {
  listTimer = undefined
  for (const object of changedObjects) {
    rereadObject(object, { rowsStay: true })
    announceList(object)
  }
  changedObjects.clear()
}

function take(event: LiveEvent): void {
  switch (event.type) {
    case 'record': {
      const shown = cachedRecord(event.object, event.id)
      if (!shown || shown.revision >= event.revision) return
      changedRecords.set(`${event.object}/${event.id}`, event)
      if (recordTimer === undefined) recordTimer = setTimeout(takeRecords, gatherMilliseconds)
      void queryClient.invalidateQueries({
        predicate: ({ queryKey: [root, of, what, id] }) =>
          root === 'records' && of === event.object && id === event.id && what !== 'record',
      })
      return
    }
    case 'list':
      if (!currentMeta()?.objects.some(({ key }) => key === event.object)) return
      changedObjects.add(event.object)
      if (listTimer === undefined) listTimer = setTimeout(takeLists, listGatherMilliseconds)
      return
    case 'job':
      takeJobEvent(event)
      return
    case 'notifications':
      rereadNotifications()
      return
    case 'meta':
      void queryClient.invalidateQueries({ queryKey: metaKey })
      return
    case 'hello':
      rereadUnwatched()
      return
    case 'reconnected':
      return
  }
}

/** What was read before the stream stood is not watched: it is read once more under the name of the stream. */
function rereadUnwatched(): void {
  void queryClient.invalidateQueries({ queryKey: recordKeys.all })
}

let connected: boolean | null = null
const connectionListeners = new Set<() => void>()
let close: (() => void) | undefined

function setConnected(next: boolean): void {
  connected = next
  if (next) void sendKept()
  for (const listener of connectionListeners) listener()
}

/** Opens the live stream of this page once, together with the first read of all: who is here. */
export function startLive(): void {
  close ??= client.live({
    onEvent: take,
    onConnected: setConnected,
    onSignedOut: () => {
      close = undefined
      // Nobody was signed in to begin with: the router leads to the sign-in by itself.
      if (currentMeta()) location.assign(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`)
    },
  })
}

/** Resolves when the stream stands, so that the first lists are read under its name; or soon, where it does not come. */
export function liveReady(patienceMilliseconds: number): Promise<void> {
  if (connected) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      connectionListeners.delete(done)
      resolve()
    }
    const timer = setTimeout(done, patienceMilliseconds)
    connectionListeners.add(done)
  })
}

export function stopLive(): void {
  close?.()
  close = undefined
}

/** False while the server cannot be reached, null before the first connection. */
export function useLiveConnection(): boolean | null {
  return useSyncExternalStore(
    (listener) => {
      connectionListeners.add(listener)
      return () => connectionListeners.delete(listener)
    },
    () => connected,
  )
}
