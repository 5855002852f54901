import { type Static, Type } from '@sinclair/typebox'
import { loadPrincipal } from '../access/load-principal.ts'
import { type Principal, scopeFor } from '../access/principal.ts'
import type { ActionContext } from '../context.ts'
import type { Label } from '../declare/label.ts'
import { InvalidInputError, NotFoundError, RuleError, SignInError } from '../errors.ts'
import { compileFilter, type Filter } from '../query/filter.ts'
import type { Reader } from '../query/reader.ts'
import { type Along, goingAlong } from './along.ts'
import { heldBy, holdingsOf } from './holdings.ts'

const uuid = Type.String({ format: 'uuid' })
const key = Type.String({ maxLength: 120 })
const filter = Type.Unsafe<Filter>(Type.Unknown())

/** Who gets what: the first part whose condition a record fits, its receivers equally in turn. */
export const splitSchema = Type.Array(Type.Object({ when: Type.Optional(filter), to: Type.Array(uuid, { minItems: 1, maxItems: 50 }) }), {
  minItems: 1,
  maxItems: 50,
})

/** What is asked for: records that a filter finds, or all that a person or the people of a department hold. */
export const transferSchema = Type.Object({
  object: Type.Optional(key),
  filter: Type.Optional(filter),
  person: Type.Optional(uuid),
  department: Type.Optional(uuid),
  /** Of a person or a department: the keys of what goes. */
  holdings: Type.Optional(Type.Array(key, { maxItems: 400 })),
  /** Of records: the objects that go along, `activity` or, with what is over, `activity.closed`. Everything that can, without it. */
  along: Type.Optional(Type.Array(key, { maxItems: 100 })),
})

export type Split = Static<typeof splitSchema>
export type TransferRequest = Static<typeof transferSchema>

/** A set of records whose holder changes, in one pass. */
export type Source = {
  readonly key: string
  readonly label: Label
  readonly object: string
  readonly field: string
  readonly filter: Filter | null
  /** Of lists of people, who is replaced in them. */
  readonly replaces: string | null
  /** Left out, unless it is asked for: of what somebody holds, what is over and what is personal. */
  readonly taken: boolean
}
export type Moves = { readonly sources: readonly Source[]; readonly along: readonly Along[]; readonly person: string | null }

/** What is asked for, as passes over the records: those with which others go come first, so that what belongs together stays together. */
export function movesOf(reader: Reader, request: TransferRequest): Moves {
  const asked = [request.object, request.person, request.department].filter((one) => one !== undefined)
  if (asked.length !== 1) throw new InvalidInputError('invalid_input', { field: 'object' })
  if (request.object !== undefined) {
    const { definition } = reader.object(request.object)
    if (!('owner' in definition.fields)) throw new InvalidInputError('no_owner', { field: 'object' })
    if (request.filter) compileFilter(reader, request.object, request.filter, 't')
    const possible = goingAlong(reader, request.object)
    const along = request.along ? alongOf(request.along) : possible.map((object) => ({ object, closed: false }))
    if (!along.every(({ object }) => possible.includes(object))) throw new InvalidInputError('invalid_value', { field: 'along' })
    const { object, filter: found = null } = request
    return {
      sources: [{ key: object, label: definition.plural, object, field: 'owner', filter: found, replaces: null, taken: true }],
      along,
      person: null,
    }
  }
  const isDepartment = request.department !== undefined
  const kinds = holdingsOf(reader).filter(({ field, internal }) => !isDepartment || (field === 'owner' && !internal))
  const known = new Set(kinds.map((kind) => kind.key))
  if (!(request.holdings ?? []).every((one) => known.has(one))) throw new InvalidInputError('invalid_value', { field: 'holdings' })
  const isTaken = (kind: (typeof kinds)[number]): boolean => request.holdings?.includes(kind.key) ?? (kind.demanded && !kind.closed)
  const sources = kinds.map((kind): Source => {
    const { object, field, many, open } = kind
    const named = { key: kind.key, label: kind.plural, object, field, taken: isTaken(kind) }
    if (request.person !== undefined) return { ...named, filter: heldBy(kind, request.person), replaces: many ? request.person : null }
    const theirs: Filter = { field: 'owner.department', op: 'under', value: request.department }
    return { ...named, filter: open ? { all: [theirs, open] } : theirs, replaces: null }
  })
  const owned = kinds.filter((kind) => kind.field === 'owner' && isTaken(kind))
  const along = [...new Set(owned.map(({ object }) => object))].map((object) => ({
    object,
    closed: owned.some((kind) => kind.object === object && kind.closed),
  }))
  const weight = ({ object, field }: Source): number => (field === 'owner' ? -goingAlong(reader, object).length : 1)
  return { sources: sources.toSorted((a, b) => weight(a) - weight(b)), along, person: request.person ?? null }
}

function alongOf(keys: readonly string[]): Along[] {
  const objects = new Set(keys.map((one) => one.replace(/\.closed$/, '')))
  return [...objects].map((object) => ({ object, closed: keys.includes(`${object}.closed`) }))
}

/** Receivers are there, active, and see what they get. */
export async function demandReceivers({ reader, query }: ActionContext, moves: Moves, split: Split): Promise<Principal[]> {
  const main = moves.sources[0]?.object
  for (const { when } of split) if (when && main) compileFilter(reader, main, when, 't')
  const ids = [...new Set(split.flatMap(({ to }) => to))]
  const owned = new Set(moves.sources.filter(({ field, taken }) => taken && field === 'owner').map(({ object }) => object))
  for (const { object } of moves.along) owned.add(object)
  const receivers: Principal[] = []
  for (const id of ids) {
    if (id === moves.person) throw new RuleError('successor_inactive', { field: 'to' })
    const receiver = await loadPrincipal({ query: (_workspace, statement) => query(statement) }, reader.workspaceId, id).catch((error) => {
      if (error instanceof SignInError || error instanceof NotFoundError) throw new RuleError('successor_inactive', { field: 'to' })
      throw error
    })
    if (receiver.kind !== 'staff') throw new RuleError('successor_inactive', { field: 'to' })
    const unseen = [...owned].find((object) => {
      const { definition } = reader.object(object)
      return !definition.internal && scopeFor(receiver, object, 'read') === null
    })
    if (unseen) {
      const { plural } = reader.object(unseen).definition
      throw new RuleError('receiver_sees_none', {
        field: 'to',
        name: receiver.name,
        objects: reader.principal.locale === 'en' ? plural.en.toLowerCase() : plural.zh,
      })
    }
    receivers.push(receiver)
  }
  return receivers
}
