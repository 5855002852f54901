import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { AccessError, InvalidInputError, RuleError } from '../../engine/index.ts'
import type { SignedIn } from '../identity/sessions.ts'
import { demandsSecondFactor } from '../identity/sign-in-policy.ts'
import { note } from './access.ts'
import { browserHeaders, callerOfCookies, setCookies } from './browser-session.ts'
import { callerOf, lacksSecondFactor } from './caller.ts'
import { registerRateLimits, triesAMinute } from './rate-limits.ts'
import { contextOf, type Services } from './services.ts'

/** One's own second factor: set it up, make new recovery codes, take it away. For people who are signed in, not for tokens. */
export function secondFactorRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { identity } = services

  return async (app) => {
    await registerRateLimits(app)
    const early = { beforeSecondFactor: true }
    const limited = { beforeSecondFactor: true, rateLimit: triesAMinute }
    const password = Type.Object({ password: Type.String({ maxLength: 1000 }) })

    app.get('/me/second-factor', { config: early }, async (request) => {
      const session = signedIn(request)
      return {
        ...(await identity.secondFactor.state(session.identityId)),
        required: await isFactorRequired(request, services),
        passkeys: await identity.passkeys.count(session.identityId),
      }
    })

    app.post('/me/second-factor', { config: limited, schema: { body: password } }, async (request) => {
      await demandMayAddFactor(request, services)
      await demandPassword(services, signedIn(request), request.body.password)
      return identity.secondFactor.begin(browserHeaders(request, 'all'), request.body.password)
    })

    const code = Type.Object({ code: Type.String({ maxLength: 100 }) })
    app.post('/me/second-factor/confirm', { config: limited, schema: { body: code } }, async (request, reply) => {
      const session = signedIn(request)
      await demandMayAddFactor(request, services)
      const cookies = await identity.secondFactor.confirm(session.identityId, browserHeaders(request, 'all'), request.body.code)
      setCookies(reply, cookies)
      identity.sessions.forgetIdentity(session.identityId)
      const caller = await callerOfCookies(identity, cookies)
      // The library opened the session anew: it goes on in the workspace where it was.
      if (caller.session && session.active && caller.workspaceId !== session.active.id)
        await identity.sessions.choose(caller.session, session.active.id)
      // Streams of the old session end with the hub's own check: ended now, they would come back with the cookie that is just being replaced.
      await note(await contextOf(request, services), 'second_factor.enabled')
      return reply.code(204).send()
    })

    app.post('/me/second-factor/recovery-codes', { config: limited, schema: { body: password } }, async (request) => {
      await demandPassword(services, signedIn(request), request.body.password)
      return { recoveryCodes: await identity.secondFactor.newRecoveryCodes(browserHeaders(request, 'all'), request.body.password) }
    })

    app.post('/me/second-factor/disable', { config: limited, schema: { body: password } }, async (request, reply) => {
      const session = signedIn(request)
      await demandPassword(services, session, request.body.password)
      if (await isFactorRequired(request, services)) throw new RuleError('second_factor_must_stay')
      await identity.secondFactor.remove(session.identityId)
      identity.sessions.forgetIdentity(session.identityId)
      await note(await contextOf(request, services), 'second_factor.disabled')
      return reply.code(204).send()
    })
  }
}

export async function isFactorRequired(request: FastifyRequest, { engine, identity }: Services): Promise<boolean> {
  const { workspaceId, principalId } = callerOf(request)
  return demandsSecondFactor(await identity.policy.of(workspaceId), (await engine.principal(workspaceId, principalId)).roles)
}

/** The password once more: a browser left open must not be enough. Wrong ones count as at the sign-in. */
export async function demandPassword({ identity }: Services, session: SignedIn, password: string): Promise<void> {
  await identity.lockOut.demandUnlocked(session.email)
  if (await identity.members.isPassword(session.identityId, password)) return
  await identity.lockOut.failed(session.email)
  throw new InvalidInputError('wrong_current_password', { field: 'password' })
}

/** Where a second factor is demanded, whoever has a passkey shows it first: else a stolen password could bring a factor of its own. */
export async function demandMayAddFactor(request: FastifyRequest, services: Services): Promise<void> {
  const session = signedIn(request)
  if (!(await lacksSecondFactor(callerOf(request), services.identity, services.engine))) return
  if ((await services.identity.passkeys.count(session.identityId)) > 0) throw new AccessError('passkey_required')
}

export function signedIn(request: FastifyRequest): SignedIn {
  const { session } = callerOf(request)
  if (!session) throw new AccessError('not_with_a_token')
  return session
}
