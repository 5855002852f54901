import { ref, type Schema } from './fields.ts'

const id: Schema = { type: 'string', format: 'uuid' }
const object = (properties: Record<string, Schema>, required: readonly string[] = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
})
const array = (items: Schema): Schema => ({ type: 'array', items })
const nullable = (type: string): Schema => ({ type: [type, 'null'] })

/** Schemas that all objects share. */
export const commonSchemas: Readonly<Record<string, Schema>> = {
  Problem: {
    ...object({
      type: { type: 'string', example: 'urn:guanxi:problem:stale_record' },
      title: { type: 'string' },
      status: { type: 'integer' },
      code: { type: 'string', description: 'Decide by this; it never changes', example: 'stale_record' },
      detail: { type: 'string', description: "What happened and what to do, in the reader's language" },
      field: { type: 'string' },
      parameters: { type: 'object', additionalProperties: true },
      errors: array(
        object(
          {
            code: { type: 'string' },
            field: { type: 'string' },
            row: { type: 'integer' },
            record: { type: 'string' },
            detail: { type: 'string' },
          },
          ['code', 'detail'],
        ),
      ),
      current: { type: 'object', additionalProperties: true, description: 'With stale_record: the record as it is now' },
      reference: { type: 'string', description: 'With 500: what to tell the administrator', example: '7F3K' },
    }),
    required: ['type', 'title', 'status', 'code', 'detail'],
    description: 'RFC 9457 problem document',
  },
  RecordLink: object({ id, title: { type: 'string' } }),
  AnyRecordLink: object({ object: { type: 'string' }, id, title: { type: 'string' } }),
  Money: {
    ...object({
      amount: { type: 'string', pattern: '^-?\\d+(\\.\\d{1,4})?$' },
      currency: { type: 'string', minLength: 3, maxLength: 3 },
    }),
    example: { amount: '2180000', currency: 'CNY' },
  },
  Address: object(
    { region: { type: 'string' }, street: { type: 'string' }, postcode: { type: 'string' }, country: { type: 'string' } },
    [],
  ),
  Label: object({ zh: { type: 'string' }, en: { type: 'string' } }),
  Filter: {
    description: 'A tree of conditions. `field` may walk references by dots.',
    anyOf: [
      object({ all: array(ref('Filter')) }),
      object({ any: array(ref('Filter')) }),
      object({ not: ref('Filter') }),
      object(
        {
          field: { type: 'string', example: 'stage.outcome' },
          op: {
            type: 'string',
            enum: [
              ...['is', 'isNot', 'in', 'notIn', 'contains', 'notContains', 'startsWith', 'gt', 'gte', 'lt', 'lte', 'between'],
              ...['isEmpty', 'isNotEmpty', 'within', 'me', 'myTeam', 'myTeamAndBelow', 'under'],
            ],
          },
          value: {},
        },
        ['field', 'op'],
      ),
      object(
        {
          related: object({ object: { type: 'string' }, field: { type: 'string' } }),
          where: ref('Filter'),
          aggregate: object({ fn: { type: 'string', enum: ['count', 'sum', 'max', 'min'] }, field: { type: 'string' } }, ['fn']),
          op: { type: 'string' },
          value: {},
        },
        ['related'],
      ),
    ],
  },
  Count: object({ count: { type: 'integer' }, exact: { type: 'boolean', description: 'false: at least so many' } }),
  Written: object({ id, revision: { type: 'integer' }, changeId: id, record: { type: 'object', additionalProperties: true } }),
  Removed: object({ id, changeId: id }),
  Restored: object({ id, revision: { type: 'integer' }, changeId: id }),
  BulkResult: object({
    changeId: id,
    results: array({ anyOf: [object({ id, revision: { type: 'integer' } }), object({ error: ref('Problem') })] }),
  }),
  UndoResult: object({
    restored: { type: 'integer' },
    kept: array(
      object({ object: { type: 'string' }, id, field: { type: 'string' }, reason: { type: 'string' } }, ['object', 'id', 'reason']),
    ),
    changeId: id,
  }),
  Job: object({
    id,
    kind: { type: 'string' },
    title: ref('Label'),
    status: { type: 'string', enum: ['queued', 'running', 'paused', 'done', 'failed', 'cancelled'] },
    done: { type: 'integer' },
    total: nullable('integer'),
    startedAt: nullable('string'),
    finishedAt: nullable('string'),
    remainingSeconds: nullable('number'),
    result: {},
    error: {},
  }),
  TimelineEntry: object(
    {
      id,
      at: { type: 'string', format: 'date-time' },
      kind: { type: 'string' },
      object: { type: 'string' },
      ref: object({ object: { type: 'string' }, id }),
      principal: { anyOf: [ref('RecordLink'), { type: 'null' }] },
      onBehalfOf: { anyOf: [ref('RecordLink'), { type: 'null' }] },
      record: { type: 'object', additionalProperties: true },
      changes: { type: 'object', additionalProperties: { type: 'array' } },
    },
    ['id', 'at', 'kind', 'object', 'ref'],
  ),
  HistoryEntry: object(
    {
      id,
      at: { type: 'string', format: 'date-time' },
      kind: { type: 'string', enum: ['create', 'update', 'delete', 'restore'] },
      revision: { type: 'integer' },
      principal: { anyOf: [ref('RecordLink'), { type: 'null' }] },
      onBehalfOf: { anyOf: [ref('RecordLink'), { type: 'null' }] },
      through: { type: 'string' },
      changeId: id,
      changes: { type: 'object', additionalProperties: { type: 'array' }, description: 'By field: the old and the new value' },
    },
    ['id', 'at', 'kind', 'revision', 'through', 'changeId', 'changes'],
  ),
  AsOf: object(
    {
      at: { type: 'string', format: 'date-time' },
      state: { type: 'string', enum: ['there', 'notYet', 'deleted'] },
      record: {
        type: 'object',
        additionalProperties: true,
        description: 'What the fields held; masked ones and figures of other records are left out',
      },
      changed: { type: 'array', items: { type: 'string' }, description: 'Fields that hold something else now' },
      last: { anyOf: [object({ at: { type: 'string', format: 'date-time' }, principal: ref('RecordLink') }), { type: 'null' }] },
    },
    ['at', 'state', 'record', 'changed', 'last'],
  ),
  Me: object(
    {
      principalId: id,
      userId: id,
      name: { type: 'string' },
      email: { type: 'string' },
      locale: { type: 'string', enum: ['zh-CN', 'en'] },
      timeZone: { type: 'string' },
      theme: { type: 'string' },
      density: { type: 'string' },
      settings: { type: 'object', additionalProperties: true },
      roles: array(object({ id, name: { type: 'string' } })),
      department: { anyOf: [ref('RecordLink'), { type: 'null' }] },
      isAdministrator: { type: 'boolean' },
      acting: {
        description: 'Whoever really works, in the name of this person, and until when',
        anyOf: [
          {
            type: 'object',
            properties: {
              by: { type: 'object', properties: { id: { type: 'string' }, title: { type: 'string' } }, required: ['id', 'title'] },
              until: { type: 'string', format: 'date-time' },
              readOnly: { type: 'boolean' },
            },
            required: ['by', 'until', 'readOnly'],
          },
          { type: 'null' },
        ],
      },
    },
    ['principalId', 'userId', 'name', 'email', 'locale', 'timeZone', 'theme', 'density', 'roles', 'department', 'isAdministrator'],
  ),
}
