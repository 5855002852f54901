import type { Pool } from 'pg'
import type { Clock } from '../../engine/index.ts'
import { createAuth } from './auth.ts'
import { createCalendarFeeds } from './calendar-feeds.ts'
import { createLinks } from './links.ts'
import { createLockOut } from './lock-out.ts'
import { createMembers } from './members.ts'
import { createPasskeys } from './passkeys.ts'
import { createSecondFactor } from './second-factor.ts'
import { createSessions } from './sessions.ts'
import { createSignInPolicy } from './sign-in-policy.ts'
import { createTokens } from './tokens.ts'
import { inTransaction } from './workspace-transaction.ts'

/** Everything about who somebody is. These tables belong to no workspace, and are read before one is known. */
export function openIdentity(given: { pool: Pool; secret: string; publicUrl: string; clock: Clock }) {
  const { pool, clock } = given
  const auth = createAuth({ pool, secret: given.secret, publicUrl: given.publicUrl })
  const sessions = createSessions({ auth, pool, clock })
  const links = createLinks(pool, clock)
  return {
    auth,
    links,
    sessions,
    pool,
    secondFactor: createSecondFactor({ auth, pool, clock, sessions }),
    passkeys: createPasskeys({ auth, pool, clock, sessions }),
    policy: createSignInPolicy(pool, clock),
    tokens: createTokens(pool, clock),
    calendarFeeds: createCalendarFeeds(pool, clock),
    members: createMembers({ auth, pool, clock, sessions }),
    lockOut: createLockOut(pool, clock),
    /** Runs `work` while nobody else on any server runs work of that name. */
    async onlyOne<T>(name: string, work: () => Promise<T>): Promise<T> {
      return inTransaction(pool, 'BEGIN', async (client) => {
        await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [name])
        return work()
      })
    },
    /** Clears sessions that ended and failures that no longer count. */
    async cleanUp(): Promise<void> {
      const yesterday = new Date(clock.now().getTime() - 86_400_000)
      await pool.query('DELETE FROM sign_in_session WHERE expires_at < $1', [clock.now()])
      await links.cleanUp()
      await pool.query('DELETE FROM verification WHERE expires_at < $1', [clock.now()])
      await pool.query('DELETE FROM second_factor_use WHERE used_at < $1', [yesterday])
      await pool.query('DELETE FROM sign_in_attempt WHERE last_at < $1', [yesterday])
    },
    async isSetUp(): Promise<boolean> {
      const { rows } = await pool.query<{ is_set_up: boolean }>('SELECT is_set_up()')
      return rows[0]?.is_set_up ?? false
    },
  }
}

export type Identity = ReturnType<typeof openIdentity>
