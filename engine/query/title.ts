import type { FieldDefinition } from '../declare/field.ts'
import { snake } from '../declare/object.ts'
import { ident, type Sql, sql } from '../sql.ts'
import { inWorkspace } from './expressions.ts'
import type { Reader } from './reader.ts'

/** Where the titles of a reference's targets stand; null for fields that point at nothing, or at any object. */
export function titleSource(reader: Reader, field: FieldDefinition): { table: string; title: string } | null {
  if (field.kind === 'user') return { table: 'principal', title: 'name' }
  const to = field.kind === 'file' ? 'file' : field.kind === 'reference' || field.kind === 'references' ? field.to : undefined
  if (!to || to === 'any') return null
  const { definition } = reader.object(to)
  return { table: definition.table, title: snake(definition.title) }
}

/** The title of the record whose id is `id`, as a sub-select. */
export function titleOf(reader: Reader, field: FieldDefinition, id: Sql): Sql | null {
  const source = titleSource(reader, field)
  return source && sql`(SELECT n.${ident(source.title)} FROM ${ident(source.table)} n WHERE ${inWorkspace(reader, 'n')} AND n.id = ${id})`
}
