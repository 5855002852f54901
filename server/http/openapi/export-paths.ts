import type { Schema } from './fields.ts'
import { ref } from './fields.ts'
import { inPath, operation, query, uuid } from './operation.ts'

const string: Schema = { type: 'string' }
const free: Schema = { type: 'object', additionalProperties: true }
const list = (items: Schema): Schema => ({ type: 'array', items })
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })
const object = (properties: Record<string, Schema>, required: readonly string[] = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
})
const id = inPath('id')
const instant: Schema = { type: 'string', format: 'date-time' }

const made = object({
  id: uuid,
  object: string,
  objectLabel: nullable(ref('Label')),
  format: { type: 'string', enum: ['csv', 'xlsx', 'vcard'] },
  fileName: string,
  request: free,
  rows: nullable({ type: 'integer' }),
  size: nullable({ type: 'integer' }),
  status: { type: 'string', enum: ['queued', 'running', 'done', 'failed', 'cancelled', 'expired'] },
  done: { type: 'integer' },
  total: nullable({ type: 'integer' }),
  jobId: nullable(uuid),
  fileUrl: nullable(string),
  error: nullable(object({ code: string, detail: string })),
  createdAt: instant,
  madeAt: nullable(instant),
  expiresAt: nullable(instant),
  removedAt: nullable(instant),
})

/** Exports and the audit log. */
export const exportPaths: Readonly<Record<string, Schema>> = {
  '/api/v1/exports': {
    get: operation({
      id: 'list_exports',
      tag: 'exports',
      summary: 'My exports, the newest first',
      parameters: [query('limit', { type: 'integer', minimum: 1, maximum: 100 }, 'At most so many')],
      answer: object({ exports: list(made) }),
    }),
    post: operation({
      id: 'create_export',
      tag: 'exports',
      summary: 'Make a file of records: at once up to 10,000 of them, in the background above',
      body: object(
        {
          object: { ...string, description: 'Key of the object' },
          format: { type: 'string', enum: ['csv', 'xlsx', 'vcard'] },
          filter: { description: 'As of the list' },
          sort: { ...list(string), description: 'As of the list' },
          fields: { ...list(string), description: 'Keys of fields, `*` for all; without it what a list shows' },
          view: { ...uuid, description: 'A saved view, for what the request itself does not say' },
          deleted: { type: 'boolean', description: 'The recycle bin instead' },
          encoding: { type: 'string', enum: ['utf-8', 'gb18030'], description: 'CSV only' },
          delimiter: { type: 'string', enum: [',', ';', '\t', '|'], description: 'CSV only' },
          machine: { type: 'boolean', description: 'Ids and keys instead of titles and labels, to be taken in again' },
        },
        ['object', 'format'],
      ),
      example: {
        object: 'account',
        format: 'xlsx',
        filter: { field: 'level', op: 'is', value: 'vip' },
        fields: ['name', 'level', 'owner'],
      },
      answer: object({ export: made }),
      status: 201,
    }),
  },
  '/api/v1/exports/count': {
    post: operation({
      id: 'count_export',
      tag: 'exports',
      summary: 'How many rows a file would hold, of how many that are seen',
      body: object({ object: string, filter: {}, deleted: { type: 'boolean' } }, ['object']),
      answer: object({ rows: { type: 'integer' }, seen: { type: 'integer' }, exact: { type: 'boolean' } }),
    }),
  },
  '/api/v1/exports/{id}': {
    get: operation({ id: 'get_export', tag: 'exports', summary: 'One export and how far it is', parameters: [id], answer: made }),
  },
  '/api/v1/exports/{id}/file': {
    get: operation({
      id: 'export_file',
      tag: 'exports',
      summary: 'The file, for seven days and for whoever asked for it',
      parameters: [id],
      answer: string,
      answerType: 'application/octet-stream',
    }),
  },
  '/api/v1/audit/retention': {
    get: operation({
      id: 'read_audit_retention',
      tag: 'audit',
      summary: 'For how many days the audit log is kept; null for ever',
      answer: object({ days: { type: ['integer', 'null'] } }),
    }),
    put: operation({
      id: 'set_audit_retention',
      tag: 'audit',
      summary: 'Sets for how many days the audit log is kept',
      body: object({ days: { type: ['integer', 'null'] } }),
      answer: object({ days: { type: ['integer', 'null'] } }),
    }),
  },
  '/api/v1/audit': {
    get: operation({
      id: 'read_audit',
      tag: 'workspace',
      summary: 'The audit log, the newest first; for administrators',
      parameters: [
        query('kind', string, 'One kind alone, or several with commas between them', 'export.made'),
        query('object', string, 'One object alone', 'account'),
        query('principal', uuid, 'One person alone'),
        query('from', instant, 'From this instant on'),
        query('until', instant, 'Before this instant'),
        query('limit', { type: 'integer', minimum: 1, maximum: 200 }, 'Entries a page'),
        query('cursor', string, '`next` of the page before'),
      ],
      answer: object({
        entries: list(
          object({
            id: uuid,
            at: instant,
            kind: string,
            principal: ref('RecordLink'),
            behalf: nullable(ref('RecordLink')),
            through: string,
            object: nullable(string),
            objectLabel: nullable(ref('Label')),
            details: free,
          }),
        ),
        next: nullable(string),
      }),
    }),
  },
}
