import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { type Context, notificationKinds } from '../../engine/index.ts'
import { sendJson } from './record-reads.ts'
import { contextOf, objectAt, type Services } from './services.ts'

const record = Type.Object({ route: Type.String(), id: Type.String() })
const kind = Type.Union(notificationKinds.map((one) => Type.Literal(one)))
const page = Type.Object({
  kind: Type.Optional(kind),
  unread: Type.Optional(Type.Boolean()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
})
const marked = Type.Object(
  {
    ids: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 500 })),
    kind: Type.Optional(kind),
    unread: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
const mostColleagues = 8

/** What the caller was told, and what they want to be told of. */
export function notificationRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { notifications } = services.engine
  return async (app) => {
    app.get('/notifications', { schema: { querystring: page } }, async (request, reply) => {
      const context = await contextOf(request, services)
      const found = await notifications.list(context, request.query)
      return sendJson(reply, `{"notifications":${found.notifications},"next":${JSON.stringify(found.next)}}`)
    })

    app.get('/notifications/unread', async (request) => {
      const context = await contextOf(request, services)
      return { unread: await notifications.unread(context) }
    })

    /** Without ids: all of them, or all of a kind. */
    app.post('/notifications/read', { schema: { body: marked } }, async (request) => {
      const context = await contextOf(request, services)
      await notifications.markRead(context, request.body)
      return { unread: await notifications.unread(context) }
    })

    app.get('/:route/:id/followers', { schema: { params: record } }, async (request) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      return notifications.followers(context, { object: object.key, id: request.params.id })
    })

    for (const [method, isFollowing] of [
      ['POST', true],
      ['DELETE', false],
    ] as const)
      app.route({
        method,
        url: '/:route/:id/follow',
        schema: { params: record },
        handler: async (request) => {
          const object = objectAt(request.params.route, services)
          const context = await contextOf(request, services)
          const place = { object: object.key, id: request.params.id }
          await notifications.follow(context, place, isFollowing)
          return notifications.followers(context, place)
        },
      })

    const named = Type.Object({ q: Type.Optional(Type.String({ maxLength: 60 })) })
    app.get('/:route/:id/colleagues', { schema: { params: record, querystring: named } }, async (request) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      const found = await colleaguesNamed(context, request.query.q?.trim() ?? '')
      const ids = found.map(({ id }) => id)
      const seeing = new Set(await notifications.whoSees(context, { object: object.key, id: request.params.id }, ids))
      return { colleagues: found.map((one) => ({ ...one, maySee: seeing.has(one.id) })) }
    })
  }
}

/** Colleagues by a piece of their name, by pinyin or initials; without one, those nearest in the order of names. */
async function colleaguesNamed(context: Context, text: string): Promise<{ id: string; title: string }[]> {
  const found = text === '' ? undefined : await context.search({ text, objects: ['user'], limit: 30 })
  const { records } = await context.list({
    object: 'user',
    filter: {
      all: [
        { field: 'active', op: 'is', value: true },
        ...(found ? [{ field: 'id', op: 'in' as const, value: found.map(({ id }) => id) }] : []),
      ],
    },
    fields: ['name'],
    sort: ['name'],
    limit: mostColleagues,
  })
  const users = JSON.parse(records) as { id: string; name: string }[]
  return users.filter(({ id }) => id !== context.reader.principal.id).map(({ id, name }) => ({ id, title: name }))
}
