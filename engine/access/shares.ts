import { snake } from '../declare/object.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import type { Reader } from '../query/reader.ts'
import { and, ident, param, raw, type Sql, sql } from '../sql.ts'
import type { Form, Way } from './predicate.ts'
import { scopeFor } from './principal.ts'

// What shares and team membership add to a role's scope. Where rows are walked in the order of a list, each is asked about and PostgreSQL hashes the answers;
// where all of them are counted or summed, the ids are found first and fetched by their index, beside those of the owner's condition.

/** Actions that a share can reach. What leaves the system, and what is decided over a record, stay with the role's own scope. */
const reachable: readonly string[] = ['read', 'update']

/** Ways in which rows under `alias` are within reach of `action` although their owner is not. */
export function sharedWays(reader: Reader, object: string, action: string, alias: string, form: Form): Way[] {
  if (!reachable.includes(action)) return []
  const shared = and([sharedWithReader(reader, object), ...(action === 'update' ? [raw(`s.level = 'edit'`)] : [])])
  const ways: Way[] = isShared(reader, object) ? [{ by: 'share', sql: amongShares(sql`${ident(alias)}.id`, shared, form) }] : []
  return [...ways, ...teamWays(reader, object, action, alias, form).map((way) => ({ by: 'team-of' as const, sql: way }))]
}

/** Whether anything of an object was shared with the reader at all. */
function isShared({ principal }: Reader, object: string): boolean {
  return principal.sharedTo.length > 0 && principal.sharedObjects.includes(object)
}

function amongShares(column: Sql, shared: Sql, form: Form): Sql {
  const ids = sql`SELECT s.record_id FROM record_share s WHERE ${shared}`
  if (form === 'one') return sql`EXISTS (SELECT 1 FROM record_share s WHERE ${and([shared, sql`s.record_id = ${column}`])})`
  return form === 'whole' ? sql`${column} = ANY (ARRAY(${ids}))` : sql`${column} IN (${ids})`
}

/** Through the team of another record that rows point at: the opportunities of an account whose team one is in. */
export function teamWays(reader: Reader, object: string, action: string, alias: string, form: Form): Sql[] {
  const references = teamReferences(reader, object).filter(({ to }) => isShared(reader, to))
  return references.map(({ to, column }) => {
    const level = action === 'update' ? raw(`= 'edit'`) : raw('IS NOT NULL')
    const teams = and([sharedWithReader(reader, to), sql`s.related->>${raw(`'${object}'`)} ${level}`])
    return amongShares(sql`${ident(alias)}.${ident(column)}`, teams, form)
  })
}

/** References through which the team of the record that is pointed at reaches records of this object. */
export function teamReferences(reader: Reader, object: string): { key: string; to: string; column: string }[] {
  return [...reader.object(object).fields].flatMap(([key, field]) => {
    const team = field.kind === 'reference' && field.to && !field.custom ? reader.model.objects.get(field.to)?.definition.team : undefined
    return team?.includes(object) && field.to ? [{ key, to: field.to, column: `${snake(key)}_id` }] : []
  })
}

/** The condition on a share `s` of a record of this object that it holds now for the reader. */
export function sharedWithReader(reader: Reader, object: string): Sql {
  const { sharedTo, sharedBelow } = reader.principal
  return and([
    sql`s.workspace_id = ${param(reader.workspaceId, 'uuid')}`,
    sql`s.shared_with_id = ANY (${param(sharedTo, 'uuid[]')})`,
    sql`(s.below OR NOT s.shared_with_id = ANY (${param(sharedBelow, 'uuid[]')}))`,
    sql`s.record_object = ${raw(`'${object}'`)}`,
    raw('s.deleted_at IS NULL'),
    sql`(s.until IS NULL OR s.until > ${param(reader.moment, 'timestamptz')})`,
  ])
}

/** Objects that can be shared: whose rights compare an owner. */
export function shareable(model: ObjectModel): boolean {
  return model.definition.access.by === 'owner'
}

/** A record that belongs to another, such as a share: seen by whoever sees that one, changed by whoever may share it. */
export function throughItsRecord(
  reader: Reader,
  object: string,
  action: string,
  alias: string,
  predicateOf: (object: string, action: string, alias: string) => Sql | null,
): Sql[] {
  const { access } = reader.object(object).definition
  if (access.by !== 'record' || !access.field) return []
  const asked = action === 'read' ? 'read' : 'share'
  const [id, of] = [ident(`${snake(access.field)}_id`), ident(`${snake(access.field)}_object`)]
  return [...reader.objects()].flatMap((model) => {
    const { key, table } = model.definition
    const may = shareable(model) && scopeFor(reader.principal, key, 'read') ? predicateOf(key, asked, 'o') : null
    if (!may) return []
    const row = and([
      sql`o.workspace_id = ${param(reader.workspaceId, 'uuid')}`,
      sql`o.id = ${ident(alias)}.${id}`,
      raw('o.deleted_at IS NULL'),
      may,
    ])
    return [sql`(${ident(alias)}.${of} = ${raw(`'${key}'`)} AND EXISTS (SELECT 1 FROM ${ident(table)} o WHERE ${row}))`]
  })
}
