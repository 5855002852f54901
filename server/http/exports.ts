import { rm } from 'node:fs/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { regionPaths } from '../../crm/index.ts'
import {
  type AuditEntry,
  type AuditQuery,
  auditEntries,
  auditKeptDays,
  type Context,
  type ErrorParameters,
  type ExportParts,
  type ExportRequest,
  type ExportState,
  exportRequestSchema,
  type Filter,
  InvalidInputError,
  keepAuditFor,
  type Locale,
} from '../../engine/index.ts'
import type { FileStorage } from '../files/storage.ts'
import { contentHeaders } from '../files/types.ts'
import { csvText } from './csv-text.ts'
import { contextOf, type Services } from './services.ts'

/** What exports need of the server: how divisions are written, a folder to work in that nobody else uses, and the storage. */
export function exportParts(storage: FileStorage, folder: string): ExportParts {
  return { regionNames: regionPaths(), folder, files: storage }
}

/** Takes away what was left half done. */
export async function clearOutgoing({ folder }: ExportParts): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}

const params = Type.Object({ id: Type.String() })
/** Beside what the engine takes: a saved view that says what is not said. */
const createBody = Type.Composite([exportRequestSchema, Type.Object({ view: Type.Optional(Type.String()) })], {
  additionalProperties: false,
})
const countBody = Type.Object(
  { object: Type.String(), filter: Type.Optional(Type.Unknown()), deleted: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
)
const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  vcard: 'text/vcard; charset=utf-8',
} as const

/** Exports: files made of lists, at once or in the background. An export is seen by the person who asked for it, and by nobody else. */
export function exportRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { exports } = services
  const limit = Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) })

  return async (app) => {
    app.post('/exports', { schema: { body: createBody } }, async (request, reply) => {
      const context = await contextOf(request, services)
      const { view, ...asked } = request.body
      const made = await exports.create(context, await withView(context, asked as ExportRequest, view))
      return reply.code(201).send({ export: exportJson(made, context, services, request.locale) })
    })

    app.post('/exports/count', { schema: { body: countBody } }, async (request) => {
      const context = await contextOf(request, services)
      return exports.count(context, request.body as Pick<ExportRequest, 'object' | 'filter' | 'deleted'>)
    })

    app.get('/exports', { schema: { querystring: limit } }, async (request) => {
      const context = await contextOf(request, services)
      const found = await exports.recent(context, request.query.limit ?? 20)
      return { exports: found.map((one) => exportJson(one, context, services, request.locale)) }
    })

    app.get('/exports/:id', { schema: { params } }, async (request) => {
      const context = await contextOf(request, services)
      return exportJson(await exports.get(context, request.params.id), context, services, request.locale)
    })

    // Its head alone would be noted as a download.
    app.get('/exports/:id/file', { schema: { params }, exposeHeadRoute: false }, async (request, reply) => {
      const context = await contextOf(request, services)
      const { file, stream } = await exports.open(context, request.params.id)
      for (const [name, value] of Object.entries(contentHeaders({ type: 'application/octet-stream', name: file.fileName }, true)))
        reply.header(name, value)
      const isLegacy = file.request.encoding === 'gb18030'
      reply.header('content-type', isLegacy ? 'text/csv; charset=gb18030' : types[file.format])
      // The file is fetched once and is large: compressing it anew for the way would cost more than it saves.
      reply.header('content-length', file.size).header('cache-control', 'private, no-store').header('content-encoding', 'identity')
      return reply.send(stream)
    })
  }
}

