import type { Pool } from 'pg'
import { type Clock, isId, NotFoundError } from '../../engine/index.ts'
import type { Auth } from './auth.ts'
import { remember } from './remembered.ts'

export type WorkspaceLink = { id: string; name: string; principalId: string }

/** A signed-in browser: who it is, and as whom it acts in which workspace. */
export type SignedIn = {
  sessionId: string
  /** Names the session to the sign-in library; never leaves the server. */
  token: string
  identityId: string
  name: string
  email: string
  /** Signs in with a code beside the password. */
  hasSecondFactor: boolean
  /** Was opened with a passkey, which is both factors at once. */
  viaPasskey: boolean
  /** The delegation by which it works in the name of somebody else. */
  delegationId: string | null
  workspaces: readonly WorkspaceLink[]
  /** Null for somebody who belongs to no workspace any more. */
  active: WorkspaceLink | null
  /** As whom an administrator looks on, and until when. */
  viewing: { readonly principalId: string; readonly until: Date } | null
}

/** One browser in which somebody is signed in, as far as it can be told. */
export type SessionSummary = { id: string; userAgent: string; ipAddress: string; createdAt: string; lastUsedAt: string }

const usedNotedEveryMinutes = 5

/** Another server learns of a sign-out within this time; this one at once. */
const rememberedMilliseconds = 10_000

