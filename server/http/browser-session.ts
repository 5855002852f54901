import type { FastifyReply, FastifyRequest } from 'fastify'
import { RuleError } from '../../engine/index.ts'
import type { Identity } from '../identity/identity.ts'
import type { Caller } from './caller.ts'

/** What the sign-in library learns of a browser: what it is, where it is, and those of its cookies that the step needs. */
export function browserHeaders(request: FastifyRequest, cookies: 'all' | readonly string[]): Headers {
  const headers = new Headers({ 'user-agent': request.headers['user-agent']?.slice(0, 300) ?? '', 'x-forwarded-for': request.ip })
  const sent = (request.headers.cookie ?? '').split(/;\s*/).filter((cookie) => {
    const name = cookie.split('=')[0] ?? ''
    return cookies === 'all' || cookies.some((wanted) => name.endsWith(`guanxi.${wanted}`))
  })
  if (sent.length > 0) headers.set('cookie', sent.join('; '))
  return headers
}

/** Hands cookies to the browser; of two with one name, the later one says what holds. */
export function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  const byName = new Map(cookies.map((cookie) => [cookie.split('=')[0], cookie]))
  for (const cookie of byName.values()) reply.header('set-cookie', cookie)
}

/** The caller that a session acts as which was opened by this very request. */
export async function callerOfCookies(identity: Identity, cookies: readonly string[]): Promise<Caller> {
  const { session } = await identity.sessions.resolve(cookies.map((cookie) => cookie.split(';')[0]).join('; '))
  if (!session) throw new Error('the session that was just opened is not there')
  if (!session.active) throw new RuleError('no_workspace')
  return {
    workspaceId: session.active.id,
    principalId: session.active.principalId,
    sessionId: session.sessionId,
    tokenId: null,
    session,
    narrowing: null,
    through: 'web',
    viewing: null,
  }
}
