import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { AccessError, type Context, InvalidInputError } from '../../engine/index.ts'
import { callerOf } from './caller.ts'
import { contextOf, type Services } from './services.ts'
import { demandTimeZone } from './settings-checks.ts'

type UserRecord = {
  revision: number
  name: string
  email: string | null
  department?: { id: string; title: string } | null
  settings?: Record<string, unknown> | null
}

/** The reader about themselves: also somebody whose role shows them no other user. */
export async function meOf(context: Context, { engine }: Services) {
  const { principal, workspaceId } = context.reader
  const own = await ownRecord(await engine.systemContext(workspaceId, 'web'), principal.id)
  const settings = own?.settings ?? {}
  return {
    principalId: principal.id,
    userId: principal.id,
    name: own?.name ?? principal.name,
    email: own?.email ?? '',
    locale: principal.locale,
    timeZone: principal.timeZone,
    theme: typeof settings.theme === 'string' ? settings.theme : 'system',
    density: typeof settings.density === 'string' ? settings.density : 'default',
    settings,
    roles: principal.roles,
    department: own?.department ?? null,
    isAdministrator: principal.administrator,
    acting: principal.narrowing?.acting
      ? {
          by: { id: principal.narrowing.acting.actor.id, title: principal.narrowing.acting.actor.name },
          until: principal.narrowing.acting.until,
          readOnly: principal.narrowing.readOnly,
        }
      : null,
  }
}

async function ownRecord(system: Context, id: string): Promise<UserRecord | null> {
  const { records } = await system.list({
    object: 'user',
    filter: { field: 'id', op: 'is', value: id },
    fields: ['name', 'email', 'department', 'settings'],
    limit: 1,
  })
  const [own] = JSON.parse(records) as UserRecord[]
  return own ?? null
}

const mostSettingsBytes = 64 * 1024

export function meRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { engine, identity, hub } = services
  return async (app) => {
    const changes = Type.Object(
      {
        locale: Type.Optional(Type.Union([Type.Literal('zh-CN'), Type.Literal('en')])),
        timeZone: Type.Optional(Type.String({ maxLength: 60 })),
        theme: Type.Optional(Type.String({ maxLength: 20 })),
        density: Type.Optional(Type.String({ maxLength: 20 })),
        settings: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
      },
      { additionalProperties: false },
    )
    app.patch('/me', { schema: { body: changes } }, async (request) => {
      const context = await contextOf(request, services)
      const { workspaceId, principal } = context.reader
      if (principal.narrowing) throw new AccessError('not_with_a_token')
      const { locale, timeZone, theme, density, settings } = request.body
      if (timeZone !== undefined) demandTimeZone(timeZone)
      const system = await engine.systemContext(workspaceId, 'web')
      const own = await ownRecord(system, principal.id)
      const merged = {
        ...own?.settings,
        ...settings,
        ...(theme === undefined ? {} : { theme }),
        ...(density === undefined ? {} : { density }),
      }
      // A null takes a setting away.
      const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null))
      if (Buffer.byteLength(JSON.stringify(kept)) > mostSettingsBytes)
        throw new InvalidInputError('settings_too_large', { field: 'settings' })
      const values = { settings: kept, ...(locale === undefined ? {} : { locale }), ...(timeZone === undefined ? {} : { timeZone }) }
      await system.write({ kind: 'update', object: 'user', id: principal.id, values })
      return { me: await meOf(await contextOf(request, services), services) }
    })

    const ownPassword = Type.Object({ current: Type.String({ maxLength: 1000 }), password: Type.String({ maxLength: 1000 }) })
    app.post('/me/password', { schema: { body: ownPassword } }, async (request, reply) => {
      const { session } = callerOf(request)
      if (!session) throw new AccessError('not_with_a_token')
      await identity.lockOut.demandUnlocked(session.email)
      if (!(await identity.members.isPassword(session.identityId, request.body.current))) {
        await identity.lockOut.failed(session.email)
        throw new InvalidInputError('wrong_current_password', { field: 'current' })
      }
      await identity.members.replacePassword(session.identityId, request.body.password)
      await identity.sessions.endOthers(session)
      return reply.code(204).send()
    })

    const user = Type.Object({ id: Type.String() })
    app.post(
      '/users/:id/password',
      { schema: { params: user, body: Type.Object({ password: Type.String({ maxLength: 1000 }) }) } },
      async (request, reply) => {
        const context = await contextOf(request, services)
        if (!context.reader.principal.administrator) throw new AccessError('administrators_only')
        const { record } = await context.get({ object: 'user', id: request.params.id, fields: ['name', 'email'] })
        const { id, name, email } = JSON.parse(record) as UserRecord & { id: string }
        const { workspaceId } = context.reader
        await identity.members.setPassword({ workspaceId, principalId: id, name, email, password: request.body.password })
        hub.closePrincipal(workspaceId, id)
        return reply.code(204).send()
      },
    )
  }
}
