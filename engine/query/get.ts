import { accessPredicate } from '../access/predicate.ts'
import type { Executor } from '../database.ts'
import { NotFoundError } from '../errors.ts'
import { isId } from '../ids.ts'
import { and, filled, ident, param, type Rendered, raw, render, Slot, type Sql, sql } from '../sql.ts'
import { inWorkspace } from './expressions.ts'
import { chosenFields, projection } from './projection.ts'
import { demandRight, type Reader } from './reader.ts'

export type GetQuery = {
  object: string
  id: string
  fields?: readonly string[] | undefined
  include?: readonly string[] | undefined
  deleted?: boolean | undefined
}

/** One record as JSON text. A record that is not there and one that may not be seen answer alike. */
export async function getRecord(database: Executor, reader: Reader, query: GetQuery): Promise<{ record: string; revision: number }> {
  const found = isId(query.id)
    ? (
        await database.query<{ record: string; revision: number }>(
          reader.workspaceId,
          filled(keptStatement(reader, query), { id: query.id }),
        )
      )[0]
    : undefined
  if (!found) throw new NotFoundError('not_found', { object: query.object, record: query.id })
  return found
}

function keptStatement(reader: Reader, query: Omit<GetQuery, 'id'>): Rendered {
  const shape = JSON.stringify([query.object, query.fields, query.include, query.deleted === true])
  return reader.keep(`get ${shape}`, () => render(getStatement(reader, query)))
}

/** The id is left open. */
export function getStatement(reader: Reader, query: Omit<GetQuery, 'id'>): Sql {
  demandRight(reader, query.object, 'read')
  const { definition } = reader.object(query.object)
  const seen = accessPredicate(reader, query.object, 'read', 'p') ?? raw('false')
  const fields = chosenFields(reader, query.object, query.fields)
  const shown = projection(reader, query.object, fields, 'p', query.include)
  const alive = query.deleted ? [] : [sql`p.deleted_at IS NULL`]
  return sql`SELECT ${shown.json}::text AS record, p.revision FROM ${ident(definition.table)} p ${shown.joins}
    WHERE ${and([inWorkspace(reader, 'p'), sql`p.id = ${param(new Slot('id'), 'uuid')}`, ...alive, seen])}`
}
