import { accessPredicate } from '../access/predicate.ts'
import { dateIn } from '../clock.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { snake } from '../declare/object.ts'
import { InvalidInputError } from '../errors.ts'
import { and, ident, or, param, raw, type Sql, sql } from '../sql.ts'
import { comparable, inWorkspace, sqlTypes, storageOf, storedValue } from './expressions.ts'
import { periodBounds, readPeriod } from './period.ts'
import type { Reader } from './reader.ts'

export type Operator =
  | 'is'
  | 'isNot'
  | 'in'
  | 'notIn'
  | 'contains'
  | 'notContains'
  | 'startsWith'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'between'
  | 'isEmpty'
  | 'isNotEmpty'
  | 'within'
  | 'me'
  | 'myTeam'
  | 'myTeamAndBelow'
  | 'under'

export type Aggregate = { fn: 'count' | 'sum' | 'max' | 'min'; field?: string }

/** A filter is a tree of conditions, as data. `field` walks references by dots; `related` looks at records that point here. */
export type Filter =
  | { all: readonly Filter[] }
  | { any: readonly Filter[] }
  | { not: Filter }
  | { field: string; op: Operator; value?: unknown }
  | { related: { object: string; field: string }; where?: Filter; aggregate?: Aggregate; op?: Operator; value?: unknown }

const comparisons: Readonly<Partial<Record<Operator, string>>> = { gt: '>', gte: '>=', lt: '<', lte: '<=' }
/** Deep trees and wide lists are refused before they reach the planner. */
const limits = { depth: 8, values: 500 }

/** The filter's condition for the rows of `object` under `alias`. Each part of it is checked against what the reader may see. */
export function compileFilter(reader: Reader, object: string, filter: Filter, alias: string, depth = 0): Sql {
  if (depth > limits.depth || typeof filter !== 'object' || filter === null) throw invalid('')
  if ('all' in filter) return and(list(filter.all).map((part) => compileFilter(reader, object, part, alias, depth + 1)))
  if ('any' in filter) return or(list(filter.any).map((part) => compileFilter(reader, object, part, alias, depth + 1)))
  if ('not' in filter) return sql`NOT coalesce(${compileFilter(reader, object, filter.not, alias, depth + 1)}, false)`
  if ('related' in filter) return relatedCondition(reader, object, filter, alias, depth)
  if (typeof filter.field !== 'string') throw invalid('')
  const [first = '', ...rest] = filter.field.split('.')
  if (rest.length > 0) return throughReference(reader, object, first, { ...filter, field: rest.join('.') }, alias, depth)
  if (first === 'id') return idCondition(filter.op, filter.value, alias)
  const field = reader.field(object, first, 'filter')
  return fieldCondition(reader, object, first, field, filter, alias)
}

function list(parts: unknown): readonly Filter[] {
  if (!Array.isArray(parts) || parts.length > limits.values) throw invalid('')
  return parts
}

function invalid(field: string): InvalidInputError {
  return new InvalidInputError('invalid_filter', field ? { field } : {})
}

function idCondition(op: Operator, value: unknown, alias: string): Sql {
  const ids = (Array.isArray(value) ? value : [value]).map((id) => storedValue('id', { kind: 'user', label: { zh: '', en: '' } }, id))
  if (ids.length > limits.values || (op !== 'is' && op !== 'in' && op !== 'notIn')) throw invalid('id')
  const among = sql`${ident(alias)}.id = ANY (${param(ids, 'uuid[]')})`
  return op === 'notIn' ? sql`NOT ${among}` : among
}

/** "The account's level is VIP": the account must exist, be readable, and fit. */
function throughReference(reader: Reader, object: string, key: string, rest: Filter, alias: string, depth: number): Sql {
  const field = reader.field(object, key, 'filter')
  const to = field.kind === 'user' ? 'user' : field.kind === 'file' ? 'file' : field.to
  if (!to || to === 'any' || !['reference', 'references', 'user', 'file'].includes(field.kind)) throw invalid(key)
  const target = reader.object(to).definition
  const seen = accessPredicate(reader, to, 'read', `r${depth}`)
  if (!seen) return raw('false')
  const inner = `r${depth}`
  const fits = compileFilter(reader, to, rest, inner, depth + 1)
  const link =
    field.kind === 'references'
      ? linkCondition(reader, object, key, alias, sql`${ident(inner)}.id`)
      : sql`${ident(inner)}.id = ${comparable(alias, key, field)}`
  return sql`EXISTS (SELECT 1 FROM ${ident(target.table)} ${ident(inner)} WHERE ${and([inWorkspace(reader, inner), link, sql`${ident(inner)}.deleted_at IS NULL`, seen, fits])})`
}

