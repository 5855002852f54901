import { accessPredicate } from '../access/predicate.ts'
import { scopeFor } from '../access/principal.ts'
import type { Database } from '../database.ts'
import type { ObjectDefinition } from '../declare/object.ts'
import { NotFoundError } from '../errors.ts'
import { isId } from '../ids.ts'
import { and, filled, ident, join, param, raw, render, Slot, type Sql, sql } from '../sql.ts'
import { type CountAnswer, countedTo } from './aggregate.ts'
import { comparable, inWorkspace } from './expressions.ts'
import { listColumns } from './list.ts'
import { orderBy, orderKeys } from './order.ts'
import { pageRows } from './page.ts'
import { projection } from './projection.ts'
import { demandRight, type Reader, visibleFields } from './reader.ts'

export type RelatedAnswer = { object: string; field: string; count: CountAnswer; records: string; ids: string[] }
type Relation = { object: string; field: string }
type Row = { place: number; id: string | null; record: string | null; count: number | null }

const shown = 5

/** The records that point at this one, per object and field that the reader may see: how many, and the newest five with their list columns. */
export async function relatedRecords(database: Database, reader: Reader, query: { object: string; id: string }): Promise<RelatedAnswer[]> {
  demandRight(reader, query.object, 'read')
  const { relations, statement } = reader.keep(`related ${query.object}`, () => {
    const relations = relationsOf(reader, query.object)
    return { relations, statement: render(relatedStatement(reader, query.object, relations)) }
  })
  const rows = isId(query.id) ? await database.query<Row>(reader.workspaceId, filled(statement, { id: query.id })) : []
  if (rows.length === 0) throw new NotFoundError('not_found', { object: query.object, record: query.id })
  return relations.map(({ object, field }, place) => {
    const found = rows.filter((row) => row.place === place)
    const records = found.flatMap((row) => row.record ?? [])
    const count = found.find((row) => row.count !== null)?.count ?? records.length
    return {
      object,
      field,
      count: count > countedTo ? { count: countedTo, exact: false } : { count, exact: true },
      records: `[${records.join(',')}]`,
      ids: found.flatMap((row) => (row.record ? (row.id ?? []) : [])),
    }
  })
}

function relationsOf(reader: Reader, to: string): Relation[] {
  const relations: Relation[] = []
  for (const { definition } of reader.objects()) {
    if (definition.internal || !scopeFor(reader.principal, definition.key, 'read')) continue
    for (const [field, { field: declared, masked }] of visibleFields(reader, definition.key)) {
      const points = declared.to === to || (declared.to === 'any' && definition.key !== to)
      if (declared.kind === 'reference' && !declared.custom && !masked && points) relations.push({ object: definition.key, field })
    }
  }
  return relations
}

/**
 * One statement for all relations: a page opens with it. Its first row says that the reader may see the record; a relation's sixth row
 * stands for the count, which is made only there. The id is left open.
 */
export function relatedStatement(reader: Reader, object: string, relations: readonly Relation[]): Sql {
  const id = param(new Slot('id'), 'uuid')
  const { table } = reader.object(object).definition
  const seen = accessPredicate(reader, object, 'read', 'p') ?? raw('false')
  const record = and([inWorkspace(reader, 'p'), sql`p.id = ${id}`, raw('p.deleted_at IS NULL'), seen])
  const arms = relations.map((relation, place) => sql`(${relationRows(reader, object, relation, place, id)})`)
  return sql`WITH seen AS MATERIALIZED (SELECT 1 FROM ${ident(table)} p WHERE ${record})
    SELECT -1 AS place, NULL::uuid AS id, NULL::text AS record, NULL::int AS count FROM seen ${join(
      arms.map((arm) => sql`UNION ALL ${arm}`),
      ' ',
    )}`
}

function relationRows(reader: Reader, to: string, { object, field }: Relation, place: number, id: Sql): Sql {
  const { definition } = reader.object(object)
  const access = seenThroughIt(reader, to, definition, field) ? raw('true') : (accessPredicate(reader, object, 'read', 't') ?? raw('false'))
  const points = sql`${comparable('t', field, reader.field(object, field, 'filter'))} = ${id}`
  const where = and([inWorkspace(reader, 't'), raw('t.deleted_at IS NULL'), points, access, raw('EXISTS (SELECT 1 FROM seen)')])
  const keys = orderKeys(reader, object, ['-createdAt'], 't')
  // The link to the record that is looked at goes without saying.
  const fields = listColumns(reader, definition).filter((key) => key !== field)
  const seen = projection(reader, object, fields, 'p')
  const columns = [...new Set([...seen.columns, ...keys.map((key) => key.name)])]
  const page = pageRows({ table: definition.table, columns, where, keys, cursor: null, count: param(shown + 1, 'int') })
  const count = sql`(SELECT count(*)::int FROM (SELECT 1 FROM ${ident(definition.table)} t WHERE ${where} LIMIT ${param(countedTo + 1, 'int')}) c)`
  return sql`SELECT ${raw(String(place))}, p.id, CASE WHEN p.n <= ${shown} THEN ${seen.json}::text END, CASE WHEN p.n > ${shown} THEN ${count} END
    FROM (SELECT q.*, row_number() OVER () AS n FROM (${page}) q) p ${seen.joins} ORDER BY ${orderBy(orderKeys(reader, object, ['-createdAt'], 'p'))}`
}

/** Whoever sees an account sees its activities. Only where the account itself is not seen through something else: rights pass on one step. */
function seenThroughIt(reader: Reader, to: string, { access }: ObjectDefinition, field: string): boolean {
  return access.via?.includes(field) === true && !reader.object(to).definition.access.via
}
