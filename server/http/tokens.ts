import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { InvalidInputError, type Narrowing, type Principal, RuleError } from '../../engine/index.ts'
import type { TokenSummary } from '../identity/tokens.ts'
import { administratorAt, note } from './access.ts'
import { signedIn } from './second-factor.ts'
import { contextOf, type Services } from './services.ts'

/** Access tokens: each acts with the rights of the person who made it, and is seen in full once. */
export function tokenRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { engine, identity, hub } = services
  return async (app) => {
    const params = Type.Object({ id: Type.String({ maxLength: 100 }) })

    app.get('/me/tokens', async (request) => {
      signedIn(request)
      const { workspaceId, principal } = (await contextOf(request, services)).reader
      return { tokens: usable(await identity.tokens.list(workspaceId, principal.id)) }
    })

    const wanted = Type.Object({
      name: Type.String({ maxLength: 100 }),
      expiresInDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
      neverExpires: Type.Optional(Type.Boolean()),
      role: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()])),
      readOnly: Type.Optional(Type.Boolean()),
    })
    app.post('/me/tokens', { schema: { body: wanted } }, async (request, reply) => {
      signedIn(request)
      const context = await contextOf(request, services)
      const { workspaceId, principal, clock } = context.reader
      const name = request.body.name.trim()
      if (!name) throw new InvalidInputError('name_required', { field: 'name' })
      const { expiresInDays = usualDays, neverExpires = false, role = null, readOnly = false } = request.body
      const narrowing = narrowedTo(principal, role, readOnly)
      if (usable(await identity.tokens.list(workspaceId, principal.id)).length >= mostTokens)
        throw new RuleError('too_many_tokens', { most: mostTokens })
      const expiresAt = neverExpires ? null : new Date(clock.now().getTime() + expiresInDays * 86_400_000)
      const made = await identity.tokens.create({
        workspaceId,
        principalId: principal.id,
        name,
        expiresAt,
        createdById: principal.id,
        narrowing,
      })
      await note(context, 'token.created', { name, ...(narrowing ? { role: roleTitle(principal, role), readOnly } : {}) })
      return reply.code(201).send(made)
    })

    app.delete('/me/tokens/:id', { schema: { params } }, async (request, reply) => {
      signedIn(request)
      const context = await contextOf(request, services)
      const { workspaceId, principal } = context.reader
      const name = await nameOf(workspaceId, request.params.id)
      await identity.tokens.revoke(workspaceId, request.params.id, principal.id)
      hub.closeToken(request.params.id)
      await note(context, 'token.revoked', { name })
      return reply.code(204).send()
    })

    app.get('/access/tokens', async (request) => {
      const { workspaceId } = (await administratorAt(services, request)).reader
      const tokens = usable(await identity.tokens.list(workspaceId))
      const names = await namesOf(workspaceId, [...new Set(tokens.map(({ principalId }) => principalId))])
      return {
        tokens: tokens.map((token) => ({ ...token, principal: { id: token.principalId, title: names.get(token.principalId) ?? '' } })),
      }
    })

    app.delete('/access/tokens/:id', { schema: { params } }, async (request, reply) => {
      const context = await administratorAt(services, request)
      const { workspaceId } = context.reader
      const name = await nameOf(workspaceId, request.params.id)
      await identity.tokens.revoke(workspaceId, request.params.id)
      hub.closeToken(request.params.id)
      await note(context, 'token.revoked', { name })
      return reply.code(204).send()
    })
  }

  async function nameOf(workspaceId: string, id: string): Promise<string> {
    return (await identity.tokens.list(workspaceId)).find((token) => token.id === id)?.name ?? ''
  }

  async function namesOf(workspaceId: string, ids: readonly string[]): Promise<Map<string, string>> {
    const system = await engine.systemContext(workspaceId, 'web')
    const names = new Map<string, string>()
    for (let at = 0; at < ids.length; at += 200) {
      const value = ids.slice(at, at + 200)
      const { records } = await system.list({ object: 'user', filter: { field: 'id', op: 'in', value }, fields: ['name'], limit: 200 })
      for (const user of JSON.parse(records) as { id: string; name: string }[]) names.set(user.id, user.name)
    }
    return names
  }
}

const mostTokens = 50
const usualDays = 365

/** Less than the owner's own rights: one of the roles that they hold, reading alone, or both. */
export function narrowedTo(owner: Pick<Principal, 'roles'>, roleId: string | null, readOnly: boolean): Narrowing | null {
  if (roleId !== null && !owner.roles.some(({ id }) => id === roleId)) throw new InvalidInputError('role_not_held', { field: 'role' })
  return roleId !== null || readOnly ? { roleId, readOnly } : null
}

function roleTitle(owner: Principal, roleId: string | null): string | null {
  return owner.roles.find(({ id }) => id === roleId)?.name ?? null
}

function usable(tokens: readonly TokenSummary[]): TokenSummary[] {
  return tokens.filter(({ revokedAt }) => revokedAt === null)
}
