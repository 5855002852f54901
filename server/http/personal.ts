import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { ZipFile } from 'yazl'
import {
  type Context,
  demandSubject,
  erasePerson,
  InvalidInputError,
  insertErasure,
  personalData,
  rehearseErasure,
} from '../../engine/index.ts'
import { contentHeaders } from '../files/types.ts'
import { personalPage } from './personal-page.ts'
import { contextOf, objectAt, type Services } from './services.ts'

const params = Type.Object({ route: Type.String(), id: Type.String() })
const language = Type.Object({ language: Type.Optional(Type.Union([Type.Literal('zh-CN'), Type.Literal('en')])) })
const erasing = Type.Object(
  { confirm: Type.String({ maxLength: 400 }), reason: Type.String({ maxLength: 500 }) },
  { additionalProperties: false },
)

/** One person's data: given out, and erased, by whoever has the right to answer for it. What is about the person counts, whoever may see it otherwise. */
export function personalRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { engine, files } = services
  const systemOf = ({ reader }: Context): Promise<Context> => engine.systemContext(reader.workspaceId, 'erasure')

  return async (app) => {
    app.get('/:route/:id/personal', { schema: { params } }, async (request) => {
      const subject = { object: objectAt(request.params.route, services).key, id: request.params.id }
      const context = await contextOf(request, services)
      await demandSubject(context, subject)
      return rehearseErasure(context, await systemOf(context), subject)
    })

    // Its head alone would be noted as given out.
    app.get(
      '/:route/:id/personal/archive',
      { schema: { params, querystring: language }, exposeHeadRoute: false },
      async (request, reply) => {
        const subject = { object: objectAt(request.params.route, services).key, id: request.params.id }
        const context = await contextOf(request, services)
        await demandSubject(context, subject)
        const data = await personalData(await systemOf(context), subject)
        const english = (request.query.language ?? context.reader.principal.locale) === 'en'
        await context.transaction((inside) =>
          inside.audit('personal.exported', {
            object: subject.object,
            details: { record: subject.id, related: data.related.reduce((sum, { records }) => sum + records.length, 0) },
          }),
        )
        const archive = new ZipFile()
        archive.addBuffer(Buffer.from(JSON.stringify(data, null, 2)), 'data.json')
        archive.addBuffer(Buffer.from(personalPage(data, english)), english ? 'data.html' : '个人信息.html')
        for (const { id, name, sha256 } of data.files) {
          const stream = await files.storage.open(context.reader.workspaceId, sha256)
          if (stream) archive.addReadStream(stream, `files/${id.slice(-6)} ${name.replace(/[/\\:*?"<>|]/g, '_')}`, {})
        }
        archive.end()
        for (const [name, value] of Object.entries(
          contentHeaders({ type: 'application/octet-stream', name: `${subject.id.slice(-12)}.zip` }, true),
        ))
          reply.header(name, value)
        reply.header('content-type', 'application/zip').header('cache-control', 'private, no-store').header('content-encoding', 'identity')
        return reply.send(archive.outputStream)
      },
    )

    app.post('/:route/:id/personal/erase', { schema: { params, body: erasing } }, async (request) => {
      const subject = { object: objectAt(request.params.route, services).key, id: request.params.id }
      const context = await contextOf(request, services)
      await demandSubject(context, subject)
      const { title } = context.reader.object(subject.object).definition
      const record = JSON.parse((await context.get({ ...subject, fields: [title] })).record) as Record<string, unknown>
      const { confirm, reason } = request.body
      if (confirm.trim() !== String(record[title] ?? '').trim())
        throw new InvalidInputError('erasure_not_confirmed', { field: 'confirm', title: String(record[title] ?? '') })
      if (reason.trim() === '') throw new InvalidInputError('required', { field: 'reason' })
      await context.transaction(async (inside) => {
        await insertErasure(inside, subject, reason.trim())
        await inside.audit('personal.erased', { object: subject.object, details: { record: subject.id } })
      })
      await erasePerson({ owner: engine.owner, clock: engine.clock, files: files.storage }, await systemOf(context), subject)
      return { id: subject.id }
    })
  }
}
