import type { ActionContext } from '../context.ts'
import { likenedName, mainColumn } from '../declare/columns.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { inWorkspace } from '../query/expressions.ts'
import { and, ident, join, or, param, raw, sql } from '../sql.ts'

const filledAtOnce = 2_000

/**
 * Fills the keys of records that are older than their column: they are made here and not in SQL, so no migration could. They follow from the record alone and so change
 * neither its revision nor its history. Goes through the records by id; answers where it came to, or null when nothing is left.
 */
export async function fillLikened(context: ActionContext, model: ObjectModel, after: string | null): Promise<string | null> {
  const table = ident(model.definition.table)
  const fields = Object.entries(model.definition.fields).flatMap(([key, field]) =>
    field.likened ? [{ likened: field.likened, main: ident(mainColumn(key, field)), column: ident(likenedName(key)) }] : [],
  )
  if (fields.length === 0) return null
  const unfilled = or(fields.map(({ main, column }) => sql`(t.${main} IS NOT NULL AND t.${column} IS NULL)`))
  const beyond = after === null ? raw('true') : sql`t.id > ${param(after, 'uuid')}`
  const texts = fields.map(({ main }) => sql`t.${main}::text`)
  const rows = await context.query<{ id: string; texts: (string | null)[] }>(
    sql`SELECT t.id, ARRAY[${join(texts)}] AS texts FROM ${table} t WHERE ${and([inWorkspace(context.reader, 't'), beyond, unfilled])} ORDER BY t.id LIMIT ${param(filledAtOnce, 'int')}`,
  )
  if (rows.length === 0) return null
  const keys = fields.map(({ likened }, index) =>
    param(
      rows.map(({ texts }) => {
        const text = texts[index]
        return text === null || text === undefined ? null : likened.key(text)
      }),
      'text[]',
    ),
  )
  const ids = param(
    rows.map(({ id }) => id),
    'uuid[]',
  )
  const names = fields.map((_, index) => ident(`k${index}`))
  await context.query(
    sql`UPDATE ${table} t SET ${join(fields.map(({ column }, index) => sql`${column} = f.${names[index] ?? raw('')}`))}
      FROM unnest(${join([ids, ...keys])}) AS f (${join([ident('id'), ...names])}) WHERE ${inWorkspace(context.reader, 't')} AND t.id = f.id`,
  )
  return rows.length < filledAtOnce ? null : (rows.at(-1)?.id ?? null)
}
