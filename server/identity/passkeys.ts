import { createHash, randomBytes } from 'node:crypto'
import type { AuthenticationResponseJSON, AuthenticatorTransportFuture, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Pool } from 'pg'
import { parse } from 'uuid'
import { type Clock, isId, NotFoundError, newId, RuleError, SignInError } from '../../engine/index.ts'
import type { Auth } from './auth.ts'
import type { Sessions, SignedIn } from './sessions.ts'

export type PasskeySummary = { id: string; name: string; createdAt: string; lastUsedAt: string | null }

/** The site that passkeys belong to: its host name, and the address that the browser must be at. */
export type PasskeySite = { host: string; origin: string }

/** What the browser needs to go on, and the secret by which it proves that it is the one that began. */
export type Ceremony<T> = { options: T; secret: string }

export const ceremonySeconds = 300
const most = 20

/** Read at the first use: its certificates and encodings are as large as the rest of the sign-in, and most servers never see a passkey. */
const webAuthn = () => import('@simplewebauthn/server')
type WebAuthn = Awaited<ReturnType<typeof webAuthn>>

/**
 * Passkeys (WebAuthn). Only keys that check their owner, by finger, face or PIN, are made and accepted: so one is both factors.
 * Each challenge serves once, for five minutes, in the browser that asked for it. The cryptography is a kept library's.
 */
