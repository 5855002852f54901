import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { crmObjects } from '../../crm/index.ts'
import { systemClock } from '../../engine/clock.ts'
import { buildRegistry, engineObjects, makeMigration } from '../../engine/index.ts'
import { appRole, ensureEmbeddedAppRole } from './app-role.ts'
import { startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'

// `npm run migration -- add-account-size`: writes the migration that follows from changed declarations, from a fresh database with all that stand.

const name = process.argv[2]
if (!name || !/^[a-z0-9-]+$/.test(name)) {
  console.error('Name the migration: npm run migration -- add-account-size')
  process.exit(1)
}

const folder = await mkdtemp(join(tmpdir(), 'guanxi-migration-'))
const database = await startEmbedded({ dataFolder: folder, throwAway: true })
try {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  await ensureEmbeddedAppRole(client, database.url(appRole, 'unused-here'))
  await migrate(client)
  await client.end()
  const owner = new pg.Pool({ connectionString: database.ownerUrl })
  // Stopping the server ends idle connections; that is no fault.
  owner.on('error', () => {})
  const registry = buildRegistry({ objects: [...engineObjects, ...crmObjects] })
  const path = await makeMigration(owner, registry, { folder: join(import.meta.dirname, '../../migrations'), name, at: systemClock.now() })
  await owner.end()
  console.log(path ? `Written: ${path}. Read it before you commit it.` : 'Nothing to do: the database is as declared.')
} finally {
  await database.stop()
  await rm(folder, { recursive: true, force: true })
}
