import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { administratorAt } from './access.ts'
import type { Services } from './services.ts'

/** Mails that did not get through yet, or never did: for administrators, who can try again or let it be. Never with what stands in them. */
export function mailRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { post } = services
  return async (app) => {
    const params = Type.Object({ id: Type.String({ maxLength: 100 }) })

    app.get('/access/mails', async (request) => {
      const { workspaceId } = (await administratorAt(services, request)).reader
      return { mails: await post.list(workspaceId) }
    })

    app.post('/access/mails/:id/retry', { schema: { params } }, async (request, reply) => {
      const { workspaceId } = (await administratorAt(services, request)).reader
      await post.retry(workspaceId, request.params.id)
      return reply.code(204).send()
    })

    app.delete('/access/mails/:id', { schema: { params } }, async (request, reply) => {
      const { workspaceId } = (await administratorAt(services, request)).reader
      await post.drop(workspaceId, request.params.id)
      return reply.code(204).send()
    })
  }
}