export function createPasskeys(given: { auth: Auth; pool: Pool; clock: Clock; sessions: Sessions }) {
  const { auth, pool, clock, sessions } = given

  /** Keeps a challenge under the hash of a secret that only this browser gets. `subject`: whose key is being made; none at a sign-in. */
  async function keep(challenge: string, subject: string | null): Promise<string> {
    const secret = randomBytes(32).toString('base64url')
    const now = clock.now()
    await pool.query(
      'INSERT INTO verification (id, identifier, value, expires_at, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)',
      [newId(), nameOf(secret), JSON.stringify({ challenge, subject }), new Date(now.getTime() + ceremonySeconds * 1000), now],
    )
    return secret
  }

  /** The challenge of this browser, which is used up by asking. */
  async function take(secret: string, subject: string | null): Promise<string | null> {
    const { rows } = await pool.query<{ value: string }>(
      'DELETE FROM verification WHERE identifier = $1 AND expires_at > $2 RETURNING value',
      [nameOf(secret), clock.now()],
    )
    const kept = rows[0] ? (JSON.parse(rows[0].value) as { challenge: string; subject: string | null }) : null
    return kept?.subject === subject ? kept.challenge : null
  }

  async function list(identityId: string): Promise<PasskeySummary[]> {
    const { rows } = await pool.query<{ id: string; name: string; created_at: Date; last_used_at: Date | null }>(
      'SELECT id, name, created_at, last_used_at FROM passkey WHERE identity_id = $1 ORDER BY created_at, id',
      [identityId],
    )
    return rows.map(({ id, name, created_at, last_used_at }) => ({
      id,
      name,
      createdAt: created_at.toISOString(),
      lastUsedAt: last_used_at?.toISOString() ?? null,
    }))
  }

  return {
    list,

    async count(identityId: string): Promise<number> {
      const { rows } = await pool.query<{ count: number }>('SELECT count(*)::int AS count FROM passkey WHERE identity_id = $1', [
        identityId,
      ])
      return rows[0]?.count ?? 0
    },

    async begin(session: SignedIn, site: PasskeySite): Promise<Ceremony<Awaited<ReturnType<WebAuthn['generateRegistrationOptions']>>>> {
      const { rows } = await pool.query<{ credential_id: string }>('SELECT credential_id FROM passkey WHERE identity_id = $1', [
        session.identityId,
      ])
      if (rows.length >= most) throw new RuleError('too_many_passkeys', { most })
      const options = await (await webAuthn()).generateRegistrationOptions({
        rpName: 'Guanxi',
        rpID: site.host,
        userID: Uint8Array.from(parse(session.identityId)),
        userName: session.email,
        userDisplayName: session.name,
        attestationType: 'none',
        excludeCredentials: rows.map(({ credential_id: id }) => ({ id })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
      return { options, secret: await keep(options.challenge, session.identityId) }
    },

    /** Keeps the key that the browser made. It proves its owner right now, so the session counts as opened with it. */
    async add(wanted: { session: SignedIn; site: PasskeySite; secret: string; name: string; response: object }): Promise<PasskeySummary> {
      const { session, site, name } = wanted
      const challenge = await take(wanted.secret, session.identityId)
      if (challenge === null) throw new RuleError('passkey_took_too_long')
      const made = await (await webAuthn())
        .verifyRegistrationResponse({
          response: wanted.response as RegistrationResponseJSON,
          expectedChallenge: challenge,
          expectedOrigin: site.origin,
          expectedRPID: site.host,
          requireUserVerification: true,
        })
        .catch(() => null)
      if (!made?.verified) throw new RuleError('passkey_not_made')
      const { credential } = made.registrationInfo
      const id = newId()
      const { rowCount } = await pool.query(
        `INSERT INTO passkey (id, identity_id, name, credential_id, public_key, counter, transports, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (credential_id) DO NOTHING`,
        [
          id,
          session.identityId,
          name,
          credential.id,
          Buffer.from(credential.publicKey),
          credential.counter,
          credential.transports ?? [],
          clock.now(),
        ],
      )
      if (!rowCount) throw new RuleError('passkey_not_made')
      await pool.query('UPDATE sign_in_session SET via_passkey = true WHERE id = $1', [session.sessionId])
      sessions.forgetIdentity(session.identityId)
      return { id, name, createdAt: clock.now().toISOString(), lastUsedAt: null }
    },

    async rename(identityId: string, id: string, name: string): Promise<void> {
      await changeOwn('UPDATE passkey SET name = $3 WHERE id = $1 AND identity_id = $2', [id, identityId, name])
    },

    async remove(identityId: string, id: string): Promise<void> {
      await changeOwn('DELETE FROM passkey WHERE id = $1 AND identity_id = $2', [id, identityId])
    },

    async removeAll(identityId: string): Promise<boolean> {
      const { rowCount } = await pool.query('DELETE FROM passkey WHERE identity_id = $1', [identityId])
      return (rowCount ?? 0) > 0
    },

    /** Names nobody: the device offers the keys that it has for this site. */
    async beginSignIn(site: PasskeySite): Promise<Ceremony<Awaited<ReturnType<WebAuthn['generateAuthenticationOptions']>>>> {
      const options = await (await webAuthn()).generateAuthenticationOptions({ rpID: site.host, userVerification: 'required' })
      return { options, secret: await keep(options.challenge, null) }
    },

    /** Opens a session for whoever the key belongs to. Answers its cookies. */
    async signIn(proof: { headers: Headers; site: PasskeySite; secret: string; response: object }): Promise<string[]> {
      const { site } = proof
      const challenge = await take(proof.secret, null)
      if (challenge === null) throw new SignInError('passkey_took_too_long')
      const response = proof.response as AuthenticationResponseJSON
      const { rows } = await pool.query<{
        id: string
        identity_id: string
        credential_id: string
        public_key: Buffer
        counter: string
        transports: string[]
      }>('SELECT id, identity_id, credential_id, public_key, counter, transports FROM passkey WHERE credential_id = $1', [
        typeof response.id === 'string' ? response.id : '',
      ])
      const key = rows[0]
      if (!key) throw new SignInError('passkey_not_known')
      const proven = await (await webAuthn())
        .verifyAuthenticationResponse({
          response,
          expectedChallenge: challenge,
          expectedOrigin: site.origin,
          expectedRPID: site.host,
          requireUserVerification: true,
          credential: {
            id: key.credential_id,
            publicKey: Uint8Array.from(key.public_key),
            counter: Number(key.counter),
            transports: key.transports as AuthenticatorTransportFuture[],
          },
        })
        .catch(() => null)
      if (!proven?.verified) throw new SignInError('passkey_not_known')
      await pool.query('UPDATE passkey SET counter = $2, last_used_at = $3 WHERE id = $1', [
        key.id,
        proven.authenticationInfo.newCounter,
        clock.now(),
      ])
      const { headers } = await auth.api.openSession({
        body: { identityId: key.identity_id, viaPasskey: true },
        headers: proof.headers,
        returnHeaders: true,
      })
      return headers.getSetCookie()
    },
  }

  /** Somebody else's key is not found. */
  async function changeOwn(statement: string, values: [id: string, identityId: string, ...more: string[]]): Promise<void> {
    if (!isId(values[0])) throw new NotFoundError('not_found')
    const { rowCount } = await pool.query(statement, values)
    if (!rowCount) throw new NotFoundError('not_found')
  }
}

export type Passkeys = ReturnType<typeof createPasskeys>

function nameOf(secret: string): string {
  return `passkey ${createHash('sha256').update(secret).digest('base64url')}`
}
