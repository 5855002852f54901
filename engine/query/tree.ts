import { accessPredicate } from '../access/predicate.ts'
import type { Database } from '../database.ts'
import { mainColumn } from '../declare/columns.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { snake } from '../declare/object.ts'
import { InvalidInputError } from '../errors.ts'
import { and, ident, join, param, raw, type Sql, sql } from '../sql.ts'
import { inWorkspace } from './expressions.ts'
import { getRecord } from './get.ts'
import { type Reader, visibleFields } from './reader.ts'

/** `count` and `sums` are of the record and all that stands below it, seen or not: a roll-up is protected as a field, not by what it counts. */
export type TreeNode = {
  id: string
  title: string
  /** The nearest record above it that the reader sees. */
  parent: string | null
  level: number
  count: number
  /** By field: money as a decimal in the workspace's currency, numbers as they are. */
  sums: Record<string, string | number | null>
}
export type TreeAnswer = { top: string; fields: string[]; nodes: TreeNode[]; more: boolean }

const mostShown = 200
/** A tree larger than this is summed up to here, and says so. */
const mostSummed = 20_000
/** Of chains on objects that are no tree themselves. */
const usualLevels = 10

/** `by`: another declared chain than the tree itself. */
export type TreeQuery = { object: string; id: string; by?: string | undefined }

/** The tree that a record stands in, from the topmost record above it that the reader sees down to all that they see below that. */
export async function treeOf(database: Database, reader: Reader, { by, ...query }: TreeQuery): Promise<TreeAnswer> {
  const { tree, chains } = reader.object(query.object).definition
  const parent = by === undefined || by === tree?.parent ? tree?.parent : chains?.find((chain) => chain === by)
  if (parent === undefined) throw new InvalidInputError('no_tree', { object: query.object })
  reader.field(query.object, parent, 'filter')
  await getRecord(database, reader, { ...query, fields: [] })
  const way = wayOf(reader, query.object, parent)
  const top = await topOf(database, reader, way, query.id)
  const fields = summable(reader, query.object)
  const rows = await database.query<TreeRow>(reader.workspaceId, downwards(reader, way, top, fields))
  const shown = rows.slice(0, mostShown)
  const seen = new Set(shown.map(({ id }) => id))
  return {
    top,
    fields: fields.map(([key]) => key),
    nodes: shown.map(({ id, title, path, count, ...row }) => ({
      id,
      title,
      parent: path.slice(0, -1).findLast((above) => seen.has(above)) ?? null,
      level: path.length - 1,
      count,
      sums: Object.fromEntries(fields.map(([key, field], index) => [key, sumOf(row[`s${index}`], field)])),
    })),
    more: rows.length > mostShown,
  }
}

type TreeRow = { id: string; title: string; path: string[]; count: number } & { [sum: `s${number}`]: string | null }

/** Money arrives as the text of a decimal, because it is larger than a JSON number is exact. */
function sumOf(value: string | null | undefined, field: FieldDefinition): string | number | null {
  if (value === null || value === undefined) return null
  return field.kind === 'money' || field.result === 'money' ? value : Number(value)
}

/** Stored amounts and roll-ups that the reader sees in the open, and what the list sums up. */
function summable(reader: Reader, object: string): [string, FieldDefinition][] {
  const { list } = reader.object(object).definition
  return [...visibleFields(reader, object)].flatMap(([key, { field, masked }]): [string, FieldDefinition][] => {
    const isRolledUp = field.rollUp?.take === 'sum' || field.rollUp?.take === 'count'
    const sums = isRolledUp || (!field.rollUp && field.kind === 'money') || (list.totals ?? []).includes(key)
    return sums && !masked && !field.custom ? [[key, field]] : []
  })
}

/** As far up as one sees: what is not seen is not looked past. */
async function topOf(database: Database, reader: Reader, { object, table, parent, levels }: Way, id: string): Promise<string> {
  const seen = accessPredicate(reader, object, 'read', 'p') ?? raw('false')
  const [row] = await database.query<{ id: string }>(
    reader.workspaceId,
    sql`WITH RECURSIVE up AS (SELECT t.id, t.${parent} AS parent, ARRAY[t.id] AS path FROM ${table} t WHERE ${inWorkspace(reader, 't')} AND t.id = ${param(id, 'uuid')}
      UNION ALL SELECT p.id, p.${parent}, up.path || p.id FROM up JOIN ${table} p ON ${inWorkspace(reader, 'p')} AND p.id = up.parent
        WHERE p.deleted_at IS NULL AND cardinality(up.path) < ${param(levels, 'int')} AND p.id <> ALL (up.path) AND ${seen}) SELECT id FROM up ORDER BY cardinality(path) DESC LIMIT 1`,
  )
  return row?.id ?? id
}

type Way = { object: string; table: Sql; parent: Sql; levels: number }

function wayOf(reader: Reader, object: string, parent: string): Way {
  const { table, tree } = reader.object(object).definition
  return { object, table: ident(table), parent: ident(`${snake(parent)}_id`), levels: tree?.levels ?? usualLevels }
}

function downwards(reader: Reader, { object, table, parent, levels }: Way, top: string, fields: readonly [string, FieldDefinition][]): Sql {
  const { definition } = reader.object(object)
  const title = definition.fields[definition.title]
  const order = title?.pinyin ? ident(`${snake(definition.title)}_sort`) : ident(snake(definition.title))
  const seen = accessPredicate(reader, object, 'read', 't') ?? raw('false')
  const sum = ([key, field]: [string, FieldDefinition], index: number): Sql => {
    const column = sql`sum(d.${ident(mainColumn(key, field))})`
    return sql`${field.kind === 'money' || field.result === 'money' ? sql`trim_scale(${column} / 10000)` : column}::text AS ${ident(`s${index}`)}`
  }
  const columns = fields.map(([key, field]) => ident(mainColumn(key, field)))
  const below = columns.map((column) => sql`, c.${column}`)
  return sql`WITH RECURSIVE down AS (
      SELECT c.id, ARRAY[c.id] AS path ${join(below, ' ')} FROM ${table} c WHERE ${inWorkspace(reader, 'c')} AND c.id = ${param(top, 'uuid')}
      UNION ALL SELECT c.id, d.path || c.id ${join(below, ' ')} FROM down d JOIN ${table} c ON ${inWorkspace(reader, 'c')} AND c.${parent} = d.id
        WHERE c.deleted_at IS NULL AND cardinality(d.path) < ${param(levels, 'int')} AND c.id <> ALL (d.path)
    ), bounded AS MATERIALIZED (SELECT * FROM down LIMIT ${param(mostSummed, 'int')}),
    summed AS (SELECT a.id, count(*)::int AS count ${join(
      fields.map((field, index) => sql`, ${sum(field, index)}`),
      ' ',
    )} FROM bounded d CROSS JOIN LATERAL unnest(d.path) a(id) GROUP BY a.id)
    SELECT t.id, t.${ident(snake(definition.title))} AS title, b.path, s.* FROM bounded b JOIN summed s USING (id) JOIN ${table} t ON t.id = b.id
    WHERE ${and([inWorkspace(reader, 't'), seen])} ORDER BY cardinality(b.path), t.${order}, t.id LIMIT ${param(mostShown + 1, 'int')}`
}
