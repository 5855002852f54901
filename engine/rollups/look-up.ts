import { ident, raw, type Sql, sql } from '../sql.ts'
import { addedBy, counts, type FedRollUp, targetOf } from './fed.ts'

/** The figure of the record under `alias` as its records say it now. */
export function lookedUp(fed: FedRollUp, alias: string): Sql {
  const { take } = fed.rollUp
  const value = addedBy(fed, 'c')
  const figure = take === 'count' ? raw('count(*)') : take === 'sum' ? sql`coalesce(sum(${value}), 0)::bigint` : sql`${raw(take)}(${value})`
  return sql`(SELECT ${figure} FROM ${ident(fed.of.table)} c
    WHERE c.workspace_id = ${ident(alias)}.workspace_id AND ${targetOf(fed, 'c')} = ${ident(alias)}.id AND c.deleted_at IS NULL AND ${counts(fed, 'c')})`
}
