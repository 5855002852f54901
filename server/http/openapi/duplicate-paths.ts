import type { Schema } from './fields.ts'
import { inPath, operation, query, uuid } from './operation.ts'

const string: Schema = { type: 'string' }
const list = (items: Schema): Schema => ({ type: 'array', items })
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })
const object = (properties: Record<string, Schema>, required: readonly string[] = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
})
const link = object({ id: uuid, title: string })
const instant: Schema = { type: 'string', format: 'date-time' }
const which = inPath('object', { type: 'string', description: 'Key of the object: account' })
const reasons: Schema = { ...list(string), description: 'The signs that say so: number, name, email, phone' }
const score: Schema = { type: 'integer', minimum: 0, maximum: 100 }

/** Records that are there twice. Merging them, taking that back, and deciding a clash are actions. */
export const duplicatePaths: Readonly<Record<string, Schema>> = {
  '/api/v1/duplicates/similar': {
    post: operation({
      id: 'find_similar',
      tag: 'duplicates',
      summary: 'Records that are probably the same as one with these values, as far as I may see them',
      body: object({ object: string, values: { type: 'object', additionalProperties: true }, except: uuid }, ['object', 'values']),
      answer: object({
        policy: { type: 'string', enum: ['off', 'warn', 'block'] },
        similar: list(object({ id: uuid, title: string, score, certain: { type: 'boolean' }, reasons, owner: nullable(link) })),
        hidden: {
          ...list(object({ holder: { type: ['string', 'null'] }, title: { type: ['string', 'null'] } })),
          description: 'Records out of reach that are certainly the same, as far as the rules disclose them',
        },
        clash: { type: 'string', enum: ['off', 'warn', 'decide'] },
      }),
    }),
  },
  '/api/v1/duplicates/{object}': {
    get: operation({
      id: 'list_duplicates',
      tag: 'duplicates',
      summary: 'Pairs that a sweep found, the surest first, of records that I may see',
      parameters: [
        which,
        query('cursor', string, '`next` of the page before'),
        query('certain', { type: 'boolean' }, 'Only the certain ones'),
      ],
      answer: object(
        {
          pairs: list(
            object({
              score,
              certain: { type: 'boolean' },
              reasons,
              note: { type: ['string', 'null'], description: 'Why the second was made all the same' },
              records: list(object({ id: uuid, title: string, createdAt: instant, owner: nullable(link) })),
            }),
          ),
          next: { type: ['string', 'null'] },
          total: object({ count: { type: 'integer' }, exact: { type: 'boolean' } }),
          sweptAt: { type: ['string', 'null'], format: 'date-time' },
          sweep: {
            ...nullable(object({ id: uuid, status: string, done: { type: 'integer' }, total: { type: ['integer', 'null'] } })),
            description: 'The search that is under way, for administrators',
          },
        },
        ['pairs', 'next', 'sweptAt', 'sweep'],
      ),
    }),
  },
  '/api/v1/duplicates/{object}/clashes': {
    get: operation({
      id: 'list_clashes',
      tag: 'duplicates',
      summary: 'Clashes that are mine to decide, or that were decided: a record was entered that somebody else holds',
      parameters: [which, query('decided', { type: 'boolean' }, 'Those that were decided')],
      answer: object({
        clashes: list(
          object({
            id: uuid,
            object: string,
            at: instant,
            found: link,
            held: link,
            finder: link,
            holder: link,
            decision: nullable(object({ choice: string, at: instant, by: link })),
          }),
        ),
        count: { type: 'integer' },
      }),
    }),
  },
  '/api/v1/duplicates/{object}/merged/{id}': {
    get: operation({
      id: 'merged_into',
      tag: 'duplicates',
      summary: 'What a merged record became',
      parameters: [which, inPath('id')],
      answer: object({ id: uuid }),
    }),
  },
  '/api/v1/duplicates/{object}/merges/{id}': {
    get: operation({
      id: 'list_merges',
      tag: 'duplicates',
      summary: 'Merges that a record came from and that can be taken back',
      parameters: [which, inPath('id')],
      answer: object({ merges: list(object({ id: uuid, at: instant, title: { type: ['string', 'null'] } })) }),
    }),
  },
  '/api/v1/duplicates/{object}/sweep': {
    post: operation({
      id: 'find_duplicates',
      tag: 'duplicates',
      summary: 'Look through all records for duplicates, in the background, or hold the search that is under way; for administrators',
      parameters: [which],
      body: object({ to: { type: 'string', enum: ['start', 'pause', 'resume', 'stop'], default: 'start' } }, []),
      answer: object({ job: object({ id: uuid }) }),
      status: 202,
      writes: true,
    }),
  },
}
