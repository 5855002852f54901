import type { Pool, PoolClient } from 'pg'
import type { Clock } from '../clock.ts'
import { type EngineEvent, readEvents } from './feed.ts'

export type Consumer = {
  /** Deals with everything that is there now; returns at once where another server is at it. */
  catchUp(): Promise<void>
  /** Says that there may be something new. */
  wake(): void
  close(): Promise<void>
}

/** A batch that fails is tried again; then its events one by one, so that a single bad one does not keep the others waiting for ever. */
const mostTries = 5
/** A failure is looked at again so much later, whether anything new happens or not. */
const againAfterMs = 2_000
/** What happens within this time is dealt with together: by itself each moment's events cost the writers a fifth of their pace. */
const gatheredForMs = 500

/**
 * Deals with every event at least once, in order, whatever crashes: how far it has come stands in the database and moves after the work is done, so the
 * work must bear being done twice. One server at a time works for a name. Owner connection.
 */
export function createConsumer(options: {
  owner: Pool
  clock: Clock
  name: string
  handle: (events: readonly EngineEvent[]) => Promise<void>
  onError: (error: unknown) => void
}): Consumer {
  const { owner, name, handle, onError } = options
  let running: Promise<void> | null = null
  let waiting: NodeJS.Timeout | null = null
  let again = false
  let closed = false
  let failures = 0

  const deal = async (events: readonly EngineEvent[]): Promise<void> => {
    try {
      await handle(events)
      failures = 0
    } catch (error) {
      failures += 1
      if (failures < mostTries) throw error
      failures = 0
      for (const event of events) await handle([event]).catch(onError)
    }
  }

  const work = async (session: PoolClient): Promise<void> => {
    const lock = await session.query<{ got: boolean }>('SELECT pg_try_advisory_lock(hashtext($1)) AS got', [`guanxi consumer ${name}`])
    if (!lock.rows[0]?.got) return
    try {
      for (let position = await reached(session, options); !closed; ) {
        const events = await readEvents(owner, position)
        const last = events.at(-1)
        if (!last) return
        await deal(events)
        position = last.position
        await session.query(
          'UPDATE relay_position SET transaction_id = $2::xid8, sequence = $3::bigint, moved_at = $4 WHERE consumer = $1',
          [name, position.transaction, position.sequence, options.clock.now().toISOString()],
        )
      }
    } finally {
      await session.query('SELECT pg_advisory_unlock(hashtext($1))', [`guanxi consumer ${name}`])
    }
  }

  const catchUp = async (): Promise<void> => {
    const session = await owner.connect()
    try {
      await work(session)
      session.release()
    } catch (error) {
      session.release(true)
      throw error
    }
  }

  const start = (): void => {
    again = true
    running ??= (async () => {
      while (again && !closed) {
        again = false
        await catchUp().catch((error) => {
          if (closed) return
          onError(error)
          wakeIn(againAfterMs)
        })
      }
      running = null
    })()
  }

  const wakeIn = (milliseconds: number): void => {
    if (closed) return
    waiting ??= setTimeout(() => {
      waiting = null
      start()
    }, milliseconds)
  }

  return {
    catchUp,
    wake: () => wakeIn(gatheredForMs),
    async close() {
      closed = true
      if (waiting) clearTimeout(waiting)
      await running
    },
  }
}

/** Where the work goes on; a consumer that is new begins with what comes from now on. */
async function reached(
  session: PoolClient,
  { name, clock }: { name: string; clock: Clock },
): Promise<{ transaction: string; sequence: string }> {
  const kept = await session.query<{ transaction: string; sequence: string }>(
    `INSERT INTO relay_position AS p (consumer, transaction_id, sequence, moved_at) VALUES ($1, pg_snapshot_xmin(pg_current_snapshot()), -1, $2)
     ON CONFLICT (consumer) DO UPDATE SET consumer = p.consumer RETURNING transaction_id::text AS transaction, sequence::text AS sequence`,
    [name, clock.now().toISOString()],
  )
  const [row] = kept.rows
  if (!row) throw new Error('No position was kept')
  return row
}
