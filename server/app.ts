import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import type pg from 'pg'
import type { Clock } from '../engine/clock.ts'
import type { Config } from './config.ts'
import { registerHealth } from './http/health.ts'
import { serverMessages } from './http/messages.ts'
import { registerMetrics } from './http/metrics.ts'
import { problemsIn, registerProblems } from './http/problems.ts'
import { registerSecurity } from './http/security.ts'
import { registerWebApp } from './http/web-app.ts'

export type AppParts = { config: Config; ownerPool: pg.Pool; appPool: pg.Pool; ownerUrl: string; appUrl: string; clock: Clock }

const largestBodyBytes = 4 * 1024 * 1024

/** All that answers HTTP. */
export async function createApp({ config, appPool }: AppParts): Promise<FastifyInstance> {
  const app = Fastify({
    forceCloseConnections: 'idle',
    bodyLimit: largestBodyBytes,
    trustProxy: config.publicUrl !== null,
    logger: { level: process.env.GUANXI_LOG_LEVEL ?? 'warn', serializers: { req: loggedRequest } },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    ajv: { customOptions: { coerceTypes: true, removeAdditional: false, allErrors: true } },
  })
  // Cross-site forms can send plain text without asking first; no route of ours wants it.
  app.removeContentTypeParser('text/plain')

  const problems = problemsIn([serverMessages])
  registerProblems(app, problems)
  await registerSecurity(app, config.publicUrl?.startsWith('https:') ?? false)
  await app.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    // The strongest setting of Brotli takes longer than most answers take to make.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
  registerMetrics(app, {
    liveConnections: () => 0,
    database: () => ({ total: appPool.totalCount, idle: appPool.idleCount, waiting: appPool.waitingCount }),
  })
  registerHealth(app, appPool)
  await registerWebApp(app, new URL('../dist/web', import.meta.url).pathname)
  return app
}

/** Without headers and query: those hold tokens, cookies and what people search for. */
function loggedRequest(request: FastifyRequest) {
  return { id: request.id, method: request.method, path: request.url.split('?')[0], route: request.routeOptions?.url }
}
