import type { ActionContext } from '../context.ts'
import { likenedName, mainColumn } from '../declare/columns.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { inWorkspace } from '../query/expressions.ts'
import { ident, param, sql } from '../sql.ts'

const filledAtOnce = 5_000

/**
 * Fills the keys of records that are older than their column: they are made here and not in SQL, so no migration could. They follow from the record alone and so change
 * neither its revision nor its history. Answers how many rows one call filled.
 */
export async function fillLikened(context: ActionContext, model: ObjectModel): Promise<number> {
  const table = ident(model.definition.table)
  let filled = 0
  for (const [key, field] of Object.entries(model.definition.fields)) {
    const { likened } = field
    if (!likened) continue
    const [main, column] = [ident(mainColumn(key, field)), ident(likenedName(key))]
    const rows = await context.query<{ id: string; text: string }>(
      sql`SELECT t.id, t.${main} AS text FROM ${table} t WHERE ${inWorkspace(context.reader, 't')} AND t.${main} IS NOT NULL AND t.${column} IS NULL LIMIT ${param(filledAtOnce, 'int')}`,
    )
    if (rows.length === 0) continue
    await context.query(
      sql`UPDATE ${table} t SET ${column} = f.key FROM unnest(${param(
        rows.map(({ id }) => id),
        'uuid[]',
      )}, ${param(
        rows.map(({ text }) => likened.key(text)),
        'text[]',
      )}) AS f (id, key) WHERE ${inWorkspace(context.reader, 't')} AND t.id = f.id`,
    )
    filled += rows.length
  }
  return filled
}
