import { createHash } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type CalendarActivity, calendarText } from '../../crm/index.ts'
import { AccessError, type Context, NotFoundError, SignInError } from '../../engine/index.ts'
import { contextOf, type Services } from './services.ts'

const day = 86_400_000
const daysBehind = 90
const daysAhead = 400
/** A calendar that holds more is cut at the far end. */
const most = 2000
const pageSize = 500
const usualAlarmMinutes = 15
const fields = [
  'subject',
  'type',
  'status',
  'occurAt',
  'endAt',
  'dueAt',
  'allDay',
  'place',
  'content',
  'account',
  'contact',
  'timeZone',
  'recurrence',
  'extraTimes',
  'series',
  'instance',
  'remindBefore',
  'changedAt',
]

/** One's own calendar under a secret address for other programs, and single activities as files. */
export function calendarRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { engine, identity, publicUrl } = services
  const addressOf = (secret: string) => `${publicUrl}/api/v1/calendars/${secret}.ics`

  return async (app) => {
    app.get('/me/calendar-feed', async (request) => {
      demandWholePerson(request)
      const { workspaceId, principal } = (await contextOf(request, services)).reader
      return { feed: await identity.calendarFeeds.of(workspaceId, principal.id) }
    })

    const wish = Type.Object({ alarms: Type.Optional(Type.Boolean()) }, { additionalProperties: false })
    /** A new secret address, shown this once; the old one opens nothing any more. */
    app.post('/me/calendar-feed', { schema: { body: wish } }, async (request, reply) => {
      demandWholePerson(request)
      const { workspaceId, principal } = (await contextOf(request, services)).reader
      const secret = await identity.calendarFeeds.make(workspaceId, principal.id, request.body.alarms ?? false)
      return reply.code(201).send({ url: addressOf(secret), feed: await identity.calendarFeeds.of(workspaceId, principal.id) })
    })

    app.patch('/me/calendar-feed', { schema: { body: Type.Object({ alarms: Type.Boolean() }) } }, async (request) => {
      demandWholePerson(request)
      const { workspaceId, principal } = (await contextOf(request, services)).reader
      await identity.calendarFeeds.setAlarms(workspaceId, principal.id, request.body.alarms)
      return { feed: await identity.calendarFeeds.of(workspaceId, principal.id) }
    })

    app.delete('/me/calendar-feed', async (request, reply) => {
      demandWholePerson(request)
      const { workspaceId, principal } = (await contextOf(request, services)).reader
      await identity.calendarFeeds.revoke(workspaceId, principal.id)
      return reply.code(204).send()
    })

    const secret = Type.Object({ secret: Type.String({ maxLength: 80 }) })
    app.get('/calendars/:secret', { config: { isPublic: true }, schema: { params: secret } }, async (request, reply) => {
      const holder = await identity.calendarFeeds.resolve(request.params.secret.replace(/\.ics$/, ''))
      if (!holder) throw new NotFoundError('not_found')
      const { workspaceId, principalId, alarms } = holder
      const context = await engine.contextFor({ workspaceId, principalId, through: 'calendar' }).catch((error: unknown) => {
        // Somebody who left has no calendar any more.
        if (error instanceof SignInError) throw new NotFoundError('not_found')
        throw error
      })
      return sendCalendar(request, reply, await ownCalendar(context), context, alarms ? usualAlarmMinutes : null)
    })

    const params = Type.Object({ id: Type.String({ maxLength: 100 }) })
    app.get('/calendar-files/:id', { schema: { params } }, async (request, reply) => {
      const context = await contextOf(request, services)
      const { record } = await context.get({ object: 'activity', id: request.params.id, fields: readable(context) })
      const activity = JSON.parse(record) as CalendarActivity
      reply.header('content-disposition', `attachment; filename="${activity.id}.ics"`)
      return sendCalendar(request, reply, [activity], context, null)
    })
  }

  function sendCalendar(
    request: FastifyRequest,
    reply: FastifyReply,
    activities: readonly CalendarActivity[],
    { reader }: Context,
    alarmMinutes: number | null,
  ): FastifyReply {
    const text = calendarText(activities, {
      name: `${reader.model.workspace.name} · ${reader.principal.name}`,
      timeZone: reader.principal.timeZone,
      publicUrl,
      alarmMinutes,
    })
    const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
    reply.header('etag', tag).header('cache-control', 'private, no-cache')
    if (request.headers['if-none-match'] === tag) return reply.code(304).send()
    return reply.header('content-type', 'text/calendar; charset=utf-8').send(text)
  }
}

/** A token with less than its owner's rights must not make an address that shows all of them. */
function demandWholePerson({ caller }: FastifyRequest): void {
  if (caller?.narrowing) throw new AccessError('not_with_a_narrowed_token')
}

/** What a calendar shows and this reader may see: a narrow role leaves some of it out. */
function readable(context: Context): string[] {
  const known = context.reader.model.objects.get('activity')?.fields
  return fields.filter((key) => key === 'changedAt' || known?.has(key))
}

/** What one has to do, from some months ago until a year ahead, and whatever repeats. */
async function ownCalendar(context: Context): Promise<CalendarActivity[]> {
  const now = context.reader.clock.now().getTime()
  const window = [new Date(now - daysBehind * day).toISOString(), new Date(now + daysAhead * day).toISOString()]
  const filter = {
    all: [
      { field: 'owner', op: 'me' as const },
      {
        any: [
          { field: 'occurAt', op: 'between' as const, value: window },
          { field: 'recurrence', op: 'isNotEmpty' as const },
        ],
      },
      // What was only told is no calendar item.
      {
        any: [
          { field: 'status', op: 'is' as const, value: 'planned' },
          { field: 'type', op: 'in' as const, value: ['visit', 'meeting'] },
          { field: 'series', op: 'isNotEmpty' as const },
        ],
      },
    ],
  }
  const found: CalendarActivity[] = []
  let cursor: string | undefined
  do {
    const page = await context.list({
      object: 'activity',
      filter,
      fields: readable(context),
      sort: ['occurAt', 'id'],
      limit: pageSize,
      cursor,
    })
    found.push(...(JSON.parse(page.records) as CalendarActivity[]))
    cursor = page.next ?? undefined
  } while (cursor && found.length < most)
  return found
}
