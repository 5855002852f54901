import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { AccessError, type EngineOptions, newId, RuleError } from '../../engine/index.ts'
import { administratorAt, note, userAt } from './access.ts'
import { callerOf } from './caller.ts'
import type { Services } from './services.ts'

const usualMinutes = 15
const mostMinutes = 60

/** An administrator looks at the product as somebody else sees it: reading alone, for a while, told in the audit log when it begins and when it ends. */
export function viewAsRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { engine, identity, hub } = services
  return async (app) => {
    const body = Type.Object(
      { user: Type.String({ maxLength: 100 }), minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: mostMinutes })) },
      { additionalProperties: false },
    )
    app.post('/access/view-as', { schema: { body } }, async (request) => {
      const context = await administratorAt(services, request)
      const { session } = callerOf(request)
      if (!session) throw new AccessError('not_with_a_token')
      const { id, name, active } = await userAt(services, context, request.body.user)
      if (!active) throw new RuleError('view_as_inactive', { field: 'user' })
      if (id === context.reader.principal.id) throw new RuleError('view_as_oneself', { field: 'user' })
      const until = new Date(engine.clock.now().getTime() + (request.body.minutes ?? usualMinutes) * 60_000)
      await note(context, 'view_as.began', { user: { id, title: name }, until: until.toISOString() })
      await identity.sessions.view(session, { principalId: id, until })
      hub.closeSession(session.sessionId)
      return { until: until.toISOString() }
    })

    app.delete('/access/view-as', { config: { endsViewing: true } }, async (request, reply) => {
      const { session, viewing } = callerOf(request)
      if (session?.active && viewing) {
        await identity.sessions.view(session, null)
        const context = await engine.contextFor({
          workspaceId: session.active.id,
          principalId: session.active.principalId,
          through: 'web',
        })
        await note(context, 'view_as.ended', { user: { id: viewing.principalId, title: viewing.name } })
        hub.closeSession(session.sessionId)
      }
      return reply.code(204).send()
    })
  }
}

/** Ends what nobody ended: once a minute, with its own entry in the audit log. Whoever looks on is refused from the moment itself. */
export function endViews({ owner, clock }: Parameters<NonNullable<EngineOptions['everyMinute']>[number]>[0]): Promise<void> {
  const now = clock.now()
  return owner
    .query<{ workspace_id: string; principal_id: string; viewing_id: string; name: string; viewing_until: Date }>(
      `WITH over AS (UPDATE sign_in_session s SET viewing_id = NULL, viewing_until = NULL FROM sign_in_session old
          WHERE old.id = s.id AND s.viewing_until <= $1 RETURNING old.identity_id, old.workspace_id, old.viewing_id, old.viewing_until)
       SELECT m.workspace_id, m.principal_id, o.viewing_id, p.name, o.viewing_until FROM over o
       JOIN principal p ON p.id = o.viewing_id JOIN membership m ON m.identity_id = o.identity_id AND m.workspace_id = p.workspace_id`,
      [now],
    )
    .then(async ({ rows }) => {
      for (const row of rows)
        await owner.query(
          `INSERT INTO audit_log (workspace_id, at, id, kind, principal_id, through, object, details) VALUES ($1, $2, $3, 'view_as.ended', $4, 'web', 'user', $5)`,
          [
            row.workspace_id,
            row.viewing_until,
            newId(),
            row.principal_id,
            { user: { id: row.viewing_id, title: row.name }, byItself: true },
          ],
        )
    })
}
