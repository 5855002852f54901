import { accessPredicate } from '../access/predicate.ts'
import type { Executor } from '../database.ts'
import { type ErrorDetail, InvalidInputError } from '../errors.ts'
import { poolFields } from '../pools/poolable.ts'
import { inWorkspace } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { and, ident, param, raw, type Sql, sql } from '../sql.ts'
import type { PreparedChange } from './change.ts'

type Pointed = {
  readonly object: string
  readonly right: string
  readonly ids: Set<string>
  readonly from: { id: string; record: string; field: string }[]
}

/** Records that the changes newly point at, by object and the right that takes; users stand under `principal`. */
function newTargets(reader: Reader, changes: readonly PreparedChange[]): Map<string, Pointed> {
  const targets = new Map<string, Pointed>()
  const add = (object: string, id: string, record: string, field: string, right = 'read'): void => {
    const pointed = targets.get(`${object} ${right}`) ?? { object, right, ids: new Set(), from: [] }
    pointed.ids.add(id)
    pointed.from.push({ id, record, field })
    targets.set(`${object} ${right}`, pointed)
  }
  for (const change of changes) {
    for (const key of change.changed) {
      const field = change.model.fields.get(key)
      const value = change.after[key]
      // What a record knows of pools follows from actions that asked themselves; its previous owner may have left.
      if (!field || !value || (change.model.definition.poolable && key in poolFields)) continue
      if (field.kind === 'user') {
        if (value !== reader.principal.id) add('principal', String(value), change.id, key)
      } else if (field.kind === 'file') add('file', String(value), change.id, key)
      else if (field.kind === 'references' && field.to) for (const id of value as readonly string[]) add(field.to, id, change.id, key)
      else if (field.kind === 'reference' && field.to === 'any') {
        const link = value as { object: string; id: string }
        reader.object(link.object)
        add(link.object, link.id, change.id, key, field.pointedWith)
      } else if (field.kind === 'reference' && field.to) add(field.to, String(value), change.id, key)
    }
  }
  return targets
}

/**
 * Conditions that hold only while every record newly pointed at is there and the writer may see it. They stand inside the writing statement:
 * nobody learns by pointing at an id whether it exists.
 */
export function referenceGuards(reader: Reader, changes: readonly PreparedChange[], together: ReadonlySet<string>): Sql[] {
  return [...newTargets(reader, changes).values()].flatMap((pointed) => {
    const ids = [...pointed.ids].filter((id) => !together.has(id))
    return ids.length === 0 ? [] : [sql`(SELECT count(*) FROM ${targetRows(reader, pointed, ids)}) = ${param(ids.length, 'bigint')}`]
  })
}

function targetRows(reader: Reader, { object, right }: Pointed, ids: readonly string[]): Sql {
  const among = sql`g.id = ANY (${param(ids, 'uuid[]')})`
  if (object === 'principal') return sql`principal g WHERE ${and([inWorkspace(reader, 'g'), among, raw('g.active')])}`
  const seen = accessPredicate(reader, object, right, 'g') ?? raw('false')
  return sql`${ident(reader.object(object).definition.table)} g WHERE ${and([inWorkspace(reader, 'g'), among, raw('g.deleted_at IS NULL'), seen])}`
}

/** After a guard refused: which fields of which records point at something that is not to be seen. */
export async function brokenReferences(
  executor: Executor,
  reader: Reader,
  changes: readonly PreparedChange[],
  together: ReadonlySet<string>,
): Promise<ErrorDetail[]> {
  const broken: ErrorDetail[] = []
  for (const pointed of newTargets(reader, changes).values()) {
    const ids = [...pointed.ids].filter((id) => !together.has(id))
    const found = await executor.query<{ id: string }>(reader.workspaceId, sql`SELECT g.id FROM ${targetRows(reader, pointed, ids)}`)
    const there = new Set(found.map((row) => row.id))
    for (const from of pointed.from)
      if (!there.has(from.id) && !together.has(from.id))
        broken.push({ code: 'reference_not_found', field: from.field, record: from.record })
  }
  return broken
}

export function referenceError(broken: readonly ErrorDetail[]): InvalidInputError {
  return new InvalidInputError('reference_not_found', { field: broken[0]?.field, details: broken })
}
