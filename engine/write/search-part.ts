import { breathing } from '../breathe.ts'
import { join, param, type Sql, sql } from '../sql.ts'
import type { ChangeGroup } from './change.ts'
import { type SearchRow, searchMoved, searchRows } from './effects.ts'
import { arrayText } from './row-source.ts'

/** The words of the records whose words, or whose title, changed. */
export async function wordsOf(group: ChangeGroup): Promise<SearchRow[]> {
  if (group[0].kind === 'delete') return []
  const breathe = breathing()
  const rows: SearchRow[] = []
  for (const change of group) {
    if (searchMoved(change)) rows.push(...searchRows(change))
    await breathe()
  }
  return rows
}

/** Search is written by the owner's function, called for the rows that were really written. */
export function searchPart(group: ChangeGroup, rows: readonly SearchRow[], tokenVersion: number): Sql {
  const object = param(group[0].model.definition.key, 'text')
  if (group[0].kind === 'delete') return sql`, (SELECT search_remove(array_agg(w.id)) FROM w) AS words`
  const owned = group.filter((change) => change.kind === 'update' && change.changed.includes('owner') && !searchMoved(change))
  const pieces: Sql[] = []
  if (rows.length > 0) {
    const column = (values: readonly unknown[], type: string): Sql => param(arrayText(values), `${type}[]`)
    const columns = [
      column(
        rows.map((row) => row.id),
        'uuid',
      ),
      column(
        rows.map((row) => row.readClass),
        'text',
      ),
      column(
        rows.map((row) => row.ownerId),
        'uuid',
      ),
      column(
        rows.map((row) => row.title),
        'text',
      ),
      column(
        rows.map((row) => row.tokens),
        'text',
      ),
    ]
    const version = param(tokenVersion, 'smallint')
    pieces.push(
      group.length === 1
        ? sql`, (SELECT search_write(${object}, ${join(columns)}, ${version}) FROM w) AS words`
        : sql`, (SELECT search_write(${object}, array_agg(s.id), array_agg(s.class), array_agg(s.owner), array_agg(s.title), array_agg(s.tokens), ${version})
          FROM unnest(${join(columns)}) AS s (id, class, owner, title, tokens) JOIN w ON w.id = s.id) AS words`,
    )
  }
  if (owned.length > 0) {
    pieces.push(
      sql`, (SELECT search_set_owner(array_agg(s.id), array_agg(s.owner)) FROM unnest(${param(
        owned.map((change) => change.id),
        'uuid[]',
      )}, ${param(
        owned.map((change) => change.after.owner ?? null),
        'uuid[]',
      )}) AS s (id, owner) JOIN w ON w.id = s.id) AS owners`,
    )
  }
  return join(pieces, '')
}
