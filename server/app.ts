import Fastify, { type FastifyInstance } from 'fastify'
import type pg from 'pg'
import type { Clock } from '../engine/clock.ts'
import type { Config } from './config.ts'

export type AppParts = { config: Config; ownerPool: pg.Pool; appPool: pg.Pool; ownerUrl: string; appUrl: string; clock: Clock }

/** All that answers HTTP. */
export async function createApp({ appPool }: AppParts): Promise<FastifyInstance> {
  const app = Fastify({ forceCloseConnections: 'idle' })
  app.get('/health', async () => ({ status: 'ok' }))
  app.get('/ready', async (_request, reply) => {
    try {
      await appPool.query('select 1')
      return { status: 'ready' }
    } catch {
      return reply.code(503).send({ status: 'not ready' })
    }
  })
  return app
}
