import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { InvalidInputError, RuleError, SignInError } from '../../engine/index.ts'
import { ceremonySeconds, type PasskeySite } from '../identity/passkeys.ts'
import { note } from './access.ts'
import { browserHeaders, callerOfCookies, setCookies } from './browser-session.ts'
import { demandOwnPage } from './caller.ts'
import { meOf } from './me.ts'
import { registerRateLimits, triesAMinute } from './rate-limits.ts'
import { demandMayAddFactor, demandPassword, isFactorRequired, signedIn } from './second-factor.ts'
import { contextOf, type Services } from './services.ts'
import { noteSignIn } from './sign-in-audit.ts'

/** Signing in with a passkey, and one's own passkeys: made, named, removed. For people in browsers, not for tokens. */
export function passkeyRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { identity, publicUrl } = services
  const { hostname: host, origin, protocol } = new URL(publicUrl)
  const cookie = { httpOnly: true, sameSite: 'strict' as const, secure: protocol === 'https:', path: '/api/v1', maxAge: ceremonySeconds }

  /** On one's own machine the server may be reached at another port than it knows of, such as through a tunnel or a proxy of development. */
  function siteOf(request: FastifyRequest): PasskeySite {
    const isHere = host === 'localhost' && request.hostname === 'localhost'
    return { host, origin: isHere ? `${protocol}//${request.host}` : origin }
  }

  function begun<T>(reply: FastifyReply, { options, secret }: { options: T; secret: string }): { options: T } {
    reply.setCookie(cookieName, secret, cookie)
    return { options }
  }

  return async (app) => {
    await registerRateLimits(app)
    const open = { isPublic: true, rateLimit: triesAMinute }
    const early = { beforeSecondFactor: true }
    const limited = { beforeSecondFactor: true, rateLimit: triesAMinute }
    const response = Type.Object({}, { additionalProperties: true })
    const name = Type.String({ maxLength: 100 })
    const params = Type.Object({ id: Type.String({ maxLength: 100 }) })

    app.post('/sign-in/passkey/begin', { config: open }, async (request, reply) => {
      demandOwnPage(request)
      return begun(reply, await identity.passkeys.beginSignIn(siteOf(request)))
    })

    app.post('/sign-in/passkey', { config: open, schema: { body: Type.Object({ response }) } }, async (request, reply) => {
      demandOwnPage(request)
      const secret = request.cookies[cookieName]
      if (!secret) throw new SignInError('passkey_took_too_long')
      const headers = browserHeaders(request, [])
      const cookies = await identity.passkeys.signIn({ headers, site: siteOf(request), secret, response: request.body.response })
      request.caller = await callerOfCookies(identity, cookies)
      await noteSignIn(services, request, request.caller, 'passkey')
      setCookies(reply, cookies)
      reply.clearCookie(cookieName, cookie)
      return { me: await meOf(await contextOf(request, services), services) }
    })

    app.get('/me/passkeys', { config: early }, async (request) => ({
      passkeys: await identity.passkeys.list(signedIn(request).identityId),
    }))

    const password = Type.Object({ password: Type.String({ maxLength: 1000 }) })
    app.post('/me/passkeys/begin', { config: limited, schema: { body: password } }, async (request, reply) => {
      const session = signedIn(request)
      await demandMayAddFactor(request, services)
      await demandPassword(services, session, request.body.password)
      return begun(reply, await identity.passkeys.begin(session, siteOf(request)))
    })

    app.post('/me/passkeys', { config: limited, schema: { body: Type.Object({ name, response }) } }, async (request, reply) => {
      const session = signedIn(request)
      await demandMayAddFactor(request, services)
      const secret = request.cookies[cookieName]
      if (!secret) throw new RuleError('passkey_took_too_long')
      const given = nameIn(request.body.name)
      const added = { session, site: siteOf(request), secret, name: given, response: request.body.response }
      const made = await identity.passkeys.add(added)
      reply.clearCookie(cookieName, cookie)
      await note(await contextOf(request, services), 'passkey.added', { name: given })
      return reply.code(201).send(made)
    })

    app.patch('/me/passkeys/:id', { schema: { params, body: Type.Object({ name }) } }, async (request, reply) => {
      await identity.passkeys.rename(signedIn(request).identityId, request.params.id, nameIn(request.body.name))
      return reply.code(204).send()
    })

    app.delete('/me/passkeys/:id', { schema: { params } }, async (request, reply) => {
      const session = signedIn(request)
      const all = await identity.passkeys.list(session.identityId)
      const gone = all.find(({ id }) => id === request.params.id)
      if (gone && all.length === 1 && !session.hasSecondFactor && (await isFactorRequired(request, services)))
        throw new RuleError('last_passkey_must_stay')
      await identity.passkeys.remove(session.identityId, request.params.id)
      await note(await contextOf(request, services), 'passkey.removed', { name: gone?.name ?? '' })
      return reply.code(204).send()
    })
  }
}

const cookieName = 'guanxi.passkey'

function nameIn(given: string): string {
  const name = given.normalize('NFC').trim()
  if (!name) throw new InvalidInputError('name_required', { field: 'name' })
  return name
}
