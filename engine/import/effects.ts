import { accessPredicate } from '../access/predicate.ts'
import type { Context } from '../context.ts'
import type { Executor } from '../database.ts'
import { snake } from '../declare/object.ts'
import { inWorkspace } from '../query/expressions.ts'
import { type Reader, visibleFields } from '../query/reader.ts'
import { titleSource } from '../query/title.ts'
import { and, ident, param, sql } from '../sql.ts'
import type { ProblemRow } from './check.ts'
import type { RowProblem } from './read-row.ts'
import { executorOf } from './session.ts'
import type { FieldChange, SortedRow, Verdict } from './sort-rows.ts'
import { storable } from './store.ts'

/** What a row would do: the record that it is, and each field that would change. */
export type Effect = {
  number: number
  kind: Verdict
  cells: string[]
  record: { id: string; title: string } | null
  changes: FieldChange[]
}

/** Of rows that make, leave or skip something so many are kept to be looked at; of those that change a record, ask, or are rejected, all. */
const mostKept = 10_000
const alwaysKept: readonly Verdict[] = ['update', 'ask', 'reject']

/** Keeps, part by part, what the rows of a file would do. */
export function createEffectKeeper(importId: string, checkId: string) {
  const counts = new Map<Verdict, number>()
  const isWanted = ({ verdict }: SortedRow): boolean => {
    const count = (counts.get(verdict) ?? 0) + 1
    counts.set(verdict, count)
    return alwaysKept.includes(verdict) || count <= mostKept
  }
  return {
    async keep(executor: Executor, workspaceId: string, rows: readonly SortedRow[]): Promise<void> {
      const kept = rows.filter(isWanted)
      if (kept.length === 0) return
      const existing = ({ verdict, recordId }: SortedRow) => (verdict === 'create' ? null : recordId)
      await executor.query(
        workspaceId,
        sql`INSERT INTO import_effect (workspace_id, import_id, check_id, kind, row_number, cells, record_id, changes, problems)
          SELECT ${param(workspaceId, 'uuid')}, ${param(importId, 'uuid')}, ${param(checkId, 'uuid')}, u.kind, u.number, u.cells::jsonb, u.record, u.changes::jsonb, u.problems::jsonb
          FROM unnest(${param(
            kept.map(({ verdict }) => verdict),
            'text[]',
          )}, ${param(
            kept.map(({ read }) => read.row.number),
            'bigint[]',
          )}, ${param(
            kept.map(({ read }) => storable(read.row.cells)),
            'text[]',
          )}, ${param(kept.map(existing), 'uuid[]')}, ${param(
            kept.map(({ changes }) => storable(changes)),
            'text[]',
          )}, ${param(
            kept.map(({ verdict, read, problems }) => (verdict === 'reject' ? storable([...read.problems, ...problems]) : null)),
            'text[]',
          )}) AS u (kind, number, cells, record, changes, problems)`,
      )
    },
  }
}

/** Forgets what checks of this import found. */
export async function clearEffects(executor: Executor, workspaceId: string, importId: string): Promise<void> {
  await executor.query(
    workspaceId,
    sql`DELETE FROM import_effect WHERE workspace_id = ${param(workspaceId, 'uuid')} AND import_id = ${param(importId, 'uuid')}`,
  )
}

type Row = { row_number: string; kind: Verdict; cells: string[]; record_id: string | null; changes: FieldChange[] }

