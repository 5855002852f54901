import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { createPool } from '../server/database/connect.ts'
import { templateName } from './postgres.ts'

export type TestDatabase = {
  ownerUrl: string
  appUrl: string
  owner: pg.Pool
  app: pg.Pool
}

/**
 * A migrated database of its own for one test file, dropped after it. Call it once, at the top of the file; tests inside
 * keep apart by using a workspace each.
 *
 *   const database = await freshDatabase()
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const server = inject('testServer')
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`
  await onServer(server.maintenanceUrl, async (client) => {
    // Cloning needs the template for itself, and two test files may ask at once.
    await client.query('select pg_advisory_lock(1)')
    await client.query(`create database ${name} template ${templateName}`)
  })
  const ownerUrl = server.ownerUrl + name
  const appUrl = server.appUrl + name
  const owner = createPool(ownerUrl, { max: 4, name: 'test-owner' })
  const app = createPool(appUrl, { max: 8, name: 'test-app' })
  afterAll(async () => {
    await Promise.all([owner.end(), app.end()])
    await onServer(server.maintenanceUrl, (client) => client.query(`drop database ${name} with (force)`))
  })
  return { ownerUrl, appUrl, owner, app }
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
