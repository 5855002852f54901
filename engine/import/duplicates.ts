import { accessPredicate } from '../access/predicate.ts'
import { toUnits } from '../data/decimal.ts'
import type { Canonical } from '../data/read-value.ts'
import type { Executor } from '../database.ts'
import { matchColumn, percentDecimals } from '../declare/columns.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { isId } from '../ids.ts'
import { inWorkspace, sqlTypes, storageOf } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { and, ident, join, param, raw, render, type Sql, sql } from '../sql.ts'
import { pinyinSortKey } from '../text/pinyin.ts'
import { parsePhone } from '../text/values.ts'
import type { ImportPlan } from './plan.ts'
import type { ReadRow } from './read-row.ts'
import { externalKey } from './suggest-mapping.ts'

/** What makes a row the same as a record or another row: compared as text. */
export type DuplicateFinder = {
  /** The row's comparable form in each group of fields, in the plan's order; a group is left out when one of its fields is empty, so that it matches nothing. */
  keysOf(row: ReadRow): string[]
  /** The records that these keys name, as they are stored. */
  existing(keys: readonly string[]): Promise<Map<string, string[]>>
}

const comparedKinds = new Set([
  'text',
  'longText',
  'email',
  'phone',
  'url',
  'number',
  'percent',
  'date',
  'dateTime',
  'choice',
  'region',
  'reference',
  'user',
])

/** True for fields by which records can be known again. */
export function isMatchable(field: FieldDefinition | undefined): boolean {
  return field !== undefined && comparedKinds.has(field.kind) && field.to !== 'any'
}

type Compared = { key: string; field: FieldDefinition; column: Sql; type: string }
/** The unit separator: no cell holds it, so that ("a b", "c") and ("a", "b c") stay apart. */
const between = '\u001f'

/** Null when the plan matches by nothing. */
export function createDuplicateFinder(executor: Executor, reader: Reader, object: string, plan: ImportPlan): DuplicateFinder | null {
  const groups = plan.duplicates.matchBy.map((keys, index) => groupOf(executor, reader, object, plan.source, keys, `${index}${between}`))
  if (groups.length === 0) return null
  return {
    keysOf: (row) => groups.flatMap((group) => group.keyOf(row) ?? []),
    async existing(keys) {
      const found = new Map<string, string[]>()
      for (const { mark, existing } of groups) {
        const own = [...new Set(keys.filter((key) => key.startsWith(mark)).map((key) => key.slice(mark.length)))]
        if (own.length > 0) for (const [key, ids] of await existing(own)) found.set(mark + key, ids)
      }
      return found
    },
  }
}

type Group = { mark: string; keyOf(row: ReadRow): string | null; existing(keys: readonly string[]): Promise<Map<string, string[]>> }

function groupOf(executor: Executor, reader: Reader, object: string, source: string, keys: readonly string[], mark: string): Group {
  const compared = keys.filter((key) => key !== externalKey).map((key) => comparedBy(reader, object, key))
  const isKeyed = keys.includes(externalKey)
  const parts = (row: ReadRow): (string | null)[] => [
    ...(isKeyed ? [row.key] : []),
    ...compared.map(({ key, field }) => comparable(field, row.values[key] ?? null)),
  ]
  return {
    mark,
    keyOf(row) {
      const all = parts(row)
      return all.includes(null) ? null : mark + all.join(between)
    },
    existing: (wanted) =>
      isKeyed
        ? byExternalKey(executor, reader, { object, source, compared }, wanted)
        : byColumns(executor, reader, object, compared, wanted),
  }
}

function comparedBy(reader: Reader, object: string, key: string): Compared {
  const field = reader.field(object, key, 'filter')
  if (field.custom) {
    const { slot } = field.custom
    return {
      key,
      field,
      column: slot ? sql`t.${ident(slot)}` : sql`(t.custom ->> ${param(key, 'text')})`,
      type: slot ? sqlTypes[storageOf(field)] : 'text',
    }
  }
  const name = matchColumn(key, field)
  return { key, field, column: sql`t.${ident(name)}`, type: sqlTypes[storageOf(field)] }
}

