import { levelFor, scopeFor } from '../access/principal.ts'
import type { Database } from '../database.ts'
import type { Reader } from '../query/reader.ts'
import { param, type Sql, sql } from '../sql.ts'
import { searchQuery } from '../text/search-tokens.ts'

export type SearchHit = { object: string; id: string; title: string }

const longestQuery = 200

/**
 * Records of any object by words, fragments, pinyin, initials or digits. What the reader may not see is left out before the cap, by the database:
 * objects with the widest scope whole, the others by their owners.
 */
export async function findRecords(
  database: Database,
  reader: Reader,
  query: { text: string; objects?: readonly string[] | undefined; limit: number },
): Promise<SearchHit[]> {
  const words = searchQuery(query.text.slice(0, longestQuery))
  const statement = words ? findStatement(reader, { ...query, words }) : null
  if (!statement) return []
  return database.query<SearchHit>(reader.workspaceId, statement)
}

export function findStatement(
  reader: Reader,
  query: { text: string; words: string; objects?: readonly string[] | undefined; limit: number },
): Sql | null {
  const whole: string[] = []
  const byScope = { own: [] as string[], team: [] as string[], teamAndBelow: [] as string[] }
  for (const { definition } of reader.objects()) {
    if (query.objects && !query.objects.includes(definition.key)) continue
    const scope = scopeFor(reader.principal, definition.key, 'read')
    if (!scope) continue
    if (scope === 'all' || definition.access.by === 'workspace') whole.push(definition.key)
    else byScope[scope].push(definition.key)
  }
  const limit = Math.min(Math.max(query.limit, 1), 100)
  const reach = { own: [reader.principal.id], team: reader.principal.team, teamAndBelow: reader.principal.below }
  const find = (all: readonly string[], owned: readonly string[], owners: readonly string[]): Sql =>
    sql`SELECT f.object, f.record_id AS id, f.title FROM search_find(${param(query.words, 'tsquery')}, ${query.text.trim().toLowerCase()}, ${param(readClasses(reader), 'text[]')}, ${param(all, 'text[]')}, ${param(owned, 'text[]')}, ${param(owners, 'uuid[]')}, ${param(limit, 'int')}) f`
  const scoped = (Object.keys(byScope) as (keyof typeof byScope)[]).filter((scope) => byScope[scope].length > 0)
  if (whole.length === 0 && scoped.length === 0) return null
  const [first, ...rest] = scoped
  const calls = [
    find(whole, first ? byScope[first] : [], first ? reach[first] : []),
    ...rest.map((scope) => find([], byScope[scope], reach[scope])),
  ]
  if (calls.length === 1 && calls[0]) return calls[0]
  return sql`SELECT * FROM (${calls.reduce((left, right) => sql`${left} UNION ALL ${right}`)}) h LIMIT ${param(limit, 'int')}`
}

/** Read classes in which the reader sees fields in the open: words of the others find nothing. */
function readClasses(reader: Reader): string[] {
  const classes = new Set(['general'])
  for (const { fields } of reader.objects())
    for (const field of fields.values())
      if (field.readClass && levelFor(reader.principal, field.readClass) === 'see') classes.add(field.readClass)
  return [...classes]
}
