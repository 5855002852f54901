import { type Static, Type } from '@sinclair/typebox'
import { type Filter, InvalidInputError } from '../../engine/index.ts'

/** Parts of an address's query that reading routes share. The engine judges what stands in them. */
export const queryParts = {
  filter: Type.Optional(Type.String({ maxLength: 20_000 })),
  sort: Type.Optional(Type.String({ maxLength: 500 })),
  fields: Type.Optional(Type.String({ maxLength: 8_000 })),
  include: Type.Optional(Type.String({ maxLength: 1_000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  cursor: Type.Optional(Type.String({ maxLength: 4_000 })),
  skip: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
  deleted: Type.Optional(Type.Boolean()),
}

export const listQuery = Type.Object({ ...queryParts, lane: Type.Optional(Type.String()) })

const keys = Type.Array(Type.String({ maxLength: 200 }), { maxItems: 300 })
/** The same as a JSON body, for filters that are too long for an address. */
export const listBody = Type.Object(
  {
    filter: Type.Optional(Type.Unknown()),
    sort: Type.Optional(keys),
    fields: Type.Optional(keys),
    include: Type.Optional(keys),
    limit: queryParts.limit,
    cursor: queryParts.cursor,
    skip: queryParts.skip,
    deleted: queryParts.deleted,
  },
  { additionalProperties: false },
)

type Given = Static<typeof listQuery>

export function readListQuery(given: Pick<Given, 'filter' | 'sort' | 'fields' | 'include' | 'limit' | 'cursor' | 'skip' | 'deleted'>) {
  return {
    filter: readFilter(given.filter),
    sort: readKeys(given.sort),
    fields: readKeys(given.fields),
    include: readKeys(given.include),
    limit: given.limit,
    cursor: given.cursor,
    skip: given.skip,
    deleted: given.deleted,
  }
}

export function readFilter(text: string | undefined): Filter | undefined {
  if (!text) return undefined
  try {
    // Any JSON gets through here; the engine's compiler says what of it is no filter.
    return JSON.parse(text) as Filter
  } catch {
    throw new InvalidInputError('invalid_filter', { field: 'filter' })
  }
}

export function readKeys(text: string | undefined): string[] | undefined {
  const keysGiven = text
    ?.split(',')
    .map((key) => key.trim())
    .filter(Boolean)
  return keysGiven && keysGiven.length > 0 ? keysGiven : undefined
}
