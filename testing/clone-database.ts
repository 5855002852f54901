import pg from 'pg'
import { createPool } from '../server/database/connect.ts'
import { type TestServer, templateName } from './postgres.ts'

export type TestDatabase = {
  ownerUrl: string
  appUrl: string
  owner: pg.Pool
  app: pg.Pool
}

/** A migrated database of one's own on the server of this run, also outside of a test file. `drop` ends its pools. */
export async function cloneDatabase(server: TestServer): Promise<TestDatabase & { drop(): Promise<void> }> {
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`
  await onServer(server.maintenanceUrl, async (client) => {
    // Cloning needs the template for itself, and two may ask at once.
    await client.query('select pg_advisory_lock(1)')
    await client.query(`create database ${name} template ${templateName}`)
  })
  const ownerUrl = server.ownerUrl + name
  const appUrl = server.appUrl + name
  const owner = createPool(ownerUrl, { max: 4, name: 'test-owner' })
  const app = createPool(appUrl, { max: 8, name: 'test-app' })
  return {
    ownerUrl,
    appUrl,
    owner,
    app,
    async drop() {
      await Promise.all([owner.end(), app.end()])
      await onServer(server.maintenanceUrl, (client) => client.query(`drop database ${name} with (force)`))
    },
  }
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
