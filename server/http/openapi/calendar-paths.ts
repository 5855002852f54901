import type { Schema } from './fields.ts'
import { inPath, operation } from './operation.ts'

const boolean: Schema = { type: 'boolean' }
const string: Schema = { type: 'string' }
const object = (properties: Record<string, Schema>, required: readonly string[] = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
})
const feed: Schema = {
  anyOf: [
    object({
      alarms: boolean,
      createdAt: { type: 'string', format: 'date-time' },
      readAt: { type: ['string', 'null'], format: 'date-time' },
    }),
    { type: 'null' },
  ],
}
const calendar: Schema = { type: 'string', contentMediaType: 'text/calendar' }

/** Calendars for other programs. */
export const calendarPaths: Readonly<Record<string, Schema>> = {
  '/api/v1/me/calendar-feed': {
    get: operation({
      id: 'my_calendar_feed',
      tag: 'activity',
      summary: 'Whether I have a calendar address, and when it was last read',
      answer: object({ feed }),
    }),
    post: operation({
      id: 'make_calendar_feed',
      tag: 'activity',
      summary: 'A new secret address of my calendar; this answer alone shows it, and the one before it opens nothing any more',
      body: object({ alarms: boolean }, []),
      answer: object({ url: string, feed }),
      status: 201,
    }),
    patch: operation({
      id: 'change_calendar_feed',
      tag: 'activity',
      summary: 'Whether the calendar carries alarms',
      body: object({ alarms: boolean }),
      answer: object({ feed }),
    }),
    delete: operation({ id: 'revoke_calendar_feed', tag: 'activity', summary: 'End the address of my calendar', status: 204 }),
  },
  '/api/v1/calendars/{secret}': {
    get: operation({
      id: 'read_calendar_feed',
      tag: 'activity',
      summary: 'The calendar of whoever the secret address belongs to, as iCalendar; knows If-None-Match',
      parameters: [inPath('secret', string)],
      answer: calendar,
      answerType: 'text/calendar',
      isPublic: true,
    }),
  },
  '/api/v1/calendar-files/{id}': {
    get: operation({
      id: 'activity_calendar_file',
      tag: 'activity',
      summary: 'One activity as iCalendar',
      parameters: [inPath('id')],
      answer: calendar,
      answerType: 'text/calendar',
    }),
  },
}
