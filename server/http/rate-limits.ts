import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import { RequestError } from './problems.ts'

/** For routes that check a password or a code: so many requests a minute from one address. */
export const triesAMinute = { max: 60, timeWindow: '1 minute' }

/** Holds `config: { rateLimit: triesAMinute }` for the routes of this plugin; the others go without. */
export async function registerRateLimits(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    ...triesAMinute,
    errorResponseBuilder: (_request, { ttl }) => new RequestError(429, 'too_many_requests', { retryAfterSeconds: Math.ceil(ttl / 1000) }),
  })
}
