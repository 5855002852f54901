import { accessPredicate } from '../access/predicate.ts'
import type { Canonical } from '../data/read-value.ts'
import { fromColumns, fromCustom, valueColumns } from '../data/stored-value.ts'
import type { Executor } from '../database.ts'
import type { FieldDefinition } from '../declare/field.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { inWorkspace } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { and, filled, ident, join, param, raw, render, Slot, type Sql, sql } from '../sql.ts'
import type { Values } from './change.ts'

export type CurrentRecord = {
  readonly id: string
  readonly revision: number
  readonly deleted: boolean
  readonly values: Values
  readonly mayRead: boolean
  readonly may: boolean
}

export type CurrentRequest = {
  readonly ids: readonly string[]
  /** What the writer is about to do; all of these rights are needed. */
  readonly rights: readonly string[]
  /** Holds the records until the transaction ends, in id order. */
  readonly lock: boolean
  /** The fields that are looked at; all of them without it. */
  readonly keys?: readonly string[] | null
}

/** The records as they stand, with what the writer may do to each. */
export async function currentRecords(
  executor: Executor,
  reader: Reader,
  model: ObjectModel,
  request: CurrentRequest,
): Promise<Map<string, CurrentRecord>> {
  const { ids, rights, lock, keys } = request
  const [only] = ids.length === 1 ? ids : []
  const read = keys ? keys.flatMap((key) => fieldOf(model, key)) : ownFields(model)
  const statement = reader.keep(
    `current ${model.definition.key} ${rights.join('+')} ${lock} ${only ? 'one' : 'many'} ${keys?.join() ?? '*'}`,
    () => {
      const wanted = only ? sql`t.id = ${param(new Slot('only'), 'uuid')}` : sql`t.id = ANY (${param(new Slot('ids'), 'uuid[]')})`
      return render(currentStatement(reader, model, read, { rights, lock, wanted }))
    },
  )
  const rows = await executor.query<Record<string, unknown>>(reader.workspaceId, filled(statement, { ids, only }))
  return new Map(rows.map((row) => [String(row.id), currentRecord(model, read, row)]))
}

type KeyedField = [key: string, field: FieldDefinition]

/** What follows from other records is no part of what is changed. */
function ownFields({ fields }: ObjectModel): KeyedField[] {
  return [...fields].filter(([, field]) => !field.rollUp)
}

function fieldOf({ fields }: ObjectModel, key: string): KeyedField[] {
  const field = fields.get(key)
  return field ? [[key, field]] : []
}

function currentStatement(
  reader: Reader,
  { definition }: ObjectModel,
  read: readonly KeyedField[],
  { rights, lock, wanted }: { rights: readonly string[]; lock: boolean; wanted: Sql },
): Sql {
  const right = (asked: string) => accessPredicate(reader, definition.key, asked, 't') ?? raw('false')
  const declared = read.filter(([key]) => key in definition.fields)
  const columns = ['id', 'revision', 'deleted_at', ...declared.flatMap(([key, field]) => valueColumns(key, field))]
  if (read.some(([, field]) => field.custom)) columns.push('custom')
  const links = read
    .filter(([, field]) => field.kind === 'references')
    .map(
      ([key]) =>
        sql`, (SELECT array_agg(l.target_id ORDER BY l.target_id) FROM reference_link l WHERE ${inWorkspace(reader, 'l')} AND l.object = ${definition.key} AND l.field = ${key} AND l.record_id = t.id) AS ${raw(`"links_${key}"`)}`,
    )
  return sql`SELECT ${join(columns.map((name) => sql`t.${ident(name)}`))}${join(links, '')}, (${right('read')}) AS may_read, (${and(rights.map(right))}) AS may
    FROM ${ident(definition.table)} t WHERE ${and([inWorkspace(reader, 't'), wanted])}
    ORDER BY t.id${raw(lock ? ' FOR UPDATE OF t' : '')}`
}

function currentRecord(model: ObjectModel, read: readonly KeyedField[], row: Record<string, unknown>): CurrentRecord {
  const values: Record<string, Canonical> = {}
  const custom = (row.custom ?? {}) as Record<string, unknown>
  for (const [key, field] of read) {
    if (key in model.definition.fields) values[key] = fromColumns(key, field, row)
    else if (field.custom) values[key] = fromCustom(field, custom[key])
  }
  return {
    id: String(row.id),
    revision: Number(row.revision),
    deleted: row.deleted_at !== null,
    values,
    mayRead: row.may_read === true,
    may: row.may === true,
  }
}
