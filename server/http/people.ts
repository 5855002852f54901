import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { AccessError, type Context, holdingsIn, objectRegister } from '../../engine/index.ts'
import { administratorAt, userAt } from './access.ts'
import { contextOf, type Services } from './services.ts'

const mostAsked = 5

/** What administrators know of people beside their records, and whom everybody may ask for a right. */
export function peopleRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { engine, identity } = services
  return async (app) => {
    app.get('/access/people', async (request) => {
      const { reader } = await administratorAt(services, request)
      return { people: await identity.members.membersOf(reader.workspaceId) }
    })

    app.get('/access/users/:id/holdings', { schema: { params: Type.Object({ id: Type.String({ maxLength: 100 }) }) } }, async (request) => {
      const context = await administratorAt(services, request)
      const { id } = await userAt(services, context, request.params.id)
      return { holdings: await holdingsIn(context, id) }
    })

    app.get('/access/objects', async (request) => ({
      objects: await objectRegister(await administratorAt(services, request), engine.registry),
    }))

    app.get('/me/administrators', async (request) => {
      const { reader } = await contextOf(request, services)
      if (reader.principal.kind !== 'staff') throw new AccessError('administrators_only')
      return { administrators: await administratorsOf(await engine.systemContext(reader.workspaceId, 'web')) }
    })
  }
}

/** Names are told to every colleague, also to those whose role shows them no users: one must know whom to ask. */
async function administratorsOf(system: Context): Promise<{ id: string; name: string; email: string | null }[]> {
  const roles = await system.list({ object: 'role', filter: { field: 'administrator', op: 'is', value: true }, fields: [], limit: 200 })
  const { records } = await system.list({
    object: 'user',
    filter: {
      all: [
        { field: 'active', op: 'is', value: true },
        { field: 'roles', op: 'in', value: roles.ids },
      ],
    },
    fields: ['name', 'email'],
    sort: ['createdAt'],
    limit: mostAsked,
  })
  return (JSON.parse(records) as { id: string; name: string; email: string | null }[]).map(({ id, name, email }) => ({ id, name, email }))
}
