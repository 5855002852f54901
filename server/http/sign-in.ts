import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { InvalidInputError, NotFoundError, RuleError, SignInError } from '../../engine/index.ts'
import { checkPassword, foldedEmail } from '../identity/members.ts'
import { browserHeaders, callerOfCookies, setCookies } from './browser-session.ts'
import { type Caller, callerOf, demandOwnPage, sessionOf } from './caller.ts'
import { meOf } from './me.ts'
import { registerRateLimits, triesAMinute } from './rate-limits.ts'
import { contextOf, type Services } from './services.ts'
import { demandCurrency, demandTimeZone } from './settings-checks.ts'
import { noteFailedSignIn, noteSignIn } from './sign-in-audit.ts'
import { mayCreateWorkspace } from './workspaces.ts'

/** Set-up, sign-in and sign-out: what answers without a session. */
export function signInRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { engine, identity, hub } = services

  /** Opens a session for the browser, and makes this request act in it; null while it waits for the second factor. */
  async function openSession(request: FastifyRequest, reply: FastifyReply, email: string, password: string): Promise<Caller | null> {
    const { response, headers } = await identity.auth.api.signInEmail({
      body: { email, password },
      headers: browserHeaders(request, ['trust_device']),
      returnHeaders: true,
    })
    const cookies = headers.getSetCookie()
    setCookies(reply, cookies)
    return 'twoFactorRedirect' in response ? null : callerOfCookies(identity, cookies)
  }

  async function answerMe(request: FastifyRequest, caller: Caller) {
    request.caller = caller
    return { me: await meOf(await contextOf(request, services), services) }
  }

  return async (app) => {
    await registerRateLimits(app)
    const open = { isPublic: true }
    const limited = { isPublic: true, rateLimit: triesAMinute }

    app.get('/setup', { config: open }, async () => ({ needed: !(await identity.isSetUp()) }))

    const text = (maxLength: number) => Type.String({ maxLength })
    const setUp = Type.Object({
      workspaceName: text(200),
      currency: text(3),
      locale: Type.Union([Type.Literal('zh-CN'), Type.Literal('en')]),
      timeZone: text(60),
      name: text(100),
      email: text(300),
      password: text(1000),
    })
    app.post('/setup', { config: limited, schema: { body: setUp } }, async (request, reply) => {
      request.locale = request.body.locale
      const { workspaceName, currency, locale, timeZone, password } = request.body
      const name = request.body.name.trim()
      const email = foldedEmail(request.body.email)
      if (!workspaceName.trim()) throw new InvalidInputError('name_required', { field: 'workspaceName' })
      if (!name) throw new InvalidInputError('name_required', { field: 'name' })
      checkPassword(password)
      demandCurrency(currency)
      demandTimeZone(timeZone)
      await identity.onlyOne('guanxi set-up', async () => {
        if (await identity.isSetUp()) throw new RuleError('already_set_up')
        const given = { name: workspaceName.trim(), currency, locale, timeZone, administrator: { name, email } }
        await engine.createWorkspace(given, async ({ workspaceId, administratorId: principalId }) => {
          await identity.members.add({ workspaceId, principalId, name, email, password })
        })
      })
      const caller = await openSession(request, reply, email, password)
      if (!caller) throw new Error('a new account has no second factor')
      reply.code(201)
      return answerMe(request, caller)
    })

    const credentials = Type.Object({ email: text(300), password: text(1000) })
    app.post('/sign-in', { config: limited, schema: { body: credentials } }, async (request, reply) => {
      const email = foldedEmail(request.body.email)
      await identity.lockOut.demandUnlocked(email)
      const caller = await openSession(request, reply, email, request.body.password).catch(async (error: unknown) => {
        if (!isWrongPassword(error)) throw error
        await identity.lockOut.failed(email)
        await noteFailedSignIn(services, request, email)
        throw new SignInError('wrong_password')
      })
      await identity.lockOut.succeeded(email)
      if (caller) await noteSignIn(services, request, caller, 'password')
      return caller ? answerMe(request, caller) : { secondFactor: true }
    })

    const code = Type.Object({
      code: text(100),
      kind: Type.Optional(Type.Union([Type.Literal('app'), Type.Literal('recovery')])),
      trust: Type.Optional(Type.Boolean()),
    })
    app.post('/sign-in/second-factor', { config: limited, schema: { body: code } }, async (request, reply) => {
      demandOwnPage(request)
      const cookies = await identity.secondFactor.pass({
        headers: browserHeaders(request, ['two_factor', 'dont_remember']),
        code: request.body.code,
        kind: request.body.kind ?? 'app',
        trust: request.body.trust ?? false,
      })
      setCookies(reply, cookies)
      const caller = await callerOfCookies(identity, cookies)
      await noteSignIn(services, request, caller, 'secondFactor')
      return answerMe(request, caller)
    })

    app.post('/sign-out', { config: open }, async (request, reply) => {
      const session = await sessionOf(request, reply, identity)
      if (session) {
        const { headers } = await identity.auth.api.signOut({
          headers: new Headers({ cookie: request.headers.cookie ?? '' }),
          returnHeaders: true,
        })
        identity.sessions.forgetSession(session.sessionId)
        hub.closeSession(session.sessionId)
        for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie)
      }
      return reply.code(204).send()
    })

    app.get('/session', { config: open }, async (request, reply) => {
      const session = await sessionOf(request, reply, identity)
      const link = ({ id, name }: { id: string; name: string }) => ({ id, name })
      if (!session) return { signedIn: false, workspaces: [], mayCreateWorkspace: false }
      return {
        signedIn: true,
        ...(session.active ? { workspace: link(session.active) } : {}),
        workspaces: session.workspaces.map(link),
        mayCreateWorkspace: await mayCreateWorkspace(services, session),
      }
    })

    app.post(
      '/session/workspace',
      { config: { beforeSecondFactor: true, anyWorkspace: true }, schema: { body: Type.Object({ id: Type.String() }) } },
      async (request) => {
        const { session } = callerOf(request)
        const chosen = session?.workspaces.find((workspace) => workspace.id === request.body.id)
        if (!session || !chosen) throw new NotFoundError('workspace_not_found')
        await identity.sessions.choose(session, chosen.id)
        // Streams of the session belong to the workspace that it leaves.
        hub.closeSession(session.sessionId)
        return answerMe(request, { ...callerOf(request), workspaceId: chosen.id, principalId: chosen.principalId })
      },
    )
  }
}

function isWrongPassword(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'statusCode' in error && (error.statusCode === 401 || error.statusCode === 400)
}
