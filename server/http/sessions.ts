import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { administratorAt, note, userAt } from './access.ts'
import { signedIn } from './second-factor.ts'
import type { Services } from './services.ts'

/** Where somebody is signed in, and how to end that: one's own sessions, and for administrators those of others. */
export function sessionRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { identity, hub } = services
  return async (app) => {
    const params = Type.Object({ id: Type.String({ maxLength: 100 }) })

    app.get('/me/sessions', async (request) => {
      const { identityId, sessionId } = signedIn(request)
      const sessions = await identity.sessions.list(identityId)
      return { sessions: sessions.map((session) => ({ ...session, current: session.id === sessionId })) }
    })

    app.delete('/me/sessions/:id', { schema: { params } }, async (request, reply) => {
      await identity.sessions.end(signedIn(request).identityId, request.params.id)
      hub.closeSession(request.params.id)
      return reply.code(204).send()
    })

    app.post('/me/sessions/end-others', async (request, reply) => {
      const session = signedIn(request)
      const others = (await identity.sessions.list(session.identityId)).filter(({ id }) => id !== session.sessionId)
      await identity.sessions.endOthers(session)
      for (const { id } of others) hub.closeSession(id)
      return reply.code(204).send()
    })

    app.post('/access/users/:id/sessions/end', { schema: { params } }, async (request, reply) => {
      const context = await administratorAt(services, request)
      const { id, name, member } = await userAt(services, context, request.params.id)
      if (member) {
        await identity.sessions.endIn(member.identityId, member.workspaceId)
        hub.closePrincipal(member.workspaceId, id)
        await note(context, 'sessions.ended', { user: { id, title: name } })
      }
      return reply.code(204).send()
    })
  }
}
