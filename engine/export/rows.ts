import { accessPredicate } from '../access/predicate.ts'
import { scopeFor } from '../access/principal.ts'
import type { Snapshot } from '../database.ts'
import { snake } from '../declare/object.ts'
import { AccessError } from '../errors.ts'
import { orderBy, orderKeys } from '../query/order.ts'
import { demandRight, type Reader, visibleFields } from '../query/reader.ts'
import { visibleRows } from '../query/visible-rows.ts'
import { and, ident, join, raw, type Sql, sql } from '../sql.ts'
import { exportedFields } from './columns.ts'
import type { ExportRequest } from './request.ts'
import { isMoney } from './values.ts'

/** Refuses whoever may not take records of this kind out of the system, and says so. */
export function demandExport(reader: Reader, object: string): void {
  demandRight(reader, object, 'read')
  if (scopeFor(reader.principal, object, 'export')) return
  const { plural } = reader.object(object).definition
  throw new AccessError('export_not_allowed', { object, objectLabel: reader.principal.locale === 'en' ? plural.en : plural.zh })
}

/** The condition of the rows, under `t`, that the reader both sees and may take out: a role may show more than it lets go. */
export function exportedRows(reader: Reader, request: Pick<ExportRequest, 'object' | 'filter' | 'deleted'>): Sql {
  demandExport(reader, request.object)
  const mayTake = accessPredicate(reader, request.object, 'export', 't')
  const seen = visibleRows(reader, request, 't')
  return seen && mayTake ? and([seen, mayTake]) : raw('false')
}

/** The statement that gives `selected` of every row, in the order of the list. */
export function rowsStatement(reader: Reader, request: ExportRequest, selected: Sql, joins: readonly Sql[]): Sql {
  const { definition } = reader.object(request.object)
  const sort = request.sort?.length ? request.sort : definition.list.sort
  const keys = orderKeys(reader, request.object, sort, 't')
  return sql`SELECT ${selected} FROM ${ident(definition.table)} t ${join([...joins], ' ')} WHERE ${exportedRows(reader, request)} ORDER BY ${orderBy(keys)}`
}

export type Counted = { rows: number; mixed: ReadonlySet<string> }

/** How many rows the file will hold, and which of its amounts are not all in the workspace's own currency. */
export async function countRows(snapshot: Pick<Snapshot, 'query'>, reader: Reader, request: ExportRequest): Promise<Counted> {
  const visible = visibleFields(reader, request.object)
  const amounts = exportedFields(reader, request).filter((key) => {
    const seen = visible.get(key)
    return seen !== undefined && !seen.masked && isMoney(seen.field)
  })
  const flags = amounts.map((key, index) => {
    const field = reader.object(request.object).fields.get(key)
    const code = field?.custom ? sql`t.custom->${key}->>'currency'` : sql`t.${ident(`${snake(key)}_currency`)}`
    return sql`coalesce(bool_or(${code} <> ${reader.model.workspace.currency}), false) AS ${raw(`m${index}`)}`
  })
  const [row] = await snapshot.query<Record<string, unknown>>(
    reader.workspaceId,
    sql`SELECT ${join([sql`count(*)::int AS rows`, ...flags])} FROM ${ident(reader.object(request.object).definition.table)} t WHERE ${exportedRows(reader, request)}`,
  )
  return { rows: Number(row?.rows ?? 0), mixed: new Set(amounts.filter((_, index) => row?.[`m${index}`] === true)) }
}
