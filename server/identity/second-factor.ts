import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { type Clock, InvalidInputError, RuleError, SignInError } from '../../engine/index.ts'
import { RequestError } from '../http/problems.ts'
import type { Auth } from './auth.ts'
import type { Sessions } from './sessions.ts'

export type SecondFactorState = { enabled: boolean; recoveryCodesLeft: number }

/** What an app needs to make codes, and what replaces it when the phone is gone. Shown once. */
export type Enrolment = { uri: string; recoveryCodes: readonly string[] }

/** The clock of a phone may be off by a step of thirty seconds: for so long, with some to spare, a code could be given again. */
const codeMinutes = 3

/**
 * A code of an authenticator app (TOTP) beside the password. Secrets, codes, trusted browsers and their limits are the sign-in
 * library's work; here is what our routes ask of it, and its refusals in our words.
 */
export function createSecondFactor(given: { auth: Auth; pool: Pool; clock: Clock; sessions: Sessions }) {
  const { auth, pool, clock, sessions } = given

  /** What the library refuses becomes a problem that says what to do. */
  async function refusing<T>(identityId: string | null, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw (await refusalOf(error, identityId)) ?? error
    }
  }

  async function refusalOf(error: unknown, identityId: string | null): Promise<Error | null> {
    switch (libraryCode(error)) {
      case 'INVALID_CODE':
        return new InvalidInputError('second_factor_wrong', { field: 'code' })
      case 'INVALID_BACKUP_CODE':
        return new InvalidInputError('recovery_code_wrong', { field: 'code' })
      case 'INVALID_PASSWORD':
        return new InvalidInputError('wrong_current_password', { field: 'password' })
      case 'TOTP_ALREADY_ENABLED':
        return new RuleError('second_factor_there')
      case 'TOTP_NOT_ENABLED':
      case 'TWO_FACTOR_NOT_ENABLED':
      case 'BACKUP_CODES_NOT_ENABLED':
        return new RuleError('second_factor_missing')
      case 'INVALID_TWO_FACTOR_COOKIE':
        return new SignInError('second_factor_expired')
      case 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE':
        return new SignInError('second_factor_too_often')
      case 'ACCOUNT_TEMPORARILY_LOCKED':
        return lockedFor(await lockedUntil(identityId))
      default:
        return null
    }
  }

  async function lockedUntil(identityId: string | null): Promise<Date | null> {
    const { rows } = await pool.query<{ locked_until: Date | null }>('SELECT locked_until FROM second_factor WHERE identity_id = $1', [
      identityId,
    ])
    return rows[0]?.locked_until ?? null
  }

  function lockedFor(until: Date | null): RequestError {
    const seconds = Math.max(1, Math.ceil(((until?.getTime() ?? 0) - clock.now().getTime()) / 1000))
    return new RequestError(429, 'second_factor_locked', { minutes: Math.ceil(seconds / 60), retryAfterSeconds: seconds })
  }

  /** Whose sign-in waits for a code; the cookie's value is signed, and its first part names the challenge. */
  async function challenged(cookie: string): Promise<string | null> {
    const value = /two_factor=([^;]+)/.exec(cookie)?.[1]
    const identifier = value === undefined ? undefined : decodeURIComponent(value).split('.')[0]
    if (identifier === undefined) return null
    const { rows } = await pool.query<{ value: string }>('SELECT value FROM verification WHERE identifier = $1', [identifier])
    return rows[0]?.value ?? null
  }

  /** Holds the code for this one sign-in: whoever looked over a shoulder cannot use it again. Answers how to let it go. */
  async function hold(identityId: string, code: string, refusal: string): Promise<() => Promise<unknown>> {
    const now = clock.now()
    const values = [identityId, createHash('sha256').update(`${identityId} ${code}`).digest('base64url')]
    const { rowCount } = await pool.query(
      `INSERT INTO second_factor_use AS u (identity_id, code_hash, used_at) VALUES ($1, $2, $3)
       ON CONFLICT (identity_id, code_hash) DO UPDATE SET used_at = $3 WHERE u.used_at < $4`,
      [...values, now, new Date(now.getTime() - codeMinutes * 60_000)],
    )
    if (!rowCount) throw new InvalidInputError(refusal, { field: 'code' })
    return () => pool.query('DELETE FROM second_factor_use WHERE identity_id = $1 AND code_hash = $2', values)
  }

  /** A right code is used up; a wrong one, or one for a sign-in that has ended, is not. */
  async function once<T>(identityId: string | null, code: string, work: () => Promise<T>, refusal = 'second_factor_used'): Promise<T> {
    const letGo = identityId === null ? null : await hold(identityId, code, refusal)
    try {
      return await refusing(identityId, work)
    } catch (error) {
      await letGo?.()
      throw error
    }
  }

  return {
    async state(identityId: string): Promise<SecondFactorState> {
      const { rowCount } = await pool.query('SELECT 1 FROM second_factor WHERE identity_id = $1 AND verified', [identityId])
      if (!rowCount) return { enabled: false, recoveryCodesLeft: 0 }
      const { backupCodes } = await auth.api.viewBackupCodes({ body: { userId: identityId } })
      return { enabled: true, recoveryCodesLeft: backupCodes.length }
    },

    /** Makes a secret that counts from its first right code on; beginning anew replaces one that never got there. */
    async begin(headers: Headers, password: string): Promise<Enrolment> {
      const made = await refusing(null, () => auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers }))
      if (made.method !== 'totp') throw new Error('the library made another kind of second factor')
      return { uri: made.totpURI, recoveryCodes: made.backupCodes }
    },

    /** The first right code: from now on the sign-in asks for one. The session goes on under a new cookie. */
    async confirm(identityId: string, headers: Headers, code: string): Promise<string[]> {
      const answer = await once(identityId, digits(code), () =>
        auth.api.verifyTOTP({ body: { code: digits(code) }, headers, returnHeaders: true }),
      )
      return answer.headers.getSetCookie()
    },

    /** The second step of a sign-in. Answers the cookies of the session that it opens. */
    async pass(given: { headers: Headers; code: string; kind: 'app' | 'recovery'; trust: boolean }): Promise<string[]> {
      const { headers, kind, trust: trustDevice } = given
      const identityId = await challenged(headers.get('cookie') ?? '')
      const code = kind === 'recovery' ? given.code.trim() : digits(given.code)
      const answer =
        kind === 'recovery'
          ? await once(
              identityId,
              code,
              () => auth.api.verifyBackupCode({ body: { code, trustDevice }, headers, returnHeaders: true }),
              'recovery_code_wrong',
            )
          : await once(identityId, code, () => auth.api.verifyTOTP({ body: { code, trustDevice }, headers, returnHeaders: true }))
      return answer.headers.getSetCookie()
    },

    async newRecoveryCodes(headers: Headers, password: string): Promise<readonly string[]> {
      const made = await refusing(null, () => auth.api.generateBackupCodes({ body: { password }, headers }))
      return made.backupCodes
    },

    /** Takes the factor away, and with it every trusted browser and every sign-in that waits for a code. */
    async remove(identityId: string): Promise<boolean> {
      const { rowCount } = await pool.query('DELETE FROM second_factor WHERE identity_id = $1', [identityId])
      await pool.query('UPDATE identity SET two_factor_enabled = false, updated_at = $2 WHERE id = $1', [identityId, clock.now()])
      await sessions.forgetBrowsers(identityId)
      return rowCount === 1
    },
  }
}

export type SecondFactor = ReturnType<typeof createSecondFactor>

/** Apps show codes in groups. */
function digits(code: string): string {
  return code.replace(/[\s-]/g, '')
}

function libraryCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('body' in error)) return null
  const { body } = error as { body?: { code?: unknown } }
  return typeof body?.code === 'string' ? body.code : null
}
