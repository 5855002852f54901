import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { Filter } from '../../engine/index.ts'
import {
  demandReceivers,
  demandRight,
  demandWholeRights,
  keepSchema,
  movesOf,
  previewTransfer,
  recentTransfers,
  splitSchema,
  startTransfer,
  transferSchema,
} from '../../engine/index.ts'
import { contextOf, type Services } from './services.ts'

/** Work that goes over to other people: looked at beforehand, begun, and listed as long as it can be taken back. */
export function transferRoutes(services: Services): FastifyPluginAsyncTypebox {
  return async (app) => {
    const preview = Type.Object({ ...transferSchema.properties, split: Type.Optional(splitSchema) }, { additionalProperties: false })
    app.post('/transfers/preview', { schema: { body: preview }, config: { isReading: true } }, async (request) => {
      const context = await contextOf(request, services)
      const { split = null, ...asked } = request.body
      const moves = movesOf(context.reader, asked)
      if (asked.object !== undefined) demandRight(context.reader, asked.object, 'update')
      return context.transaction(async (inside) => {
        if (split) await demandReceivers(inside, moves, split)
        return previewTransfer(inside, moves, split)
      })
    })

    const transfer = Type.Object(
      {
        ...transferSchema.properties,
        split: splitSchema,
        keep: Type.Optional(keepSchema),
        reason: Type.Optional(Type.String({ maxLength: 500 })),
      },
      { additionalProperties: false },
    )
    app.post('/transfers', { schema: { body: transfer } }, async (request, reply) => {
      const context = await contextOf(request, services)
      demandWholeRights(context.reader.principal)
      const { split, reason, keep = null, ...asked } = request.body
      const moves = movesOf(context.reader, asked)
      const mass = !isNamed(request.body.filter)
      for (const { object } of moves.sources.filter(({ taken }) => taken)) {
        demandRight(context.reader, object, 'update')
        if (mass) demandRight(context.reader, object, 'massUpdate')
      }
      const id = await context.transaction(async (inside) => {
        await demandReceivers(inside, moves, split)
        const { total } = await previewTransfer(inside, moves, null)
        return startTransfer(inside, { ...moves, split, reason: reason?.trim() || null, mass, leaver: null, left: [], keep }, total)
      })
      return reply.code(202).send({ job: { id } })
    })

    app.get('/transfers', async (request, reply) => {
      const context = await contextOf(request, services)
      demandWholeRights(context.reader.principal)
      return reply.type('application/json').send(`{"transfers":${await recentTransfers(context)}}`)
    })
  }
}

/** Records that were picked one by one are no mass update. */
function isNamed(filter: Filter | undefined): boolean {
  return typeof filter === 'object' && filter !== null && 'field' in filter && filter.field === 'id'
}
