import type { FastifyRequest } from 'fastify'
import type { Context, Engine, Exports, Imports, ObjectDefinition } from '../../engine/index.ts'
import { type Locale, labelIn, NotFoundError, type ObjectModel } from '../../engine/index.ts'
import type { Config } from '../config.ts'
import type { FileSettings } from '../files/settings.ts'
import type { Identity } from '../identity/identity.ts'
import type { Hub } from '../live/hub.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { Post } from '../mail/post.ts'
import { callerOf } from './caller.ts'
import type { Problems } from './problems.ts'

/** What the routes work with. */
export type Services = {
  readonly engine: Engine
  readonly imports: Imports
  readonly exports: Exports
  readonly identity: Identity
  readonly hub: Hub
  readonly mailer: Mailer
  readonly post: Post
  readonly problems: Problems
  readonly files: FileSettings
  readonly incomingFolder: string
  readonly objectsByRoute: ReadonlyMap<string, ObjectDefinition>
  readonly areas: readonly { key: string; label: { zh: string; en: string }; icon: string }[]
  readonly regions: readonly { code: string; name: string }[]
  readonly version: string
  readonly publicUrl: string
  /** Who, beside the command line, may make further workspaces. */
  readonly newWorkspaces: Config['newWorkspaces']
}

/** The caller at work: their rights, their workspace, their language from here on. */
export async function contextOf(request: FastifyRequest, { engine, objectsByRoute }: Services): Promise<Context> {
  const { workspaceId, principalId, through, narrowing } = callerOf(request)
  const context = await engine.contextFor({
    workspaceId,
    principalId,
    through,
    narrowing,
    ...(narrowing?.acting ? { behalfId: principalId } : {}),
  })
  const { principal, model } = context.reader
  request.locale = principal.locale
  const { route } = request.params as { route?: string }
  const object = route === undefined ? undefined : objectsByRoute.get(route)
  if (object) request.fieldNames = (key) => fieldName(model.objects.get(object.key), key, principal.locale)
  return context
}

function fieldName(object: ObjectModel | undefined, key: string, locale: Locale): string | undefined {
  const field = object?.fields.get(key)
  return field && labelIn(field.label, locale)
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
