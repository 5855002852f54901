import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { delegationInForce, delegationsOf, demandWholeRights, endDelegation, lend, lendableObjects, RuleError } from '../../engine/index.ts'
import { callerOf } from './caller.ts'
import { signedIn } from './second-factor.ts'
import { contextOf, type Services } from './services.ts'

const uuid = Type.String({ format: 'uuid' })
const instant = Type.String({ format: 'date-time' })

/** 工作代理: who works in whose name, from when to when; and the switch, which a browser's session has and a token has not. */
export function delegationRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { engine, identity, hub } = services
  return async (app) => {
    app.get('/delegations', async (request, reply) => {
      const context = await contextOf(request, services)
      demandWholeRights(context.reader.principal)
      const objects = JSON.stringify(lendableObjects(engine.registry))
      return reply.type('application/json').send(`{"delegations":${await delegationsOf(context)},"lendable":${objects}}`)
    })

    const wanted = Type.Object(
      {
        lender: Type.Optional(uuid),
        borrower: uuid,
        from: instant,
        until: instant,
        objects: Type.Optional(Type.Union([Type.Array(Type.String({ maxLength: 60 }), { maxItems: 200 }), Type.Null()])),
        readOnly: Type.Optional(Type.Boolean()),
        reason: Type.Optional(Type.String({ maxLength: 500 })),
      },
      { additionalProperties: false },
    )
    app.post('/delegations', { schema: { body: wanted } }, async (request, reply) => {
      // Rights are not passed on by a script, nor by whoever holds a token.
      signedIn(request)
      const context = await contextOf(request, services)
      const { objects = null, readOnly = false, ...rest } = request.body
      const id = await context.transaction((inside) => lend(inside, { ...rest, objects, readOnly }, lendableObjects(engine.registry)))
      return reply.code(201).send({ id })
    })

    app.post(
      '/delegations/:id/end',
      { schema: { params: Type.Object({ id: Type.String({ maxLength: 100 }) }) } },
      async (request, reply) => {
        signedIn(request)
        const context = await contextOf(request, services)
        const { id } = request.params
        await context.transaction((inside) => endDelegation(inside, id))
        hub.closeDelegation(id)
        return reply.code(204).send()
      },
    )

    app.post('/acting', { schema: { body: Type.Object({ delegation: uuid }) } }, async (request, reply) => {
      const session = signedIn(request)
      const context = await contextOf(request, services)
      const { workspaceId, principal, clock } = context.reader
      demandWholeRights(principal)
      const asked = { workspaceId, id: request.body.delegation, borrowerId: principal.id, now: clock.now() }
      const acting = await delegationInForce(engine.database, asked)
      if (!acting) throw new RuleError('delegation_not_in_force', { field: 'delegation' })
      const lender = await engine.principal(workspaceId, acting.lenderId)
      await identity.sessions.act(session, request.body.delegation)
      hub.closeSession(session.sessionId)
      await context.transaction((inside) =>
        inside.audit('delegation.begun', {
          object: 'user',
          details: { delegation: request.body.delegation, lender: lender.name, borrower: principal.name },
        }),
      )
      return reply.code(204).send()
    })

    // Also out of a delegation that only lets one look.
    app.delete('/acting', { config: { isReading: true } }, async (request, reply) => {
      const session = signedIn(request)
      const { narrowing } = callerOf(request)
      const context = await contextOf(request, services)
      if (narrowing?.acting) {
        const { delegation, actor } = narrowing.acting
        const details = { delegation, lender: context.reader.principal.name, borrower: actor.name }
        await context.transaction((inside) => inside.audit('delegation.left', { object: 'user', details }))
      }
      await identity.sessions.act(session, null)
      hub.closeSession(session.sessionId)
      return reply.code(204).send()
    })
  }
}
