import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify'

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
  const routes: RouteOptions[] = []
  app.addHook('onRoute', (route) => {
    routes.push(route)
  })
  // Read when it is asked for: a plugin may say more of its routes after they were noted here.
  app.decorate('routeTable', {
    getter: () =>
      routes.flatMap(({ method, url, config, schema }) =>
        [method]
          .flat()
          .filter((one) => !madeByTheFramework.has(one))
          .map((one): RouteEntry => ({ method: one, url, isPublic: config?.isPublic === true, schema: schema ?? null })),
      ),
  })
}
