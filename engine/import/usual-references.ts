import { accessPredicate } from '../access/predicate.ts'
import type { Executor } from '../database.ts'
import { columnsOf } from '../declare/columns.ts'
import { snake } from '../declare/object.ts'
import { inWorkspace } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { and, ident, raw, sql } from '../sql.ts'

/**
 * Required references of an object that need no choice: where only one record is there to be pointed at, or one is marked as the default
 * (a field `isDefault`). An opportunity belongs to the default pipeline when a file names none.
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
  const first = fields.get('isDefault')?.kind === 'boolean' ? sql`t.is_default DESC` : sql`t.id`
  const isDefault = fields.get('isDefault')?.kind === 'boolean' ? sql`t.is_default` : raw('false')
  const rows = await executor.query<{ id: string; title: string; usual: boolean }>(
    reader.workspaceId,
    sql`SELECT t.id, t.${ident(columnsOf(definition.title, title)[0]?.name ?? snake(definition.title))} AS title, ${isDefault} AS usual
      FROM ${ident(definition.table)} t WHERE ${and([inWorkspace(reader, 't'), raw('t.deleted_at IS NULL'), seen])} ORDER BY ${first} LIMIT 2`,
  )
  const [one, other] = rows
  return one && (one.usual || other === undefined) ? { id: one.id, title: one.title } : undefined
}
