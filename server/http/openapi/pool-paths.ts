import type { Schema } from './fields.ts'
import { inPath, operation, query, uuid } from './operation.ts'

const string: Schema = { type: 'string' }
const boolean: Schema = { type: 'boolean' }
const whole: Schema = { type: 'integer' }
const list = (items: Schema): Schema => ({ type: 'array', items })
const object = (properties: Record<string, Schema>, required: readonly string[] = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
})
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })
const instant: Schema = { type: 'string', format: 'date-time' }
const link = object({ id: uuid, title: string })
const condition: Schema = { type: 'string', enum: ['noFollowUp', 'noDeal', 'protectionOver'] }

/** Public pools beside their records and rules, which are objects like all others. */
export const poolPaths: Readonly<Record<string, Schema>> = {
  '/api/v1/public-pools/mine': {
    get: operation({
      id: 'list_own_pools',
      tag: 'pools',
      summary: 'The pools one belongs to, what one may do there, and how much lies in them',
      answer: object({
        pools: list(
          object({
            id: uuid,
            name: string,
            nameEn: nullable(string),
            object: string,
            claim: boolean,
            assign: boolean,
            count: whole,
            exact: boolean,
            claimsPerDay: nullable(whole),
            holdCap: nullable(whole),
            coolingDays: nullable(whole),
            protectionDays: nullable(whole),
          }),
        ),
      }),
    }),
  },
  '/api/v1/public-pools/marks': {
    get: operation({
      id: 'list_return_marks',
      tag: 'pools',
      summary: 'Which of these records go back to a pool soon, and by which condition',
      parameters: [
        { ...query('object', string, 'Object key', 'account'), required: true },
        { ...query('ids', string, 'Record ids, parted by commas'), required: true },
      ],
      answer: object({ marks: list(object({ id: uuid, returnsAt: instant, inDays: whole, condition, days: whole })) }),
    }),
  },
  '/api/v1/public-pools/rehearsal': {
    post: operation({
      id: 'rehearse_pool_rules',
      tag: 'pools',
      summary: "What tonight's run takes, from whom and by which rule, with a rule that is not saved yet if one is given (administrators)",
      body: object(
        {
          object: string,
          draft: object({ id: uuid, pool: uuid, condition, days: nullable(whole), filter: {}, sparesWon: boolean, sparesOpen: boolean }, [
            'pool',
            'condition',
          ]),
          owner: uuid,
          after: uuid,
        },
        ['object'],
      ),
      answer: object({
        at: instant,
        total: whole,
        rules: list(object({ id: nullable(uuid), pool: uuid, condition, days: whole, isDraft: boolean })),
        people: list(object({ owner: link, rule: whole, count: whole })),
        records: list(object({ id: uuid, title: string, owner: link, rule: whole, touchedAt: nullable(instant), heldSince: instant })),
        next: nullable(uuid),
      }),
    }),
  },
  '/api/v1/public-pools/runs': {
    get: operation({
      id: 'list_pool_runs',
      tag: 'pools',
      summary: 'The latest nights on which records went back (administrators)',
      answer: object({
        runs: list(object({ id: uuid, at: instant, status: string, returned: whole, refused: whole, undone: boolean })),
      }),
    }),
  },
  '/api/v1/public-pools/runs/{id}/undo': {
    post: operation({
      id: 'undo_pool_run',
      tag: 'pools',
      summary: 'Take a night back in the background; what was claimed or changed since stays (administrators)',
      parameters: [inPath('id')],
      answer: object({ job: object({ id: string }) }),
      status: 202,
    }),
  },
}
