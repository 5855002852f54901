import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { createImportProjects } from '../../engine/index.ts'
import { projectJson, projectSummary } from './import-project-view.ts'
import { contextOf, type Services } from './services.ts'

const params = Type.Object({ id: Type.String() })
const file = Type.Object(
  { importId: Type.String(), position: Type.Optional(Type.Integer({ minimum: 0 })) },
  { additionalProperties: false },
)
const change = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: 400 })),
    source: Type.Optional(Type.String({ maxLength: 60 })),
    whenFailed: Type.Optional(Type.Union([Type.Literal('stop'), Type.Literal('goOn')])),
    files: Type.Optional(Type.Array(file, { maxItems: 500 })),
    arrange: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
const signature = Type.Object({ note: Type.Optional(Type.String({ maxLength: 4_000 })) }, { additionalProperties: false })

/** Migration projects: several imports in order, run, reconciled and signed off as one. */
export function importProjectRoutes(services: Services): FastifyPluginAsyncTypebox {
  const projects = createImportProjects(services.engine)
  return async (app) => {
    app.get(
      '/import-projects',
      { schema: { querystring: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) }) } },
      async (request) => {
        const context = await contextOf(request, services)
        return { projects: (await projects.recent(context, request.query.limit ?? 50)).map(projectSummary) }
      },
    )

    app.post('/import-projects', { schema: { body: change } }, async (request, reply) => {
      const context = await contextOf(request, services)
      const state = await projects.create(context, inputOf(request.body))
      return reply.code(201).send(projectJson(state, context, services))
    })

    app.get('/import-projects/:id', { schema: { params } }, async (request) => {
      const context = await contextOf(request, services)
      return projectJson(await projects.get(context, request.params.id), context, services)
    })

    app.patch('/import-projects/:id', { schema: { params, body: change } }, async (request) => {
      const context = await contextOf(request, services)
      return projectJson(await projects.change(context, request.params.id, inputOf(request.body)), context, services)
    })

    app.delete('/import-projects/:id', { schema: { params } }, async (request, reply) => {
      const context = await contextOf(request, services)
      await projects.remove(context, request.params.id)
      return reply.code(204).send()
    })

    for (const step of ['check', 'start', 'undo'] as const) {
      app.post(`/import-projects/:id/${step}`, { schema: { params } }, async (request, reply) => {
        const context = await contextOf(request, services)
        return reply.code(202).send({ job: { id: await projects[step](context, request.params.id) } })
      })
    }

    for (const step of ['cancel', 'pause', 'resume'] as const) {
      app.post(`/import-projects/:id/${step}`, { schema: { params } }, async (request) => {
        const context = await contextOf(request, services)
        await projects[step](context, request.params.id)
        return projectJson(await projects.get(context, request.params.id), context, services)
      })
    }

    app.get('/import-projects/:id/reconcile', { schema: { params } }, async (request) => {
      const context = await contextOf(request, services)
      return projects.reconcile(context, request.params.id)
    })

    app.post('/import-projects/:id/sign-off', { schema: { params, body: signature } }, async (request) => {
      const context = await contextOf(request, services)
      return projectJson(await projects.signOff(context, request.params.id, request.body.note ?? ''), context, services)
    })

    app.post('/import-projects/:id/reopen', { schema: { params } }, async (request) => {
      const context = await contextOf(request, services)
      return projectJson(await projects.reopen(context, request.params.id), context, services)
    })
  }
}

/** Files come in the order of their positions; those that name none keep the order in which they are listed. */
function inputOf({ files, ...rest }: { files?: { importId: string; position?: number }[] } & Record<string, unknown>) {
  if (files === undefined) return rest
  const placed = files.map(({ importId, position }, index) => ({ importId, position: position ?? index }))
  return { ...rest, files: placed.toSorted((one, other) => one.position - other.position).map(({ importId }) => importId) }
}
