import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { InvalidInputError } from '../../engine/index.ts'

/** The key by which a repeated request is known, with a fingerprint of what it asked: the same key must ask the same. */
export function idempotencyOf(request: FastifyRequest): { idempotency?: { key: string; requestHash: string } } {
  const key = request.headers['idempotency-key']
  if (key === undefined) return {}
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) throw new InvalidInputError('idempotency_key_invalid')
  const asked = JSON.stringify([request.method, request.url, request.headers['if-match'] ?? null, request.body ?? null])
  return { idempotency: { key, requestHash: createHash('sha256').update(asked).digest('base64url') } }
}
