import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import {
  AccessError,
  type Context,
  InvalidInputError,
  isId,
  NotFoundError,
  type ObjectDefinition,
  SignInError,
  visibleFields,
} from '../../engine/index.ts'
import { boardLanes } from './board-lanes.ts'
import { listBody, listQuery, queryParts, readFilter, readKeys, readListQuery } from './list-query.ts'
import { contextOf, objectAt, type Services, watch } from './services.ts'

const route = Type.Object({ route: Type.String() })
const record = Type.Object({ route: Type.String(), id: Type.String() })
const day = Type.Optional(Type.String({ format: 'date' }))
const { filter, sort, fields, include, limit, cursor, deleted } = queryParts

/** Sends JSON that PostgreSQL has built: reading it in and writing it out again would cost more than the query. */
export function sendJson(reply: FastifyReply, text: string) {
  return reply.header('content-type', 'application/json; charset=utf-8').send(text)
}

/** The reading routes that every object has. */
export function recordReads(services: Services): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/:route', { schema: { params: route, querystring: listQuery } }, async (request, reply) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      const query = readListQuery(request.query)
      const page = await context.list({ ...query, object: object.key, fields: query.fields ?? listFields(context, object) })
      watch(request, services, { ids: page.ids, list: object.key })
      return sendJson(reply, pageText(page))
    })

    app.post('/:route/query', { config: { isReading: true }, schema: { params: route, body: listBody } }, async (request, reply) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      const { filter: given, ...query } = request.body
      const page = await context.list({
        ...query,
        filter: given as ReturnType<typeof readFilter>,
        object: object.key,
        fields: query.fields ?? listFields(context, object),
      })
      watch(request, services, { ids: page.ids, list: object.key })
      return sendJson(reply, pageText(page))
    })

    app.get(
      '/:route/count',
      { schema: { params: route, querystring: Type.Object({ filter, deleted, exact: Type.Optional(Type.Boolean()) }) } },
      async (request) => {
        const object = objectAt(request.params.route, services)
        const context = await contextOf(request, services)
        watch(request, services, { list: object.key })
        return context.count({
          object: object.key,
          filter: readFilter(request.query.filter),
          deleted: request.query.deleted,
          exact: request.query.exact ?? false,
        })
      },
    )

    app.get(
      '/:route/totals',
      { schema: { params: route, querystring: Type.Object({ filter, deleted, fields: Type.String() }) } },
      async (request) => {
        const object = objectAt(request.params.route, services)
        const context = await contextOf(request, services)
        watch(request, services, { list: object.key })
        return context.totals({
          object: object.key,
          filter: readFilter(request.query.filter),
          deleted: request.query.deleted,
          fields: readKeys(request.query.fields) ?? [],
        })
      },
    )

    const groupQuery = Type.Object({
      filter,
      by: Type.String(),
      period: Type.Optional(Type.Union([Type.Literal('week'), Type.Literal('month'), Type.Literal('quarter'), Type.Literal('year')])),
      sum: Type.Optional(Type.String()),
      weighted: Type.Optional(Type.String()),
      sums: Type.Optional(Type.String({ maxLength: 2_000 })),
    })
    app.get('/:route/groups', { schema: { params: route, querystring: groupQuery } }, async (request) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      watch(request, services, { list: object.key })
      const { by, period, sum, weighted, sums } = request.query
      const groups = await context.groups({
        object: object.key,
        by,
        filter: readFilter(request.query.filter),
        ...(sum ? { sum } : {}),
        ...(weighted ? { weighted } : {}),
        ...(period ? { period } : {}),
        ...(sums ? { sums: readKeys(sums) } : {}),
      })
      return { groups }
    })

    const boardQuery = Type.Object({
      filter,
      sort,
      fields,
      limit,
      cursor,
      by: Type.String(),
      lane: Type.Optional(Type.String()),
      lanes: Type.Optional(Type.String({ maxLength: 4_000 })),
    })
    app.get('/:route/board', { schema: { params: route, querystring: boardQuery } }, async (request, reply) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      const { by, lane, lanes, ...rest } = request.query
      const query = readListQuery(rest)
      const shared = {
        object: object.key,
        by,
        filter: query.filter,
        sort: query.sort,
        fields: query.fields ?? listFields(context, object),
        limit: query.limit,
      }
      if (lane !== undefined) {
        const key = lane === '' ? null : lane
        const page = await context.lane({ ...shared, lanes: [], lane: key, cursor: query.cursor ?? '' })
        watch(request, services, { ids: page.ids, list: object.key })
        return sendJson(reply, `{"lanes":[${laneText(key, page)}]}`)
      }
      const keys = readKeys(lanes) ?? (await boardLanes(context, object.key, by, query.filter))
      const board = await context.board({ ...shared, lanes: keys })
      // Records without a value in the lane's field stand in a lane of their own, first.
      const field = context.reader.field(object.key, by, 'filter')
      const unplaced = field.required || lanes ? null : await context.lane({ ...shared, lanes: [], lane: null, cursor: '' })
      const parts = [...(unplaced && unplaced.ids.length > 0 ? [laneText(null, unplaced)] : []), board.lanes.slice(1, -1)].filter(Boolean)
      watch(request, services, { ids: [...board.ids, ...(unplaced?.ids ?? [])], list: object.key })
      return sendJson(reply, `{"lanes":[${parts.join(',')}]}`)
    })

    const window = Type.Object({ from: Type.String(), to: Type.String(), owners: Type.String({ maxLength: 12_000 }), filter, fields })
    app.get('/:route/occurrences', { schema: { params: route, querystring: window } }, async (request, reply) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      const { from, to, owners, filter: given, fields: wanted } = request.query
      const found = await context.occurrences({
        object: object.key,
        from,
        to,
        owners: readOwners(owners),
        filter: readFilter(given),
        fields: readKeys(wanted) ?? listFields(context, object),
      })
      watch(request, services, { ids: found.ids, list: object.key })
      return sendJson(reply, `{"records":${found.records},"hasMore":${found.hasMore}}`)
    })

    app.get(
      '/:route/:id',
      { schema: { params: record, querystring: Type.Object({ fields, include, deleted }) } },
      async (request, reply) => {
        const object = objectAt(request.params.route, services)
        const context = await contextOf(request, services)
        const { id } = request.params
        const found = await context.get({
          object: object.key,
          id,
          fields: readKeys(request.query.fields),
          include: readKeys(request.query.include),
          deleted: request.query.deleted,
        })
        watch(request, services, { ids: [id] })
        return sendJson(reply.header('etag', `"${found.revision}"`), found.record)
      },
    )

    app.get('/:route/:id/related', { schema: { params: record } }, async (request, reply) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      const related = await context.related({ object: object.key, id: request.params.id })
      for (const one of related) watch(request, services, { ids: one.ids, list: one.object })
      const texts = related.map(({ records, ids: _ids, ...head }) => `${JSON.stringify(head).slice(0, -1)},"records":${records}}`)
      return sendJson(reply, `{"related":[${texts.join(',')}]}`)
    })

    const chain = Type.Object({ by: Type.Optional(Type.String({ maxLength: 60 })) })
    app.get('/:route/:id/tree', { schema: { params: record, querystring: chain } }, async (request) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      const found = await context.tree({ object: object.key, id: request.params.id, by: request.query.by })
      watch(request, services, { ids: found.nodes.map(({ id }) => id), list: object.key })
      return found
    })

    app.get(
      '/:route/:id/timeline',
      {
        schema: { params: record, querystring: Type.Object({ cursor, limit, kind: Type.Optional(Type.String()), from: day, until: day }) },
      },
      async (request, reply) => {
        const object = objectAt(request.params.route, services)
        const context = await contextOf(request, services)
        const { kind, ...page } = request.query
        const found = await context.timeline({ object: object.key, id: request.params.id, kinds: readKeys(kind), ...page })
        watch(request, services, { ids: [request.params.id] })
        return sendJson(reply, entriesText(found))
      },
    )

    const weeks = Type.Object({ weeks: Type.Optional(Type.Integer({ minimum: 1, maximum: 104 })) })
    const rhythmBody = Type.Object({ ids: Type.Array(Type.String({ format: 'uuid' }), { maxItems: 200 }), ...weeks.properties })
    app.post('/:route/rhythms', { config: { isReading: true }, schema: { params: route, body: rhythmBody } }, async (request) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      return context.rhythms({ object: object.key, ids: request.body.ids, weeks: request.body.weeks ?? 12 })
    })

    app.get('/:route/:id/rhythm', { schema: { params: record, querystring: weeks } }, async (request) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      return { weeks: await context.rhythm({ object: object.key, id: request.params.id, weeks: request.query.weeks ?? 26 }) }
    })

    app.get('/:route/:id/history', { schema: { params: record, querystring: Type.Object({ cursor, limit }) } }, async (request, reply) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      return sendJson(reply, entriesText(await context.history({ object: object.key, id: request.params.id, ...request.query })))
    })

    app.get(
      '/:route/:id/as-of',
      { schema: { params: record, querystring: Type.Object({ at: Type.Optional(Type.String({ maxLength: 40 })) }) } },
      async (request) => {
        const object = objectAt(request.params.route, services)
        const context = await contextOf(request, services)
        return context.asOf({ object: object.key, id: request.params.id, at: request.query.at })
      },
    )

    // A reading that leaves a trace: no prefetch and no cache may ask for it.
    const unmasked = { params: record, body: Type.Object({ field: Type.String({ maxLength: 100 }) }, { additionalProperties: false }) }
    app.post('/:route/:id/unmask', { schema: unmasked }, async (request, reply) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      reply.header('cache-control', 'no-store')
      return context.unmask({ object: object.key, id: request.params.id, field: request.body.field })
    })

    app.get('/:route/:id/visible-to', { schema: { params: record } }, async (request) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      return { groups: await context.visibleTo({ object: object.key, id: request.params.id }) }
    })

    const whose = Type.Object({ user: Type.Optional(Type.String({ maxLength: 100 })) })
    app.get('/:route/:id/explain', { schema: { params: record, querystring: whose } }, async (request) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      const query = { object: object.key, id: request.params.id }
      const { user } = request.query
      const found =
        user === undefined ? await context.explain(query) : await context.explain(query, await readerOf(context, services, user))
      const words = ({ action, why }: (typeof found)[number]) => ({ action, why })
      return { allowed: found.filter((one) => one.allowed).map(words), denied: found.filter((one) => !one.allowed).map(words) }
    })
  }
}

