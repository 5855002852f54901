import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'

/** `/health`: this process answers. `/ready`: it can do its work, so a balancer may send requests. */
export function registerHealth(app: FastifyInstance, pool: Pool): void {
  const config = { isPublic: true, isInternal: true }
  app.get('/health', { config }, async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }))
  app.get('/ready', { config }, async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    try {
      await pool.query('SELECT 1')
      return { status: 'ready' }
    } catch {
      return reply.code(503).send({ status: 'not ready' })
    }
  })
}
