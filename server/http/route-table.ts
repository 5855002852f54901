import type { FastifyInstance, FastifySchema } from 'fastify'

export type RouteEntry = {
  readonly method: string
  readonly url: string
  readonly isPublic: boolean
  readonly schema: FastifySchema | null
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route that this server answers, in the order in which they were made: what proofs about "all routes" go by. */
    readonly routeTable: readonly RouteEntry[]
  }
}

const madeByTheFramework = new Set(['HEAD', 'OPTIONS'])

/** Notes each route as it is made; called before the first of them. */
export function keepRouteTable(app: FastifyInstance): void {
  const table: RouteEntry[] = []
  app.decorate('routeTable', table)
  app.addHook('onRoute', ({ method, url, config, schema }) => {
    for (const one of [method].flat())
      if (!madeByTheFramework.has(one)) table.push({ method: one, url, isPublic: config?.isPublic === true, schema: schema ?? null })
  })
}
