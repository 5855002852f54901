import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { RequestError } from '../http/problems.ts'
import { LiveConnection, type Subscriber } from './connection.ts'

export type RecordChange = { workspaceId: string; object: string; id: string; revision: number; kind: string; by: string | null }
export type JobProgress = { workspaceId: string; principalId: string; id: string; status: string; done: number; total: number | null }

const beatMilliseconds = 20_000
const beatsBetweenChecks = 3
const listPauseMilliseconds = 500
const mostPerPrincipal = 40

/**
 * All open streams of this server. A stream hears of a record only if its own reads showed that record, of a list only that it may
 * have changed: what changed is learned by reading again, with the rights of then.
 */
export function createHub(given: { stillSignedIn(subscriber: Subscriber): Promise<boolean> }) {
  const connections = new Map<string, LiveConnection>()
  const byWorkspace = new Map<string, Set<LiveConnection>>()
  let beats = 0

  const heart = setInterval(() => {
    beats += 1
    for (const connection of connections.values()) connection.beat()
    if (beats % beatsBetweenChecks === 0) void closeEnded(() => true)
    // A delegation ends to the minute, also for what is open.
    else void closeEnded(({ narrowing }) => narrowing?.acting !== undefined)
  }, beatMilliseconds)
  heart.unref()

  async function closeEnded(asked: (subscriber: Subscriber) => boolean): Promise<void> {
    for (const connection of [...connections.values()]) {
      if (!asked(connection.subscriber)) continue
      // A database that is away for a moment is no reason to throw everybody out.
      const isIn = await given.stillSignedIn(connection.subscriber).catch(() => true)
      if (!isIn) connection.close()
    }
  }

  function closeWhere(matches: (subscriber: Subscriber) => boolean): void {
    for (const connection of connections.values()) if (matches(connection.subscriber)) connection.close()
  }

  return {
    get size() {
      return connections.size
    },

    /** Takes over an answer whose headers are sent. */
    open(subscriber: Subscriber, response: ServerResponse): void {
      const connection = new LiveConnection(randomUUID(), subscriber, response)
      connections.set(connection.id, connection)
      const siblings = byWorkspace.get(subscriber.workspaceId) ?? new Set()
      byWorkspace.set(subscriber.workspaceId, siblings.add(connection))
      response.on('close', () => {
        connection.close()
        connections.delete(connection.id)
        siblings.delete(connection)
        if (siblings.size === 0) byWorkspace.delete(subscriber.workspaceId)
      })
      response.on('error', () => response.destroy())
      connection.send('hello', { connection: connection.id })
    },

    demandRoom(subscriber: Subscriber): void {
      let open = 0
      for (const other of byWorkspace.get(subscriber.workspaceId) ?? [])
        if (other.subscriber.principalId === subscriber.principalId) open += 1
      if (open >= mostPerPrincipal) throw new RequestError(429, 'too_many_connections')
    },

    /** The connection that a read names, if it is the reader's own. */
    connectionOf(id: string | undefined, reader: { workspaceId: string; principalId: string }): LiveConnection | null {
      const connection = id ? connections.get(id) : undefined
      if (connection?.subscriber.workspaceId !== reader.workspaceId || connection.subscriber.principalId !== reader.principalId) return null
      return connection
    },

    recordChanged(change: RecordChange): void {
      const { workspaceId, ...payload } = change
      for (const connection of byWorkspace.get(workspaceId) ?? []) {
        if (connection.watches(change.id)) connection.send('record', payload)
        connection.sendList(change.object, listPauseMilliseconds)
      }
    },

    jobMoved(progress: JobProgress): void {
      const { workspaceId, principalId, ...payload } = progress
      for (const connection of byWorkspace.get(workspaceId) ?? []) {
        if (connection.subscriber.principalId === principalId && !connection.subscriber.narrowing) connection.send('job', payload)
      }
    },

    /** Declarations, choices or rights of a workspace are others now. */
    metaChanged(workspaceId: string): void {
      for (const connection of byWorkspace.get(workspaceId) ?? []) connection.send('meta', {})
    },

    metaChangedFor(workspaceId: string, principalId: string): void {
      for (const connection of byWorkspace.get(workspaceId) ?? []) {
        if (connection.subscriber.principalId === principalId) connection.send('meta', {})
      }
    },

    /** Somebody was told something, or read it on another screen. */
    notified(workspaceId: string, principalId: string): void {
      for (const connection of byWorkspace.get(workspaceId) ?? []) {
        if (connection.subscriber.principalId === principalId) connection.send('notifications', {})
      }
    },

    hasReader(workspaceId: string, principalId: string): boolean {
      for (const connection of byWorkspace.get(workspaceId) ?? []) if (connection.subscriber.principalId === principalId) return true
      return false
    },

    closeSession: (sessionId: string) => closeWhere((subscriber) => subscriber.sessionId === sessionId),
    closeToken: (tokenId: string) => closeWhere((subscriber) => subscriber.tokenId === tokenId),
    closePrincipal: (workspaceId: string, principalId: string) =>
      closeWhere((subscriber) => subscriber.workspaceId === workspaceId && subscriber.principalId === principalId),

    /** Streams that work by a delegation which was ended. */
    closeDelegation: (id: string) => closeWhere(({ narrowing }) => narrowing?.acting?.delegation === id),

    close(): void {
      clearInterval(heart)
      closeWhere(() => true)
    },
  }
}

export type Hub = ReturnType<typeof createHub>
