import type { Pool } from 'pg'
import type { Registry } from '../declare/registry.ts'
import {
  addColumnSql,
  addForeignKeySql,
  createIndexSql,
  createTableSql,
  foreignKeys,
  statisticsOf,
  tableColumns,
  tableIndexes,
  typedChangeColumns,
  typedChangeSql,
  typedChangeTable,
} from './ddl.ts'

/** One thing in which the database is not what the declarations say, with the statement that mends it (null: only a person can). */
export type Difference = { readonly what: string; readonly sql: string | null }

type Catalogue = {
  columns: Map<string, Map<string, { type: string; notNull: boolean }>>
  indexes: Map<string, string>
  constraints: Set<string>
  statistics: Set<string>
}

/**
 * What stands between the declarations and a database, in the order in which it can be applied. Empty when they agree.
 * Columns that no declaration knows are reported without a statement: contracting is a later release's decision.
 */
export async function differences(owner: Pool, registry: Registry): Promise<Difference[]> {
  const found = await readCatalogue(owner)
  const tables: Difference[] = []
  const rest: Difference[] = []
  const keys: Difference[] = []
  for (const object of registry.objects.values()) {
    const existing = found.columns.get(object.table)
    if (!existing) tables.push({ what: `table ${object.table} is missing`, sql: createTableSql(object) })
    else rest.push(...columnDifferences(object.table, tableColumns(object), existing))
    if (object.typedChanges) {
      const change = found.columns.get(typedChangeTable(object))
      if (!change) tables.push({ what: `table ${typedChangeTable(object)} is missing`, sql: typedChangeSql(object) })
      else rest.push(...columnDifferences(typedChangeTable(object), typedChangeColumns(object), change))
    }
    for (const index of tableIndexes(object)) {
      const definition = found.indexes.get(index.name)
      if (definition === undefined) rest.push({ what: `index ${index.name} is missing`, sql: createIndexSql(object.table, index) })
      else if (
        !definition.includes(`(${index.columns.join(', ')})`.replace('position', '"position"')) &&
        !definition.includes(`(${index.columns.join(', ')})`)
      )
        rest.push({ what: `index ${index.name} is ${definition}, declared on (${index.columns.join(', ')})`, sql: null })
    }
    const statistics = statisticsOf(object)
    if (statistics && !found.statistics.has(statistics.name))
      rest.push({ what: `statistics ${statistics.name} are missing`, sql: statistics.sql })
    for (const key of foreignKeys(object, registry))
      if (!found.constraints.has(key.name))
        keys.push({ what: `foreign key ${key.name} is missing`, sql: addForeignKeySql(object.table, key) })
  }
  return [...tables, ...rest, ...keys]
}

function columnDifferences(
  table: string,
  declared: ReturnType<typeof tableColumns>,
  existing: ReadonlyMap<string, { type: string; notNull: boolean }>,
): Difference[] {
  const result: Difference[] = []
  for (const column of declared) {
    const stored = existing.get(column.name)
    if (!stored) {
      result.push({ what: `column ${table}.${column.name} is missing`, sql: addColumnSql(table, column) })
      // A required column comes as a named check that is validated apart, so that no full scan holds the lock.
      if (column.notNull) {
        result.push({
          what: `check of ${table}.${column.name}`,
          sql: `ALTER TABLE ${table} ADD CONSTRAINT ${table}_${column.name}_given CHECK (${column.name} IS NOT NULL) NOT VALID;`,
        })
      }
    } else if (stored.type !== column.type)
      result.push({ what: `column ${table}.${column.name} is ${stored.type}, declared ${column.type}`, sql: null })
    else if (stored.notNull && !column.notNull)
      result.push({
        what: `column ${table}.${column.name} is required in the database only`,
        sql: `ALTER TABLE ${table} ALTER COLUMN ${column.name} DROP NOT NULL;`,
      })
  }
  const names = new Set(declared.map((column) => column.name))
  for (const name of existing.keys()) if (!names.has(name)) result.push({ what: `column ${table}.${name} is not declared`, sql: null })
  return result
}

async function readCatalogue(owner: Pool): Promise<Catalogue> {
  const columns = await owner.query<{ table: string; name: string; type: string; required: boolean }>(
    `SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum`,
  )
  const indexes = await owner.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE schemaname = 'public'`,
  )
  const constraints = await owner.query<{ name: string }>(
    `SELECT conname AS name FROM pg_constraint WHERE connamespace = 'public'::regnamespace`,
  )
  const statistics = await owner.query<{ name: string }>(
    `SELECT stxname AS name FROM pg_statistic_ext WHERE stxnamespace = 'public'::regnamespace`,
  )
  const tables: Catalogue['columns'] = new Map()
  for (const row of columns.rows) {
    const table = tables.get(row.table) ?? new Map()
    table.set(row.name, { type: row.type, notNull: row.required })
    tables.set(row.table, table)
  }
  return {
    columns: tables,
    indexes: new Map(indexes.rows.map((row) => [row.name, row.definition])),
    constraints: new Set(constraints.rows.map((row) => row.name)),
    statistics: new Set(statistics.rows.map((row) => row.name)),
  }
}
