import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '../../testing/database.ts'
import { type Config, readConfig } from '../config.ts'
import { openDatabase } from './open.ts'

const database = await freshDatabase()
let dataFolder: string

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'guanxi-open-'))
})
afterEach(() => rm(dataFolder, { recursive: true }))

/** An operator's own server, as this process would be told about it. */
const configured = (variables: Record<string, string>): Config =>
  readConfig({ GUANXI_DATA: dataFolder, DATABASE_URL: database.ownerUrl, ...variables }, null)
const open = (variables: Record<string, string>) => openDatabase(configured(variables), { holder: 'a test' })
const asRole = (role: string, password: string) => Object.assign(new URL(database.ownerUrl), { username: role, password }).href

test('with both addresses given, the app role serves', async () => {
  const opened = await open({ DATABASE_APP_URL: database.appUrl })

  expect(opened).toMatchObject({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, migrations: { applied: [] } })
})

test('an app role of another name is made, and given the rights of guanxi_app', async () => {
  const appUrl = asRole('crm_web', 'a%40b')
  await open({ DATABASE_APP_URL: appUrl })

  const client = new pg.Client({ connectionString: appUrl })
  await client.connect()
  const { rows } = await client.query('select current_user as role, count(*)::int as workspaces from workspace')
  await client.end()

  expect(rows).toEqual([{ role: 'crm_web', workspaces: 0 }])
  await database.owner.query('drop role crm_web')
})

test('an app role that exists is never given another password', async () => {
  await expect(open({})).rejects.toMatchObject({ code: 'app_role_password_unknown' })
})

test('the owner may not serve', async () => {
  await expect(open({ DATABASE_APP_URL: database.ownerUrl })).rejects.toMatchObject({ code: 'app_role_is_superuser' })
})

test('an owner that may not make roles asks for one', async () => {
  await database.owner.query(`create role plain_owner with login password 'secret'`)

  const attempt = open({ DATABASE_URL: asRole('plain_owner', 'secret'), DATABASE_APP_URL: asRole('crm_web', 'x') })

  await expect(attempt).rejects.toMatchObject({ code: 'app_role_missing', parameters: { role: 'crm_web' } })
  await database.owner.query('drop role plain_owner')
})

test('an owner needs to be no superuser: owning an empty database is enough', async () => {
  await database.owner.query(`create role plain_owner with login password 'secret'`)
  await database.owner.query('create database plain owner plain_owner encoding utf8 template template0')
  const inPlain = (url: string) => Object.assign(new URL(url), { pathname: '/plain' }).href

  const opened = await open({ DATABASE_URL: inPlain(asRole('plain_owner', 'secret')), DATABASE_APP_URL: inPlain(database.appUrl) })

  expect(opened.migrations.applied.length).toBe(opened.migrations.total)
  await database.owner.query('drop database plain')
  await database.owner.query('drop role plain_owner')
})

test('a server that does not answer is named without its password', async () => {
  const attempt = open({ DATABASE_URL: 'postgres://someone:hidden@127.0.0.1:1/guanxi' })

  await expect(attempt).rejects.toThrow('The database postgres://someone@127.0.0.1:1/guanxi cannot be reached')
})

test.each([
  [{ PORT: '70000' }, 'setting_not_a_number'],
  [{ PORT: '-1' }, 'setting_not_a_number'],
  [{ GUANXI_PUBLIC_URL: 'crm.example.com' }, 'setting_not_a_web_address'],
  [{ GUANXI_PUBLIC_URL: 'https://example.com/crm' }, 'setting_not_a_web_address'],
  [{ DATABASE_URL: 'mysql://root@localhost/crm' }, 'setting_not_a_database_address'],
  [{ DATABASE_URL: '', DATABASE_APP_URL: 'postgres://app@localhost/crm' }, 'app_url_without_owner_url'],
])('the settings %j are refused as %s', (variables, code) => {
  expect(() => configured(variables)).toThrowError(expect.objectContaining({ code }))
})