function comparable(field: FieldDefinition, value: Canonical): string | null {
  if (value === null || typeof value === 'object') return null
  const text = String(value)
  if (field.pinyin && !field.custom) return pinyinSortKey(text, { person: field.personal === true }) || null
  switch (field.kind) {
    case 'phone':
      return field.custom ? text : parsePhone(text, 'CN').e164
    case 'email':
      return field.custom ? text : text.toLowerCase()
    case 'number':
    case 'percent':
      if (field.approximate || (field.custom && !field.custom.slot)) return text
      return String(toUnits(text, field.kind === 'percent' ? percentDecimals : (field.decimals ?? 0)))
    default:
      return text
  }
}

type Found = { keys: string[]; id: string }

/** Each field is asked for by its own values, so that its index serves; the pairs are told apart here. */
async function byColumns(
  executor: Executor,
  reader: Reader,
  object: string,
  compared: readonly Compared[],
  wanted: readonly string[],
): Promise<Map<string, string[]>> {
  const seen = accessPredicate(reader, object, 'read', 't')
  if (seen === null) return new Map()
  const asked = wanted.map((key) => key.split(between))
  const among = ({ column, type }: Compared, index: number): Sql =>
    sql`${column} = ANY (${param([...new Set(asked.map((parts) => parts[index] ?? ''))], `${type}[]`)})`
  const statement = sql`SELECT ARRAY[${join(compared.map(asText))}] AS keys, t.id FROM ${ident(reader.object(object).definition.table)} t
    WHERE ${and([inWorkspace(reader, 't'), raw('t.deleted_at IS NULL'), seen, ...compared.map(among)])}`
  const rows = await executor.query<Found>(reader.workspaceId, { ...render(statement), plannedAnew: true })
  return byKey(rows, wanted)
}

async function byExternalKey(
  executor: Executor,
  reader: Reader,
  { object, source, compared }: { object: string; source: string; compared: readonly Compared[] },
  wanted: readonly string[],
): Promise<Map<string, string[]>> {
  const seen = accessPredicate(reader, object, 'read', 't')
  if (seen === null) return new Map()
  const asked = wanted.map((key) => key.split(between))
  const keys = asked.map(([key = '']) => key)
  const { table } = reader.object(object).definition
  // A file that was exported to be taken in again names the records by their own ids.
  const own = keys.filter(isId)
  const rows = await executor.query<Found>(
    reader.workspaceId,
    sql`SELECT ARRAY[${join([sql`k.key`, ...compared.map(asText)])}] AS keys, k.record_id AS id
      FROM external_key k JOIN ${ident(table)} t ON t.workspace_id = k.workspace_id AND t.id = k.record_id
      WHERE ${and([sql`k.workspace_id = ${param(reader.workspaceId, 'uuid')}`, sql`k.source = ${source}`, sql`k.object = ${object}`, sql`k.key = ANY (${param(keys, 'text[]')})`, raw('t.deleted_at IS NULL'), seen])}
      UNION ALL SELECT ARRAY[${join([sql`t.id::text`, ...compared.map(asText)])}], t.id FROM ${ident(table)} t
      WHERE ${and([inWorkspace(reader, 't'), sql`t.id = ANY (${param(own, 'uuid[]')})`, raw('t.deleted_at IS NULL'), seen])}`,
  )
  return byKey(rows, wanted)
}

function asText({ column, field }: Compared): Sql {
  // An instant is compared as the file gives it.
  return field.kind === 'dateTime' ? sql`to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : sql`${column}::text`
}

function byKey(rows: readonly Found[], wanted: readonly string[]): Map<string, string[]> {
  const asked = new Set(wanted)
  const found = new Map<string, string[]>()
  for (const { keys, id } of rows) {
    const key = keys.join(between)
    if (asked.has(key)) found.set(key, [...(found.get(key) ?? []), id])
  }
  return found
}
