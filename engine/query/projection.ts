import { accessPredicate } from '../access/predicate.ts'
import { columnsOf, mainColumn } from '../declare/columns.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { snake } from '../declare/object.ts'
import { InvalidInputError } from '../errors.ts'
import { and, flat, ident, join, nothing, param, raw, type Sql, sql } from '../sql.ts'
import { inWorkspace, jsonValue } from './expressions.ts'
import { type Reader, visibleFields } from './reader.ts'
import { titleSource } from './title.ts'

/** What a statement selects for each record, the joins that give references their titles, and the columns of the row that both read. */
export type Projection = { readonly json: Sql; readonly joins: Sql; readonly columns: readonly string[] }

/**
 * Where references point, as far as it is known before the statement runs: null where they are empty, so that no title is looked for, and by letter where they point
 * somewhere, so that several references to one record share its title: `{ parent: null, owner: 'a', createdBy: 'a' }`.
 */
export type KnownLinks = Readonly<Record<string, string | null>>

const mostFields = 200

/** The fields asked for, or all that the reader sees; the object's own field list when nothing is asked. */
export function chosenFields(reader: Reader, object: string, wanted: readonly string[] | undefined): string[] {
  if (!wanted) return [...visibleFields(reader, object).keys()].filter((key) => key !== 'deletedAt')
  if (wanted.length > mostFields) throw new InvalidInputError('too_many_fields', { most: mostFields })
  for (const key of wanted) if (!['id', 'revision', 'deletedAt'].includes(key)) reader.field(object, key, 'select')
  return wanted.filter((key) => key !== 'id' && key !== 'revision')
}

/**
 * The record's JSON from the rows under `alias`, built by PostgreSQL and passed on as text: parsing and printing it again would cost more than the query.
 * References are joined here, after the page is cut: a composite key join before it misleads the planner by a factor of a hundred.
 */
export function projection(
  reader: Reader,
  object: string,
  fields: readonly string[],
  alias: string,
  include: readonly string[] = [],
  known: KnownLinks = {},
): Projection {
  return reader.keep(`projection ${object} ${alias} ${fields.join()} ${include.join()} ${JSON.stringify(known)}`, () => {
    const { json, joins, columns } = makeProjection(reader, object, fields, alias, { include, known })
    return { json: flat(json), joins: flat(joins), columns }
  })
}

function makeProjection(
  reader: Reader,
  object: string,
  fields: readonly string[],
  alias: string,
  { include, known }: { include: readonly string[]; known: KnownLinks },
): Projection {
  const joins: Joins = new Map()
  const masked: string[] = []
  const columns: Sql[] = [sql`${ident(alias)}.id`, sql`${ident(alias)}.revision`]
  const read = new Set(['id', 'revision'])
  const visible = visibleFields(reader, object)
  for (const key of new Set(fields)) {
    const seen = visible.get(key)
    if (!seen || seen.field.shown === 'rhythm') continue
    if (seen.masked) masked.push(key)
    for (const name of seen.field.custom ? ['custom'] : columnsOf(key, seen.field).map((column) => column.name)) read.add(name)
    if (known[key] === null) {
      columns.push(sql`${raw(seen.field.kind === 'references' ? "'[]'::json" : 'NULL')} AS ${raw(`"${key}"`)}`)
      continue
    }
    const title = (): Sql => joinTitle(reader, key, seen.field, alias, { joins, known })
    const value =
      seen.field.kind === 'references'
        ? linksJson(reader, object, key, seen.field, alias)
        : jsonValue(alias, key, seen.field, seen.masked, title)
    const whole = include.includes(key) && !seen.masked ? included(reader, key, seen.field, alias, value) : value
    columns.push(sql`${whole} AS ${raw(`"${key}"`)}`)
  }
  if (masked.length > 0) columns.push(sql`${param(masked, 'text[]')} AS masked`)
  return {
    json: sql`(SELECT row_to_json(x) FROM (SELECT ${join(columns)}) x)`,
    joins: joins.size > 0 ? join([...joins.values()], ' ') : nothing,
    columns: [...read],
  }
}

/** By table and record where that is known, else by field: each is joined once. */
type Joins = Map<string, Sql>

function joinTitle(
  reader: Reader,
  key: string,
  field: FieldDefinition,
  alias: string,
  { joins, known }: { joins: Joins; known: KnownLinks },
): Sql {
  if (field.to === 'any') return anyTitle(reader, key, alias)
  const id = field.custom ? sql`(${ident(alias)}.custom->>${key})::uuid` : sql`${ident(alias)}.${ident(mainColumn(key, field))}`
  const source = titleSource(reader, field)
  if (!source) return raw('NULL')
  const target = `${source.table} ${known[key] ?? `of ${key}`}`
  const place = [...joins.keys()].indexOf(target)
  const name = `j${place < 0 ? joins.size : place}`
  if (place < 0)
    joins.set(target, sql`LEFT JOIN ${ident(source.table)} ${ident(name)} ON ${inWorkspace(reader, name)} AND ${ident(name)}.id = ${id}`)
  return sql`${ident(name)}.${ident(source.title)}`
}

/** The title of a record of any object. Only the branch of the row's own object is run. */
export function anyTitle(reader: Reader, key: string, alias: string): Sql {
  const id = sql`${ident(alias)}.${ident(`${snake(key)}_id`)}`
  const branches = [...reader.objects()]
    .filter(({ definition }) => !definition.internal)
    .map(
      ({ definition }) =>
        sql`WHEN ${raw(`'${definition.key}'`)} THEN (SELECT n.${ident(snake(definition.title))} FROM ${ident(definition.table)} n WHERE ${inWorkspace(reader, 'n')} AND n.id = ${id})`,
    )
  return sql`(CASE ${ident(alias)}.${ident(`${snake(key)}_object`)} ${join(branches, ' ')} END)`
}

function linksJson(reader: Reader, object: string, key: string, field: FieldDefinition, alias: string): Sql {
  const { definition } = reader.object(field.to ?? '')
  const title = ident(snake(definition.title))
  return sql`(SELECT coalesce(json_agg(json_build_object('id', n.id, 'title', n.${title}) ORDER BY n.${title}), '[]'::json)
    FROM reference_link l JOIN ${ident(definition.table)} n ON ${inWorkspace(reader, 'n')} AND n.id = l.target_id AND n.deleted_at IS NULL
    WHERE ${inWorkspace(reader, 'l')} AND l.object = ${object} AND l.field = ${key} AND l.record_id = ${ident(alias)}.id)`
}

/** The whole referenced record where the reader may see it; its title alone where they may not. */
function included(reader: Reader, key: string, field: FieldDefinition, alias: string, otherwise: Sql): Sql {
  const to = field.kind === 'user' ? 'user' : field.to
  if (!to || to === 'any' || !['reference', 'user'].includes(field.kind)) throw new InvalidInputError('not_includable', { field: key })
  const seen = accessPredicate(reader, to, 'read', 'i')
  if (!seen) return otherwise
  const { definition } = reader.object(to)
  const inner = projection(reader, to, chosenFields(reader, to, undefined), 'i')
  const id = field.custom ? sql`(${ident(alias)}.custom->>${key})::uuid` : sql`${ident(alias)}.${ident(mainColumn(key, field))}`
  return sql`coalesce((SELECT (${inner.json})::jsonb || jsonb_build_object('title', i.${ident(snake(definition.title))}) FROM ${ident(definition.table)} i ${inner.joins}
    WHERE ${and([inWorkspace(reader, 'i'), sql`i.id = ${id}`, sql`i.deleted_at IS NULL`, seen])}), (${otherwise})::jsonb)`
}
