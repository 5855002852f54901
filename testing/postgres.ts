import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { appRole, ensureEmbeddedAppRole } from '../server/database/app-role.ts'
import { type EmbeddedDatabase, startEmbedded } from '../server/database/embedded.ts'
import { migrate } from '../server/database/migrate.ts'
import { keptSecret } from '../server/secrets.ts'

export const templateName = 'guanxi_template'

/** Given to the test files: how to reach the server of this run. */
export type TestServer = { maintenanceUrl: string; ownerUrl: string; appUrl: string }

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer
  }
}

/**
 * Starts one throw-away PostgreSQL for a test run and migrates a template once; every test file then clones it.
 * The embedded one, or with GUANXI_TEST_POSTGRES=15 the one that Debian installs in /usr/lib/postgresql/15.
 */
export default async function setUpPostgres(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await startTestPostgres()
  project.provide('testServer', server)
  return stop
}

/** The same for a program that is no test run. */
export async function startTestPostgres(): Promise<{ server: TestServer; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'guanxi-test-'))
  await chmod(folder, 0o711) // PostgreSQL 15 walks the whole path, also when it runs as another user than this one
  const version = process.env.GUANXI_TEST_POSTGRES
  let database: EmbeddedDatabase | null = null
  const stop = async () => {
    await database?.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    database = await startEmbedded({ dataFolder: folder, throwAway: true, native: version ? `/usr/lib/postgresql/${version}` : undefined })
    const appPassword = await keptSecret(folder, 'database-app')
    const ownerUrl = database.ownerUrl
    const owner = new pg.Client({ connectionString: ownerUrl })
    // A migration that fails is what is to be read, not the connection that then is cut.
    owner.on('error', () => undefined)
    await owner.connect()
    await ensureEmbeddedAppRole(owner, database.url(appRole, appPassword))
    await migrate(owner)
    await owner.end()
    await keepAsTemplate(ownerUrl)
    const server = {
      maintenanceUrl: ownerUrl.replace(/\/\w+$/, '/postgres'),
      ownerUrl: ownerUrl.replace(/\/\w+$/, '/'),
      appUrl: database.url(appRole, appPassword, ''),
    }
    return { server, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function keepAsTemplate(ownerUrl: string): Promise<void> {
  const maintenance = new pg.Client({ connectionString: ownerUrl.replace(/\/\w+$/, '/postgres') })
  await maintenance.connect()
  await maintenance.query(`alter database guanxi rename to ${templateName}`)
  await maintenance.end()
}
