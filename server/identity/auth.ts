import { betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins'
import { Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import { newId } from '../../engine/index.ts'
import { openSessionPlugin } from './open-session.ts'

export const passwordLength = { min: 10, max: 128 }

/** A browser that is trusted asks for no second factor for so long after each sign-in. */
const trustedSeconds = 30 * 24 * 3600

/** A session ends after thirty days without use. */
const sessionSeconds = 30 * 24 * 3600
/** Its end is moved at most once a day, so that reading writes nothing. */
const renewSeconds = 24 * 3600

/**
 * Sign-in by e-mail and password, by a kept library: hashing, cookies, sessions and their expiry are its work. The tables are ours
 * (`migrations/20261122T0905-identity.sql`); none of the library's own HTTP routes is served.
 */
export function createAuth(given: { pool: Pool; secret: string; publicUrl: string }) {
  const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' }
  return betterAuth({
    appName: 'Guanxi',
    baseURL: given.publicUrl,
    secret: given.secret,
    database: { db: new Kysely({ dialect: new PostgresDialect({ pool: given.pool }) }), type: 'postgres' },
    telemetry: { enabled: false },
    // What the library would log are wrong passwords and unknown e-mails: ours to answer, not to log.
    logger: { disabled: true },
    emailAndPassword: { enabled: true, autoSignIn: false, minPasswordLength: passwordLength.min, maxPasswordLength: passwordLength.max },
    user: { modelName: 'identity', fields: { ...timestamps, emailVerified: 'email_verified' } },
    account: {
      modelName: 'identity_credential',
      fields: {
        ...timestamps,
        userId: 'identity_id',
        providerId: 'provider',
        accountId: 'account_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
    },
    session: {
      modelName: 'sign_in_session',
      fields: { ...timestamps, userId: 'identity_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent' },
      additionalFields: {
        workspaceId: { type: 'string', required: false, input: false, fieldName: 'workspace_id' },
        delegationId: { type: 'string', required: false, input: false, fieldName: 'delegation_id' },
        viaPasskey: { type: 'boolean', required: false, input: false, fieldName: 'via_passkey' },
      },
      expiresIn: sessionSeconds,
      updateAge: renewSeconds,
    },
    verification: { modelName: 'verification', fields: { ...timestamps, expiresAt: 'expires_at' } },
    plugins: [
      openSessionPlugin(),
      twoFactor({
        issuer: 'Guanxi',
        trustDeviceMaxAge: trustedSeconds,
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'second_factor',
            fields: {
              userId: 'identity_id',
              backupCodes: 'recovery_codes',
              failedVerificationCount: 'failures',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
    advanced: {
      cookiePrefix: 'guanxi',
      useSecureCookies: given.publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: () => newId() },
    },
  })
}

export type Auth = ReturnType<typeof createAuth>
