import { type Column, columnsOf, type Index, tableColumns, tableIndexes } from '../declare/columns.ts'
import { type ObjectDefinition, snake } from '../declare/object.ts'
import type { Registry } from '../declare/registry.ts'
import { quoteIdent } from '../sql.ts'

export type ForeignKey = { readonly name: string; readonly column: string; readonly table: string }

const columnDefaults: Readonly<Record<string, string>> = { revision: '1', custom: "'{}'::jsonb", origin: "'workspace'" }

function columnSql(column: Column): string {
  const fallback = column.fallback ?? columnDefaults[column.name]
  return [
    quoteIdent(column.name),
    column.type,
    column.collation && `COLLATE "${column.collation}"`,
    column.notNull && 'NOT NULL',
    fallback && `DEFAULT ${fallback}`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** References of a declaration as foreign keys: composite, NO ACTION, because Citus takes nothing else. */
export function foreignKeys(object: ObjectDefinition, registry: Registry): readonly ForeignKey[] {
  const keys: ForeignKey[] = ['created_by_id', 'changed_by_id'].map((column) => ({
    name: `${object.table}_${column}_fk`,
    column,
    table: 'principal',
  }))
  for (const [key, field] of Object.entries(object.fields)) {
    const column = columnsOf(key, field)[0]?.name ?? snake(key)
    if (field.kind === 'user') keys.push({ name: `${object.table}_${column}_fk`, column, table: 'principal' })
    else if (field.kind === 'file') keys.push({ name: `${object.table}_${column}_fk`, column, table: registry.object('file').table })
    else if (field.kind === 'reference' && field.to && field.to !== 'any')
      keys.push({ name: `${object.table}_${column}_fk`, column, table: registry.object(field.to).table })
  }
  return keys
}

export function createTableSql(object: ObjectDefinition): string {
  const columns = tableColumns(object).map((column) => `  ${columnSql(column)}`)
  return [
    `CREATE TABLE ${quoteIdent(object.table)} (\n${[...columns, '  PRIMARY KEY (workspace_id, id)'].join(',\n')}\n);`,
    `ALTER TABLE ${quoteIdent(object.table)} ENABLE ROW LEVEL SECURITY;`,
    `CREATE POLICY workspace_rows ON ${quoteIdent(object.table)} USING (workspace_id = current_workspace());`,
  ].join('\n')
}

export function addColumnSql(table: string, column: Column): string {
  return `ALTER TABLE ${quoteIdent(table)} ADD COLUMN ${columnSql({ ...column, notNull: false })};`
}

export function createIndexSql(table: string, index: Index): string {
  return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${quoteIdent(index.name)} ON ${quoteIdent(table)} (${index.columns.map(quoteIdent).join(', ')}) WHERE ${index.where};`
}

/** What PostgreSQL is to learn about a table besides each column alone, or null. */
export function statisticsOf(object: ObjectDefinition): { readonly name: string; readonly sql: string } | null {
  if (object.fields.owner?.kind !== 'user') return null
  const name = `${object.table}_owner_st`
  // An owner belongs to one workspace. Taken for independent, the records of a department in a small workspace are believed to be a handful, and are all read and sorted where
  // the first fifty along an index would do.
  return { name, sql: `CREATE STATISTICS ${quoteIdent(name)} (dependencies) ON workspace_id, owner_id FROM ${quoteIdent(object.table)};` }
}

export function addForeignKeySql(table: string, key: ForeignKey): string {
  return `ALTER TABLE ${quoteIdent(table)} ADD CONSTRAINT ${quoteIdent(key.name)} FOREIGN KEY (workspace_id, ${quoteIdent(key.column)}) REFERENCES ${quoteIdent(key.table)} (workspace_id, id);`
}

/** The narrow typed table of an object's important fields: one row per change, holding the values after it. */
export function typedChangeSql(object: ObjectDefinition): string {
  const columns = typedChangeColumns(object).map((column) => `  ${columnSql(column)}`)
  const table = typedChangeTable(object)
  return [
    `CREATE TABLE ${table} (\n${[...columns, '  PRIMARY KEY (workspace_id, record_id, at, id)'].join(',\n')}\n);`,
    `CREATE INDEX ${table}_at_ix ON ${table} (workspace_id, at, id);`,
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;`,
    `CREATE POLICY workspace_rows ON ${table} USING (workspace_id = current_workspace());`,
  ].join('\n')
}

export function typedChangeTable(object: ObjectDefinition): string {
  return `${object.table}_change`
}

export function typedChangeColumns(object: ObjectDefinition): readonly Column[] {
  const fixed: Column[] = [
    { name: 'workspace_id', type: 'uuid', notNull: true },
    { name: 'record_id', type: 'uuid', notNull: true },
    { name: 'at', type: 'timestamp with time zone', notNull: true },
    { name: 'id', type: 'uuid', notNull: true },
    { name: 'principal_id', type: 'uuid', notNull: true },
  ]
  const values = (object.typedChanges ?? []).flatMap((key) => {
    const field = object.fields[key]
    return field ? columnsOf(key, field).map((column) => ({ ...column, notNull: false })) : []
  })
  return [...fixed, ...values]
}

export { tableColumns, tableIndexes }
