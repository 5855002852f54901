import type { Executor } from '../database.ts'
import type { Label } from '../declare/label.ts'
import { snake } from '../declare/object.ts'
import { inWorkspace } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { and, ident, param, raw, sql } from '../sql.ts'

/** The first kind of living record that keeps these from being deleted. How many there are is not told: some may be hidden from the asker. */
export async function heldBy(
  executor: Executor,
  reader: Reader,
  object: string,
  ids: readonly string[],
): Promise<{ object: string; label: Label } | null> {
  for (const { definition } of reader.objects()) {
    for (const [key, field] of Object.entries(definition.fields)) {
      if (field.kind !== 'reference' || field.to !== object || field.whenDeleted !== 'refuse') continue
      const where = and([
        inWorkspace(reader, 't'),
        sql`t.${ident(`${snake(key)}_id`)} = ANY (${param(ids, 'uuid[]')})`,
        raw('t.deleted_at IS NULL'),
      ])
      const [row] = await executor.query<{ found: number }>(
        reader.workspaceId,
        sql`SELECT 1 AS found FROM ${ident(definition.table)} t WHERE ${where} LIMIT 1`,
      )
      if (row) return { object: definition.key, label: definition.plural }
    }
  }
  return null
}
