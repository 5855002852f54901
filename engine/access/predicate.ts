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
export function accessPredicate(reader: Reader, object: string, action: string, alias: string): Sql | null {
  return action === 'share' ? mayShare(reader, object, alias) : predicate(reader, object, action, alias, true)
}

/** Whoever may edit a record by their roles may share it if they own it or a role of theirs says so: nobody passes on more than they have. */
function mayShare(reader: Reader, object: string, alias: string): Sql | null {
  if (reader.object(object).definition.access.by !== 'owner') return null
  const [seen, edited] = ['read', 'reassign'].map((asked) => predicate(reader, object, asked, alias, true))
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
export function accessWays(reader: Reader, object: string, action: string, alias: string, follow = true): Way[] {
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
  const ways: Way[] = [{ by: scope, sql: ownedBy(reader, alias, scope) }, ...sharedWays(reader, object, action, alias)]
  if (action === 'read') {
    const pooled = throughPools(reader, definition, 'read', alias)
    if (pooled) ways.push({ by: 'pool', sql: pooled })
    if (definition.access.open)
      ways.push(...openTo(reader, alias, definition.access.open).map((way) => ({ by: 'everyone' as const, sql: way })))
    if (follow)
      for (const key of definition.access.via ?? [])
        ways.push(...throughReference(reader, object, key, alias).map((way) => ({ by: 'record' as const, through: key, sql: way })))
  }
  return ways
}

function predicate(reader: Reader, object: string, action: string, alias: string, follow: boolean): Sql | null {
  const ways = accessWays(reader, object, action, alias, follow)
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

/** One step only: what is seen through a record is not passed on further. */
function throughReference(reader: Reader, object: string, key: string, alias: string): Sql[] {
  const field = reader.object(object).fields.get(key)
  if (!field) return []
  const column = sql`${ident(alias)}.${ident(`${snake(key)}_id`)}`
  const target = (to: string): Sql | null => {
    const seen = predicate(reader, to, 'read', 'v', false)
    if (!seen) return null
    const { table } = reader.object(to).definition
    return sql`EXISTS (SELECT 1 FROM ${ident(table)} v WHERE v.workspace_id = ${param(reader.workspaceId, 'uuid')} AND v.id = ${column} AND v.deleted_at IS NULL AND ${seen})`
  }
  if (field.to !== 'any') return field.to ? [target(field.to)].filter((way) => way !== null) : []
  return [...reader.objects()].flatMap((model) => {
    if (model.definition.internal || model.definition.key === object) return []
    const way = target(model.definition.key)
    return way ? [and([sql`${ident(alias)}.${ident(`${snake(key)}_object`)} = ${model.definition.key}`, way])] : []
  })
}
