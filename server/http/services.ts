import type { FastifyRequest } from 'fastify'
import type { Context, Engine, Imports, ObjectDefinition } from '../../engine/index.ts'
import { NotFoundError } from '../../engine/index.ts'
import type { FileSettings } from '../files/settings.ts'
import type { Identity } from '../identity/identity.ts'
import type { Hub } from '../live/hub.ts'
import { callerOf } from './caller.ts'
import type { Problems } from './problems.ts'

/** What the routes work with. */
export type Services = {
  readonly engine: Engine
  readonly imports: Imports
  readonly identity: Identity
  readonly hub: Hub
  readonly problems: Problems
  readonly files: FileSettings
  readonly incomingFolder: string
  readonly objectsByRoute: ReadonlyMap<string, ObjectDefinition>
  readonly areas: readonly { key: string; label: { zh: string; en: string }; icon: string }[]
  readonly regions: readonly { code: string; name: string }[]
  readonly version: string
  readonly publicUrl: string
}

/** The caller at work: their rights, their workspace, their language from here on. */
export async function contextOf(request: FastifyRequest, { engine }: Services): Promise<Context> {
  const { workspaceId, principalId, through } = callerOf(request)
  const context = await engine.contextFor({ workspaceId, principalId, through })
  request.locale = context.reader.principal.locale
  return context
}

/** The object whose records stand at `/api/v1/<route>`. */
export function objectAt(route: string, { objectsByRoute }: Services): ObjectDefinition {
  const object = objectsByRoute.get(route)
  if (!object) throw new NotFoundError('route_not_found')
  return object
}

/** Tells the live stream that the request names what this answer shows. */
export function watch(request: FastifyRequest, services: Services, shown: { ids?: Iterable<string>; list?: string }): void {
  const header = request.headers['x-live-connection']
  if (typeof header !== 'string') return
  const connection = services.hub.connectionOf(header, callerOf(request))
  if (!connection) return
  if (shown.ids) connection.watch(shown.ids)
  if (shown.list) connection.watchList(shown.list)
}