function linkCondition(reader: Reader, object: string, key: string, alias: string, target: Sql): Sql {
  return sql`EXISTS (SELECT 1 FROM reference_link l WHERE l.workspace_id = ${param(reader.workspaceId, 'uuid')} AND l.object = ${object} AND l.field = ${key} AND l.record_id = ${ident(alias)}.id AND l.target_id = ${target})`
}

/** "Has more than two open opportunities": only records that the reader may see are counted. */
function relatedCondition(
  reader: Reader,
  object: string,
  filter: Extract<Filter, { related: unknown }>,
  alias: string,
  depth: number,
): Sql {
  const { object: other, field: key } = filter.related
  const target = reader.object(other).definition
  const field = reader.field(other, key, 'filter')
  if (field.kind !== 'reference' || (field.to !== object && field.to !== 'any') || field.custom) throw invalid(key)
  const inner = `c${depth}`
  const seen = accessPredicate(reader, other, 'read', inner)
  if (!seen) return raw('false')
  const conditions = [
    inWorkspace(reader, inner),
    sql`${comparable(inner, key, field)} = ${ident(alias)}.id`,
    sql`${ident(inner)}.deleted_at IS NULL`,
    seen,
  ]
  if (filter.where) conditions.push(compileFilter(reader, other, filter.where, inner, depth + 1))
  const from = sql`FROM ${ident(target.table)} ${ident(inner)} WHERE ${and(conditions)}`
  const { fn, field: summed } = filter.aggregate ?? { fn: 'count' as const }
  const op = filter.op ?? 'gt'
  if (fn === 'count') {
    if (!filter.aggregate || (op === 'gt' && Number(filter.value ?? 0) === 0)) return sql`EXISTS (SELECT 1 ${from})`
    return compare(sql`(SELECT count(*) ${from})`, op, (value) => param(countValue(value), 'bigint'), filter.value)
  }
  const measured = summed ? reader.field(other, summed, 'filter') : undefined
  if (!summed || !measured || !['sum', 'max', 'min'].includes(fn) || !['int', 'float', 'date', 'time'].includes(storageOf(measured)))
    throw invalid(summed ?? key)
  const type = sqlTypes[storageOf(measured)]
  const aggregate =
    fn === 'sum'
      ? sql`(SELECT coalesce(sum(${comparable(inner, summed, measured)}), 0)::float8 ${from})`
      : sql`(SELECT ${raw(fn)}(${comparable(inner, summed, measured)}) ${from})`
  return compare(aggregate, op, (value) => param(storedValue(summed, measured, value), fn === 'sum' ? 'float8' : type), filter.value)
}

function countValue(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw invalid('count')
  return value
}

function compare(left: Sql, op: Operator, bind: (value: unknown) => Sql, value: unknown): Sql {
  if (op === 'is') return sql`${left} = ${bind(value)}`
  if (op === 'isNot') return sql`${left} IS DISTINCT FROM ${bind(value)}`
  if (op === 'between') {
    if (!Array.isArray(value) || value.length !== 2) throw invalid('')
    return and([sql`${left} >= ${bind(value[0])}`, sql`${left} <= ${bind(value[1])}`])
  }
  const sign = comparisons[op]
  if (!sign) throw invalid('')
  return sql`${left} ${raw(sign)} ${bind(value)}`
}

function fieldCondition(
  reader: Reader,
  object: string,
  key: string,
  field: FieldDefinition,
  filter: { op: Operator; value?: unknown },
  alias: string,
): Sql {
  const { op, value } = filter
  // What a secret holds must not be found out by asking; whether it is there may be.
  if (field.kind === 'secret' && op !== 'isEmpty' && op !== 'isNotEmpty') throw invalid(key)
  if (field.kind === 'references') return referencesCondition(reader, object, key, field, op, value, alias)
  const column = comparable(alias, key, field)
  const type = sqlTypes[storageOf(field)]
  const bind = (given: unknown): Sql => param(storedValue(key, field, given), type)
  switch (op) {
    case 'isEmpty':
      return storageOf(field) === 'text' ? sql`coalesce(${column}, '') = ''` : sql`${column} IS NULL`
    case 'isNotEmpty':
      return storageOf(field) === 'text' ? sql`${column} <> ''` : sql`${column} IS NOT NULL`
    case 'in':
    case 'notIn': {
      if (!Array.isArray(value) || value.length > limits.values) throw invalid(key)
      if (field.kind === 'multiChoice') {
        const any = or(value.map((one) => sql`${String(one)} = ANY (${column})`))
        return op === 'in' ? any : sql`NOT coalesce(${any}, false)`
      }
      const among = sql`${column} = ANY (${param(
        value.map((one) => storedValue(key, field, one)),
        `${type}[]`,
      )})`
      return op === 'in' ? among : sql`NOT coalesce(${among}, false)`
    }
    case 'contains':
    case 'notContains': {
      if (field.kind === 'multiChoice')
        return op === 'contains' ? sql`${String(value)} = ANY (${column})` : sql`NOT coalesce(${String(value)} = ANY (${column}), false)`
      if (storageOf(field) !== 'text' || typeof value !== 'string') throw invalid(key)
      const like = sql`${column} ILIKE ${`%${value.replace(/[\\%_]/g, '\\$&')}%`}`
      return op === 'contains' ? like : sql`NOT coalesce(${like}, false)`
    }
    case 'startsWith':
      if (storageOf(field) !== 'text' || typeof value !== 'string') throw invalid(key)
      return sql`starts_with(${column}, ${value})`
    case 'within':
      return withinPeriod(reader, key, field, column, value)
    case 'me':
    case 'myTeam':
    case 'myTeamAndBelow': {
      if (field.kind !== 'user') throw invalid(key)
      const { id, team, below } = reader.principal
      return op === 'me' ? sql`${column} = ${param(id, 'uuid')}` : sql`${column} = ANY (${param(op === 'myTeam' ? team : below, 'uuid[]')})`
    }
    case 'under':
      return underNode(reader, key, field, column, value)
    default:
      return compare(column, op, bind, value)
  }
}

