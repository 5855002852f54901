import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { systemClock } from '../engine/index.ts'
import { type AppParts, createApp } from '../server/app.ts'
import { type Config, readConfig } from '../server/config.ts'
import { type Identity, openIdentity } from '../server/identity/identity.ts'
import { cloneDatabase, type TestDatabase } from './clone-database.ts'
import type { TestServer } from './postgres.ts'

export type House = {
  readonly app: FastifyInstance
  readonly database: TestDatabase
  readonly tokens: Identity['tokens']
  close(): Promise<void>
}

/** The whole server on this database, without a port, with a data folder that goes with it. */
export async function appOn(
  database: Pick<TestDatabase, 'owner' | 'app' | 'ownerUrl' | 'appUrl'>,
  settings: Partial<Config> = {},
  logTo?: AppParts['logTo'],
): Promise<{ app: FastifyInstance; close(): Promise<void> }> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'guanxi-house-'))
  const config = { ...readConfig({}), dataFolder, databaseConnections: 6, ...settings }
  const app = await createApp({
    config,
    ownerPool: database.owner,
    appPool: database.app,
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    clock: systemClock,
    ...(logTo ? { logTo } : {}),
  })
  return {
    app,
    async close() {
      await app.close()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** The whole server on a database of its own, for programs that try it out and for tests alike. Nothing is set up yet. */
export async function openHouse(server: TestServer, settings: Partial<Config> = {}, logTo?: AppParts['logTo']): Promise<House> {
  const database = await cloneDatabase(server)
  const { app, close } = await appOn(database, settings, logTo)
  // Tokens are known by their hash: those made here open the server above.
  const { tokens } = openIdentity({ pool: database.app, secret: 'x'.repeat(32), publicUrl: 'http://localhost', clock: systemClock })
  return {
    app,
    database,
    tokens,
    async close() {
      await close()
      await database.drop()
    },
  }
}
