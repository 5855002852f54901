import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { firstSteps } from '../../crm/index.ts'
import { AccessError } from '../../engine/index.ts'
import { contextOf, type Services } from './services.ts'

/** What the guide on the home page ticks: the steps of this reader, as the records stand. */
export function firstStepRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { engine, mailer } = services
  return async (app) => {
    app.get('/me/first-steps', async (request) => {
      const { reader } = await contextOf(request, services)
      if (reader.principal.narrowing) throw new AccessError('not_with_a_narrowed_token')
      const steps = await firstSteps(engine.database, reader)
      // Whoever runs the server decides on its mail; an administrator should know what comes of it.
      return { steps: reader.principal.administrator ? [...steps, { key: 'mail', done: mailer.isConfigured }] : steps }
    })
  }
}
