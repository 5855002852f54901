import type { Database } from '../database.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { InvalidInputError } from '../errors.ts'
import { timeOfId } from '../ids.ts'
import { and, ident, param, sql } from '../sql.ts'
import { instant, inWorkspace } from './expressions.ts'
import { getRecord } from './get.ts'
import { shownPast } from './history.ts'
import { type Reader, visibleFields } from './reader.ts'

export type AsOfQuery = { object: string; id: string; at?: string | undefined }

/** Fields as they stood: `changed` names those that hold something else now. Before it was made, and while it was deleted, a record has none. */
export type AsOf = {
  readonly at: string
  readonly state: 'there' | 'notYet' | 'deleted'
  readonly record: Record<string, unknown>
  readonly changed: readonly string[]
  /** The last change until then. */
  readonly last: { readonly at: string; readonly principal: { readonly id: string; readonly title: string | null } } | null
}

type Row = {
  readonly state: AsOf['state']
  readonly earlier: Record<string, unknown> | null
  readonly last_at: string | null
  readonly principal_id: string | null
  readonly principal: string | null
}

/**
 * A record as it stood at a moment: as it is now, with every later change taken back. Rights are those of today: whoever does not see the record now sees no earlier
 * state of it, and what is hidden or masked now is left out. So are figures that follow from other records, because their past is nowhere kept.
 */
export async function recordAsOf(database: Database, reader: Reader, query: AsOfQuery): Promise<AsOf> {
  const now = reader.clock.now()
  const at = query.at === undefined ? now : new Date(query.at)
  if (Number.isNaN(at.getTime()) || at > now) throw new InvalidInputError('invalid_moment', { field: 'at' })
  const keys = keptFields(reader, query.object)
  const { record } = await getRecord(database, reader, { object: query.object, id: query.id, fields: keys, deleted: true })
  const [row] = await database.query<Row>(reader.workspaceId, pastStatement(reader, query, at, keys))
  const last = row?.last_at && row.principal_id ? { at: row.last_at, principal: { id: row.principal_id, title: row.principal } } : null
  const state = row?.state ?? 'notYet'
  if (state !== 'there') return { at: at.toISOString(), state, record: {}, changed: [], last }
  const { masked: _masked, ...today } = JSON.parse(record) as Record<string, unknown>
  const earlier = row?.earlier ?? {}
  return { at: at.toISOString(), state, record: { ...today, ...earlier }, changed: Object.keys(earlier), last }
}

/** Fields that the reader sees in the open and whose every change stands in history. */
function keptFields(reader: Reader, object: string): string[] {
  return [...visibleFields(reader, object)].filter(([key, { field, masked }]) => !masked && isKept(key, field)).map(([key]) => key)
}

const stamps = new Set(['createdAt', 'createdBy', 'changedAt', 'changedBy', 'deletedAt'])

function isKept(key: string, { kind, rollUp, shown, unrecorded }: FieldDefinition): boolean {
  return !stamps.has(key) && !rollUp && !unrecorded && shown !== 'rhythm' && kind !== 'secret'
}

/** Of each field that was changed later, the value that stood before the first of these changes. */
function pastStatement(reader: Reader, { object, id }: AsOfQuery, at: Date, keys: readonly string[]) {
  const moment = param(at.toISOString(), 'timestamptz')
  const since = new Date(timeOfId(id).getTime() - 86_400_000).toISOString()
  const own = and([
    inWorkspace(reader, 'h'),
    sql`h.record_id = ${param(id, 'uuid')}`,
    sql`h.object = ${object}`,
    sql`h.at >= ${param(since, 'timestamptz')}`,
  ])
  const later = sql`SELECT DISTINCT ON (c.key) c.key, c.value FROM history h, jsonb_each(h.changes) c
    WHERE ${own} AND h.at > ${moment} AND h.kind <> 'create' AND c.key = ANY (${param(keys, 'text[]')}) ORDER BY c.key, h.at, h.id`
  const until = sql`SELECT h.at, h.principal_id FROM history h WHERE ${own} AND h.at <= ${moment} ORDER BY h.at DESC, h.id DESC LIMIT 1`
  const kinds = sql`SELECT h.kind FROM history h WHERE ${own} AND h.kind IN ('delete', 'restore') AND h.at <= ${moment} ORDER BY h.at DESC, h.id DESC LIMIT 1`
  return sql`SELECT CASE WHEN r.created_at > ${moment} THEN 'notYet' WHEN (${kinds}) = 'delete' THEN 'deleted' ELSE 'there' END AS state,
      (SELECT json_object_agg(c.key, ${shownPast(reader, object)}) FROM (${later}) c) AS earlier,
      ${instant(sql`l.at`)} AS last_at, l.principal_id, p.name AS principal
    FROM ${ident(reader.object(object).definition.table)} r LEFT JOIN LATERAL (${until}) l ON true LEFT JOIN principal p ON ${inWorkspace(reader, 'p')} AND p.id = l.principal_id
    WHERE ${inWorkspace(reader, 'r')} AND r.id = ${param(id, 'uuid')}`
}
