import { snake } from '../declare/object.ts'
import { ident, param, raw, type Sql, sql } from '../sql.ts'
import type { ChangeGroup } from './change.ts'
import { rowSource } from './row-source.ts'

/**
 * Sets that follow from what was said last, such as the channels that somebody consents to: taken from and added to where they stand, so that two who say
 * something about different items at once both count. What is older than another record of the same item changes nothing. Neither revision nor history.
 */
export function heldParts(group: ChangeGroup, workspaceId: string): Sql[] {
  const { definition, fields } = group[0].model
  const rule = definition.holds
  if (!rule || group[0].kind !== 'create') return []
  const workspace = param(workspaceId, 'uuid')
  return rule.of.flatMap((reference, index) => {
    const to = fields.get(reference)?.to
    const latest = new Map<string, { target: string; item: string; at: string; held: boolean; by: string }>()
    for (const { id, after } of group) {
      const [target, item, at] = [after[reference], after[rule.item], after[rule.at]]
      if (typeof target !== 'string' || typeof item !== 'string' || typeof at !== 'string') continue
      const known = latest.get(`${target} ${item}`)
      if (!known || at >= known.at) latest.set(`${target} ${item}`, { target, item, at, held: after[rule.state] === rule.held, by: id })
    }
    if (!to || latest.size === 0) return []
    const rows = [...latest.values()]
    const [source, locked, done] = [`yi${index}`, `yl${index}`, `yu${index}`]
    const [own, table, set] = [ident(definition.table), ident(snake(to)), ident(snake(rule.set))]
    const [column, item, at] = [ident(`${snake(reference)}_id`), ident(snake(rule.item)), ident(snake(rule.at))]
    return [
      sql`${rowSource(source, [
        { name: 'target', type: 'uuid', values: rows.map((row) => row.target) },
        { name: 'item', type: 'text', values: rows.map((row) => row.item) },
        { name: 'at', type: 'timestamptz', values: rows.map((row) => row.at) },
        { name: 'held', type: 'boolean', values: rows.map((row) => row.held) },
        { name: 'by_id', type: 'uuid', values: rows.map((row) => row.by) },
      ])}, ${raw(locked)} AS (SELECT s.target AS id, array_agg(s.item) AS said, coalesce(array_agg(s.item) FILTER (WHERE s.held), '{}') AS held FROM ${raw(source)} s JOIN w ON w.id = s.by_id
        WHERE NOT EXISTS (SELECT 1 FROM ${own} o WHERE o.workspace_id = ${workspace} AND o.${column} = s.target AND o.${item} = s.item AND o.${at} > s.at AND o.deleted_at IS NULL) GROUP BY s.target),
      ${raw(done)} AS (UPDATE ${table} a SET ${set} = (SELECT array_agg(x.item ORDER BY x.item) FROM (SELECT k.item FROM unnest(a.${set}) k(item) WHERE k.item <> ALL (l.said) UNION SELECT h.item FROM unnest(l.held) h(item)) x)
        FROM ${raw(locked)} l WHERE a.workspace_id = ${workspace} AND a.id = l.id)`,
    ]
  })
}
