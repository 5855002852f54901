import type { Schema } from './fields.ts'
import { inPath, operation, uuid } from './operation.ts'

const string: Schema = { type: 'string' }
const boolean: Schema = { type: 'boolean' }
const instant: Schema = { type: 'string', format: 'date-time' }
const list = (items: Schema): Schema => ({ type: 'array', items })
const object = (properties: Record<string, Schema>): Schema => ({ type: 'object', properties, required: Object.keys(properties) })
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })
const link = object({ id: uuid, title: string })
const part = { from: instant, until: instant, objects: nullable(list(string)), readOnly: boolean, reason: nullable(string) }

/** Working in somebody’s name for a while. Lending and switching take a signed-in browser: a token has no part in it. */
export const delegationPaths: Readonly<Record<string, Schema>> = {
  '/api/v1/delegations': {
    get: operation({
      id: 'list_delegations',
      tag: 'access',
      summary: 'Whose work is lent to whom: what concerns me, for administrators all; and the keys of what can be lent',
      answer: object({
        delegations: list(
          object({
            id: uuid,
            lender: link,
            borrower: link,
            madeBy: link,
            ...part,
            status: { type: 'string', enum: ['planned', 'active', 'over'] },
          }),
        ),
        lendable: list(string),
      }),
    }),
    post: operation({
      id: 'make_delegation',
      tag: 'access',
      summary:
        'Lend my work, or as their manager or an administrator that of somebody else, for a while; never more rights than the lender has',
      body: {
        type: 'object',
        properties: { lender: uuid, borrower: uuid, ...part, reason: string },
        required: ['borrower', 'from', 'until'],
      },
      answer: object({ id: uuid }),
      status: 201,
    }),
  },
  '/api/v1/delegations/{id}/end': {
    post: operation({
      id: 'end_delegation',
      tag: 'access',
      summary: 'End a delegation before its time: with the next request, also for what is open',
      parameters: [inPath('id')],
      status: 204,
    }),
  },
  '/api/v1/acting': {
    post: operation({
      id: 'begin_acting',
      tag: 'access',
      summary: 'Let this session work in the name of the lender, within the lent part; what it changes names both',
      body: object({ delegation: uuid }),
      status: 204,
    }),
    delete: operation({ id: 'stop_acting', tag: 'access', summary: 'Let this session work as itself again', status: 204 }),
  },
}