/** What the rows would do, in the order of the file. References are told with their titles; fields that the reader does not see in the open are left out. */
export async function readEffects(
  context: Context,
  { importId, checkId, object }: { importId: string; checkId: string; object: string },
  query: { kind?: Verdict; after: number; limit: number },
): Promise<Effect[]> {
  const { reader } = context
  const executor = executorOf(context)
  const kind = query.kind === undefined ? sql`` : sql` AND kind = ${query.kind}`
  const rows = await executor.query<Row>(
    reader.workspaceId,
    sql`SELECT row_number, kind, cells, record_id, changes FROM import_effect WHERE workspace_id = ${param(reader.workspaceId, 'uuid')} AND import_id = ${param(importId, 'uuid')}
      AND check_id = ${param(checkId, 'uuid')}${kind} AND row_number > ${param(query.after, 'bigint')} ORDER BY row_number LIMIT ${param(query.limit, 'int')}`,
  )
  const titles = await recordTitles(
    executor,
    reader,
    object,
    rows.flatMap(({ record_id }) => record_id ?? []),
  )
  const open = new Set([...visibleFields(reader, object)].flatMap(([key, { masked }]) => (masked ? [] : [key])))
  const shown = await referenceTitles(
    executor,
    reader,
    object,
    rows.flatMap(({ changes }) => changes),
  )
  return rows.map(({ row_number, kind: told, cells, record_id, changes }) => {
    const title = record_id === null ? undefined : titles.get(record_id)
    return {
      number: Number(row_number),
      kind: told,
      cells,
      record: record_id !== null && title !== undefined ? { id: record_id, title } : null,
      changes: changes.filter(({ field }) => open.has(field)).map(shown),
    }
  })
}

/** Every row that would be rejected, as it stands in the file, with the reasons. */
export async function readRejects(
  context: Context,
  { importId, checkId }: { importId: string; checkId: string },
  { after, limit }: { after: number; limit: number },
): Promise<ProblemRow[]> {
  const { workspaceId } = context.reader
  const rows = await executorOf(context).query<{ row_number: string; cells: string[]; problems: RowProblem[] }>(
    workspaceId,
    sql`SELECT row_number, cells, coalesce(problems, '[]') AS problems FROM import_effect WHERE workspace_id = ${param(workspaceId, 'uuid')} AND import_id = ${param(importId, 'uuid')}
      AND check_id = ${param(checkId, 'uuid')} AND kind = 'reject' AND row_number > ${param(after, 'bigint')} ORDER BY row_number LIMIT ${param(limit, 'int')}`,
  )
  return rows.map(({ row_number, ...row }) => ({ number: Number(row_number), ...row }))
}

/** The titles of those records that the reader may see. */
export async function recordTitles(
  executor: Executor,
  reader: Reader,
  object: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const seen = accessPredicate(reader, object, 'read', 't')
  if (seen === null || ids.length === 0) return new Map()
  const { table, title } = reader.object(object).definition
  const rows = await executor.query<{ id: string; title: string | null }>(
    reader.workspaceId,
    sql`SELECT t.id, t.${ident(snake(title))}::text AS title FROM ${ident(table)} t WHERE ${and([inWorkspace(reader, 't'), sql`t.id = ANY (${param([...new Set(ids)], 'uuid[]')})`, seen])}`,
  )
  return new Map(rows.map(({ id, title: text }) => [id, text ?? '']))
}

/** Values that name records, with their titles as history shows them. */
async function referenceTitles(
  executor: Executor,
  reader: Reader,
  object: string,
  changes: readonly FieldChange[],
): Promise<(change: FieldChange) => FieldChange> {
  const { fields } = reader.object(object)
  const idsIn = (value: unknown): string[] => (typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : [])
  const titles = new Map<string, string>()
  for (const [key, group] of Map.groupBy(changes, ({ field }) => field)) {
    const field = fields.get(key)
    const source = field && titleSource(reader, field)
    if (!source) continue
    const ids = [...new Set(group.flatMap(({ from, to }) => [...idsIn(from), ...idsIn(to)]))]
    if (ids.length === 0) continue
    const rows = await executor.query<{ id: string; title: string | null }>(
      reader.workspaceId,
      sql`SELECT n.id, n.${ident(source.title)}::text AS title FROM ${ident(source.table)} n WHERE ${inWorkspace(reader, 'n')} AND n.id = ANY (${param(ids, 'uuid[]')})`,
    )
    for (const { id, title } of rows) titles.set(id, title ?? '')
  }
  const link = (value: FieldChange['to']): FieldChange['to'] => {
    if (typeof value === 'string') return { id: value, title: titles.get(value) ?? '' }
    return Array.isArray(value) ? (value.map((id) => ({ id, title: titles.get(String(id)) ?? '' })) as unknown as FieldChange['to']) : value
  }
  return (change) => {
    const field = fields.get(change.field)
    return field && titleSource(reader, field) ? { ...change, from: link(change.from), to: link(change.to) } : change
  }
}
