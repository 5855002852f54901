import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from 'pg'
import { StartError } from '../start-error.ts'
import { hasCode } from './connect.ts'
import { grantToAppRole } from './grants.ts'
import { type Migration, readMigrations } from './migration-files.ts'

/** Any number of servers may start at once: one migrates, the others wait. The number is 'guanxi' in letters. */
const migrationLock = 0x6775616e_78

export type MigrationReport = { applied: string[]; total: number }
export type MigrationState = { applied: string[]; pending: string[] }

/**
 * Brings the database up to this release, as the owner. Forward only; what a newer release did, or what was changed
 * after it was applied, is refused before anything is touched.
 */
export async function migrate(owner: Client, folder?: string): Promise<MigrationReport> {
  await assertUsable(owner)
  const migrations = await readMigrations(folder)
  await waitForLock(owner)
  try {
    await owner.query(`create table if not exists public.schema_migration (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`)
    await owner.query(`comment on table public.schema_migration is 'owner only'`)
    const pending = pendingMigrations(migrations, await appliedMigrations(owner))
    for (const migration of pending) await apply(owner, migration)
    await grantToAppRole(owner)
    return { applied: pending.map(({ name }) => name), total: migrations.length }
  } finally {
    await owner.query('select pg_advisory_unlock($1)', [migrationLock])
  }
}

/** What would be done; nothing is written. */
export async function migrationState(owner: Client, folder?: string): Promise<MigrationState> {
  const exists = await owner.query(`select to_regclass('public.schema_migration') is not null as exists`)
  const applied = exists.rows[0].exists ? await appliedMigrations(owner) : []
  const pending = pendingMigrations(await readMigrations(folder), applied)
  return { applied: applied.map(({ name }) => name), pending: pending.map(({ name }) => name) }
}

async function assertUsable(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ version: number; encoding: string; label: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as label, current_setting('server_encoding') as encoding`,
  )
  const [server] = rows
  if (!server || server.version < 150_000) throw new StartError('postgres_too_old', { found: server?.label ?? '?' })
  if (server.encoding !== 'UTF8') throw new StartError('database_not_utf8', { found: server.encoding })
}

async function waitForLock(owner: Client): Promise<void> {
  const tenMinutes = 600
  for (let waitedSeconds = 0; waitedSeconds < tenMinutes; waitedSeconds += 1) {
    const { rows } = await owner.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [migrationLock])
    if (rows[0]?.held) return
    await pause(1000)
  }
  throw new StartError('migration_waited')
}

type Applied = { name: string; checksum: string }

async function appliedMigrations(owner: Client): Promise<Applied[]> {
  const { rows } = await owner.query<Applied>('select name, checksum from public.schema_migration order by name')
  return rows
}

export function pendingMigrations(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { name, checksum } of applied) {
    const migration = known.get(name)
    if (!migration) throw new StartError('migration_from_newer', { name })
    if (migration.checksum !== checksum) throw new StartError('migration_changed', { name })
  }
  const done = new Set(applied.map(({ name }) => name))
  return migrations.filter(({ name }) => !done.has(name))
}

async function apply(owner: Client, migration: Migration): Promise<void> {
  const record = () =>
    owner.query('insert into public.schema_migration (name, checksum) values ($1, $2)', [migration.name, migration.checksum])
  try {
    await retryOnLockTimeout(async () => {
      if (!migration.inTransaction) {
        for (const statement of migration.statements) await owner.query(statement)
        await record()
        return
      }
      await owner.query('begin')
      try {
        // Waiting longer for a busy table would make everybody behind us wait as well.
        await owner.query(`set local lock_timeout = '5s'`)
        for (const statement of migration.statements) await owner.query(statement)
        await record()
        await owner.query('commit')
      } catch (error) {
        await owner.query('rollback')
        throw error
      }
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError('migration_failed', { name: migration.name, reason }, error)
  }
}

async function retryOnLockTimeout(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!hasCode(error, '55P03') || attempt === 5) throw error
      await pause(attempt * 2000)
    }
  }
}
