import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { importKnowledge } from '../../crm/index.ts'
import {
  type Context,
  createImportTemplates,
  type ImportState,
  type ImportTemplate,
  recognise,
  templateInputSchema,
} from '../../engine/index.ts'
import { contextOf, type Services } from './services.ts'

/** Whoever may keep views, which can be shared, may share templates. */
export const importTemplates = createImportTemplates({ sharing: { object: 'savedView', action: 'create' } })

export function templateJson(template: ImportTemplate, context: Context) {
  const { id, name, object, source, shared, names, columns, fill, duplicates, createdAt, changedAt } = template
  const mine = template.principalId === context.reader.principal.id
  return { id, name, object, source, shared, mine, names, columns, fill, duplicates, createdAt, changedAt }
}

/** What is known of the file of an import: the template in use, and the system it comes from. */
export async function knownOf(context: Context, state: ImportState) {
  const { template } = state.plan
  const used = template === undefined ? undefined : (await importTemplates.list(context, state.object)).find(({ id }) => id === template)
  const recognised = recognise(
    state.columns.map(({ name }) => name),
    importKnowledge.systems,
    state.format.kind,
  )
  return {
    template: used ? { id: used.id, name: used.name } : null,
    recognised: recognised && {
      system: recognised.system.key,
      label: recognised.system.label,
      table: recognised.table.label,
      /** What its rows become; null where they are no records, and `note` says what to do instead. */
      object: recognised.table.object,
      note: recognised.table.instead ?? null,
    },
  }
}

/** Mapping templates: one's own and the shared ones. */
export function importTemplateRoutes(services: Services): FastifyPluginAsyncTypebox {
  const params = Type.Object({ id: Type.String() })
  return async (app) => {
    app.get('/import-templates', { schema: { querystring: Type.Object({ object: Type.Optional(Type.String()) }) } }, async (request) => {
      const context = await contextOf(request, services)
      const found = await importTemplates.list(context, request.query.object)
      return { templates: found.map((template) => templateJson(template, context)) }
    })

    app.post('/import-templates', { schema: { body: templateInputSchema } }, async (request, reply) => {
      const context = await contextOf(request, services)
      return reply.code(201).send(templateJson(await importTemplates.create(context, request.body), context))
    })

    app.get('/import-templates/:id', { schema: { params } }, async (request) => {
      const context = await contextOf(request, services)
      return templateJson(await importTemplates.get(context, request.params.id), context)
    })

    app.patch('/import-templates/:id', { schema: { params, body: templateInputSchema } }, async (request) => {
      const context = await contextOf(request, services)
      return templateJson(await importTemplates.change(context, request.params.id, request.body), context)
    })

    app.delete('/import-templates/:id', { schema: { params } }, async (request, reply) => {
      const context = await contextOf(request, services)
      await importTemplates.remove(context, request.params.id)
      return reply.code(204).send()
    })
  }
}
