import type { Pool } from 'pg'
import { keepSession } from '../kept-session.ts'

/** Something that was committed. `position` orders all events; a consumer keeps the last one it has dealt with. */
export type EngineEvent = {
  readonly position: { readonly transaction: string; readonly sequence: string }
  readonly workspaceId: string
  readonly at: string
  readonly kind: string
  readonly object: string
  readonly recordId: string | null
  readonly revision: number | null
  readonly principalId: string
  readonly changeId: string
  readonly payload: Readonly<Record<string, unknown>> | null
}

export type EventFeed = {
  /** Called with every batch, in order. A listener that throws is reported and does not stop the others. */
  listen(listener: (events: readonly EngineEvent[]) => void | Promise<void>): () => void
  /** Says that something was just committed here: the feed reads in a moment instead of at its next look. */
  hint(): void
  close(): Promise<void>
}

type Row = {
  transaction_id: string
  sequence: string
  workspace_id: string
  at: string
  kind: string
  object: string
  record_id: string | null
  revision: number | null
  principal_id: string
  change_id: string
  payload: Record<string, unknown> | null
  records: readonly [id: string, revision: number, fieldsAt: number, named: unknown][] | null
}

const batchSize = 1000
const lookEveryMs = 100
/** Commits of one moment are read together: each by itself cost a write a third of its time. Nobody sees a twentieth of a second. */
const hintedAfterMs = 50
const channel = 'guanxi_outbox'

/**
 * Reads the outbox in the order of its transactions and only what no open transaction can still precede: everything below the oldest running
 * transaction is final. One server at a time leads and wakes the others; nothing is notified inside a business transaction, which was measured to cost a third of all writes.
 * Owner connection: the outbox of every workspace is read.
 */
export async function openFeed(owner: Pool, onError: (error: unknown) => void): Promise<EventFeed> {
  const listeners = new Set<(events: readonly EngineEvent[]) => void | Promise<void>>()
  const start = await owner.query<{ xmin: string }>('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin')
  let position = { transaction: start.rows[0]?.xmin ?? '0', sequence: '-1' }
  let leading = false
  let reading: Promise<void> | null = null
  let again = false
  let closed = false

  const read = async (): Promise<void> => {
    for (;;) {
      const events = await readEvents(owner, position)
      const last = events.at(-1)
      if (!last) return
      position = last.position
      for (const listener of listeners) {
        try {
          await listener(events)
        } catch (error) {
          onError(error)
        }
      }
      if (leading) await session.ask(`NOTIFY ${channel}`)
      if (events.length < batchSize) return
    }
  }
  const look = (): void => {
    if (closed) return
    again = true
    reading ??= (async () => {
      while (again && !closed) {
        again = false
        await read().catch(onError)
      }
      reading = null
    })()
  }
  let hinted: NodeJS.Timeout | null = null
  const hint = (): void => {
    hinted ??= setTimeout(() => {
      hinted = null
      look()
    }, hintedAfterMs)
  }
  const session = await keepSession(owner, {
    async opened(client) {
      client.on('notification', () => {
        if (!leading) look()
      })
      await client.query(`LISTEN ${channel}`)
      // What was told while nobody listened.
      if (listeners.size > 0) look()
    },
    // The lead went with the session: another server may hold it by now.
    lost: () => {
      leading = false
    },
    onError,
  })
  const lead = async (): Promise<void> => {
    if (!leading) {
      const answer = await session.ask<{ got: boolean }>(`SELECT pg_try_advisory_lock(hashtext('guanxi relay')) AS got`)
      leading = answer?.[0]?.got === true
    }
    if (leading) look()
  }
  const timer = setInterval(() => void lead().catch(onError), lookEveryMs)

  return {
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    hint,
    async close() {
      closed = true
      clearInterval(timer)
      if (hinted) clearTimeout(hinted)
      await reading
      await session.close()
    },
  }
}

/**
 * The next events: about a thousand, and always all that one statement told. Ordered by the columns themselves: their texts, which are selected under the
 * same names, would put 10 before 9.
 */
export async function readEvents(owner: Pool, after: { transaction: string; sequence: string }): Promise<EngineEvent[]> {
  const found = await owner.query<Row>({
    name: 'guanxi_outbox_read',
    text: `SELECT transaction_id::text, sequence::text, workspace_id, at::text, kind, object, record_id, revision, principal_id, change_id, payload, records
      FROM (SELECT o.*, sum(o.events) OVER (ORDER BY o.transaction_id, o.sequence) - o.events AS before FROM (
          SELECT * FROM outbox o WHERE (o.transaction_id, o.sequence) > ($1::xid8, $2::bigint) AND o.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
          ORDER BY o.transaction_id, o.sequence LIMIT ${batchSize}) o) o
      WHERE before < ${batchSize} ORDER BY o.transaction_id, o.sequence`,
    values: [after.transaction, after.sequence],
  })
  return found.rows.flatMap(eventsOf)
}

function eventsOf(row: Row): EngineEvent[] {
  const event = {
    position: { transaction: row.transaction_id, sequence: row.sequence },
    workspaceId: row.workspace_id,
    at: row.at,
    kind: row.kind,
    object: row.object,
    recordId: row.record_id,
    revision: row.revision,
    principalId: row.principal_id,
    changeId: row.change_id,
    payload: row.payload,
  }
  if (!row.records) return [event]
  const { sets, ...shared } = row.payload ?? {}
  // Events of equal fields share one payload: a thousand of them are told at once.
  const payloads = (Array.isArray(sets) ? sets : []).map((fields: unknown) => ({ ...shared, fields }))
  return row.records.map(([recordId, revision, fieldsAt, named]) => ({
    ...event,
    recordId,
    revision,
    payload: named ? { ...payloads[fieldsAt], named } : (payloads[fieldsAt] ?? null),
  }))
}
