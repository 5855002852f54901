import type { Pool } from 'pg'
import type { Context } from '../context.ts'
import type { Registry } from '../declare/registry.ts'
import { quoteIdent } from '../sql.ts'

/**
 * Builds the indexes that custom fields still wait for, without locking their tables, and marks the fields as sortable. One index serves a slot for all workspaces,
 * and only rows with a value stand in it. Safe to run at any time, on any server: the advisory lock lets one work. Owner connection.
 */
export async function indexCustomFields(
  owner: Pool,
  registry: Registry,
  systemContext: (workspaceId: string) => Promise<Context>,
): Promise<void> {
  const client = await owner.connect()
  try {
    const lock = await client.query<{ got: boolean }>(`SELECT pg_try_advisory_lock(hashtext('guanxi custom fields')) AS got`)
    if (!lock.rows[0]?.got) return
    const waiting = await client.query<{ workspace_id: string; id: string; object: string; slot: string }>(
      'SELECT workspace_id, id, object, slot FROM custom_field WHERE NOT sortable AND slot IS NOT NULL AND deleted_at IS NULL AND active ORDER BY created_at LIMIT 100',
    )
    for (const field of waiting.rows) {
      const table = registry.objects.get(field.object)?.table
      if (!table || !/^slot_(?:text|int|float|time)_\d+$/.test(field.slot)) continue
      const name = quoteIdent(`${table}_${field.slot}_ix`)
      // An index that broke off while it was built stands there, invalid: it is made anew.
      const broken = await client.query('SELECT 1 FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid', [name])
      if (broken.rowCount) await client.query(`DROP INDEX CONCURRENTLY ${name}`)
      await client.query(
        `CREATE INDEX CONCURRENTLY IF NOT EXISTS ${name} ON ${quoteIdent(table)} (workspace_id, ${field.slot}, id) WHERE ${field.slot} IS NOT NULL AND deleted_at IS NULL`,
      )
      const context = await systemContext(field.workspace_id)
      await context.transaction(
        (inside) => inside.write([{ kind: 'update', object: 'customField', id: field.id, values: { sortable: true } }]),
        { readOnlyFields: true },
      )
    }
  } finally {
    await client.query(`SELECT pg_advisory_unlock_all()`).catch(() => {})
    client.release()
  }
}
