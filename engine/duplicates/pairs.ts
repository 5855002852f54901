import { Type } from '@sinclair/typebox'
import { accessPredicate } from '../access/predicate.ts'
import type { ActionContext } from '../context.ts'
import type { Executor } from '../database.ts'
import { defineAction } from '../declare/action.ts'
import { mainColumn } from '../declare/columns.ts'
import { AccessError, InvalidInputError, NotFoundError } from '../errors.ts'
import { isId } from '../ids.ts'
import { inWorkspace } from '../query/expressions.ts'
import { demandRight, type Reader } from '../query/reader.ts'
import { and, ident, param, raw, type Sql, sql } from '../sql.ts'
import { usableSigns } from './candidates.ts'
import type { Similar } from './similar.ts'

export type PairRecord = { id: string; title: string; owner: { id: string; title: string } | null; createdAt: string }
export type DuplicatePair = { note: string | null; score: number; certain: boolean; reasons: string[]; records: [PairRecord, PairRecord] }

const pageSize = 50
/** A count goes so far; a page of work that is longer is not read to its end in one day. */
const countedTo = 1_000

/** Pairs that stand open, for whoever may see both records; a sign whose fields the reader may not see gives no reason and brings no pair. */
function openPairs(reader: Reader, object: string): { from: Sql; where: Sql } | null {
  const { definition } = reader.object(object)
  const seen = (alias: string): Sql | null => accessPredicate(reader, object, 'read', alias)
  const [one, other] = [seen('a'), seen('b')]
  if (!one || !other) return null
  const table = ident(definition.table)
  const ws = param(reader.workspaceId, 'uuid')
  const usable = usableSigns(reader, definition).map(({ key }) => key)
  return {
    from: sql`duplicate_pair d JOIN ${table} a ON a.workspace_id = ${ws} AND a.id = d.left_id AND a.deleted_at IS NULL
      JOIN ${table} b ON b.workspace_id = ${ws} AND b.id = d.right_id AND b.deleted_at IS NULL`,
    where: and([
      inWorkspace(reader, 'd'),
      sql`d.object = ${object}`,
      raw('d.dismissed_at IS NULL'),
      one,
      other,
      sql`d.reasons <@ ${param(usable, 'text[]')}`,
    ]),
  }
}

export async function countPairs(executor: Executor, reader: Reader, object: string): Promise<{ count: number; exact: boolean }> {
  const open = openPairs(reader, object)
  if (!open) return { count: 0, exact: true }
  const [row] = await executor.query<{ count: string }>(
    reader.workspaceId,
    sql`SELECT count(*) AS count FROM (SELECT 1 FROM ${open.from} WHERE ${open.where} LIMIT ${param(countedTo + 1, 'int')}) c`,
  )
  const count = Number(row?.count ?? 0)
  return { count: Math.min(count, countedTo), exact: count <= countedTo }
}

/** The surest first, by keyset. */
export async function listPairs(
  executor: Executor,
  reader: Reader,
  { object, cursor, certainOnly = false }: { object: string; cursor?: string | undefined; certainOnly?: boolean },
): Promise<{ pairs: DuplicatePair[]; next: string | null }> {
  demandRight(reader, object, 'read')
  const { definition, fields } = reader.object(object)
  const policy = reader.model.duplicates.get(object)
  if (!policy) throw new InvalidInputError('unknown_object', { object })
  const open = openPairs(reader, object)
  if (!open) return { pairs: [], next: null }
  const title = fields.get(definition.title)
  const column = ident(title ? mainColumn(definition.title, title) : 'id')
  const owned = 'owner' in definition.fields
  const shown = (alias: string): Sql =>
    sql`jsonb_build_object('id', ${ident(alias)}.id, 'title', ${ident(alias)}.${column}, 'createdAt', ${ident(alias)}.created_at, 'owner', ${owned ? sql`(SELECT jsonb_build_object('id', o.id, 'title', o.name) FROM principal o WHERE o.workspace_id = ${ident(alias)}.workspace_id AND o.id = ${ident(alias)}.owner_id)` : raw('NULL::jsonb')})`
  const conditions = [open.where, sql`d.score >= ${param(certainOnly ? policy.certain : policy.likely, 'int')}`]
  if (cursor) {
    const [score, left, right] = cursor.split(' ')
    if (!/^\d{1,3}$/.test(score ?? '') || !isId(left ?? '') || !isId(right ?? ''))
      throw new InvalidInputError('invalid_cursor', { field: 'cursor' })
    conditions.push(
      sql`(-d.score, d.left_id, d.right_id) > (${param(-Number(score), 'int')}, ${param(left, 'uuid')}, ${param(right, 'uuid')})`,
    )
  }
  const rows = await executor.query<{
    note: string | null
    score: number
    reasons: string[]
    left_id: string
    right_id: string
    a: PairRecord
    b: PairRecord
  }>(
    reader.workspaceId,
    sql`SELECT d.note, d.score, d.reasons, d.left_id, d.right_id, ${shown('a')} AS a, ${shown('b')} AS b FROM ${open.from} WHERE ${and(conditions)}
      ORDER BY -d.score, d.left_id, d.right_id LIMIT ${param(pageSize + 1, 'int')}`,
  )
  const page = rows.slice(0, pageSize)
  const last = rows.length > pageSize ? page.at(-1) : undefined
  return {
    pairs: page.map(({ note, score, reasons, a, b }) => ({ note, score, certain: score >= policy.certain, reasons, records: [a, b] })),
    next: last ? `${last.score} ${last.left_id} ${last.right_id}` : null,
  }
}

