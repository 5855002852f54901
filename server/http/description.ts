import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { scopeFor } from '../../engine/index.ts'
import { openApiDocument } from './openapi/document.ts'
import { contextOf, type Services } from './services.ts'

/** `GET /api/openapi.json`: the API of this workspace as its reader may use it, custom fields included. */
export function descriptionRoutes(services: Services): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/openapi.json', async (request) => {
      const { reader } = await contextOf(request, services)
      const may = (object: string, action: string) => scopeFor(reader.principal, object, action) !== null
      return openApiDocument({
        objects: [...reader.model.objects.values()].filter(({ definition }) => may(definition.key, 'read')),
        actions: [...services.engine.registry.actions.values()].filter(
          ({ permission }) => permission === 'judged' || may(permission.object, permission.action),
        ),
        choices: (list) => (reader.model.choices.get(list) ?? []).filter((choice) => choice.active).map((choice) => choice.key),
        locale: reader.principal.locale,
        version: services.version,
        serverUrl: services.publicUrl,
      })
    })
  }
}