function referencesCondition(
  reader: Reader,
  object: string,
  key: string,
  field: FieldDefinition,
  op: Operator,
  value: unknown,
  alias: string,
): Sql {
  const links = (target?: Sql): Sql =>
    sql`EXISTS (SELECT 1 FROM reference_link l WHERE l.workspace_id = ${param(reader.workspaceId, 'uuid')} AND l.object = ${object} AND l.field = ${key} AND l.record_id = ${ident(alias)}.id${target ? sql` AND l.target_id = ANY (${target})` : sql``})`
  if (op === 'isEmpty') return sql`NOT ${links()}`
  if (op === 'isNotEmpty') return links()
  const ids = (Array.isArray(value) ? value : [value]).map((one) => storedValue(key, field, one))
  const among = links(param(ids, 'uuid[]'))
  if (op === 'is' || op === 'in' || op === 'contains') return among
  if (op === 'isNot' || op === 'notIn' || op === 'notContains') return sql`NOT ${among}`
  throw invalid(key)
}

/** Periods are whole days, weeks, months… around today in the reader's zone. */
function withinPeriod(reader: Reader, key: string, field: FieldDefinition, column: Sql, value: unknown): Sql {
  const period = readPeriod(value)
  const storage = storageOf(field)
  if (!period || (storage !== 'date' && storage !== 'time')) throw invalid(key)
  const zone = reader.principal.timeZone
  const { from, until } = periodBounds(period, dateIn(zone, reader.clock.now()))
  if (storage === 'date') return and([sql`${column} >= ${param(from, 'date')}`, sql`${column} < ${param(until, 'date')}`])
  return and([
    sql`${column} >= (${param(from, 'timestamp')} AT TIME ZONE ${zone})`,
    sql`${column} < (${param(until, 'timestamp')} AT TIME ZONE ${zone})`,
  ])
}

function underNode(reader: Reader, key: string, field: FieldDefinition, column: Sql, value: unknown): Sql {
  if (Array.isArray(value)) {
    if (value.length === 0 || value.length > limits.values) throw invalid(key)
    return or(value.map((one) => underNode(reader, key, field, column, one)))
  }
  // GB/T 2260: two digits name the province, four the city, six the district.
  if (field.kind === 'region') {
    if (typeof value !== 'string' || !/^\d{2,6}$/.test(value)) throw invalid(key)
    return sql`starts_with(${column}, ${value.replace(/(?:00)+$/, '')})`
  }
  const target = field.to && field.to !== 'any' ? reader.object(field.to) : undefined
  const parent = target ? [...target.fields].find(([, own]) => own.kind === 'reference' && own.to === field.to) : undefined
  if (!target || !parent) throw invalid(key)
  const table = ident(target.definition.table)
  // What stands above a record is a field of it: upwards of one that is not seen, nobody is told anything.
  const seen = accessPredicate(reader, target.definition.key, 'read', 'n') ?? raw('false')
  const up = ident(`${snake(parent[0])}_id`)
  return sql`${column} IN (WITH RECURSIVE tree AS (
      SELECT n.id FROM ${table} n WHERE n.workspace_id = ${param(reader.workspaceId, 'uuid')} AND n.id = ${param(storedValue(key, field, value), 'uuid')}
      UNION SELECT n.id FROM ${table} n JOIN tree ON n.${up} = tree.id WHERE n.workspace_id = ${param(reader.workspaceId, 'uuid')} AND n.deleted_at IS NULL AND ${seen}
    ) SELECT id FROM tree)`
}
