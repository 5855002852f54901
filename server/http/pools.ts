import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { poolRuns, poolsOf, rehearse, returnMarks, undoPoolRun } from '../../crm/index.ts'
import { type Filter, isId } from '../../engine/index.ts'
import { contextOf, type Services } from './services.ts'

const uuid = Type.String({ format: 'uuid' })

/** Public pools as their members see them; rehearsal and runs of the rules for administrators. */
export function poolRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { engine } = services
  return async (app) => {
    app.get('/public-pools/mine', async (request) => ({ pools: await poolsOf(await contextOf(request, services)) }))

    const marks = Type.Object({ object: Type.String({ maxLength: 60 }), ids: Type.String({ maxLength: 8000 }) })
    app.get('/public-pools/marks', { schema: { querystring: marks } }, async (request) => {
      const context = await contextOf(request, services)
      const { object, ids } = request.query
      return { marks: await returnMarks(context, object, ids.split(',').filter(isId)) }
    })

    const draft = Type.Object(
      {
        id: Type.Optional(uuid),
        pool: uuid,
        condition: Type.String({ maxLength: 20 }),
        days: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
        filter: Type.Optional(Type.Unknown()),
        sparesWon: Type.Optional(Type.Boolean()),
        sparesOpen: Type.Optional(Type.Boolean()),
      },
      { additionalProperties: false },
    )
    const rehearsal = Type.Object({
      object: Type.String({ maxLength: 60 }),
      draft: Type.Optional(draft),
      owner: Type.Optional(uuid),
      after: Type.Optional(uuid),
    })
    app.post('/public-pools/rehearsal', { schema: { body: rehearsal } }, async (request) => {
      const context = await contextOf(request, services)
      const { draft: rule, ...asked } = request.body
      if (!rule) return rehearse(context, asked)
      const { id, days, filter, condition, ...rest } = rule
      return rehearse(context, {
        ...asked,
        draft: {
          ...rest,
          condition: condition as never,
          days: days ?? 0,
          filter: (filter ?? null) as Filter | null,
          ...(id ? { id } : {}),
        },
      })
    })

    app.get('/public-pools/runs', async (request) => ({ runs: await poolRuns(await contextOf(request, services)) }))

    app.post(
      '/public-pools/runs/:id/undo',
      { schema: { params: Type.Object({ id: Type.String({ maxLength: 100 }) }) } },
      async (request, reply) => {
        const context = await contextOf(request, services)
        return reply.code(202).send({ job: { id: await undoPoolRun(engine, context, request.params.id) } })
      },
    )
  }
}
