import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '../../testing/database.ts'
import { assertAppRole } from './app-role.ts'
import { migrate, migrationState } from './migrate.ts'
import { migrationsFolder, readMigrations } from './migration-files.ts'

const database = await freshDatabase()
let owner: pg.Client
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanxi-migrations-'))
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  await owner.query('drop schema public cascade; create schema public')
})
afterEach(async () => {
  await owner.end()
  await rm(folder, { recursive: true })
})

const write = (name: string, sql: string) => writeFile(join(folder, `${name}.sql`), sql)
const names = async () => (await owner.query('select name from schema_migration order by name')).rows.map(({ name }) => name)

test('migrations are applied in order, once', async () => {
  await write('20260101T0900-plant', 'create table plant (id int primary key)')
  await write('20260101T0905-grow', 'alter table plant add column height int')

  const first = await migrate(owner, folder)
  const second = await migrate(owner, folder)

  expect(first.applied).toEqual(['20260101T0900-plant', '20260101T0905-grow'])
  expect(second).toEqual({ applied: [], total: 2 })
})

test('a migration that fails leaves nothing of itself, and what came before stands', async () => {
  await write('20260101T0900-plant', 'create table plant (id int primary key)')
  await write('20260101T0905-bad', 'create table half (id int); select 1 / 0')

  await expect(migrate(owner, folder)).rejects.toMatchObject({
    code: 'migration_failed',
    parameters: { name: '20260101T0905-bad', reason: 'division by zero' },
  })

  expect(await names()).toEqual(['20260101T0900-plant'])
  expect((await owner.query(`select to_regclass('half') as half`)).rows).toEqual([{ half: null }])
})

test('a file marked "no transaction" may build an index concurrently', async () => {
  await write('20260101T0900-plant', 'create table plant (id int primary key, height int)')
  await write(
    '20260101T0905-index',
    '-- no transaction\ncreate index concurrently plant_height_ix on plant (height);\ncreate index concurrently plant_two_ix on plant (height, id); -- a second one\n',
  )

  await migrate(owner, folder)

  expect((await owner.query(`select count(*)::int as count from pg_indexes where tablename = 'plant'`)).rows).toEqual([{ count: 3 }])
})

test('a migration changed after it was applied is refused', async () => {
  await write('20260101T0900-plant', 'create table plant (id int primary key)')
  await migrate(owner, folder)
  await write('20260101T0900-plant', 'create table plant (id bigint primary key)')

  await expect(migrate(owner, folder)).rejects.toMatchObject({ code: 'migration_changed' })
})

test('a checkout with other line ends is not a change', async () => {
  await write('20260101T0900-plant', 'create table plant (\n  id int primary key\n)')
  await migrate(owner, folder)
  await write('20260101T0900-plant', 'create table plant (\r\n  id int primary key\r\n)')

  expect((await migrate(owner, folder)).applied).toEqual([])
})

test('a database from a newer version is refused', async () => {
  await write('20260101T0900-plant', 'create table plant (id int primary key)')
  await write('20260201T0900-newer', 'create table flower (id int primary key)')
  await migrate(owner, folder)
  await rm(join(folder, '20260201T0900-newer.sql'))

  await expect(migrate(owner, folder)).rejects.toMatchObject({ code: 'migration_from_newer', parameters: { name: '20260201T0900-newer' } })
})

test.each(['plant', '2026-plant', '20260101T0900_plant', '20260101T0900-Plant'])('a file named %s.sql is refused', async (name) => {
  await write(name, 'select 1')

  await expect(migrate(owner, folder)).rejects.toMatchObject({ code: 'migration_name' })
})

test('two servers that start at once migrate once', async () => {
  await write('20260101T0900-plant', 'create table plant (id int primary key); select pg_sleep(0.3)')
  const other = new pg.Client({ connectionString: database.ownerUrl })
  await other.connect()

  const reports = await Promise.all([migrate(owner, folder), migrate(other, folder)])

  expect(reports.map(({ applied }) => applied.length).sort()).toEqual([0, 1])
  await other.end()
})

test('the app role gets rows and sequences, but not what only the owner may touch', async () => {
  await write(
    '20260101T0900-tables',
    `create table open_table (id bigserial primary key);
     create table closed_table (id int primary key, at date not null) ; comment on table closed_table is 'owner only';
     create table log (at date not null) partition by range (at); comment on table log is 'owner only';
     create table log_2026 partition of log for values from ('2026-01-01') to ('2027-01-01');`,
  )
  await migrate(owner, folder)

  await database.app.query('insert into open_table default values')
  for (const table of ['closed_table', 'log', 'log_2026']) {
    await expect(database.app.query(`select * from ${table}`)).rejects.toMatchObject({ code: '42501' })
  }
})

test('what is left to do is told without doing it', async () => {
  await write('20260101T0900-plant', 'create table plant (id int primary key)')
  await migrate(owner, folder)
  await write('20260101T0905-grow', 'alter table plant add column height int')

  expect(await migrationState(owner, folder)).toEqual({ applied: ['20260101T0900-plant'], pending: ['20260101T0905-grow'] })
  expect(await names()).toEqual(['20260101T0900-plant'])
})

test('the owner, a superuser, may not serve', async () => {
  await expect(assertAppRole(owner)).rejects.toMatchObject({ code: 'app_role_is_superuser' })
})

test('an app role that owns a table may not serve', async () => {
  await owner.query('create table plant (id int primary key); alter table plant owner to guanxi_app')

  await expect(assertAppRole(database.app)).rejects.toMatchObject({ code: 'app_role_owns' })
  await owner.query('drop table plant')
  await expect(assertAppRole(database.app)).resolves.toBeUndefined()
})

test('every migration of this release is named and readable', async () => {
  const migrations = await readMigrations(migrationsFolder)

  expect(migrations.map(({ name }) => name)).toEqual(migrations.map(({ name }) => name).toSorted())
  expect(migrations.length).toBeGreaterThan(0)
})
