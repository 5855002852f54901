import type { FastifyRequest } from 'fastify'
import { SignInError } from '../../engine/index.ts'
import type { Caller } from './caller.ts'
import type { Services } from './services.ts'

type Who = { workspaceId: string; principalId: string }

/** The audit log knows who came in and how. */
export function noteSignIn(
  services: Services,
  request: FastifyRequest,
  caller: Caller,
  how: 'password' | 'secondFactor' | 'passkey' | 'link',
): Promise<void> {
  return noteOf(services, caller, 'sign_in.succeeded', { how, ...whereFrom(request) })
}

/** And for whom somebody tried a wrong password, in each workspace that this person belongs to. */
export async function noteFailedSignIn(services: Services, request: FastifyRequest, email: string): Promise<void> {
  for (const who of await services.identity.members.membershipsOfEmail(email))
    await noteOf(services, who, 'sign_in.failed', { how: 'password', ...whereFrom(request) }).catch((error: unknown) => {
      // Somebody who was deactivated has no rights to act with, not even to be told of.
      if (!(error instanceof SignInError)) throw error
    })
}

function whereFrom({ ip, headers }: FastifyRequest): { ip: string; userAgent: string } {
  return { ip, userAgent: (headers['user-agent'] ?? '').slice(0, 200) }
}

async function noteOf(
  { engine }: Services,
  { workspaceId, principalId }: Who,
  kind: string,
  details: Record<string, unknown>,
): Promise<void> {
  const context = await engine.contextFor({ workspaceId, principalId, through: 'web' })
  await context.transaction((inside) => inside.audit(kind, { object: 'user', details }))
}
