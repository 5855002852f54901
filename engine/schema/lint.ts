import type { Pool } from 'pg'

/** Tables that belong to no workspace: global uniqueness, sign-in, queue and relay (evidence: the ten rules, 3 and 9). */
export const globalTables = new Set([
  'schema_migration',
  'relay_position',
  'clock_mark',
  'identity',
  'identity_credential',
  'second_factor',
  'second_factor_use',
  'passkey',
  'sign_in_session',
  'sign_in_link',
  'verification',
  'membership',
  'sign_in_attempt',
])
/** Tables kept from the app role instead of guarded by row level security. */
const ownerOnly = 'owner only'
/** Append-only and partitioned: the outbox is read in order by the relay alone and has no key. */
const withoutKey = new Set(['outbox'])

/**
 * Breaches of the schema rules that keep one schema good for PostgreSQL 15+ and for Citus: the workspace leads every key and index,
 * foreign keys only NO ACTION or CASCADE, no triggers, no identity or serial columns, only leakproof column types to filter by, row level security on.
 */
export async function schemaBreaches(owner: Pool): Promise<string[]> {
  const breaches: string[] = []
  const tables = await owner.query<{
    name: string
    secured: boolean
    comment: string | null
    partition: boolean
    types: string[]
    serial: boolean
  }>(
    `SELECT c.relname AS name, c.relrowsecurity AS secured, obj_description(c.oid) AS comment, c.relispartition AS partition,
       array_agg(DISTINCT format_type(a.atttypid, NULL)) AS types, bool_or(a.attidentity <> '') AS serial
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') GROUP BY c.oid, c.relname ORDER BY 1`,
  )
  for (const table of tables.rows) {
    if (globalTables.has(table.name) || table.partition) continue
    if (!table.secured && table.comment !== ownerOnly)
      breaches.push(`${table.name}: row level security is off and the app role is not kept out`)
    if (table.serial) breaches.push(`${table.name}: identity columns cannot be distributed`)
    const bad = table.types.filter((type) => /^numeric|^decimal|^real$|^timestamp without|^character/.test(type))
    if (bad.length > 0) breaches.push(`${table.name}: ${bad.join(', ')} is not allowed in an access-filtered table`)
  }
  breaches.push(
    ...(await keyBreaches(
      owner,
      new Set(tables.rows.filter((table) => !globalTables.has(table.name) && !table.partition).map((table) => table.name)),
    )),
  )
  const triggers = await owner.query<{ name: string }>(
    `SELECT tgname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT tgisinternal AND c.relnamespace = 'public'::regnamespace`,
  )
  breaches.push(...triggers.rows.map((row) => `trigger ${row.name}: triggers cannot be distributed`))
  return breaches
}

async function keyBreaches(owner: Pool, tables: ReadonlySet<string>): Promise<string[]> {
  const breaches: string[] = []
  const indexes = await owner.query<{ table: string; name: string; first: string; primary: boolean }>(
    `SELECT c.relname AS "table", i.relname AS name, a.attname AS first, x.indisprimary AS "primary"
     FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
     WHERE c.relnamespace = 'public'::regnamespace`,
  )
  const keyed = new Set<string>()
  for (const index of indexes.rows) {
    if (!tables.has(index.table)) continue
    if (index.primary) keyed.add(index.table)
    if (index.first !== 'workspace_id' && !withoutKey.has(index.table))
      breaches.push(`${index.table}: index ${index.name} does not begin with workspace_id`)
  }
  for (const table of tables) if (!keyed.has(table) && !withoutKey.has(table)) breaches.push(`${table}: no primary key`)
  const foreign = await owner.query<{ table: string; name: string; action: string; first: string }>(
    `SELECT c.relname AS "table", k.conname AS name, k.confdeltype AS action, a.attname AS first
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
     WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND NOT c.relispartition`,
  )
  for (const key of foreign.rows) {
    if (!tables.has(key.table)) continue
    if (!['a', 'c'].includes(key.action)) breaches.push(`${key.table}: foreign key ${key.name} is neither NO ACTION nor CASCADE`)
    if (key.first !== 'workspace_id') breaches.push(`${key.table}: foreign key ${key.name} does not begin with workspace_id`)
  }
  return breaches
}
