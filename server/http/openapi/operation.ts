import { ref, type Schema } from './fields.ts'

type Operation = {
  id: string
  tag: string
  summary: string
  parameters?: readonly Schema[]
  body?: Schema
  bodyType?: string
  answer?: Schema
  answerType?: string
  status?: number
  /** Changes something: may be repeated safely with an Idempotency-Key. */
  writes?: boolean
  /** Answered without a sign-in. */
  isPublic?: boolean
  example?: unknown
}

export const uuid: Schema = { type: 'string', format: 'uuid' }

export function query(name: string, schema: Schema, description: string, example?: unknown): Schema {
  return { name, in: 'query', description, schema, ...(example === undefined ? {} : { example }) }
}

export function header(name: string, description: string, example: string): Schema {
  return { name, in: 'header', description, schema: { type: 'string' }, example }
}

export function inPath(name: string, schema: Schema = uuid): Schema {
  return { name, in: 'path', required: true, schema }
}

/** One operation with what all of them share: problems, language, idempotency. */
export function operation(given: Operation): Schema {
  const parameters = [
    ...(given.parameters ?? []),
    ...(given.writes
      ? [
          header(
            'Idempotency-Key',
            'Repeating the request with the same key within 60 days gives the same answer and changes nothing',
            'order-4711',
          ),
        ]
      : []),
  ]
  const problem = { content: { 'application/problem+json': { schema: ref('Problem') } } }
  return {
    operationId: given.id,
    tags: [given.tag],
    summary: given.summary,
    ...(given.isPublic ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(given.body
      ? {
          requestBody: {
            required: true,
            content: {
              [given.bodyType ?? 'application/json']: {
                schema: given.body,
                ...(given.example === undefined ? {} : { example: given.example }),
              },
            },
          },
        }
      : {}),
    responses: {
      [String(given.status ?? 200)]: {
        description: 'Done',
        ...(given.answer ? { content: { [given.answerType ?? 'application/json']: { schema: given.answer } } } : {}),
      },
      default: { description: 'Refused', ...problem },
    },
  }
}
