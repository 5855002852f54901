import { isOpenly, levelFor, type Scope, scopeFor } from '../access/principal.ts'
import { sharedWithReader, teamWays } from '../access/shares.ts'
import type { Database } from '../database.ts'
import { inWorkspace } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { filled, ident, join, or, param, type Rendered, raw, render, Slot, type Sql, sql } from '../sql.ts'
import { searchQuery } from '../text/search-tokens.ts'

export type SearchHit = { object: string; id: string; title: string }

const longestQuery = 200

/**
 * Records of any object by words, fragments, pinyin, initials or digits. What the reader may not see is left out before the cap, by the database:
 * objects with the widest scope whole, the others by their owners. One call for all, so that the best hits stand first whatever they are.
 */
export async function findRecords(
  database: Database,
  reader: Reader,
  query: { text: string; objects?: readonly string[] | undefined; limit: number },
): Promise<SearchHit[]> {
  const words = searchQuery(query.text.slice(0, longestQuery))
  const statement = reader.keep(`search ${query.objects?.join() ?? '*'}`, () => findStatement(reader, query.objects))
  if (!words || !statement.sql) return []
  const given = { words, text: query.text.trim().toLowerCase(), limit: Math.min(Math.max(query.limit, 1), 100) }
  return database.query<SearchHit>(reader.workspaceId, filled(statement.sql, given))
}

/** Words, text and limit are left open; null when the reader may search none of the objects. */
function findStatement(reader: Reader, objects: readonly string[] | undefined): { sql: Rendered | null } {
  const byScope: Record<Scope, string[]> = { all: [], own: [], team: [], teamAndBelow: [] }
  for (const { definition } of reader.objects()) {
    if (objects && !objects.includes(definition.key)) continue
    const scope = scopeFor(reader.principal, definition.key, 'read')
    if (scope) byScope[definition.access.by === 'workspace' ? 'all' : scope].push(definition.key)
  }
  if (Object.values(byScope).every((keys) => keys.length === 0)) return { sql: null }
  const { id, team, below } = reader.principal
  const keys = (scope: Scope): Sql => param(byScope[scope], 'text[]')
  const reach = sql`${keys('all')}, ${keys('own')}, ${param(id, 'uuid')}, ${keys('team')}, ${param(team, 'uuid[]')}, ${keys('teamAndBelow')}, ${param(below, 'uuid[]')}`
  const [words, text, limit] = [param(new Slot('words'), 'tsquery'), param(new Slot('text'), 'text'), param(new Slot('limit'), 'int')]
  const find = sql`search_find(${words}, ${text}, ${param(readClasses(reader), 'text[]')}, ${reach}, ${limit}, ${sharedWith(reader, [...byScope.own, ...byScope.team, ...byScope.teamAndBelow])})`
  return { sql: render(sql`SELECT f.object, f.record_id AS id, f.title FROM ${find} f`) }
}

/** What is found although its owner is out of reach: shared with the reader, or reached through a team. */
function sharedWith(reader: Reader, objects: readonly string[]): Sql {
  const arms = objects.flatMap((object) => {
    const ways = teamWays(reader, object, 'read', 't', 'whole')
    const shares = sql`SELECT s.record_id FROM record_share s WHERE ${sharedWithReader(reader, object)}`
    if (ways.length === 0) return [shares]
    const { table } = reader.object(object).definition
    return [shares, sql`SELECT t.id FROM ${ident(table)} t WHERE ${inWorkspace(reader, 't')} AND t.deleted_at IS NULL AND ${or(ways)}`]
  })
  return arms.length === 0 || reader.principal.sharedTo.length === 0 ? raw(`'{}'::uuid[]`) : sql`ARRAY(${join(arms, ' UNION ALL ')})`
}

/** Read classes in which the reader sees fields in the open: words of the others find nothing. */
function readClasses(reader: Reader): string[] {
  const classes = new Set(['general'])
  for (const { fields } of reader.objects())
    for (const field of fields.values())
      if (field.readClass && isOpenly(levelFor(reader.principal, field.readClass))) classes.add(field.readClass)
  return [...classes]
}
