import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import {
  countClashes,
  countPairs,
  InvalidInputError,
  listClashes,
  listPairs,
  mergedInto,
  mergesInto,
  NotFoundError,
  sweepState,
  textsOf,
  warnAtEntry,
} from '../../engine/index.ts'
import { administratorAt } from './access.ts'
import { idempotencyOf } from './idempotency.ts'
import { contextOf, type Services } from './services.ts'

const object = Type.String({ maxLength: 60 })
const id = Type.String({ maxLength: 60 })

/** Records that are there twice: what is like a new one, the pairs that a sweep found, what became of merged ones, and clashes to decide. */
export function duplicateRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { engine } = services
  return async (app) => {
    const similar = Type.Object(
      { object, values: Type.Record(Type.String(), Type.Unknown()), except: Type.Optional(id) },
      { additionalProperties: false },
    )
    app.post('/duplicates/similar', { config: { isReading: true }, schema: { body: similar } }, async (request) => {
      const { reader } = await contextOf(request, services)
      const { object, values, except } = request.body
      if (!reader.object(object).definition.duplicates) throw new InvalidInputError('unknown_object', { object })
      return warnAtEntry(engine.database, reader, { object, texts: textsOf(reader, object, values), ...(except ? { except } : {}) })
    })

    const listed = Type.Object({ cursor: Type.Optional(Type.String({ maxLength: 200 })), certain: Type.Optional(Type.Boolean()) })
    app.get('/duplicates/:object', { schema: { params: Type.Object({ object }), querystring: listed } }, async (request) => {
      const { reader } = await contextOf(request, services)
      const { object } = request.params
      const { cursor, certain } = request.query
      const { pairs, next } = await listPairs(engine.database, reader, { object, cursor, certainOnly: certain === true })
      return {
        pairs,
        next,
        ...(cursor ? {} : { total: await countPairs(engine.database, reader, object) }),
        ...(await sweepState(engine.database, reader, object)),
      }
    })

    const which = Type.Object({ decided: Type.Optional(Type.Boolean()) })
    app.get('/duplicates/:object/clashes', { schema: { params: Type.Object({ object }), querystring: which } }, async (request) => {
      const { reader } = await contextOf(request, services)
      return {
        clashes: await listClashes(engine.database, reader, request.params.object, request.query.decided === true),
        count: await countClashes(engine.database, reader, request.params.object),
      }
    })

    app.get('/duplicates/:object/merged/:id', { schema: { params: Type.Object({ object, id }) } }, async (request) => {
      const context = await contextOf(request, services)
      const { object, id } = request.params
      const survivor = await mergedInto(
        (statement) => engine.database.query(context.reader.workspaceId, statement),
        context.reader.workspaceId,
        object,
        id,
      )
      if (!survivor) throw new NotFoundError('not_found', { object, record: id })
      // Where it went is told only to those who may see what it became.
      await context.get({ object, id: survivor })
      return { id: survivor }
    })

    app.get('/duplicates/:object/merges/:id', { schema: { params: Type.Object({ object, id }) } }, async (request) => {
      const context = await contextOf(request, services)
      const { object, id } = request.params
      if (!context.reader.model.objects.has(object)) throw new NotFoundError('not_found', { object, record: id })
      await context.get({ object, id, fields: [] })
      return { merges: await mergesInto(engine.database, context.reader, object, id) }
    })

    const told = Type.Object({ to: Type.Optional(Type.Union(['start', 'pause', 'resume', 'stop'].map((one) => Type.Literal(one)))) })
    app.post('/duplicates/:object/sweep', { schema: { params: Type.Object({ object }), body: told } }, async (request, reply) => {
      const context = await administratorAt(services, request)
      const { object } = request.params
      if (!context.reader.object(object).definition.duplicates) throw new InvalidInputError('unknown_object', { object })
      const { to = 'start' } = request.body
      const { sweep } = await sweepState(engine.database, context.reader, object)
      if (to !== 'start' && !sweep) throw new NotFoundError('job_not_found')
      if (sweep) {
        if (to === 'pause') await engine.pauseJob(context, sweep.id)
        else if (to === 'stop') await engine.cancelJob(context, sweep.id)
        else await engine.resumeJob(context, sweep.id)
        return reply.code(202).send({ job: { id: sweep.id } })
      }
      const job = await engine.startJob(context, { kind: 'duplicateSweep', object, input: { object } }, idempotencyOf(request))
      return reply.code(202).send({ job: { id: job } })
    })
  }
}
