import { accessPredicate } from '../access/predicate.ts'
import type { Executor } from '../database.ts'
import { columnsOf, mainColumn } from '../declare/columns.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { snake } from '../declare/object.ts'
import { inWorkspace } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { and, ident, param, raw, type Sql, sql } from '../sql.ts'

/**
 * Required references of an object that need no choice: where only one record is there to be pointed at, one is marked as the default (a field
 * `isDefault`), or they stand in an order (a field `position`). An opportunity is in the first stage of the default pipeline when a file names none.
 */
export async function usualReferences(
  executor: Executor,
  reader: Reader,
  object: string,
): Promise<Map<string, { id: string; title: string }>> {
  const found = new Map<string, { id: string; title: string }>()
  for (const [key, field] of reader.object(object).fields) {
    if (!field.required || field.kind !== 'reference' || !field.to || field.to === 'any') continue
    const usual = await usualRecord(executor, reader, field.to)
    if (usual) found.set(key, usual)
  }
  return found
}

async function usualRecord(executor: Executor, reader: Reader, object: string): Promise<{ id: string; title: string } | undefined> {
  const { definition, fields } = reader.object(object)
  const seen = accessPredicate(reader, object, 'read', 't')
  const title = fields.get(definition.title)
  if (seen === null || title === undefined) return undefined
  const hasDefault = fields.get('isDefault')?.kind === 'boolean'
  const isOrdered = !hasDefault && fields.get('position')?.kind === 'number'
  const first = hasDefault ? sql`t.is_default DESC` : isOrdered ? sql`t.position` : sql`t.id`
  const isUsual = hasDefault ? sql`t.is_default` : raw(isOrdered ? 'true' : 'false')
  const within = isOrdered ? await inUsualWhole(executor, reader, fields) : []
  const rows = await executor.query<{ id: string; title: string; usual: boolean }>(
    reader.workspaceId,
    sql`SELECT t.id, t.${ident(columnsOf(definition.title, title)[0]?.name ?? snake(definition.title))} AS title, ${isUsual} AS usual
      FROM ${ident(definition.table)} t WHERE ${and([inWorkspace(reader, 't'), raw('t.deleted_at IS NULL'), seen, ...within])} ORDER BY ${first}, t.id LIMIT 2`,
  )
  const [one, other] = rows
  return one && (one.usual || other === undefined) ? { id: one.id, title: one.title } : undefined
}

/** Stages are ordered within their pipeline: the usual one is the first of the usual pipeline. */
async function inUsualWhole(executor: Executor, reader: Reader, fields: ReadonlyMap<string, FieldDefinition>): Promise<Sql[]> {
  const conditions: Sql[] = []
  for (const [key, field] of fields) {
    if (!field.required || field.kind !== 'reference' || !field.to || field.to === 'any') continue
    const whole = await usualRecord(executor, reader, field.to)
    conditions.push(whole ? sql`t.${ident(mainColumn(key, field))} = ${param(whole.id, 'uuid')}` : raw('false'))
  }
  return conditions
}
