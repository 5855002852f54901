import { splitSchema, transferSchema } from '../../../engine/index.ts'
import type { Schema } from './fields.ts'
import { operation, uuid } from './operation.ts'

const string: Schema = { type: 'string' }
const whole: Schema = { type: 'integer' }
const boolean: Schema = { type: 'boolean' }
const list = (items: Schema): Schema => ({ type: 'array', items })
const object = (properties: Record<string, Schema>): Schema => ({ type: 'object', properties, required: Object.keys(properties) })
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })
const link = object({ id: uuid, title: string })
const asked = JSON.parse(JSON.stringify(transferSchema.properties)) as Record<string, Schema>
const split = JSON.parse(JSON.stringify(splitSchema)) as Schema
const example = { object: 'account', filter: { field: 'region', op: 'under', value: '310000' } }

/** Work that goes over to other people. */
export const transferPaths: Readonly<Record<string, Schema>> = {
  '/api/v1/transfers': {
    get: operation({
      id: 'list_transfers',
      tag: 'access',
      summary: 'Transfers of the last 30 days, which are taken back by the undo of their id: my own, for administrators everybody’s',
      answer: object({
        transfers: list(
          object({
            id: uuid,
            at: { type: 'string', format: 'date-time' },
            object: nullable(string),
            status: string,
            done: whole,
            total: nullable(whole),
            by: link,
            reason: nullable(string),
            left: whole,
            from: nullable(link),
            to: list(link),
            changed: whole,
            refused: whole,
            undone: boolean,
          }),
        ),
      }),
    }),
    post: operation({
      id: 'begin_transfer',
      tag: 'access',
      summary:
        'Hand over records, or all that a person or a department holds, with what belongs to them, in the background; one change that can be undone',
      body: {
        type: 'object',
        properties: { ...asked, split, keep: { type: 'string', enum: ['read', 'edit'] }, reason: string },
        required: ['split'],
      },
      answer: object({ job: object({ id: uuid }) }),
      status: 202,
      example: { ...example, split: [{ to: ['0195c0de-0000-7000-8000-000000000000'] }], reason: '调整区域' },
    }),
  },
  '/api/v1/transfers/preview': {
    post: operation({
      id: 'preview_transfer',
      tag: 'access',
      summary: 'What a transfer would move: counts and the first records of every kind, and how many fall to each part of the split',
      body: { type: 'object', properties: { ...asked, split } },
      answer: object({
        moves: list({
          ...object({
            key: string,
            object: string,
            label: object({ zh: string, en: string }),
            field: string,
            count: whole,
            taken: boolean,
            alongWith: nullable(string),
            records: list(link),
          }),
          additionalProperties: true,
        }),
        total: whole,
        parts: list(whole),
        unassigned: whole,
      }),
      example,
    }),
  },
}