/** Who took what out of the system, and other acts that no record's history holds. */
export function auditRoutes(services: Services): FastifyPluginAsyncTypebox {
  const text = Type.Optional(Type.String({ maxLength: 200 }))
  const query = Type.Object({
    kind: text,
    object: text,
    principal: text,
    from: text,
    until: text,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    cursor: Type.Optional(Type.String({ maxLength: 4_000 })),
  })
  return async (app) => {
    app.get('/audit/retention', async (request) => ({ days: await auditKeptDays(await contextOf(request, services)) }))
    const days = Type.Object({ days: Type.Union([Type.Integer(), Type.Null()]) }, { additionalProperties: false })
    app.put('/audit/retention', { schema: { body: days } }, async (request) => {
      await keepAuditFor(await contextOf(request, services), request.body.days)
      return { days: request.body.days }
    })

    app.get('/audit.csv', { schema: { querystring: query } }, async (request, reply) => {
      const context = await contextOf(request, services)
      const rows = await auditRows(context, request.query)
      await context.transaction((inside) => inside.audit('audit.exported', { details: { ...request.query, rows: rows.length - 1 } }))
      reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="audit-log.csv"')
      return reply.send(csvText(rows))
    })

    app.get('/audit', { schema: { querystring: query } }, async (request) => {
      const context = await contextOf(request, services)
      const { entries, next } = await context.snapshot((snapshot) => auditEntries(snapshot, context.reader, request.query))
      return { entries: entries.map((entry) => auditJson(entry, context)), next }
    })
  }
}

const mostExported = 20_000

/** The log as a table, as far as a spreadsheet is of use; a longer one is asked for by its dates. */
async function auditRows(context: Context, query: AuditQuery): Promise<string[][]> {
  const english = context.reader.principal.locale === 'en'
  const head = english
    ? ['When', 'Who', 'On behalf of', 'Kind', 'Object', 'Through', 'Details']
    : ['时间', '谁', '代表', '动作', '对象', '经由', '详情']
  return context.snapshot(async (snapshot) => {
    const rows = [head]
    let cursor = query.cursor
    do {
      const page = await auditEntries(snapshot, context.reader, { ...query, limit: 200, cursor })
      for (const { at, principal, behalf, kind, object, through, details } of page.entries)
        rows.push([at, principal.title, behalf?.title ?? '', kind, object ?? '', through, JSON.stringify(details)])
      cursor = page.next ?? undefined
    } while (cursor !== undefined && rows.length <= mostExported)
    return rows
  })
}

function auditJson(entry: AuditEntry, { reader }: Context) {
  return { ...entry, objectLabel: entry.object === null ? null : (reader.model.objects.get(entry.object)?.definition.plural ?? null) }
}

export function exportJson(
  { principalId: _principal, fileKey: _key, batchId, error, ...one }: ExportState,
  { reader }: Context,
  { problems }: Pick<Services, 'problems'>,
  locale: Locale,
) {
  return {
    ...one,
    jobId: batchId,
    objectLabel: reader.model.objects.get(one.object)?.definition.plural ?? null,
    fileUrl: one.status === 'done' ? `/api/v1/exports/${one.id}/file` : null,
    error: error && {
      code: error.code,
      detail: problems.text(error.code === 'broken' ? 'job_broke' : error.code, (error.parameters ?? {}) as ErrorParameters, locale),
    },
  }
}

type View = { object: string; filter: Filter | null; sort: string[] | null; columns: ({ key: string } | string)[] | null }

/** Filter, sort and columns of a view that the reader may see, where the request itself does not say them. */
export async function withView(context: Context, request: ExportRequest, view: string | undefined): Promise<ExportRequest> {
  if (view === undefined) return request
  const { record } = await context.get({ object: 'savedView', id: view, fields: ['object', 'filter', 'sort', 'columns'] })
  const { object, filter, sort, columns } = JSON.parse(record) as View
  if (object !== request.object) throw new InvalidInputError('invalid_value', { field: 'view' })
  const fields = columns?.map((column) => (typeof column === 'string' ? column : column.key))
  return {
    ...request,
    ...(request.filter || !filter ? {} : { filter }),
    ...(request.sort || !sort?.length ? {} : { sort }),
    ...(request.fields || !fields?.length ? {} : { fields }),
  }
}
