import type { Schema } from './fields.ts'
import { operation, query, uuid } from './operation.ts'

const string: Schema = { type: 'string' }
const list = (items: Schema): Schema => ({ type: 'array', items })
const object = (properties: Record<string, Schema>): Schema => ({ type: 'object', properties, required: Object.keys(properties) })
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })

export const relationGraphPaths: Readonly<Record<string, Schema>> = {
  '/api/v1/relation-graph': {
    get: operation({
      id: 'read_relation_graph',
      tag: 'relations',
      summary: 'Who stands around a customer or a contact, the group above, and how they are tied to each other, as far as one sees them',
      parameters: [
        { ...query('object', string, 'account or contact', 'account'), required: true },
        { ...query('id', uuid, 'Whom it is about'), required: true },
        query('most', { type: 'integer', minimum: 1, maximum: 50 }, 'How many of each kind are drawn; 12 unless told'),
      ],
      answer: object({
        center: uuid,
        nodes: list(object({ id: uuid, object: string, title: string, ties: { type: 'integer' }, exact: { type: 'boolean' } })),
        ties: list(
          object({
            kind: { type: 'string', enum: ['parent', 'referred', 'relation', 'works', 'reports'] },
            from: uuid,
            to: uuid,
            record: nullable(uuid),
            label: nullable(string),
            reverse: nullable(string),
            role: nullable(string),
            until: nullable({ type: 'string', format: 'date' }),
          }),
        ),
      }),
    }),
  },
}
