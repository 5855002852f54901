import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { importKnowledge, regions } from '../../crm/index.ts'
import {
  type Context,
  delimiters,
  encodings,
  type ImportParts,
  type ImportState,
  NotFoundError,
  regionMatcher,
  tableKinds,
} from '../../engine/index.ts'
import type { Received } from '../files/intake.ts'
import type { FileStorage } from '../files/storage.ts'
import { fileName } from './files.ts'
import { importRunRoutes } from './import-runs.ts'
import { importTemplates, knownOf } from './import-templates.ts'
import { importJson, importSummary, rowJson } from './import-view.ts'
import { contextOf, type Services } from './services.ts'
import { uploadedFile, withReceived } from './upload.ts'

/** What the import jobs need of the server: the bytes of uploaded files, and the divisions that cells may name. */
export function importParts(storage: FileStorage): ImportParts {
  return {
    regions: regionMatcher(regions),
    knowledge: importKnowledge,
    files: (workspaceId, hash) => async () => {
      const file = await storage.open(workspaceId, hash)
      if (!file) throw new NotFoundError('import_file_lost')
      return file
    },
  }
}

const params = Type.Object({ id: Type.String() })
const format = Type.Partial(
  Type.Object(
    {
      encoding: Type.Union(encodings.map((encoding) => Type.Literal(encoding))),
      kind: Type.Union(tableKinds.map((kind) => Type.Literal(kind))),
      // Any single character but those that end a line.
      delimiter: Type.String({ pattern: '^[^\\r\\n]?$' }),
      quote: Type.Union([Type.Literal('"'), Type.Literal("'"), Type.Literal('')]),
      escape: Type.Union([Type.Literal('"'), Type.Literal("'"), Type.Literal('\\')]),
      headerRow: Type.Integer({ minimum: 0, maximum: 100 }),
      sheet: Type.String({ maxLength: 200 }),
      entry: Type.String({ maxLength: 1_000 }),
    },
    { additionalProperties: false },
  ),
)
const change = Type.Object(
  {
    object: Type.Optional(Type.String()),
    format: Type.Optional(format),
    plan: Type.Optional(Type.Unknown()),
    /** The mapping template to apply; null: none. */
    template: Type.Optional(Type.Union([Type.Null(), Type.String()])),
  },
  { additionalProperties: false },
)
const shownRows = 200
/** So far into a file one may scroll: what lies behind is found by its problems. */
const mostRowsShown = 5_000
const sourceQuery = Type.Object({
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: mostRowsShown + 100 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
})

/** Imports: upload, mapping, check, start, result, undo. An import is seen by the person who uploaded it, and by nobody else. */
export function importRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { imports, problems } = services
  const { storage, largestImportBytes } = services.files
  const wordsFor = (context: Context, request: FastifyRequest, object: string) => ({
    problems,
    locale: request.locale,
    model: context.reader.model.objects.get(object),
    objects: context.reader.model.objects,
  })
  const view = async (context: Context, request: FastifyRequest, state: ImportState) => ({
    ...importJson(state, wordsFor(context, request, state.object)),
    ...(await knownOf(context, state)),
    rows: state.status === 'open' ? (await imports.fileRows(context, state.id, { after: 0, limit: shownRows })).map(rowJson) : [],
    encodings,
    delimiters,
  })

  return async (app) => {
    await app.register(multipart, {
      limits: { fileSize: largestImportBytes, files: 1, fields: 2, fieldSize: 200, parts: 3 },
      throwFileSizeLimit: false,
    })
    await app.register(importRunRoutes(services))

    app.post(
      '/imports',
      { bodyLimit: largestImportBytes + 1024 * 1024, schema: { querystring: Type.Object({ object: Type.Optional(Type.String()) }) } },
      async (request, reply) => {
        const context = await contextOf(request, services)
        const part = await uploadedFile(request)
        const name = fileName(part.filename)
        const keep = async (file: Received) => {
          await storage.keep(context.reader.workspaceId, file.hash, file.path)
          return file
        }
        const received = await withReceived(part, name, services, keep, largestImportBytes)
        const named = part.fields.object
        const object = request.query.object ?? (named && !Array.isArray(named) && named.type === 'field' ? String(named.value) : '')
        const state = await imports.open(context, object, { name, hash: received.hash, size: received.size })
        return reply.code(201).send(await view(context, request, state))
      },
    )

    app.get(
      '/imports',
      { schema: { querystring: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) }) } },
      async (request) => {
        const context = await contextOf(request, services)
        const found = await imports.recent(context, request.query.limit ?? 20)
        return { imports: found.map((state) => importSummary(state, wordsFor(context, request, state.object))) }
      },
    )

    app.get('/imports/:id', { schema: { params } }, async (request) => {
      const context = await contextOf(request, services)
      return view(context, request, await imports.get(context, request.params.id))
    })

    app.get('/imports/:id/source', { schema: { params, querystring: sourceQuery } }, async (request) => {
      const context = await contextOf(request, services)
      const { after = 0, limit = shownRows } = request.query
      return { rows: (await imports.fileRows(context, request.params.id, { after, limit })).map(rowJson) }
    })

    app.patch('/imports/:id', { schema: { params, body: change } }, async (request) => {
      const context = await contextOf(request, services)
      const { object, format: chosen, plan, template } = request.body
      const { id } = request.params
      if (object !== undefined || chosen !== undefined || template !== undefined) {
        const chosenTemplate = typeof template === 'string' ? await importTemplates.get(context, template) : template
        await imports.changeFormat(context, id, chosen ?? {}, object ?? chosenTemplate?.object, chosenTemplate)
      }
      if (plan !== undefined) await imports.changePlan(context, id, plan)
      return view(context, request, await imports.get(context, id))
    })
  }
}
