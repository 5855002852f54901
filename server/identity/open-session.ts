import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'

/** Lets our own code open a session of the sign-in library for somebody whom it has proven, with its cookie. Served over no route. */
export function openSessionPlugin() {
  return {
    id: 'guanxi-open-session',
    endpoints: {
      openSession: createAuthEndpoint(
        '/guanxi/open-session',
        { method: 'POST', metadata: { SERVER_ONLY: true, $Infer: { body: {} as { identityId: string; viaPasskey: boolean } } } },
        async (endpoint) => {
          const { identityId, viaPasskey } = endpoint.body
          const { internalAdapter } = endpoint.context
          const user = await internalAdapter.findUserById(identityId)
          if (!user) throw new Error('the identity is gone')
          const session = await internalAdapter.createSession(identityId, false, { viaPasskey })
          await setSessionCookie(endpoint, { session, user })
          return { ok: true }
        },
      ),
    },
  }
}
