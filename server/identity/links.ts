import { createHash, randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { type Clock, newId, RuleError } from '../../engine/index.ts'

export const linkDays = { invitation: 7, reset: 1 }

export type LinkSubject =
  | { kind: 'invitation'; workspaceId: string; principalId: string; email: string }
  | { kind: 'reset'; identityId: string; email: string; workspaceId: string | null; principalId: string | null }

/** An open link: for whom, and until when. `hasAccount`: the e-mail signs in already, in another workspace. */
export type OpenLink = {
  id: string
  kind: 'invitation' | 'reset'
  identityId: string | null
  workspaceId: string | null
  principalId: string | null
  email: string
  hasAccount: boolean
}

/** So many links for a new password may wait for one account at a time: nobody's mailbox is flooded. */
const mostOpen = 3

/** Links by which people choose a password. The secret stands in the link alone; here is its hash. */
export function createLinks(pool: Pool, clock: Clock) {
  return {
    /** Makes a link; an older one of the same administrator's kind for the same user ends. Answers the secret. */
    async make(subject: LinkSubject): Promise<{ secret: string; expiresAt: Date }> {
      const { kind, email, workspaceId, principalId } = subject
      const identityId = kind === 'reset' ? subject.identityId : null
      const now = clock.now()
      const secret = randomBytes(32).toString('base64url')
      const expiresAt = new Date(now.getTime() + linkDays[kind] * 86_400_000)
      if (principalId)
        await pool.query('DELETE FROM sign_in_link WHERE kind = $1 AND workspace_id = $2 AND principal_id = $3', [
          kind,
          workspaceId,
          principalId,
        ])
      await pool.query(
        `INSERT INTO sign_in_link (id, kind, token_hash, identity_id, workspace_id, principal_id, email, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [newId(), kind, hashOf(secret), identityId, workspaceId, principalId, email, now, expiresAt],
      )
      return { secret, expiresAt }
    },

    async open(secret: string): Promise<OpenLink> {
      const { rows } = await pool.query<
        Record<'id' | 'email', string> &
          Record<'identity_id' | 'workspace_id' | 'principal_id', string | null> & { kind: OpenLink['kind']; has_account: boolean }
      >(
        `SELECT l.id, l.kind, l.identity_id, l.workspace_id, l.principal_id, l.email,
           EXISTS (SELECT 1 FROM identity i WHERE i.email = l.email) AS has_account
         FROM sign_in_link l WHERE l.token_hash = $1 AND l.expires_at > $2
           AND (l.kind = 'invitation' OR EXISTS (SELECT 1 FROM identity i WHERE i.id = l.identity_id AND i.email = l.email))`,
        [hashOf(secret), clock.now()],
      )
      const row = rows[0]
      if (!row) throw new RuleError('link_not_valid')
      return {
        id: row.id,
        kind: row.kind,
        identityId: row.identity_id,
        workspaceId: row.workspace_id,
        principalId: row.principal_id,
        email: row.email,
        hasAccount: row.has_account,
      }
    },

    /** The link is used up, in the one request that gets it; every other link for the same person ends with it. */
    async use(link: OpenLink): Promise<void> {
      const { rowCount } = await pool.query('DELETE FROM sign_in_link WHERE id = $1', [link.id])
      if (!rowCount) throw new RuleError('link_not_valid')
      await pool.query('DELETE FROM sign_in_link WHERE identity_id = $1 OR (workspace_id = $2 AND principal_id = $3)', [
        link.identityId,
        link.workspaceId,
        link.principalId,
      ])
    },

    async hasTooMany(identityId: string): Promise<boolean> {
      const { rows } = await pool.query<{ open: number }>(
        'SELECT count(*)::int AS open FROM sign_in_link WHERE identity_id = $1 AND expires_at > $2',
        [identityId, clock.now()],
      )
      return (rows[0]?.open ?? 0) >= mostOpen
    },

    async cleanUp(): Promise<void> {
      await pool.query('DELETE FROM sign_in_link WHERE expires_at < $1', [clock.now()])
    },
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
