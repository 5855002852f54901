import { createHash, randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { parse, stringify } from 'uuid'
import { type Clock, isId, type Narrowing, NotFoundError, newId, SignInError } from '../../engine/index.ts'
import { remember } from './remembered.ts'
import { inWorkspace } from './workspace-transaction.ts'

export type TokenHolder = { tokenId: string; workspaceId: string; principalId: string; narrowing: Narrowing | null }
export type TokenSummary = {
  id: string
  name: string
  prefix: string
  principalId: string
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  revokedAt: string | null
  /** The one role whose rights it has; `held` is false when its owner holds it no more, and the token opens nothing. */
  role: { id: string; title: string; held: boolean } | null
  readOnly: boolean
}

export type NewToken = {
  workspaceId: string
  principalId: string
  name: string
  expiresAt: Date | null
  createdById: string | null
  narrowing?: Narrowing | null
}

const mark = 'gx_'
const rememberedMilliseconds = 10_000
const usedNotedEveryMinutes = 5

/**
 * Bearer tokens: `gx_`, the workspace (22 characters), the secret (43 characters). The workspace stands in the token so that its
 * look-up happens inside that workspace; the secret is 256 random bits, so a plain SHA-256 at rest is enough.
 */
export function createTokens(pool: Pool, clock: Clock) {
  const known = remember<TokenHolder>({ clock, milliseconds: rememberedMilliseconds, most: 10_000 })

  return {
    async create(given: NewToken) {
      const token = `${mark}${Buffer.from(parse(given.workspaceId)).toString('base64url')}${randomBytes(32).toString('base64url')}`
      const id = newId()
      await inWorkspace(pool, given.workspaceId, (client) =>
        client.query(
          `INSERT INTO api_token (workspace_id, id, principal_id, name, token_hash, prefix, created_by_id, created_at, expires_at, role_id, read_only)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
          [
            given.workspaceId,
            id,
            given.principalId,
            given.name,
            hashOf(token),
            shownPart(token),
            given.createdById,
            clock.now(),
            given.expiresAt,
            given.narrowing?.roleId ?? null,
            given.narrowing?.readOnly ?? false,
          ],
        ),
      )
      // The only time that the token itself is seen.
      return { id, token }
    },

    async resolve(token: string): Promise<TokenHolder> {
      // By the token itself: a look-up in memory tells nobody anything, and hashing would cost more than it.
      const remembered = known.get(token)
      if (remembered) return remembered
      const hash = hashOf(token)
      const workspaceId = workspaceIn(token)
      if (!workspaceId) throw new SignInError('token_not_valid')
      const now = clock.now()
      const found = await inWorkspace(pool, workspaceId, async (client) => {
        const { rows } = await client.query<{
          id: string
          principal_id: string
          last_used_at: Date | null
          role_id: string | null
          read_only: boolean
        }>(
          `SELECT id, principal_id, last_used_at, role_id, read_only FROM api_token
           WHERE workspace_id = $1 AND token_hash = $2 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $3)`,
          [workspaceId, hash, now],
        )
        const row = rows[0]
        const noted = new Date(now.getTime() - usedNotedEveryMinutes * 60_000)
        if (row && (!row.last_used_at || row.last_used_at < noted)) {
          await client.query('UPDATE api_token SET last_used_at = $3 WHERE workspace_id = $1 AND id = $2', [workspaceId, row.id, now])
        }
        return row
      })
      if (!found) throw new SignInError('token_not_valid')
      const { role_id: roleId, read_only: readOnly } = found
      const narrowing = roleId || readOnly ? { roleId, readOnly } : null
      const holder = { tokenId: found.id, workspaceId, principalId: found.principal_id, narrowing }
      known.set(token, holder)
      return holder
    },

    async list(workspaceId: string, principalId?: string): Promise<TokenSummary[]> {
      const { rows } = await inWorkspace(pool, workspaceId, (client) =>
        client.query<
          Record<'id' | 'name' | 'prefix' | 'principal_id', string> &
            Record<'created_at' | 'expires_at' | 'last_used_at' | 'revoked_at', Date> & {
              role_id: string | null
              role_name: string | null
              is_held: boolean
              read_only: boolean
            }
        >(
          `SELECT t.id, t.name, t.prefix, t.principal_id, t.created_at, t.expires_at, t.last_used_at, t.revoked_at, t.role_id, t.read_only, r.name AS role_name,
             r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM reference_link l WHERE l.workspace_id = $1 AND l.object = 'user' AND l.field = 'roles'
               AND l.record_id = t.principal_id AND l.target_id = t.role_id) AS is_held
           FROM api_token t LEFT JOIN role r ON r.workspace_id = $1 AND r.id = t.role_id
           WHERE t.workspace_id = $1 AND ($2::uuid IS NULL OR t.principal_id = $2) ORDER BY t.created_at, t.id`,
          [workspaceId, principalId ?? null],
        ),
      )
      const text = (at: Date | null) => at?.toISOString() ?? null
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        prefix: row.prefix,
        principalId: row.principal_id,
        createdAt: row.created_at.toISOString(),
        expiresAt: text(row.expires_at),
        lastUsedAt: text(row.last_used_at),
        revokedAt: text(row.revoked_at),
        role: row.role_id === null ? null : { id: row.role_id, title: row.role_name ?? '', held: row.is_held },
        readOnly: row.read_only,
      }))
    },

    async revoke(workspaceId: string, tokenId: string, principalId?: string): Promise<void> {
      if (!isId(tokenId)) throw new NotFoundError('not_found')
      const { rowCount } = await inWorkspace(pool, workspaceId, (client) =>
        client.query(
          `UPDATE api_token SET revoked_at = $3
           WHERE workspace_id = $1 AND id = $2 AND revoked_at IS NULL AND ($4::uuid IS NULL OR principal_id = $4)`,
          [workspaceId, tokenId, clock.now(), principalId ?? null],
        ),
      )
      if (!rowCount) throw new NotFoundError('not_found')
      known.forgetWhere((holder) => holder.tokenId === tokenId)
    },

    async revokeAllOf(workspaceId: string, principalId: string): Promise<void> {
      await inWorkspace(pool, workspaceId, (client) =>
        client.query('UPDATE api_token SET revoked_at = $3 WHERE workspace_id = $1 AND principal_id = $2 AND revoked_at IS NULL', [
          workspaceId,
          principalId,
          clock.now(),
        ]),
      )
      known.forgetWhere((holder) => holder.principalId === principalId)
    },

    /** Neither revoked nor expired, as far as the database knows. */
    async isValid(workspaceId: string, tokenId: string): Promise<boolean> {
      const { rowCount } = await inWorkspace(pool, workspaceId, (client) =>
        client.query(
          'SELECT 1 FROM api_token WHERE workspace_id = $1 AND id = $2 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $3)',
          [workspaceId, tokenId, clock.now()],
        ),
      )
      return rowCount === 1
    },

    forgetPrincipal: (principalId: string) => known.forgetWhere((holder) => holder.principalId === principalId),
  }
}

export type Tokens = ReturnType<typeof createTokens>

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** Enough to recognise a token in a list, far too little to use it. */
function shownPart(token: string): string {
  return `${mark}…${token.slice(-4)}`
}

function workspaceIn(token: string): string | null {
  if (!/^gx_[A-Za-z0-9_-]{65}$/.test(token)) return null
  try {
    const workspaceId = stringify(Buffer.from(token.slice(mark.length, mark.length + 22), 'base64url'))
    return isId(workspaceId) ? workspaceId : null
  } catch {
    return null
  }
}
