import { createHash, randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { parse, stringify } from 'uuid'
import { type Clock, isId } from '../../engine/index.ts'
import { inWorkspace } from './workspace-transaction.ts'

export type CalendarFeed = { alarms: boolean; createdAt: string; readAt: string | null }
export type FeedHolder = { workspaceId: string; principalId: string; alarms: boolean }

type Row = { principal_id: string; alarms: boolean; created_at: Date; read_at: Date | null }
const readNotedEveryMinutes = 5

/** Secret addresses of calendars, one for each person: the workspace (22 characters) and 256 random bits, of which only the hash is kept. */
export function createCalendarFeeds(pool: Pool, clock: Clock) {
  return {
    /** A new address; the one before it opens nothing any more. Answers the secret, which is seen this once. */
    async make(workspaceId: string, principalId: string, alarms: boolean): Promise<string> {
      const secret = `${Buffer.from(parse(workspaceId)).toString('base64url')}${randomBytes(32).toString('base64url')}`
      await inWorkspace(pool, workspaceId, (client) =>
        client.query(
          `INSERT INTO calendar_feed (workspace_id, principal_id, secret_hash, alarms, created_at) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (workspace_id, principal_id) DO UPDATE SET secret_hash = excluded.secret_hash, alarms = excluded.alarms,
             created_at = excluded.created_at, read_at = NULL`,
          [workspaceId, principalId, hashOf(secret), alarms, clock.now()],
        ),
      )
      return secret
    },

    async of(workspaceId: string, principalId: string): Promise<CalendarFeed | null> {
      const { rows } = await inWorkspace(pool, workspaceId, (client) =>
        client.query<Row>('SELECT * FROM calendar_feed WHERE workspace_id = $1 AND principal_id = $2', [workspaceId, principalId]),
      )
      const [row] = rows
      return row ? { alarms: row.alarms, createdAt: row.created_at.toISOString(), readAt: row.read_at?.toISOString() ?? null } : null
    },

    async setAlarms(workspaceId: string, principalId: string, alarms: boolean): Promise<void> {
      await inWorkspace(pool, workspaceId, (client) =>
        client.query('UPDATE calendar_feed SET alarms = $3 WHERE workspace_id = $1 AND principal_id = $2', [
          workspaceId,
          principalId,
          alarms,
        ]),
      )
    },

    async revoke(workspaceId: string, principalId: string): Promise<void> {
      await inWorkspace(pool, workspaceId, (client) =>
        client.query('DELETE FROM calendar_feed WHERE workspace_id = $1 AND principal_id = $2', [workspaceId, principalId]),
      )
    },

    /** Whose calendar a secret opens; null for one that opens none. */
    async resolve(secret: string): Promise<FeedHolder | null> {
      const workspaceId = workspaceIn(secret)
      if (!workspaceId) return null
      const now = clock.now()
      return inWorkspace(pool, workspaceId, async (client) => {
        const { rows } = await client.query<Row>('SELECT * FROM calendar_feed WHERE workspace_id = $1 AND secret_hash = $2', [
          workspaceId,
          hashOf(secret),
        ])
        const [row] = rows
        if (!row) return null
        if (!row.read_at || row.read_at < new Date(now.getTime() - readNotedEveryMinutes * 60_000))
          await client.query('UPDATE calendar_feed SET read_at = $3 WHERE workspace_id = $1 AND principal_id = $2', [
            workspaceId,
            row.principal_id,
            now,
          ])
        return { workspaceId, principalId: row.principal_id, alarms: row.alarms }
      })
    },
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

function workspaceIn(secret: string): string | null {
  if (!/^[A-Za-z0-9_-]{65}$/.test(secret)) return null
  try {
    const workspaceId = stringify(Buffer.from(secret.slice(0, 22), 'base64url'))
    return isId(workspaceId) ? workspaceId : null
  } catch {
    return null
  }
}