function readOwners(text: string): string[] {
  const owners = readKeys(text) ?? []
  if (!owners.every(isId)) throw new InvalidInputError('invalid_reference', { field: 'owners' })
  return owners
}

/** Somebody else as a reader, for administrators who ask what that person may do. */
async function readerOf({ reader }: Context, { engine }: Services, user: string): Promise<Context['reader']> {
  if (!reader.principal.administrator) throw new AccessError('administrators_only')
  if (!isId(user)) throw new NotFoundError('not_found', { object: 'user', record: user })
  try {
    return (await engine.contextFor({ workspaceId: reader.workspaceId, principalId: user, through: 'web' })).reader
  } catch (error) {
    if (error instanceof SignInError) throw new NotFoundError('not_found', { object: 'user', record: user })
    throw error
  }
}

/** What a list shows unless asked otherwise, less what this reader does not see. */
function listFields(context: Context, object: ObjectDefinition): string[] {
  const visible = visibleFields(context.reader, object.key)
  return [...new Set([object.title, ...object.list.columns])].filter((key) => visible.has(key))
}

function pageText(page: { records: string; next: string | null }): string {
  return `{"records":${page.records},"next":${JSON.stringify(page.next)}}`
}

function laneText(key: string | null, page: { records: string; next: string | null }): string {
  return `{"key":${JSON.stringify(key)},"records":${page.records},"next":${JSON.stringify(page.next)}}`
}

function entriesText(page: { entries: string; next: string | null }): string {
  return `{"entries":${page.entries},"next":${JSON.stringify(page.next)}}`
}
