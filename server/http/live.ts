import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { callerOf } from './caller.ts'
import { contextOf, type Services } from './services.ts'

/** `GET /live`: a stream of server-sent events that stays open until the reader leaves, signs out, or the server stops. */
export function liveRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { hub } = services
  return async (app) => {
    app.get('/live', { exposeHeadRoute: false }, async (request, reply) => {
      const caller = callerOf(request)
      // Refuses whoever was deactivated: their stream was just closed, and they come back.
      await contextOf(request, services)
      hub.demandRoom(caller)
      reply.hijack()
      reply.raw.writeHead(200, {
        ...gatheredHeaders(reply),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        // nginx would hold events back until its buffer is full.
        'x-accel-buffering': 'no',
      })
      request.raw.socket.setTimeout(0)
      request.raw.socket.setNoDelay(true)
      hub.open(caller, reply.raw)
    })
  }
}

/** What hooks have set so far; a hijacked answer no longer passes through Fastify. */
function gatheredHeaders(reply: FastifyReply): Record<string, string | string[] | number> {
  const headers = Object.entries(reply.getHeaders())
  return Object.fromEntries(headers.filter((entry): entry is [string, string | string[] | number] => entry[1] !== undefined))
}
