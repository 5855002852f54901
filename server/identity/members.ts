import type { Pool, PoolClient } from 'pg'
import { type Clock, InvalidInputError, NotFoundError, newId, RuleError } from '../../engine/index.ts'
import { type Auth, passwordLength } from './auth.ts'
import type { Sessions } from './sessions.ts'
import { inTransaction } from './workspace-transaction.ts'

export type Membership = { identityId: string; email: string; workspaceId: string; principalId: string; active: boolean }

export type MemberState = { userId: string; lastSeenAt: string | null; secondFactor: boolean }

/**
 * Who may sign in as which principal. A person is one identity with one password, however many workspaces they belong to; so an
 * administrator sets the password only of somebody who belongs to no other workspace.
 */
export function createMembers(given: { auth: Auth; pool: Pool; clock: Clock; sessions: Sessions }) {
  const { auth, pool, clock, sessions } = given

  async function passwordHash(password: string): Promise<string> {
    checkPassword(password)
    return (await auth.$context).password.hash(password)
  }

  async function membershipOf(workspaceId: string, principalId: string): Promise<Membership | null> {
    const { rows } = await pool.query<{ identity_id: string; email: string; status: string }>(
      `SELECT m.identity_id, i.email, m.status FROM membership m JOIN identity i ON i.id = m.identity_id
       WHERE m.workspace_id = $1 AND m.principal_id = $2`,
      [workspaceId, principalId],
    )
    const row = rows[0]
    return row ? { identityId: row.identity_id, email: row.email, workspaceId, principalId, active: row.status === 'active' } : null
  }

  /** As whom somebody acts, in each workspace that they belong to. */
  async function membershipsOfEmail(email: string): Promise<{ workspaceId: string; principalId: string }[]> {
    const { rows } = await pool.query<{ workspace_id: string; principal_id: string }>(
      `SELECT m.workspace_id, m.principal_id FROM membership m JOIN identity i ON i.id = m.identity_id WHERE i.email = $1 AND m.status = 'active' LIMIT 20`,
      [email],
    )
    return rows.map((row) => ({ workspaceId: row.workspace_id, principalId: row.principal_id }))
  }

  /** An administrator has a say over somebody's sign-in only where it opens no other workspace. */
  async function demandAlone(identityId: string, workspaceId: string, code = 'password_shared'): Promise<void> {
    const { rowCount } = await pool.query('SELECT 1 FROM membership WHERE identity_id = $1 AND workspace_id <> $2 LIMIT 1', [
      identityId,
      workspaceId,
    ])
    if (rowCount) throw new RuleError(code, code === 'password_shared' ? { field: 'password' } : {})
  }

  /** Everybody who can sign in to the workspace, and when they were last here. */
  async function membersOf(workspaceId: string): Promise<MemberState[]> {
    const { rows } = await pool.query<{ principal_id: string; last_seen_at: Date | null; two_factor_enabled: boolean }>(
      `SELECT m.principal_id, m.last_seen_at, i.two_factor_enabled FROM membership m JOIN identity i ON i.id = m.identity_id
       WHERE m.workspace_id = $1 ORDER BY m.principal_id`,
      [workspaceId],
    )
    return rows.map((row) => ({
      userId: row.principal_id,
      lastSeenAt: row.last_seen_at?.toISOString() ?? null,
      secondFactor: row.two_factor_enabled,
    }))
  }

  async function join(client: Pool | PoolClient, member: { identityId: string; workspaceId: string; principalId: string }): Promise<void> {
    const { rowCount } = await client.query(
      `INSERT INTO membership (identity_id, workspace_id, principal_id, status, created_at) VALUES ($1, $2, $3, 'active', $4) ON CONFLICT DO NOTHING`,
      [member.identityId, member.workspaceId, member.principalId, clock.now()],
    )
    if (!rowCount) throw new RuleError('email_in_use', { field: 'email' })
  }

  return {
    membersOf,
    membershipOf,
    membershipsOfEmail,
    demandAlone,

    /** Somebody who is signed in goes to a further workspace under the account that they have. */
    async joinAlso(member: { identityId: string; workspaceId: string; principalId: string }): Promise<void> {
      await join(pool, member)
      sessions.forgetIdentity(member.identityId)
    },

    /** They are no member any more, and come back by a new invitation alone. */
    async leave(identityId: string, workspaceId: string): Promise<void> {
      await pool.query('DELETE FROM membership WHERE identity_id = $1 AND workspace_id = $2', [identityId, workspaceId])
      sessions.forgetIdentity(identityId)
    },

    /**
     * Lets a principal sign in. A person who already has an account, in another workspace, keeps their password.
     * `within` joins the transaction that made the principal.
     */
    async add(member: { workspaceId: string; principalId: string; name: string; email: string; password: string }, within?: PoolClient) {
      const email = foldedEmail(member.email)
      const hash = await passwordHash(member.password)
      const write = async (client: PoolClient) => {
        const now = clock.now()
        const made = await client.query<{ id: string }>(
          `INSERT INTO identity (id, name, email, created_at, updated_at) VALUES ($1, $2, $3, $4, $4) ON CONFLICT (email) DO NOTHING RETURNING id`,
          [newId(), member.name, email, now],
        )
        const isNew = made.rows[0] !== undefined
        const identityId =
          made.rows[0]?.id ?? (await client.query<{ id: string }>('SELECT id FROM identity WHERE email = $1', [email])).rows[0]?.id
        if (!identityId) throw new Error('the identity is gone')
        if (isNew) {
          await client.query(
            `INSERT INTO identity_credential (id, identity_id, provider, account_id, password, created_at, updated_at)
             VALUES ($1, $2::uuid, 'credential', $2::uuid::text, $3, $4, $4)`,
            [newId(), identityId, hash, now],
          )
        }
        await join(client, { ...member, identityId })
        return { identityId, isNew }
      }
      const result = within ? await write(within) : await inTransaction(pool, 'BEGIN', write)
      sessions.forgetIdentity(result.identityId)
      return result
    },

    /** Gives a user a password: the first one with an account, later ones by reset, which signs them out everywhere. */
    async setPassword(user: {
      workspaceId: string
      principalId: string
      name: string
      email: string | null
      password: string
    }): Promise<void> {
      const member = await membershipOf(user.workspaceId, user.principalId)
      if (!member) {
        if (!user.email) throw new RuleError('sign_in_needs_email', { field: 'email' })
        await this.add({ ...user, email: user.email })
        return
      }
      await demandAlone(member.identityId, user.workspaceId)
      await this.replacePassword(member.identityId, user.password)
      await sessions.endAll(member.identityId)
    },

    /** Who signs in with this e-mail. */
    async accountWith(email: string): Promise<{ identityId: string; name: string } | null> {
      const { rows } = await pool.query<{ id: string; name: string }>('SELECT id, name FROM identity WHERE email = $1', [email])
      return rows[0] ? { identityId: rows[0].id, name: rows[0].name } : null
    },

    async replacePassword(identityId: string, password: string): Promise<void> {
      const hash = await passwordHash(password)
      const { rowCount } = await pool.query(
        `UPDATE identity_credential SET password = $2, updated_at = $3 WHERE identity_id = $1 AND provider = 'credential'`,
        [identityId, hash, clock.now()],
      )
      if (!rowCount) throw new NotFoundError('not_found')
    },

    async isPassword(identityId: string, password: string): Promise<boolean> {
      const { rows } = await pool.query<{ password: string | null }>(
        `SELECT password FROM identity_credential WHERE identity_id = $1 AND provider = 'credential'`,
        [identityId],
      )
      const hash = rows[0]?.password
      return hash ? (await auth.$context).password.verify({ hash, password }) : false
    },

    /**
     * The e-mail of a user is also the name they sign in with, as long as they belong to this workspace alone and nobody else has it.
     * Saying it twice changes nothing.
     */
    async followEmail(workspaceId: string, principalId: string, email: string): Promise<void> {
      const member = await membershipOf(workspaceId, principalId)
      const folded = foldedEmail(email)
      if (!member || member.email === folded) return
      await pool.query(
        `UPDATE identity SET email = $2, updated_at = $3 WHERE id = $1
           AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.identity_id = $1 AND m.workspace_id <> $4)
           AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.email = $2)`,
        [member.identityId, folded, clock.now(), workspaceId],
      )
      sessions.forgetIdentity(member.identityId)
    },

    /** A leaver: no sign-in to this workspace any more, from the next request on. */
    async setActive(workspaceId: string, principalId: string, active: boolean): Promise<void> {
      const { rows } = await pool.query<{ identity_id: string }>(
        'UPDATE membership SET status = $3 WHERE workspace_id = $1 AND principal_id = $2 RETURNING identity_id',
        [workspaceId, principalId, active ? 'active' : 'inactive'],
      )
      if (rows[0]) sessions.forgetIdentity(rows[0].identity_id)
    },
  }
}

export type Members = ReturnType<typeof createMembers>

export function foldedEmail(email: string): string {
  const folded = email.normalize('NFKC').trim().toLowerCase()
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(folded) || folded.length > 254) throw new InvalidInputError('invalid_email', { field: 'email' })
  return folded
}

export function checkPassword(password: string): void {
  if (password.length < passwordLength.min)
    throw new InvalidInputError('password_too_short', { field: 'password', min: passwordLength.min })
  if (password.length > passwordLength.max) throw new InvalidInputError('password_too_long', { field: 'password', max: passwordLength.max })
}
