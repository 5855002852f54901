import { accessPredicate } from '../access/predicate.ts'
import { scopeFor } from '../access/principal.ts'
import type { Executor } from '../database.ts'
import { snake } from '../declare/object.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { ident, join, or, param, raw, type Sql, sql } from '../sql.ts'
import { inWorkspace } from './expressions.ts'
import { type Reader, visibleFields } from './reader.ts'
import { visibleRows } from './visible-rows.ts'

// What is said of a link (object, id) to a record of any object, as conditions and expressions in SQL.

/** The objects that the reader may read at all, or those of them that fit. */
export function readableObjects(reader: Reader, fits: (model: ObjectModel) => boolean = () => true): string[] {
  return [...reader.objects()]
    .filter((model) => fits(model) && scopeFor(reader.principal, model.definition.key, 'read'))
    .map(({ definition }) => definition.key)
}

/** Which of these records the reader may see. */
export async function visibleAmong(executor: Executor, reader: Reader, object: string, ids: readonly string[]): Promise<string[]> {
  const where = visibleRows(reader, { object }, 't')
  if (!where || ids.length === 0) return []
  const { table } = reader.object(object).definition
  const found = await executor.query<{ id: string }>(
    reader.workspaceId,
    sql`SELECT t.id FROM ${ident(table)} t WHERE ${where} AND t.id = ANY (${param(ids, 'uuid[]')})`,
  )
  return found.map(({ id }) => id)
}

/** True for links to living records that the reader may see. */
export function readableLink(reader: Reader, objects: readonly string[], link: { object: Sql; id: Sql }): Sql {
  return or(
    objects.map((object) => {
      const seen = accessPredicate(reader, object, 'read', 'r') ?? raw('false')
      return sql`(${link.object} = ${object} AND EXISTS (SELECT 1 FROM ${ident(reader.object(object).definition.table)} r WHERE ${inWorkspace(reader, 'r')} AND r.id = ${link.id} AND r.deleted_at IS NULL AND ${seen}))`
    }),
  )
}

/** The record's title, for those who may see it and the field that names it; else null. */
export function seenTitle(reader: Reader, objects: readonly string[], link: { object: Sql; id: Sql }): Sql {
  const branches = objects.flatMap((object) => {
    const { definition } = reader.object(object)
    if (visibleFields(reader, object).get(definition.title)?.masked !== false) return []
    const seen = accessPredicate(reader, object, 'read', 'r') ?? raw('false')
    return [
      sql`WHEN ${raw(`'${object}'`)} THEN (SELECT r.${ident(snake(definition.title))}::text FROM ${ident(definition.table)} r WHERE ${inWorkspace(reader, 'r')} AND r.id = ${link.id} AND r.deleted_at IS NULL AND ${seen})`,
    ]
  })
  return branches.length > 0 ? sql`(CASE ${link.object} ${join(branches, ' ')} END)` : raw('NULL::text')
}
