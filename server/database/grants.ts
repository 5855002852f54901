import type { Client } from 'pg'
import { appRole } from './app-role.ts'

/**
 * The app role may read and write rows everywhere, except in tables that a migration marked with
 * `comment on table x is 'owner only'`, and in partitions: row level security stands on their parent alone, so a partition read by its
 * own name would show every workspace. Functions are granted one by one in migrations.
 * Only what differs is changed, so that an ordinary start writes nothing.
 */
export async function grantToAppRole(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ name: string; owner_only: boolean }>(
    `with tables as (
       select c.oid, c.relispartition or coalesce(obj_description(c.oid, 'pg_class'), '') = 'owner only' as owner_only
         from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
          and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'))
     select oid::regclass::text as name, owner_only from tables
      where case when owner_only
            then has_table_privilege($1, oid, 'select') or has_table_privilege($1, oid, 'insert') or has_table_privilege($1, oid, 'update') or has_table_privilege($1, oid, 'delete')
            else not (has_table_privilege($1, oid, 'select') and has_table_privilege($1, oid, 'insert') and has_table_privilege($1, oid, 'update') and has_table_privilege($1, oid, 'delete')) end`,
    [appRole],
  )
  for (const table of rows) {
    const statement = table.owner_only
      ? `revoke all on ${table.name} from ${appRole}`
      : `grant select, insert, update, delete on ${table.name} to ${appRole}`
    await owner.query(statement)
  }
  const sequences = await owner.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and case when c.relkind = 'S' then not has_sequence_privilege($1, c.oid, 'usage') end`,
    [appRole],
  )
  for (const { name } of sequences.rows) await owner.query(`grant usage, select on sequence ${name} to ${appRole}`)
  const schema = await owner.query<{ granted: boolean }>(`select has_schema_privilege($1, 'public', 'usage') as granted`, [appRole])
  if (!schema.rows[0]?.granted) await owner.query(`grant usage on schema public to ${appRole}`)
}
