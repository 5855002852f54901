import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { AccessError, type Context, InvalidInputError, isId } from '../../engine/index.ts'
import { contextOf, type Services } from './services.ts'

/** How the people of the workspace sign in: for administrators alone. */
export function accessRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { identity, hub } = services

  const administrator = (request: FastifyRequest) => administratorAt(services, request)

  return async (app) => {
    const user = Type.Object({ id: Type.String({ maxLength: 100 }) })

    app.get('/access/policy', async (request) => {
      const context = await administrator(request)
      const { secondFactor, roles } = await identity.policy.of(context.reader.workspaceId)
      return { secondFactor, roles }
    })

    const policy = Type.Object({
      secondFactor: Type.Union([Type.Literal('optional'), Type.Literal('roles'), Type.Literal('everyone')]),
      roles: Type.Optional(Type.Array(Type.String(), { maxItems: 200 })),
    })
    app.put('/access/policy', { schema: { body: policy } }, async (request) => {
      const context = await administrator(request)
      const { secondFactor } = request.body
      const roles = secondFactor === 'roles' ? [...new Set(request.body.roles ?? [])] : []
      await demandRoles(context, roles)
      await identity.policy.set(context.reader.workspaceId, { secondFactor, roles })
      await note(context, 'sign_in_policy.changed', { secondFactor, roles })
      return { secondFactor, roles }
    })

    app.get('/access/users/:id', { schema: { params: user } }, async (request) => {
      const { member } = await userAt(services, await administrator(request), request.params.id)
      if (!member) return { hasSignIn: false, secondFactor: false, passkeys: 0 }
      const { enabled } = await identity.secondFactor.state(member.identityId)
      return { hasSignIn: true, secondFactor: enabled, passkeys: await identity.passkeys.count(member.identityId) }
    })

    app.post('/access/users/:id/second-factor/reset', { schema: { params: user } }, async (request, reply) => {
      const context = await administrator(request)
      const { id, name, member } = await userAt(services, context, request.params.id)
      if (member) {
        await identity.members.demandAlone(member.identityId, member.workspaceId, 'second_factor_shared')
        await identity.secondFactor.remove(member.identityId)
        await identity.passkeys.removeAll(member.identityId)
        // Whoever lost the phone may have lost the computer with it.
        await identity.sessions.endAll(member.identityId)
        hub.closePrincipal(member.workspaceId, id)
        await note(context, 'second_factor.reset', { user: { id, title: name } })
      }
      return reply.code(204).send()
    })
  }
}

export async function administratorAt(services: Services, request: FastifyRequest): Promise<Context> {
  const context = await contextOf(request, services)
  if (!context.reader.principal.administrator) throw new AccessError('administrators_only')
  return context
}

type User = { id: string; name: string; email: string | null; active: boolean; locale: string | null }

export async function userAt({ identity }: Services, context: Context, id: string) {
  const { record } = await context.get({ object: 'user', id, fields: ['name', 'email', 'active', 'locale'] })
  const user = JSON.parse(record) as User
  return { ...user, member: await identity.members.membershipOf(context.reader.workspaceId, user.id) }
}

/** An entry of the audit log about how people get in. */
export async function note(context: Context, kind: string, details: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await context.transaction((inside) => inside.audit(kind, { object: 'user', details }))
}

async function demandRoles(context: Context, roles: readonly string[]): Promise<void> {
  if (roles.length === 0) return
  if (!roles.every(isId)) throw new InvalidInputError('invalid_value', { field: 'roles' })
  const { ids } = await context.list({ object: 'role', filter: { field: 'id', op: 'in', value: [...roles] }, fields: [], limit: 200 })
  if (ids.length !== roles.length) throw new InvalidInputError('invalid_value', { field: 'roles' })
}
