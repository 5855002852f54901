import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { relationGraph } from '../../crm/index.ts'
import { contextOf, type Services, watch } from './services.ts'

/** Who stands around a customer or a person, and how they are tied to each other. */
export function relationGraphRoutes(services: Services): FastifyPluginAsyncTypebox {
  return async (app) => {
    const asked = Type.Object({
      object: Type.String({ maxLength: 60 }),
      id: Type.String({ maxLength: 60 }),
      most: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    })
    app.get('/relation-graph', { schema: { querystring: asked } }, async (request) => {
      const { object, id, most = 12 } = request.query
      const graph = await relationGraph(await contextOf(request, services), { object, id, most })
      watch(request, services, { ids: graph.nodes.map((node) => node.id) })
      return graph
    })
  }
}
