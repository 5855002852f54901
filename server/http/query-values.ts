import type { FastifyInstance } from 'fastify'
import { InvalidInputError } from '../../engine/index.ts'

/**
 * Refuses what no schema looks at. `?limit=Infinity` and `?limit=1e999` are read as numbers without an end, for which the schema's own limits do not
 * count; texts that are no numbers pass. A NUL character is no text that PostgreSQL takes.
 */
export function registerQueryValues(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ query, routeOptions }) => {
    const { properties } = (routeOptions.schema?.querystring ?? {}) as { properties?: Record<string, { type?: string }> }
    for (const [key, value] of Object.entries(query as Record<string, unknown>)) {
      if ([value].flat().some((text) => typeof text === 'string' && text.includes('\0')))
        throw new InvalidInputError('invalid_value', { field: key })
      const expected = properties?.[key]?.type
      if ((expected === 'integer' || expected === 'number') && Math.abs(Number(value)) === Number.POSITIVE_INFINITY)
        throw new InvalidInputError('wrong_type', { field: key, expected })
    }
  })
}
