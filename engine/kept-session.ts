import { setTimeout as pause } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'

export type KeptSession = {
  /** Asks on the session; null while there is none. */
  ask<Row extends object>(text: string, values?: unknown[]): Promise<Row[] | null>
  close(): Promise<void>
}

const againAfterMs = 500

/**
 * One connection that is held for what belongs to a session: locks, and listening. When the database goes away it is opened again as soon as the database
 * is back, and `opened` does anew what went with it; `lost` is told first. Resolves when it is open for the first time.
 */
export async function keepSession(
  owner: Pool,
  { opened, lost, onError }: { opened(client: PoolClient): Promise<void>; lost?(): void; onError(error: unknown): void },
): Promise<KeptSession> {
  let session: PoolClient | null = null
  let closed = false
  let reopening: Promise<void> | null = null

  const open = async (): Promise<void> => {
    const client = await owner.connect()
    try {
      client.on('error', () => drop(client))
      client.on('end', () => drop(client))
      await opened(client)
    } catch (error) {
      client.release(true)
      throw error
    }
    if (closed) client.release(true)
    else session = client
  }
  const drop = (client: PoolClient): void => {
    if (session !== client) return
    session = null
    client.release(true)
    lost?.()
    if (!closed)
      reopening ??= reopen().finally(() => {
        reopening = null
      })
  }
  const reopen = async (): Promise<void> => {
    while (!closed) {
      await pause(againAfterMs)
      try {
        if (!closed) await open()
        return
      } catch (error) {
        if (!closed) onError(error)
      }
    }
  }

  await open()
  let latest: Promise<unknown> = Promise.resolve()
  return {
    // One after the other: a connection answers one question at a time.
    async ask<Row extends object>(text: string, values: unknown[] = []) {
      const answer = latest.then(async () => (session === null ? null : (await session.query<Row>(text, values)).rows))
      latest = answer.catch(() => undefined)
      return answer
    },
    async close() {
      closed = true
      // Ending the session gives up its locks and its listening.
      const client = session
      session = null
      await latest
      client?.release(true)
      await reopening
    },
  }
}
