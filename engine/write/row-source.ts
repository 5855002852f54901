import { ident, join, param, raw, type Sql, sql } from '../sql.ts'

/**
 * An array as PostgreSQL reads it, written here: the driver looks at every element's type again and escapes what needs no escaping,
 * which was a third of the cost of a large statement.
 */
export function arrayText(values: readonly unknown[]): string {
  let text = '{'
  for (const value of values) {
    if (text.length > 1) text += ','
    if (value === null || value === undefined) text += 'NULL'
    else if (typeof value !== 'string') text += String(value)
    else text += `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`
  }
  return `${text}}`
}

/**
 * A list of rows as parallel arrays: one parameter per column, whatever the number of rows. A single row, as nearly every change by hand is,
 * stands there as plain values: the plan for it is made once and kept, while arrays are planned anew each time for the rows they hold.
 */
export function rowSource(name: string, columns: readonly { name: string; type: string; values: readonly unknown[] }[]): Sql {
  if (columns[0]?.values.length === 1) {
    const row = columns.map((column) => sql`${param(column.values[0] ?? null, column.type)} AS ${ident(column.name)}`)
    return sql`${raw(name)} AS (SELECT ${join(row)})`
  }
  // Arrays of arrays and of jsonb travel as text, because unnest would flatten the one and the driver would guess at the other.
  const carried = (type: string): string => (type.endsWith('[]') || type === 'jsonb' ? 'text' : type)
  const arrays = columns.map((column) => param(arrayText(column.values), `${carried(column.type)}[]`))
  const selected = columns.map((column) =>
    carried(column.type) === column.type
      ? sql`u.${ident(column.name)}`
      : sql`u.${ident(column.name)}::${raw(column.type)} AS ${ident(column.name)}`,
  )
  return sql`${raw(name)} AS (SELECT ${join(selected)} FROM unnest(${join(arrays)}) AS u (${join(columns.map((column) => ident(column.name)))}))`
}
