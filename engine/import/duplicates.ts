import { accessPredicate } from '../access/predicate.ts'
import type { Canonical } from '../data/read-value.ts'
import type { Executor } from '../database.ts'
import { columnsOf } from '../declare/columns.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { snake } from '../declare/object.ts'
import { inWorkspace, sqlTypes, storageOf } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { and, ident, param, raw, sql } from '../sql.ts'
import { pinyinSortKey } from '../text/pinyin.ts'
import { parsePhone } from '../text/values.ts'
import type { ImportPlan } from './plan.ts'
import type { ReadRow } from './read-row.ts'
import { externalKey } from './suggest-mapping.ts'

/** What makes a row the same as a record or another row: compared as text. */
export type DuplicateFinder = {
  /** The comparable form of the row's matching field; null when it has none, so that it matches nothing. */
  keyOf(row: ReadRow): string | null
  /** The records that rows match, by that form. One that several records share is not in it. */
  existing(keys: readonly string[]): Promise<Map<string, string>>
}

/** Null when the plan matches by nothing. */
export function createDuplicateFinder(executor: Executor, reader: Reader, object: string, plan: ImportPlan): DuplicateFinder | null {
  const { matchBy } = plan.duplicates
  if (matchBy === null) return null
  if (matchBy === externalKey)
    return { keyOf: ({ key }) => key, existing: (keys) => byExternalKey(executor, reader, object, plan.source, keys) }
  const field = reader.field(object, matchBy, 'filter')
  const column = comparedColumn(matchBy, field)
  return {
    keyOf: ({ values }) => comparable(field, values[matchBy] ?? null),
    existing: (keys) => byColumn(executor, reader, object, column, keys),
  }
}

function comparedColumn(key: string, field: FieldDefinition): { name: string; type: string } {
  if (field.pinyin) return { name: `${snake(key)}_sort`, type: 'text' }
  if (field.kind === 'phone') return { name: `${snake(key)}_e164`, type: 'text' }
  if (field.kind === 'email') return { name: `${snake(key)}_folded`, type: 'text' }
  return { name: columnsOf(key, field)[0]?.name ?? snake(key), type: sqlTypes[storageOf(field)] }
}

function comparable(field: FieldDefinition, value: Canonical): string | null {
  if (value === null || typeof value === 'object') return null
  const text = String(value)
  if (field.pinyin) return pinyinSortKey(text, { person: field.personal === true }) || null
  if (field.kind === 'phone') return parsePhone(text, 'CN').e164
  return field.kind === 'email' ? text.toLowerCase() : text
}

async function byColumn(
  executor: Executor,
  reader: Reader,
  object: string,
  column: { name: string; type: string },
  keys: readonly string[],
): Promise<Map<string, string>> {
  const seen = accessPredicate(reader, object, 'read', 't')
  if (seen === null || keys.length === 0) return new Map()
  const rows = await executor.query<{ key: string; id: string }>(
    reader.workspaceId,
    sql`SELECT t.${ident(column.name)}::text AS key, t.id FROM ${ident(reader.object(object).definition.table)} t
      WHERE ${and([inWorkspace(reader, 't'), raw('t.deleted_at IS NULL'), seen])} AND t.${ident(column.name)} = ANY (${param(keys, `${column.type}[]`)})`,
  )
  return unshared(rows)
}

async function byExternalKey(
  executor: Executor,
  reader: Reader,
  object: string,
  source: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const rows = await executor.query<{ key: string; id: string }>(
    reader.workspaceId,
    sql`SELECT k.key, k.record_id AS id FROM external_key k JOIN ${ident(reader.object(object).definition.table)} t ON t.workspace_id = k.workspace_id AND t.id = k.record_id
      WHERE k.workspace_id = ${param(reader.workspaceId, 'uuid')} AND k.source = ${source} AND k.object = ${object} AND k.key = ANY (${param(keys, 'text[]')}) AND t.deleted_at IS NULL`,
  )
  return unshared(rows)
}

function unshared(rows: readonly { key: string; id: string }[]): Map<string, string> {
  const found = new Map<string, string>()
  const shared = new Set<string>()
  for (const { key, id } of rows) {
    if (found.has(key)) shared.add(key)
    found.set(key, id)
  }
  for (const key of shared) found.delete(key)
  return found
}
