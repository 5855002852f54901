import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { AccessError, InvalidInputError, RuleError } from '../../engine/index.ts'
import type { SignedIn } from '../identity/sessions.ts'
import { note } from './access.ts'
import { registerRateLimits } from './rate-limits.ts'
import { signedIn } from './second-factor.ts'
import { contextOf, type Services } from './services.ts'
import { demandCurrency, demandTimeZone } from './settings-checks.ts'

const mostWorkspaces = 50

/** Further workspaces for somebody who has an account here: made, and left. Both want a person, not a token. */
export function workspaceRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { engine, identity, hub } = services
  return async (app) => {
    await registerRateLimits(app)
    const limited = { rateLimit: { max: 10, timeWindow: '1 hour' } }

    const wanted = Type.Object({
      name: Type.String({ maxLength: 200 }),
      currency: Type.String({ maxLength: 3 }),
      locale: Type.Union([Type.Literal('zh-CN'), Type.Literal('en')]),
      timeZone: Type.String({ maxLength: 60 }),
    })
    app.post('/workspaces', { config: limited, schema: { body: wanted } }, async (request, reply) => {
      const session = signedIn(request)
      if (!(await mayCreateWorkspace(services, session))) throw new AccessError('workspaces_not_made_here')
      const { currency, locale, timeZone } = request.body
      const name = request.body.name.normalize('NFC').trim()
      if (!name) throw new InvalidInputError('name_required', { field: 'name' })
      demandCurrency(currency)
      demandTimeZone(timeZone)
      const { principal } = (await contextOf(request, services)).reader
      const { identityId, email } = session
      const administrator = { name: principal.name, email }
      const { workspaceId } = await engine.createWorkspace({ name, currency, locale, timeZone, administrator }, (made) =>
        identity.members.joinAlso({ identityId, workspaceId: made.workspaceId, principalId: made.administratorId }),
      )
      return reply.code(201).send({ workspace: { id: workspaceId, name } })
    })

    app.post('/me/leave', async (request) => {
      const session = signedIn(request)
      const context = await contextOf(request, services)
      const { workspaceId, principal } = context.reader
      const next = session.workspaces.find(({ id }) => id !== workspaceId)
      if (!next) throw new RuleError('only_workspace')
      // Refused for the last administrator, before anything else has happened.
      const system = await engine.systemContext(workspaceId, 'web')
      await system.write({ kind: 'update', object: 'user', id: principal.id, values: { active: false } })
      await note(context, 'user.left')
      await identity.members.leave(session.identityId, workspaceId)
      await identity.tokens.revokeAllOf(workspaceId, principal.id)
      await identity.sessions.choose(session, next.id)
      await identity.sessions.endIn(session.identityId, workspaceId)
      hub.closePrincipal(workspaceId, principal.id)
      return { workspace: { id: next.id, name: next.name } }
    })
  }
}

export async function mayCreateWorkspace({ engine, newWorkspaces }: Services, { active, workspaces }: SignedIn): Promise<boolean> {
  if (newWorkspaces === 'nobody' || !active || workspaces.length >= mostWorkspaces) return false
  if (newWorkspaces === 'everyone') return true
  // Whoever was just made inactive may still ask where they stand.
  const principal = await engine.principal(active.id, active.principalId).catch(() => null)
  return principal?.administrator === true
}
