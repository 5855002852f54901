import type { Pool } from 'pg'
import type { Clock } from '../../engine/index.ts'
import { RequestError } from '../http/problems.ts'

const failuresUntilLocked = 8
const lockedMinutes = 15

/**
 * Wrong passwords in a row lock an e-mail for a while, whether it has an account or not: neither guessing nor finding out who
 * has an account gets far. Sessions that are already open go on.
 */
export function createLockOut(pool: Pool, clock: Clock) {
  return {
    async demandUnlocked(email: string): Promise<void> {
      const { rows } = await pool.query<{ locked_until: Date }>(
        'SELECT locked_until FROM sign_in_attempt WHERE email = $1 AND locked_until > $2',
        [email, clock.now()],
      )
      const until = rows[0]?.locked_until
      if (until) throw locked(until.getTime() - clock.now().getTime())
    },

    /** Counts a wrong password; failures older than the lock are forgotten. */
    async failed(email: string): Promise<void> {
      const now = clock.now()
      const forgotten = new Date(now.getTime() - lockedMinutes * 60_000)
      const until = new Date(now.getTime() + lockedMinutes * 60_000)
      await pool.query(
        `INSERT INTO sign_in_attempt AS a (email, failures, last_at) VALUES ($1, 1, $2)
         ON CONFLICT (email) DO UPDATE SET
           failures = CASE WHEN a.last_at < $3 THEN 1 ELSE a.failures + 1 END,
           last_at = $2,
           locked_until = CASE WHEN a.last_at >= $3 AND a.failures + 1 >= $4 THEN $5::timestamptz END`,
        [email, now, forgotten, failuresUntilLocked, until],
      )
    },

    async succeeded(email: string): Promise<void> {
      await pool.query('DELETE FROM sign_in_attempt WHERE email = $1', [email])
    },
  }
}

function locked(milliseconds: number): RequestError {
  return new RequestError(429, 'sign_in_locked', {
    minutes: Math.ceil(milliseconds / 60_000),
    retryAfterSeconds: Math.ceil(milliseconds / 1000),
  })
}
