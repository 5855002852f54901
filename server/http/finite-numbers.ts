import type { FastifyInstance } from 'fastify'
import { InvalidInputError } from '../../engine/index.ts'

/**
 * `?limit=Infinity` and `?limit=1e999` are read as numbers without an end, for which the schema's own limits are not looked at. Texts that are no numbers pass.
 */
export function registerFiniteNumbers(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ query, routeOptions }) => {
    const { properties } = (routeOptions.schema?.querystring ?? {}) as { properties?: Record<string, { type?: string }> }
    for (const [key, value] of Object.entries(query as Record<string, unknown>)) {
      const expected = properties?.[key]?.type
      if ((expected === 'integer' || expected === 'number') && Math.abs(Number(value)) === Number.POSITIVE_INFINITY)
        throw new InvalidInputError('wrong_type', { field: key, expected })
    }
  })
}