/** Two records that look the same and are not: remembered, so that no sweep brings them again. Whoever may change both says so. */
export const dismissDuplicates = defineAction({
  key: 'record.notDuplicates',
  label: { zh: '不是重复', en: 'Not duplicates' },
  object: 'account',
  permission: { object: 'account', action: 'read' },
  input: Type.Object({
    object: Type.String({ maxLength: 60 }),
    records: Type.Array(Type.String(), { minItems: 2, maxItems: 2 }),
    undo: Type.Optional(Type.Boolean()),
  }),
  async run(context, { object, records, undo }) {
    await demandBoth(context, object, records)
    const [left = '', right = ''] = records.toSorted()
    const { reader, clock } = context
    const when = undo === true ? null : clock.now().toISOString()
    await context.query(
      sql`INSERT INTO duplicate_pair AS d (workspace_id, object, left_id, right_id, score, reasons, found_at, dismissed_at, dismissed_by)
        VALUES (${param(reader.workspaceId, 'uuid')}, ${object}, ${param(left, 'uuid')}, ${param(right, 'uuid')}, 0, '{}', ${param(clock.now().toISOString(), 'timestamptz')}, ${param(when, 'timestamptz')}, ${param(reader.principal.id, 'uuid')})
        ON CONFLICT (workspace_id, object, left_id, right_id) DO UPDATE SET dismissed_at = excluded.dismissed_at, dismissed_by = excluded.dismissed_by`,
    )
    return { dismissed: undo !== true }
  },
})

async function demandBoth(context: ActionContext, object: string, records: readonly string[]): Promise<void> {
  const { reader } = context
  const { definition } = reader.object(object)
  if (!definition.duplicates) throw new InvalidInputError('unknown_object', { object })
  if (!records.every(isId) || new Set(records).size !== 2) throw new InvalidInputError('merge_needs_two', { field: 'records' })
  const right = (action: string): Sql => accessPredicate(reader, object, action, 't') ?? raw('false')
  const rows = await context.query<{ seen: boolean; may: boolean }>(
    sql`SELECT (${right('read')}) AS seen, (${right('update')}) AS may FROM ${ident(definition.table)} t
      WHERE ${inWorkspace(reader, 't')} AND t.deleted_at IS NULL AND t.id = ANY (${param(records, 'uuid[]')})`,
  )
  if (rows.filter(({ seen }) => seen).length < 2) throw new NotFoundError('not_found', { object, record: records.join(' ') })
  if (!rows.every(({ may }) => may)) throw new AccessError('record_not_yours', { object, record: records.join(' '), action: 'update' })
}

/** Writes down what a new record is like and why it was made all the same; the next sweep need not find it first. */
export async function noteEntry(
  context: ActionContext,
  object: string,
  id: string,
  similar: readonly Similar[],
  reason: string,
): Promise<void> {
  for (const { id: other, score, reasons } of similar) {
    const [left = '', right = ''] = [id, other].toSorted()
    await context.query(
      sql`INSERT INTO duplicate_pair AS d (workspace_id, object, left_id, right_id, score, reasons, found_at, note)
        VALUES (${param(context.reader.workspaceId, 'uuid')}, ${object}, ${param(left, 'uuid')}, ${param(right, 'uuid')}, ${param(score, 'int')}, ${param(reasons, 'text[]')}, ${param(context.clock.now().toISOString(), 'timestamptz')}, ${reason.slice(0, longestReason)})
        ON CONFLICT (workspace_id, object, left_id, right_id) DO UPDATE SET note = excluded.note`,
    )
  }
}

const longestReason = 500
