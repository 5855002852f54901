import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { type Batch, type Context, demandUndoable, NotFoundError } from '../../engine/index.ts'
import { idempotencyOf } from './idempotency.ts'
import { subtitlesOf } from './search-subtitles.ts'
import { contextOf, type Services } from './services.ts'

/** Beyond this many records a change is taken back in the background. */
const mostAtOnce = 500

/** Undo, actions and search: what concerns no single object. */
export function changeRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { engine } = services
  return async (app) => {
    app.post('/changes/:changeId/undo', { schema: { params: Type.Object({ changeId: Type.String() }) } }, async (request, reply) => {
      const context = await contextOf(request, services)
      const { changeId } = request.params
      const batch = await batchOf(context, changeId)
      if (batch) demandUndoable(context, batch)
      // That a transfer was taken back is written on it, however small it was.
      if (batch && (batch.done > mostAtOnce || batch.kind === 'transfer')) {
        const id = await engine.startJob(context, {
          kind: 'undo',
          input: { changeId },
          total: batch.done,
          undoOf: changeId,
          ...(batch.object ? { object: batch.object } : {}),
        })
        return reply.code(202).send({ job: { id } })
      }
      return context.undo(changeId)
    })

    app.post(
      '/actions/:key',
      { schema: { params: Type.Object({ key: Type.String() }), body: Type.Optional(Type.Unknown()) } },
      async (request) => {
        const context = await contextOf(request, services)
        if (!engine.registry.actions.has(request.params.key)) throw new NotFoundError('unknown_action', { action: request.params.key })
        return context.run(request.params.key, request.body ?? {}, idempotencyOf(request))
      },
    )

    const search = Type.Object({
      q: Type.String({ maxLength: 200 }),
      objects: Type.Optional(Type.String({ maxLength: 500 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
      details: Type.Optional(Type.Boolean()),
    })
    app.get('/search', { schema: { querystring: search } }, async (request) => {
      const context = await contextOf(request, services)
      const began = performance.now()
      const objects = request.query.objects?.split(',').filter(Boolean)
      const hits = await context.search({
        text: request.query.q,
        limit: request.query.limit ?? 20,
        ...(objects && objects.length > 0 ? { objects } : {}),
      })
      const subtitles = request.query.details ? await subtitlesOf(context, hits, request.locale) : null
      return {
        results: hits.map((hit) => ({ ...hit, subtitle: subtitles?.get(hit.id) ?? null })),
        tookMs: Math.round((performance.now() - began) * 10) / 10,
      }
    })
  }

  async function batchOf(context: Context, id: string): Promise<Batch | null> {
    try {
      return await engine.job(context, id)
    } catch (error) {
      if (error instanceof NotFoundError) return null
      throw error
    }
  }
}
