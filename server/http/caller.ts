import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AccessError, delegationInForce, type Engine, type Locale, SignInError } from '../../engine/index.ts'
import type { Identity } from '../identity/identity.ts'
import type { SignedIn } from '../identity/sessions.ts'
import { demandsSecondFactor } from '../identity/sign-in-policy.ts'
import type { Subscriber } from '../live/connection.ts'
import { localeOf } from './locale.ts'
import { type FieldNames, RequestError } from './problems.ts'

/** Who asks, and through what: a browser's session or a token. */
export type Caller = Subscriber & { session: SignedIn | null; through: 'web' | 'api'; viewing: Viewing | null }
/** An administrator who looks on as somebody else: whom, until when, and who it really is. */
export type Viewing = { readonly principalId: string; readonly name: string; readonly until: Date; readonly viewer: string }

declare module 'fastify' {
  interface FastifyRequest {
    locale: Locale
    caller: Caller | null
    /** What the fields of the object in the address are called, for problems. */
    fieldNames: FieldNames | null
  }
  interface FastifyContextConfig {
    /** Answered without a sign-in. */
    isPublic?: boolean
    /** Answered also to somebody who must set up a second factor first. */
    beforeSecondFactor?: boolean
    /** About the person, wherever they work: asked also by a page that still shows another workspace. */
    anyWorkspace?: boolean
    /** Changes nothing, though it is asked with another method than GET. */
    isReading?: boolean
    /** Ends looking on as somebody else: the one change that may be asked for meanwhile. */
    endsViewing?: boolean
    /** Left out of the description of the API: the web app and what operators ask. */
    isInternal?: boolean
  }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What every request carries: the language of its answer, and later who asks. */
export function registerLanguage(app: FastifyInstance): void {
  app.decorateRequest('locale', 'zh-CN')
  app.decorateRequest('caller', null)
  app.decorateRequest('fieldNames', null)
  app.addHook('onRequest', async (request, reply) => {
    request.locale = localeOf(request.headers['accept-language'])
    reply.header('x-request-id', request.id)
  })
}

/** Finds out who asks before a route of `api` does anything, and refuses requests that another site made in a signed-in browser. */
export function registerCallers(api: FastifyInstance, { identity, engine }: { identity: Identity; engine: Engine }): void {
  api.addHook('onRequest', async (request, reply) => {
    const { isPublic, beforeSecondFactor, isReading, anyWorkspace } = request.routeOptions.config
    if (isPublic) return demandNoForeignForm(request)
    if (request.is404) return
    const caller =
      (await tokenCaller(request, identity)) ?? (await viewingCaller(await sessionCaller(request, reply, identity, engine), engine))
    if (caller.viewing) demandShownToViewers(request)
    if (!anyWorkspace) demandShownWorkspace(request, caller)
    demandLent(request.routeOptions, caller)
    if (!beforeSecondFactor && (await lacksSecondFactor(caller, identity, engine))) throw new AccessError('second_factor_required')
    if (caller.narrowing?.readOnly && !caller.viewing && !isReading && !safeMethods.has(request.method))
      throw new AccessError(caller.narrowing.acting ? 'acting_reads_only' : 'token_reads_only')
    request.caller = caller
  })
}

/** Somebody who must have a second factor and has none yet: they may do nothing before they set one up. Tokens are no people. */
export async function lacksSecondFactor(
  { session, workspaceId, principalId }: Caller,
  identity: Identity,
  engine: Engine,
): Promise<boolean> {
  if (!session || session.hasSecondFactor || session.viaPasskey) return false
  const policy = await identity.policy.of(workspaceId)
  if (policy.secondFactor === 'optional') return false
  return demandsSecondFactor(policy, (await engine.principal(workspaceId, principalId)).roles)
}

/** For routes about what a person has going on, such as imports and exports: a token with less than their rights has no part in it. */
export function registerWholeRights(api: FastifyInstance): void {
  api.addHook('onRequest', async (request) => {
    const { narrowing } = request.caller ?? {}
    if (narrowing) throw new AccessError(narrowing.acting ? 'not_while_acting' : 'not_with_a_narrowed_token')
  })
}

/**
 * A page says which workspace it shows, and to whom: after a switch in another tab it must not write into the one where the session is now, and after another
 * sign-in not in the name of somebody else.
 */
function demandShownWorkspace({ headers }: FastifyRequest, { session, workspaceId, principalId }: Caller): void {
  if (!session) return
  const shown = headers['x-guanxi-workspace']
  if (shown !== undefined && shown !== workspaceId) throw new RequestError(412, 'workspace_switched')
  const person = headers['x-guanxi-principal']
  if (person !== undefined && person !== principalId) throw new RequestError(412, 'person_switched')
}

/** The caller of a route that is not public. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new SignInError('sign_in_required')
  return request.caller
}

async function tokenCaller(request: FastifyRequest, identity: Identity): Promise<Caller | null> {
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (!token) return null
  return { ...(await identity.tokens.resolve(token)), sessionId: null, session: null, through: 'api', viewing: null }
}

async function sessionCaller(request: FastifyRequest, reply: FastifyReply, identity: Identity, engine: Engine): Promise<Caller> {
  const session = await sessionOf(request, reply, identity)
  if (!session) throw new SignInError(request.headers.cookie?.includes('guanxi.session_token=') ? 'session_ended' : 'sign_in_required')
  if (!session.active) throw new AccessError('no_workspace')
  const caller: Caller = {
    workspaceId: session.active.id,
    principalId: session.active.principalId,
    sessionId: session.sessionId,
    tokenId: null,
    session,
    narrowing: null,
    through: 'web',
    viewing: null,
  }
  if (session.delegationId === null) return caller
  const { id: workspaceId, principalId: borrowerId } = session.active
  const asked = { workspaceId, id: session.delegationId, borrowerId, now: engine.clock.now() }
  const acting = await delegationInForce(engine.database, asked)
  if (acting) return { ...caller, principalId: acting.lenderId, narrowing: acting.narrowing }
  // It ended by itself, or was ended: what the page still meant to do in that name is not done in one's own.
  await identity.sessions.act(session, null)
  throw new RequestError(412, 'person_switched')
}

/** What one may ask while working in somebody's name: records and what shows them. All that is about a person or the workspace is not lent. */
const whileActing =
  /^\/api\/v1\/(?:meta$|search$|live$|relation-graph$|actions\/|changes\/|acting$|delegations$|notifications|me\/first-steps$|files|:route(?:\/|$)|session$|sign-out$)/

function demandLent({ url }: { url?: string | undefined }, { narrowing }: Caller): void {
  if (narrowing?.acting && !whileActing.test(url ?? '')) throw new AccessError('not_while_acting')
}

/** The administrator's session as the person whom they look on as, reading alone, as long as both are what they were. */
async function viewingCaller(caller: Caller, engine: Engine): Promise<Caller> {
  const viewing = caller.session?.viewing
  if (!viewing || caller.narrowing || viewing.until <= engine.clock.now()) return caller
  const viewer = await engine.principal(caller.workspaceId, caller.principalId)
  const viewed = await engine.principal(caller.workspaceId, viewing.principalId).catch((error: unknown) => {
    if (error instanceof SignInError) return null
    throw error
  })
  if (!viewer.administrator || !viewed) return caller
  return {
    ...caller,
    principalId: viewed.id,
    narrowing: { roleId: null, readOnly: true },
    viewing: { ...viewing, name: viewed.name, viewer: viewer.name },
  }
}

/** What is shown to whoever looks on: records and what the app needs to draw them; nothing that is the person's own. */
const shownToViewers = [
  '/api/v1/:route',
  '/api/v1/meta',
  '/api/v1/session',
  '/api/v1/search',
  '/api/v1/regions',
  '/api/v1/relation-graph',
  '/api/v1/live',
  '/api/v1/files/',
]

function demandShownToViewers(request: FastifyRequest): void {
  const { url = '', config } = request.routeOptions
  if (config.endsViewing) return
  if (!safeMethods.has(request.method) && !config.isReading) throw new AccessError('view_as_reads_only')
  const isShown = shownToViewers.some(
    (shown) => url === shown || (shown.includes(':') || shown.endsWith('/') ? url.startsWith(shown) : false),
  )
  if (!isShown) throw new AccessError('not_shown_to_viewers')
}

/** The browser's session, if it has one, also for routes that answer without. */
export async function sessionOf(request: FastifyRequest, reply: FastifyReply, identity: Identity): Promise<SignedIn | null> {
  const { session, setCookies } = await identity.sessions.resolve(request.headers.cookie)
  if (session) demandOwnPage(request)
  for (const cookie of setCookies) reply.header('set-cookie', cookie)
  return session
}

/**
 * The sign-in itself: nobody is known yet, but another site must not sign a browser in as somebody else either. Without the header only JSON is taken, which a
 * browser sends to another site after asking first, and we never say yes.
 */
function demandNoForeignForm({ method, headers }: FastifyRequest): void {
  if (safeMethods.has(method) || headers['x-guanxi'] !== undefined) return
  const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '')
  if (!isJson || headers['sec-fetch-site'] === 'cross-site') throw new RequestError(403, 'missing_csrf_header')
}

/** A form or an image on another site can make a browser send its cookie, but not this header. */
export function demandOwnPage(request: FastifyRequest): void {
  if (!safeMethods.has(request.method) && request.headers['x-guanxi'] === undefined) throw new RequestError(403, 'missing_csrf_header')
}
