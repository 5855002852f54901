import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  AccessError,
  type Context,
  demandRight,
  type Filter,
  InvalidInputError,
  NotFoundError,
  type ObjectDefinition,
  RuleError,
  type WriteRequest,
} from '../../engine/index.ts'
import { checkEntry } from './check-entry.ts'
import { idempotencyOf } from './idempotency.ts'
import { sendJson } from './record-reads.ts'
import { revisionGiven } from './revision.ts'
import { contextOf, objectAt, type Services, watch } from './services.ts'

const route = Type.Object({ route: Type.String() })
const record = Type.Object({ route: Type.String(), id: Type.String() })
const values = Type.Record(Type.String(), Type.Unknown())
const headers = Type.Object({ 'if-match': Type.Optional(Type.String()) })
const entry = Type.Object({ duplicateReason: Type.Optional(Type.String({ maxLength: 500 })) })
const mostAtOnce = 500

/** The writing routes that every object has. All of it goes through the engine's one write path. */
export function recordWrites(services: Services): FastifyPluginAsyncTypebox {
  const { problems, engine } = services

  /** Answers with the record as its writer now reads it. */
  async function answerWritten(
    request: FastifyRequest,
    reply: FastifyReply,
    context: Context,
    object: ObjectDefinition,
    given: WriteRequest,
    made: ((id: string) => Promise<void>) | null = null,
  ) {
    const { id, revision, changeId, replayed, record } = await context.write(given, { ...idempotencyOf(request), show: true })
    if (!replayed) await made?.(id)
    if (replayed) reply.header('idempotent-replayed', 'true')
    watch(request, services, { ids: [id] })
    const shown = record ?? (await readBack(context, object.key, id))
    return sendJson(
      reply.header('etag', `"${revision}"`),
      `{"id":"${id}","revision":${revision},"changeId":"${changeId}","record":${shown ?? `{"id":"${id}","revision":${revision}}`}}`,
    )
  }

  return async (app) => {
    app.post('/:route', { schema: { params: route, body: values, querystring: entry } }, async (request, reply) => {
      const object = objectAt(request.params.route, services)
      demandWritable(object)
      const context = await contextOf(request, services)
      reply.code(201)
      const given: WriteRequest = { kind: 'create', object: object.key, values: request.body }
      const made = await checkEntry(services, context, given, request.query.duplicateReason)
      return answerWritten(request, reply, context, object, given, made)
    })

    app.patch('/:route/:id', { schema: { params: record, body: values, headers } }, async (request, reply) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      const { revision: stated, ...changes } = request.body
      const revision = revisionGiven(request.headers['if-match'], stated)
      return answerWritten(request, reply, context, object, {
        kind: 'update',
        object: object.key,
        id: request.params.id,
        values: changes,
        revision,
      })
    })

    app.delete('/:route/:id', { schema: { params: record, headers } }, async (request, reply) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      const revision = revisionGiven(request.headers['if-match'], undefined)
      const { id, changeId, replayed } = await context.write(
        { kind: 'delete', object: object.key, id: request.params.id, revision },
        idempotencyOf(request),
      )
      if (replayed) reply.header('idempotent-replayed', 'true')
      return { id, changeId }
    })

    app.post('/:route/:id/restore', { schema: { params: record } }, async (request, reply) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      const { replayed, ...restored } = await context.write(
        { kind: 'restore', object: object.key, id: request.params.id },
        idempotencyOf(request),
      )
      if (replayed) reply.header('idempotent-replayed', 'true')
      return restored
    })

    const bulkBody = Type.Object(
      {
        create: Type.Optional(Type.Array(values, { maxItems: mostAtOnce })),
        update: Type.Optional(
          Type.Array(Type.Intersect([Type.Object({ id: Type.String(), revision: Type.Optional(Type.Integer()) }), values]), {
            maxItems: mostAtOnce,
          }),
        ),
        delete: Type.Optional(Type.Array(Type.String(), { maxItems: mostAtOnce })),
        partial: Type.Optional(Type.Boolean()),
      },
      { additionalProperties: false },
    )
    app.post('/:route/bulk', { schema: { params: route, body: bulkBody } }, async (request) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      const { partial, ...given } = request.body
      // With partial success every good row commits by itself: there is no one answer to give again.
      if (partial && request.headers['idempotency-key'] !== undefined)
        throw new InvalidInputError('idempotency_needs_whole', { field: 'partial' })
      const requests = bulkRequests(object, given)
      if (requests.some((one) => 'mass' in one && one.mass)) demandRight(context.reader, object.key, 'massUpdate')
      const { changeId, results } = await context.bulk(requests, { partial: partial ?? false, ...idempotencyOf(request) })
      return {
        changeId,
        results: results.map((result) =>
          'error' in result
            ? { error: problems.documentOf(result.error, request.locale, request.fieldNames ?? undefined) }
            : { id: result.id, revision: result.revision },
        ),
      }
    })

    const byFilter = Type.Object(
      { filter: Type.Unknown(), changes: Type.Optional(values), delete: Type.Optional(Type.Boolean()) },
      { additionalProperties: false },
    )
    app.post('/:route/bulk-by-filter', { schema: { params: route, body: byFilter } }, async (request, reply) => {
      const object = objectAt(request.params.route, services)
      const context = await contextOf(request, services)
      const { changes, delete: remove } = request.body
      const filter = request.body.filter as Filter
      for (const action of ['massUpdate', remove === true ? 'delete' : 'update']) demandRight(context.reader, object.key, action)
      if ((changes === undefined) === (remove !== true)) throw new InvalidInputError('changes_or_delete', { field: 'changes' })
      for (const key of Object.keys(changes ?? {})) context.reader.field(object.key, key, 'select')
      const { count } = await context.count({ object: object.key, filter, exact: true })
      const input = { object: object.key, filter, ...(remove ? { delete: true } : { changes }) }
      const id = await engine.startJob(context, { kind: 'bulkChange', object: object.key, input, total: count }, idempotencyOf(request))
      return reply.code(202).send({ job: { id } })
    })
  }
}

/** The record as its writer reads it, or null. */
export async function readBack(context: Context, object: string, id: string): Promise<string | null> {
  try {
    return (await context.get({ object, id })).record
  } catch (error) {
    // One may make what one may not read: a record for another team.
    if (error instanceof NotFoundError || error instanceof AccessError) return null
    throw error
  }
}

function bulkRequests(
  object: ObjectDefinition,
  given: { create?: Record<string, unknown>[]; update?: Record<string, unknown>[]; delete?: string[] },
): WriteRequest[] {
  const kinds = [given.create, given.update, given.delete].filter((list) => list !== undefined)
  if (kinds.length !== 1) throw new InvalidInputError('one_kind_of_bulk')
  if (given.create) {
    demandWritable(object)
    return given.create.map((values) => ({ kind: 'create', object: object.key, values }))
  }
  // The order of a few stages or choices is one thing that is edited, not many.
  const mass = !object.configuration && Math.max(given.update?.length ?? 0, given.delete?.length ?? 0) > 1
  if (given.update) {
    return given.update.map(({ id, revision, ...values }) => ({
      kind: 'update',
      object: object.key,
      id: String(id),
      values,
      mass,
      ...(typeof revision === 'number' ? { revision } : {}),
    }))
  }
  return (given.delete ?? []).map((id) => ({ kind: 'delete', object: object.key, id, mass }))
}

/** Bytes come with files: a file without them is made by nobody. */
function demandWritable(object: ObjectDefinition): void {
  if (object.key === 'file') throw new RuleError('file_needs_upload')
}
