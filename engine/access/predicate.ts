import { snake } from '../declare/object.ts'
import type { Reader } from '../query/reader.ts'
import { and, ident, or, param, raw, type Sql, sql } from '../sql.ts'
import { scopeFor } from './principal.ts'

/**
 * The condition under which the reader may do `action` to the rows of `object` under `alias`; null when they may not at all.
 * It stands inside every statement: nothing is filtered after the database answered.
 */
export function accessPredicate(reader: Reader, object: string, action: string, alias: string): Sql | null {
  return predicate(reader, object, action, alias, true)
}

function predicate(reader: Reader, object: string, action: string, alias: string, follow: boolean): Sql | null {
  const { definition } = reader.object(object)
  const scope = scopeFor(reader.principal, object, action)
  if (!scope) return null
  if (scope === 'all' || definition.access.by === 'workspace') return raw('true')
  const ways: Sql[] = [ownedBy(reader, alias, scope)]
  if (action === 'read') {
    if (definition.access.open) ways.push(...openTo(reader, alias, definition.access.open))
    if (follow) for (const key of definition.access.via ?? []) ways.push(...throughReference(reader, object, key, alias))
  }
  return or(ways)
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
