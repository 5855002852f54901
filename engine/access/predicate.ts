import { snake } from '../declare/object.ts'
import { isPoolRight, throughPools } from '../pools/access.ts'
import type { Reader } from '../query/reader.ts'
import { and, ident, or, param, raw, type Sql, sql } from '../sql.ts'
import { type Scope, scopeFor } from './principal.ts'
import { sharedWays, throughItsRecord } from './shares.ts'

/**
 * The condition under which the reader may do `action` to the rows of `object` under `alias`; null when they may not at all.
 * It stands inside every statement: nothing is filtered after the database answered.
 */
export function accessPredicate(reader: Reader, object: string, action: string, alias: string, form: Form = 'one'): Sql | null {
  return action === 'share' ? mayShare(reader, object, alias) : predicate(reader, object, action, alias, { follow: true, form })
}

/**
 * How rows are come by. `one`: they are known by their ids. `walk`: in the order of a list, until a page is full, so that whatever is asked of each is hashed once.
 * `whole`: all of them are wanted, to be counted or summed, so that for somebody with few records every way is an index condition of its own.
 */
export type Form = 'one' | 'walk' | 'whole'
type Manner = { readonly follow: boolean; readonly form: Form }

/** Reads few of the records: by owner, those of so many people at most. */
const fewOwners = 12

/** Whoever may edit a record by their roles may share it if they own it or a role of theirs says so: nobody passes on more than they have. */
function mayShare(reader: Reader, object: string, alias: string): Sql | null {
  if (reader.object(object).definition.access.by !== 'owner') return null
  const [seen, edited] = ['read', 'reassign'].map((asked) => predicate(reader, object, asked, alias, { follow: true, form: 'one' }))
  if (!seen || !edited) return null
  const scope = scopeFor(reader.principal, object, 'share') ?? 'own'
  return and(scope === 'all' ? [seen, edited] : [seen, edited, ownedBy(reader, alias, scope)])
}

/** One reason for which a row is within reach, and the condition under which it is. */
export type Way = {
  readonly by: 'all' | Scope | 'everyone' | 'share' | 'team-of' | 'pool' | 'record'
  readonly through?: string
  readonly sql: Sql
}

/** Every way in which the reader may reach rows for an action: what the predicate is made of, and what explanations tell. */
export function accessWays(
  reader: Reader,
  object: string,
  action: string,
  alias: string,
  { follow, form }: Manner = { follow: true, form: 'one' },
): Way[] {
  const { definition } = reader.object(object)
  if (isPoolRight(action)) {
    const taken = scopeFor(reader.principal, object, 'read') ? throughPools(reader, definition, action, alias) : null
    return taken ? [{ by: 'pool', sql: taken }] : []
  }
  // Giving a record away is decided within the role's own scope: whoever may edit it by a share alone may not.
  const scope = scopeFor(reader.principal, object, action === 'reassign' ? 'update' : action)
  if (!scope) return []
  if (definition.access.by === 'record' && !reader.principal.administrator)
    return throughItsRecord(reader, object, action, alias, (of, asked, under) => accessPredicate(reader, of, asked, under)).map((way) => ({
      by: 'record',
      sql: way,
    }))
  if (scope === 'all' || definition.access.by !== 'owner') return [{ by: 'all', sql: raw('true') }]
  const ways: Way[] = [{ by: scope, sql: ownedBy(reader, alias, scope) }, ...sharedWays(reader, object, action, alias, form)]
  if (action === 'read') {
    const pooled = throughPools(reader, definition, 'read', alias)
    if (pooled) ways.push({ by: 'pool', sql: pooled })
    if (definition.access.open)
      ways.push(...openTo(reader, alias, definition.access.open).map((way) => ({ by: 'everyone' as const, sql: way })))
    if (follow)
      for (const key of definition.access.via ?? [])
        ways.push(...throughReference(reader, object, key, alias, form).map((way) => ({ by: 'record' as const, through: key, sql: way })))
  }
  return ways
}

function predicate(reader: Reader, object: string, action: string, alias: string, manner: Manner): Sql | null {
  const ways = accessWays(reader, object, action, alias, manner)
  return ways.length === 0 && !isGranted(reader, object, action) ? null : or(ways.map((way) => way.sql))
}

function isGranted({ principal }: Reader, object: string, action: string): boolean {
  return scopeFor(principal, object, action === 'reassign' ? 'update' : action) !== null
}

function ownedBy(reader: Reader, alias: string, scope: 'own' | 'team' | 'teamAndBelow'): Sql {
  const owner = sql`${ident(alias)}.owner_id`
  if (scope === 'own') return sql`${owner} = ${param(reader.principal.id, 'uuid')}`
  const owners = scope === 'team' ? reader.principal.team : reader.principal.below
  return sql`${owner} = ANY (${param(owners, 'uuid[]')})`
}

function openTo(reader: Reader, alias: string, open: { field: string; everyone: string; team?: string }): Sql[] {
  const column = sql`${ident(alias)}.${ident(snake(open.field))}`
  const ways = [sql`${column} = ${open.everyone}`]
  if (open.team)
    ways.push(and([sql`${column} = ${open.team}`, sql`${ident(alias)}.owner_id = ANY (${param(reader.principal.team, 'uuid[]')})`]))
  return ways
}

/** Whether the reader sees few records of an object, or the object has few: then their ids are found before the rows that point at them. */
function seesFew(reader: Reader, object: string): boolean {
  if (reader.object(object).definition.access.by === 'workspace') return true
  const { principal } = reader
  const scope = scopeFor(principal, object, 'read')
  return (
    scope === 'own' ||
    (scope === 'team' && principal.team.length <= fewOwners) ||
    (scope === 'teamAndBelow' && principal.below.length <= fewOwners)
  )
}

/**
 * One step only: what is seen through a record is not passed on further. What stands around the work, such as tags and files, belongs to everybody or to single
 * people; nothing else is seen through it.
 */
function throughReference(reader: Reader, object: string, key: string, alias: string, form: Form): Sql[] {
  const field = reader.object(object).fields.get(key)
  if (!field) return []
  const column = sql`${ident(alias)}.${ident(`${snake(key)}_id`)}`
  const target = (to: string): Sql | null => {
    const few = form !== 'one' && seesFew(reader, to)
    const seen = predicate(reader, to, 'read', 'v', { follow: false, form: few ? 'whole' : form === 'whole' ? 'walk' : form })
    if (!seen) return null
    const { table } = reader.object(to).definition
    if (few) {
      const ids = sql`SELECT v.id FROM ${ident(table)} v WHERE v.workspace_id = ${param(reader.workspaceId, 'uuid')} AND v.deleted_at IS NULL AND ${seen}`
      return form === 'whole' ? sql`${column} = ANY (ARRAY(${ids}))` : sql`${column} IN (${ids})`
    }
    return sql`EXISTS (SELECT 1 FROM ${ident(table)} v WHERE v.workspace_id = ${param(reader.workspaceId, 'uuid')} AND v.id = ${column} AND v.deleted_at IS NULL AND ${seen})`
  }
  if (field.to !== 'any') return field.to ? [target(field.to)].filter((way) => way !== null) : []
  return [...reader.objects()].flatMap((model) => {
    const { internal, area, configuration } = model.definition
    if (internal || configuration || area === 'platform' || model.definition.key === object) return []
    const way = target(model.definition.key)
    return way ? [and([sql`${ident(alias)}.${ident(`${snake(key)}_object`)} = ${model.definition.key}`, way])] : []
  })
}
