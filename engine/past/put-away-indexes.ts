import type { Pool, PoolClient } from 'pg'
import type { Registry } from '../declare/registry.ts'
import { typedChangeTable } from '../schema/ddl.ts'
import { quoteIdent } from '../sql.ts'

/** The tables that records of these objects fill. */
export function filledTables(registry: Registry, objects: readonly string[]): string[] {
  const own = objects.flatMap((key) => {
    const definition = registry.objects.get(key)
    if (!definition) throw new Error(`No object is called ${key}`)
    return definition.typedChanges ? [definition.table, typedChangeTable(definition)] : [definition.table]
  })
  return ['history', 'timeline_entry', 'reference_link', 'search_document', 'search_owner', ...own]
}

/**
 * Rows go in faster without their indexes, and indexes that are made at the end are the smallest that they can be. Those that keep values unique
 * stay. `keep` stores the definitions in the same transaction: whatever happens, they are either in the database or in what was kept.
 */
export async function putAwayIndexes(
  owner: Pool,
  tables: readonly string[],
  keep: (client: PoolClient, definitions: string[]) => Promise<unknown>,
): Promise<void> {
  const client = await owner.connect()
  try {
    await client.query('BEGIN')
    const { rows } = await client.query<{ name: string; definition: string }>(
      `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
       WHERE i.indrelid = ANY (SELECT to_regclass('public.' || quote_ident(t)) FROM unnest($1::text[]) AS t) AND NOT i.indisunique AND i.indisvalid
         AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid) ORDER BY name`,
      [tables],
    )
    for (const { name } of rows) await client.query(`DROP INDEX ${name}`)
    await keep(
      client,
      rows.map(({ definition }) => definition.replace(/^CREATE INDEX /, 'CREATE INDEX IF NOT EXISTS ').replace(' ON ONLY ', ' ON ')),
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

const memory = '256MB'
const together = 2

/** Makes the indexes anew, some at once. What is there already is passed over. */
export async function makeIndexes(owner: Pool, definitions: readonly string[], onMade?: (done: number) => void): Promise<void> {
  const waiting = [...definitions]
  let made = 0
  const work = async (): Promise<void> => {
    const client = await owner.connect()
    try {
      await client.query(`SET maintenance_work_mem = '${memory}'`)
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        await client.query(next)
        onMade?.(++made)
      }
    } finally {
      client.release(true)
    }
  }
  await Promise.all(Array.from({ length: together }, work))
}

/** What the planner knows of the tables, and which pages everybody sees. */
export async function tidyTables(owner: Pool, tables: readonly string[]): Promise<void> {
  for (const table of tables) await owner.query(`VACUUM (ANALYZE) ${quoteIdent(table)}`)
}
