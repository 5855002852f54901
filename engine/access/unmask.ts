import { insertAudit } from '../audit/audit-log.ts'
import type { Database } from '../database.ts'
import { snake } from '../declare/object.ts'
import { AccessError, InvalidInputError, NotFoundError } from '../errors.ts'
import { isId } from '../ids.ts'
import { inWorkspace, jsonValue } from '../query/expressions.ts'
import { demandRight, type Reader, visibleFields } from '../query/reader.ts'
import { and, ident, param, raw, sql } from '../sql.ts'
import type { Stamp } from '../write/change.ts'
import { accessPredicate } from './predicate.ts'
import { levelFor } from './principal.ts'

export type Unmasking = { object: string; id: string; field: string }

/**
 * One value that is masked for the reader, in the open: for whoever may unmask its class, one record and one field at a time. The audit log is told in
 * the same transaction: who is shown the value has been written down.
 */
export async function unmask(
  database: Database,
  reader: Reader,
  { object, id, field: key }: Unmasking,
  stamp: Pick<Stamp, 'at' | 'through' | 'behalfId'>,
): Promise<{ value: unknown }> {
  demandRight(reader, object, 'read')
  const { definition } = reader.object(object)
  const seen = visibleFields(reader, object).get(key)
  if (!seen) throw new InvalidInputError('unknown_field', { field: key })
  if (seen.masked && levelFor(reader.principal, seen.field.readClass) !== 'unmask') throw new AccessError('may_not_unmask', { field: key })
  const value = jsonValue('p', key, seen.field, false, () => raw('NULL::text'))
  const title =
    visibleFields(reader, object).get(definition.title)?.masked === false ? sql`p.${ident(snake(definition.title))}` : raw('NULL')
  const row = and([
    inWorkspace(reader, 'p'),
    sql`p.id = ${param(id, 'uuid')}`,
    raw('p.deleted_at IS NULL'),
    accessPredicate(reader, object, 'read', 'p') ?? raw('false'),
  ])
  return database.transaction(reader.workspaceId, async (open) => {
    const [found] = isId(id)
      ? await open.query<{ value: unknown; title: string | null }>(
          reader.workspaceId,
          sql`SELECT to_json(${value}) AS value, ${title} AS title FROM ${ident(definition.table)} p WHERE ${row}`,
        )
      : []
    if (!found) throw new NotFoundError('not_found', { object, record: id })
    if (seen.masked)
      await insertAudit(open, reader, stamp, {
        kind: 'field.unmasked',
        object,
        details: { record: { id, title: found.title }, field: key },
      })
    return { value: found.value }
  })
}
