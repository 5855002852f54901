import type { Executor } from '../database.ts'
import { type ObjectDefinition, snake } from '../declare/object.ts'
import { RuleError } from '../errors.ts'
import type { Reader } from '../query/reader.ts'
import { ident, param, type Sql, sql } from '../sql.ts'
import type { Values } from './change.ts'

type Tools = { readonly reader: Reader; readonly executor: Executor; once<T>(key: string, load: () => Promise<T>): Promise<T> }

/** A record never comes to stand below itself, and trees stay as shallow as they were declared: whatever reads them ends. */
export async function guardTree(
  { reader, executor, once }: Tools,
  { key, table, tree }: ObjectDefinition,
  { id, values, before }: { id: string; values: Values; before: Values | null },
): Promise<void> {
  if (!tree) return
  const parent = values[tree.parent]
  if (typeof parent !== 'string' || parent === before?.[tree.parent]) return
  if (parent === id) throw new RuleError('tree_in_itself', { field: tree.parent })
  const parentColumn = ident(`${snake(tree.parent)}_id`)
  const way = { table, parent: parentColumn, levels: tree.levels }
  // What others of the same call are moved to counts as if it stood there: two that name each other would pass one by one.
  const moved = await once(`moved ${key}`, async () => new Map<string, string>())
  let height = 0
  for (let from: string | undefined = parent; from !== undefined && height <= tree.levels; ) {
    const start: string = from
    const stored = await once(`above ${key} ${start}`, () => walk(executor, reader, { ...way, up: sql`n.id = t.${parentColumn}` }, start))
    from = undefined
    for (const step of stored.length > 0 ? stored : [{ id: start }]) {
      if (step.id === id) throw new RuleError('tree_in_itself', { field: tree.parent })
      height += 1
      from = moved.get(step.id)
      if (from !== undefined) break
    }
  }
  // A new record has nothing below it.
  const below = before ? await walk(executor, reader, { ...way, up: sql`n.${parentColumn} = t.id` }, id) : []
  const levels = height + Math.max(depth(below), 1)
  if (levels > tree.levels) throw new RuleError('tree_too_deep', { field: tree.parent, levels: tree.levels })
  moved.set(id, parent)
}

type Step = { id: string; level: number }

function depth(rows: readonly Step[]): number {
  return rows.reduce((most, { level }) => Math.max(most, level), 0)
}

/** The lowest or highest of each level are enough to know how deep a tree is; the record looked for stands on the way up, which has one of each. */
function walk(
  executor: Executor,
  reader: Reader,
  way: { table: string; parent: Sql; up: Sql; levels: number },
  from: string,
): Promise<Step[]> {
  const ws = param(reader.workspaceId, 'uuid')
  const table = ident(way.table)
  return executor.query<Step>(
    reader.workspaceId,
    sql`WITH RECURSIVE steps AS (
        SELECT t.id, t.${way.parent}, 1 AS level FROM ${table} t WHERE t.workspace_id = ${ws} AND t.id = ${param(from, 'uuid')}
        UNION SELECT n.id, n.${way.parent}, t.level + 1 FROM steps t JOIN ${table} n ON n.workspace_id = ${ws} AND ${way.up} WHERE t.level <= ${param(way.levels, 'int')}
      ) SELECT DISTINCT ON (level) id, level FROM steps ORDER BY level`,
  )
}