export function createSessions(given: { auth: Auth; pool: Pool; clock: Clock }) {
  const { auth, pool, clock } = given
  const known = remember<SignedIn>({ clock, milliseconds: rememberedMilliseconds, most: 20_000 })

  async function workspacesOf(identityId: string): Promise<WorkspaceLink[]> {
    const { rows } = await pool.query<{ workspace_id: string; name: string; principal_id: string }>('SELECT * FROM workspaces_of($1)', [
      identityId,
    ])
    return rows.map((row) => ({ id: row.workspace_id, name: row.name, principalId: row.principal_id }))
  }

  /** Administrators see who has not been here for long. */
  async function noteSeen(identityId: string, workspaceId: string): Promise<void> {
    const now = clock.now()
    await pool.query(
      `UPDATE membership SET last_seen_at = $3 WHERE identity_id = $1 AND workspace_id = $2 AND (last_seen_at IS NULL OR last_seen_at < $4)`,
      [identityId, workspaceId, now, new Date(now.getTime() - usedNotedEveryMinutes * 60_000)],
    )
  }

  /** No browser is trusted without a code any more; a sign-in that waits for one begins anew. */
  async function forgetBrowsers(identityId: string): Promise<void> {
    await pool.query('DELETE FROM verification WHERE value = $1', [identityId])
  }

  async function viewingOf(sessionId: string): Promise<SignedIn['viewing']> {
    const { rows } = await pool.query<{ id: string | null; until: Date | string | null }>(
      'SELECT viewing_id AS id, viewing_until AS until FROM sign_in_session WHERE id = $1',
      [sessionId],
    )
    const [row] = rows
    return row?.id && row.until ? { principalId: row.id, until: new Date(row.until) } : null
  }

  return {
    forgetBrowsers,
    workspacesOf,

    /** The session of a request's cookies. `setCookies` must reach the browser: the library renews the cookie from time to time. */
    async resolve(cookie: string | undefined): Promise<{ session: SignedIn | null; setCookies: string[] }> {
      const key = sessionCookie(cookie)
      if (!cookie || !key) return { session: null, setCookies: [] }
      const remembered = known.get(key)
      if (remembered) return { session: remembered, setCookies: [] }

      const { response, headers } = await auth.api.getSession({ headers: new Headers({ cookie }), returnHeaders: true })
      if (!response) return { session: null, setCookies: headers.getSetCookie() }
      const noted = new Date(clock.now().getTime() - usedNotedEveryMinutes * 60_000)
      if (response.session.updatedAt < noted)
        await pool.query('UPDATE sign_in_session SET updated_at = $2 WHERE id = $1', [response.session.id, clock.now()])
      const workspaces = await workspacesOf(response.user.id)
      const session: SignedIn = {
        sessionId: response.session.id,
        token: response.session.token,
        identityId: response.user.id,
        name: response.user.name,
        email: response.user.email,
        hasSecondFactor: response.user.twoFactorEnabled === true,
        viaPasskey: response.session.viaPasskey === true,
        delegationId: response.session.delegationId ?? null,
        workspaces,
        active: workspaces.find((workspace) => workspace.id === response.session.workspaceId) ?? workspaces[0] ?? null,
        viewing: await viewingOf(response.session.id),
      }
      if (session.active) await noteSeen(session.identityId, session.active.id)
      known.set(key, session)
      return { session, setCookies: headers.getSetCookie() }
    },

    /** From the next request on the session looks at the workspace as somebody else, or as itself again. */
    async view(session: SignedIn, viewing: SignedIn['viewing']): Promise<void> {
      await pool.query('UPDATE sign_in_session SET viewing_id = $2, viewing_until = $3 WHERE id = $1', [
        session.sessionId,
        viewing?.principalId ?? null,
        viewing?.until ?? null,
      ])
      known.forgetWhere((other) => other.sessionId === session.sessionId)
    },

    /** From the next request on the session acts in that workspace. */
    async choose(session: SignedIn, workspaceId: string): Promise<void> {
      await pool.query('UPDATE sign_in_session SET viewing_id = NULL, viewing_until = NULL WHERE id = $1', [session.sessionId])
      const { internalAdapter } = await auth.$context
      await internalAdapter.updateSession(session.token, { workspaceId, delegationId: null })
      known.forgetWhere((other) => other.sessionId === session.sessionId)
    },

    /** From the next request on the session works by this delegation, or as itself again. */
    async act(session: Pick<SignedIn, 'token' | 'sessionId'>, delegationId: string | null): Promise<void> {
      const { internalAdapter } = await auth.$context
      await internalAdapter.updateSession(session.token, { delegationId })
      known.forgetWhere((other) => other.sessionId === session.sessionId)
    },

    forgetSession: (sessionId: string) => known.forgetWhere((session) => session.sessionId === sessionId),
    forgetIdentity: (identityId: string) => known.forgetWhere((session) => session.identityId === identityId),

    /** Still there, as far as the database knows: asked for streams that stay open for days. */
    async isOpen(sessionId: string): Promise<boolean> {
      const { rowCount } = await pool.query('SELECT 1 FROM sign_in_session WHERE id = $1 AND expires_at > $2', [sessionId, clock.now()])
      return rowCount === 1
    },

    /** Where this identity is signed in, the last used first. */
    async list(identityId: string): Promise<SessionSummary[]> {
      const { rows } = await pool.query<
        Record<'id', string> & Record<'user_agent' | 'ip_address', string | null> & Record<'created_at' | 'updated_at', Date>
      >(
        `SELECT id, user_agent, ip_address, created_at, updated_at FROM sign_in_session
         WHERE identity_id = $1 AND expires_at > $2 ORDER BY updated_at DESC, id DESC LIMIT 200`,
        [identityId, clock.now()],
      )
      return rows.map((row) => ({
        id: row.id,
        userAgent: row.user_agent ?? '',
        ipAddress: row.ip_address ?? '',
        createdAt: row.created_at.toISOString(),
        lastUsedAt: row.updated_at.toISOString(),
      }))
    },

    /** Ends one session of this identity; somebody else's is not found. */
    async end(identityId: string, sessionId: string): Promise<void> {
      if (!isId(sessionId)) throw new NotFoundError('not_found')
      const { rowCount } = await pool.query('DELETE FROM sign_in_session WHERE id = $1 AND identity_id = $2', [sessionId, identityId])
      if (!rowCount) throw new NotFoundError('not_found')
      known.forgetWhere((session) => session.sessionId === sessionId)
    },

    /** Signs an identity out of one workspace: of another one an administrator of this one must not know. */
    async endIn(identityId: string, workspaceId: string): Promise<void> {
      const isFirst = (await workspacesOf(identityId))[0]?.id === workspaceId
      await pool.query('DELETE FROM sign_in_session WHERE identity_id = $1 AND (workspace_id = $2 OR (workspace_id IS NULL AND $3))', [
        identityId,
        workspaceId,
        isFirst,
      ])
      known.forgetWhere((session) => session.identityId === identityId)
    },

    /** After a change of password: this browser stays, the others sign in anew. */
    async endOthers(session: SignedIn): Promise<void> {
      await pool.query('DELETE FROM sign_in_session WHERE identity_id = $1 AND id <> $2', [session.identityId, session.sessionId])
      await forgetBrowsers(session.identityId)
      known.forgetWhere((other) => other.identityId === session.identityId)
    },

    /** Signs an identity out everywhere. */
    async endAll(identityId: string): Promise<void> {
      await pool.query('DELETE FROM sign_in_session WHERE identity_id = $1', [identityId])
      await forgetBrowsers(identityId)
      known.forgetWhere((session) => session.identityId === identityId)
    },
  }
}

export type Sessions = ReturnType<typeof createSessions>

function sessionCookie(header: string | undefined): string | null {
  return /(?:^|;\s*)((?:__Secure-)?guanxi\.session_token=[^;]+)/.exec(header ?? '')?.[1] ?? null
}
