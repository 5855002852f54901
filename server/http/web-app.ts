import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/**
 * The built web app. Files under `assets/` carry a hash of their content in their name and may be kept for ever; the page itself is asked
 * for each time, so that an upgrade is seen at once. Addresses of screens all answer with the page.
 */
export async function registerWebApp(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return
  await app.register(async (pages) => {
    pages.addHook('onRoute', (route) => {
      route.config = { ...route.config, isPublic: true, isInternal: true }
    })
    await pages.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      cacheControl: false,
      preCompressed: true,
      setHeaders(reply, path) {
        const isNamedByContent = path.startsWith(join(folder, 'assets'))
        reply.header('cache-control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
    pages.get('/*', (request, reply) => {
      const path = request.url.split('?')[0] ?? '/'
      // A missing script must not be answered with a page: the browser would try to run it.
      const isScreen = !path.startsWith('/api/') && !path.startsWith('/assets/') && !/\.[a-z0-9]{2,5}$/i.test(path)
      return isScreen ? reply.sendFile('index.html') : reply.callNotFound()
    })
  })
}
