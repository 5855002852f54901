import { columnsOf, mainColumn } from '../declare/columns.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { type ObjectDefinition, snake } from '../declare/object.ts'
import type { RollUp, RollUpCondition } from '../declare/roll-up.ts'
import { and, ident, raw, type Sql, sql } from '../sql.ts'

/** One roll-up, seen from the records that feed it. */
export type FedRollUp = {
  readonly into: ObjectDefinition
  readonly key: string
  readonly field: FieldDefinition
  readonly rollUp: RollUp
  readonly of: ObjectDefinition
}

const known = new WeakMap<ObjectDefinition, readonly FedRollUp[]>()

/** The figures that this object's records feed, of whatever object. */
export function fedBy(of: ObjectDefinition, objects: Iterable<ObjectDefinition>): readonly FedRollUp[] {
  const found = known.get(of) ?? [...objects].flatMap((into) => rollUpsOf(into, () => of)).filter(({ rollUp }) => rollUp.of === of.key)
  known.set(of, found)
  return found
}

/** The figures that this object's records keep of others. */
export function rollUpsOf(into: ObjectDefinition, object: (key: string) => ObjectDefinition): FedRollUp[] {
  return Object.entries(into.fields).flatMap(([key, field]) =>
    field.rollUp ? [{ into, key, field, rollUp: field.rollUp, of: object(field.rollUp.of) }] : [],
  )
}

/** The fields of a record that decide what it adds. */
export function fedKeys({ rollUp }: FedRollUp): string[] {
  return [rollUp.by, ...(rollUp.field ? [rollUp.field] : []), ...Object.keys(rollUp.where ?? {})]
}

/** The columns of those fields. */
export function fedColumns(fed: FedRollUp): string[] {
  const { rollUp, of } = fed
  const others = Object.keys(rollUp.where ?? {}).map((key) => snake(key))
  return [...referenceColumns(fed), ...others, ...(rollUp.field ? [valueColumn(of, rollUp.field)] : [])]
}

function referenceColumns({ rollUp, of }: FedRollUp): string[] {
  const by = of.fields[rollUp.by]
  return by ? columnsOf(rollUp.by, by).map(({ name }) => name) : []
}

function valueColumn(of: ObjectDefinition, key: string): string {
  const field = of.fields[key]
  return field ? mainColumn(key, field) : snake(key)
}

/** The record that a row counts for. */
export function targetOf(fed: FedRollUp, alias: string): Sql {
  return sql`${raw(alias)}.${ident(referenceColumns(fed)[0] ?? '')}`
}

/** What a row adds: one, an amount, a value. */
export function addedBy({ rollUp, of }: FedRollUp, alias: string): Sql {
  return rollUp.field ? sql`${raw(alias)}.${ident(valueColumn(of, rollUp.field))}` : raw('1')
}

/** Whether a row counts. Written with its values in it, so that partial indexes fit. */
export function counts(fed: FedRollUp, alias: string): Sql {
  const [, object] = referenceColumns(fed)
  const column = (name: string): Sql => sql`${raw(alias)}.${ident(name)}`
  return and([
    sql`${targetOf(fed, alias)} IS NOT NULL`,
    ...(object ? [sql`${column(object)} = ${raw(literal(fed.into.key))}`] : []),
    ...Object.entries(fed.rollUp.where ?? {}).map(([key, asked]) => conditionSql(column(snake(key)), asked)),
  ])
}

function conditionSql(column: Sql, asked: RollUpCondition[string]): Sql {
  if ('not' in asked) return sql`(${column} IS NULL OR ${column} NOT IN (${raw(asked.not.map(literal).join(', '))}))`
  const [only] = asked
  return asked.length === 1 && only !== undefined
    ? sql`${column} = ${raw(literal(only))}`
    : sql`${column} IN (${raw(asked.map(literal).join(', '))})`
}

/** A key of a declaration as SQL. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
