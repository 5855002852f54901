import { notificationKinds } from '../../../engine/index.ts'
import { ref, type Schema } from './fields.ts'
import { operation, query, uuid } from './operation.ts'

const string: Schema = { type: 'string' }
const list = (items: Schema): Schema => ({ type: 'array', items })
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })
const object = (properties: Record<string, Schema>, required: readonly string[] = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
})
const kind: Schema = { type: 'string', enum: [...notificationKinds] }

const notification = object({
  id: uuid,
  kind,
  at: { type: 'string', format: 'date-time' },
  read: { type: 'boolean' },
  actor: nullable(ref('RecordLink')),
  record: { ...nullable(ref('AnyRecordLink')), description: 'What it tells of; null for work in the background' },
  about: { ...nullable(ref('AnyRecordLink')), description: 'The record that this one is about: the customer of a follow-up' },
  fields: { ...list(string), description: 'Keys of the fields that changed' },
  count: { type: ['integer', 'null'], description: 'With assigned: how many records were handed over at once' },
  details: { type: 'object', additionalProperties: true },
})

/** What the caller was told; following a record stands with the record. */
export const notificationPaths: Readonly<Record<string, Schema>> = {
  '/api/v1/notifications': {
    get: operation({
      id: 'list_notifications',
      tag: 'notifications',
      summary: 'What I was told, the newest first, as far as I may still see it',
      parameters: [
        query('kind', kind, 'One kind alone'),
        query('unread', { type: 'boolean' }, 'Only what I have not read'),
        query('limit', { type: 'integer', minimum: 1, maximum: 100 }, 'At most so many'),
        query('cursor', string, '`next` of the page before'),
      ],
      answer: object({ notifications: list(notification), next: { type: ['string', 'null'] } }),
    }),
  },
  '/api/v1/notifications/unread': {
    get: operation({
      id: 'count_unread_notifications',
      tag: 'notifications',
      summary: 'How many I have not read; 100 stands for more than 99',
      answer: object({ unread: { type: 'integer' } }),
    }),
  },
  '/api/v1/notifications/read': {
    post: operation({
      id: 'mark_notifications_read',
      tag: 'notifications',
      summary: 'Mark as read: these, all of a kind, or all; with `unread` the other way round',
      body: object({ ids: list(uuid), kind, unread: { type: 'boolean' } }, []),
      answer: object({ unread: { type: 'integer' } }),
    }),
  },
}
