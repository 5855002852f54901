import type { ObjectDefinition } from '../declare/object.ts'
import type { Reader } from '../query/reader.ts'
import { and, ident, param, type Sql, sql } from '../sql.ts'

/** A pool that a principal belongs to. */
export type OwnPool = { readonly id: string; readonly object: string; readonly claim: boolean; readonly assign: boolean }

/** Rights that pools alone give. */
export const poolRights = ['claim', 'assign'] as const
export type PoolRight = (typeof poolRights)[number]

export function isPoolRight(action: string): action is PoolRight {
  return (poolRights as readonly string[]).includes(action)
}

/** The pools of an object in which the reader may do this. */
export function ownPools(reader: Reader, object: string, right: PoolRight | 'read'): readonly string[] {
  return reader.principal.pools.filter((pool) => pool.object === object && (right === 'read' || pool[right])).map(({ id }) => id)
}

/** The records of the reader's pools, as long as nobody holds them; null where there are none. */
export function throughPools(reader: Reader, { key, poolable }: ObjectDefinition, right: PoolRight | 'read', alias: string): Sql | null {
  if (!poolable) return null
  const nobodys = sql`${ident(alias)}.owner_id IS NULL`
  if (right !== 'read') {
    if (reader.principal.narrowing?.readOnly) return null
    if (reader.principal.administrator) return and([sql`${ident(alias)}.pool_id IS NOT NULL`, nobodys])
  }
  const pools = ownPools(reader, key, right)
  if (pools.length === 0) return null
  return and([sql`${ident(alias)}.pool_id = ANY (${param(pools, 'uuid[]')})`, nobodys])
}

/** The pools of a person, for the query that loads their rights: `me`, `above` and `my_roles` are its parts. */
export function poolsOfPerson(workspace: Sql, id: Sql): Sql {
  return sql`(SELECT json_agg(json_build_object('id', p.id, 'object', p.object, 'claim', m.claim, 'assign', m.assign) ORDER BY p."position", p.id)
    FROM pool p CROSS JOIN LATERAL (
      SELECT bool_or((e->>'claim')::boolean) AS claim, bool_or((e->>'assign')::boolean) AS assign FROM jsonb_array_elements(p.members) e
      WHERE CASE e->>'kind'
        WHEN 'everyone' THEN true
        WHEN 'person' THEN e->>'of' = ${id}::text
        WHEN 'position' THEN e->>'of' = me.position
        WHEN 'department' THEN e->>'of' IN (SELECT u.id::text FROM above u)
        WHEN 'role' THEN e->>'of' IN (SELECT r.id::text FROM my_roles r)
        ELSE false END
      HAVING count(*) > 0) m
    WHERE p.workspace_id = ${workspace} AND p.deleted_at IS NULL AND p.active AND jsonb_typeof(p.members) = 'array' AND me.kind <> 'system')`
}
