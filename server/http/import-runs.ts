import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import type { Context } from '../../engine/index.ts'
import { effectJson, importJson, keptByUndoJson, keptRowJson, type Words } from './import-view.ts'
import { rejectedFile } from './rejected-file.ts'
import { contextOf, type Services } from './services.ts'

const params = Type.Object({ id: Type.String() })
const rowsPerRead = 500
const usualRows = 100
const page = {
  after: Type.Optional(Type.Integer({ minimum: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: rowsPerRead })),
}
const rowsQuery = Type.Object({ ...page, outcome: Type.Optional(Type.Union([Type.Literal('rejected'), Type.Literal('noted')])) })
const kinds = ['create', 'update', 'unchanged', 'skip', 'ask', 'reject'] as const
const effectsQuery = Type.Object({ ...page, kind: Type.Optional(Type.Union(kinds.map((kind) => Type.Literal(kind)))) })

/** What is done with an import once its plan stands: check, start, pause, resume, cancel, undo, and what came of it. */
export function importRunRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { imports, problems } = services
  const wordsFor = (context: Context, request: FastifyRequest, object: string): Words => ({
    problems,
    locale: request.locale,
    model: context.reader.model.objects.get(object),
  })

  return async (app) => {
    for (const begin of ['check', 'start', 'undo'] as const) {
      app.post(`/imports/:id/${begin}`, { schema: { params } }, async (request, reply) => {
        const context = await contextOf(request, services)
        return reply.code(202).send({ job: { id: await imports[begin](context, request.params.id) } })
      })
    }

    for (const turn of ['pause', 'resume', 'cancel'] as const) {
      app.post(`/imports/:id/${turn}`, { schema: { params } }, async (request) => {
        const context = await contextOf(request, services)
        await imports[turn](context, request.params.id)
        const state = await imports.get(context, request.params.id)
        return importJson(state, wordsFor(context, request, state.object))
      })
    }

    app.get('/imports/:id/rows', { schema: { params, querystring: rowsQuery } }, async (request) => {
      const context = await contextOf(request, services)
      const { outcome, after = 0, limit = usualRows } = request.query
      const { object } = await imports.get(context, request.params.id)
      const rows = await imports.rows(context, request.params.id, { after, limit, ...(outcome ? { outcome } : {}) })
      const next = rows.length === limit ? (rows.at(-1)?.number ?? null) : null
      return { rows: rows.map((row) => keptRowJson(row, wordsFor(context, request, object))), next }
    })

    app.get('/imports/:id/effects', { schema: { params, querystring: effectsQuery } }, async (request) => {
      const context = await contextOf(request, services)
      const { kind, after = 0, limit = usualRows } = request.query
      const { object } = await imports.get(context, request.params.id)
      const rows = await imports.effects(context, request.params.id, { after, limit, ...(kind ? { kind } : {}) })
      const next = rows.length === limit ? (rows.at(-1)?.number ?? null) : null
      return { rows: rows.map((row) => effectJson(row, wordsFor(context, request, object))), next }
    })

    app.get('/imports/:id/kept', { schema: { params, querystring: Type.Object(page) } }, async (request) => {
      const context = await contextOf(request, services)
      const { after = 0, limit = usualRows } = request.query
      const { object } = await imports.get(context, request.params.id)
      const kept = await imports.kept(context, request.params.id, { after, limit })
      const words = wordsFor(context, request, object)
      const next = kept.length === limit ? (kept.at(-1)?.position ?? null) : null
      return { kept: kept.map((one) => keptByUndoJson(one, words, context.reader.model.objects.get(one.object))), next }
    })

    app.get('/imports/:id/rejected', { schema: { params } }, async (request, reply) => {
      const context = await contextOf(request, services)
      const state = await imports.get(context, request.params.id)
      const { name, type, content } = rejectedFile(imports, context, state, wordsFor(context, request, state.object))
      const plain = `rejected${name.slice(name.lastIndexOf('.'))}`
      reply
        .header('content-type', type)
        .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`)
      return reply.send(content)
    })
  }
}
