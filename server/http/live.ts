import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Hub } from '../live/hub.ts'
import { callerOf } from './caller.ts'

/** `GET /live`: a stream of server-sent events that stays open until the reader leaves, signs out, or the server stops. */
export function registerLive(app: FastifyInstance, hub: Hub): void {
  app.get('/live', { exposeHeadRoute: false }, (request, reply) => {
    const caller = callerOf(request)
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
  // Before the server waits for open answers to end: these never would.
  app.addHook('preClose', async () => hub.close())
}

/** What hooks have set so far; a hijacked answer no longer passes through Fastify. */
function gatheredHeaders(reply: FastifyReply): Record<string, string | string[] | number> {
  return Object.fromEntries(
    Object.entries(reply.getHeaders()).filter((entry): entry is [string, string | string[] | number] => entry[1] !== undefined),
  )
}
