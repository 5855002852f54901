import { mkdir } from 'node:fs/promises'
import type { Config } from '../config.ts'
import { type FolderLock, lockFolder } from '../folder-lock.ts'
import { keptSecret } from '../secrets.ts'
import { explainFileError, StartError } from '../start-error.ts'
import { appRole, assertAppRole, ensureAppRole, ensureEmbeddedAppRole } from './app-role.ts'
import { connectOnce } from './connect.ts'
import { type EmbeddedDatabase, joinEmbedded, startEmbedded } from './embedded.ts'
import { type MigrationReport, migrate } from './migrate.ts'

export type OpenDatabase = {
  ownerUrl: string
  appUrl: string
  migrations: MigrationReport
  stop(patienceMilliseconds?: number): Promise<void>
}

export type OpenOptions = {
  /** What a second start is told about this process. */
  holder: string
  /** A command may work beside a running server; a second server may not. */
  besideServer?: boolean
  onSlowStart?: () => void
  onLost?: (error: StartError) => void
}

/** The database of this configuration, started if it is ours, migrated, and with an app role that row level security holds. */
export async function openDatabase(config: Config, options: OpenOptions): Promise<OpenDatabase> {
  await makeDataFolder(config.dataFolder)
  const source = config.databaseUrl ? await externalDatabase(config, config.databaseUrl) : await embeddedDatabase(config, options)
  try {
    const owner = await connectOnce(source.ownerUrl, 'DATABASE_URL')
    try {
      if (config.databaseUrl) await ensureAppRole(owner, { appUrl: source.appUrl, urlIsGiven: config.databaseAppUrl !== null })
      else await ensureEmbeddedAppRole(owner, source.appUrl)
      const migrations = await migrate(owner)
      const app = await connectOnce(source.appUrl, 'DATABASE_APP_URL')
      await assertAppRole(app).finally(() => app.end())
      return { ownerUrl: source.ownerUrl, appUrl: source.appUrl, migrations, stop: source.stop }
    } finally {
      await owner.end()
    }
  } catch (error) {
    await source.stop()
    throw error
  }
}

type Source = { ownerUrl: string; appUrl: string; stop(patienceMilliseconds?: number): Promise<void> }

async function externalDatabase(config: Config, ownerUrl: string): Promise<Source> {
  const stop = async () => undefined
  if (config.databaseAppUrl) return { ownerUrl, appUrl: config.databaseAppUrl, stop }
  const appUrl = new URL(ownerUrl)
  appUrl.username = appRole
  appUrl.password = await keptSecret(config.dataFolder, 'database-app')
  return { ownerUrl, appUrl: appUrl.href, stop }
}

async function embeddedDatabase(config: Config, options: OpenOptions): Promise<Source> {
  const { dataFolder } = config
  const appPassword = await keptSecret(dataFolder, 'database-app')
  const lock = await lockUnlessBeside(dataFolder, options)
  if (lock === null) {
    const running = await joinEmbedded(dataFolder)
    return { ownerUrl: running.ownerUrl, appUrl: running.url(appRole, appPassword), stop: async () => undefined }
  }
  let database: EmbeddedDatabase
  try {
    database = await startEmbedded({ dataFolder, onSlowStart: options.onSlowStart, onLost: options.onLost })
  } catch (error) {
    await lock.release()
    throw error
  }
  return {
    ownerUrl: database.ownerUrl,
    appUrl: database.url(appRole, appPassword),
    async stop(patienceMilliseconds) {
      await database.stop(patienceMilliseconds)
      await lock.release()
    },
  }
}

async function lockUnlessBeside(dataFolder: string, options: OpenOptions): Promise<FolderLock | null> {
  try {
    return await lockFolder(dataFolder, options.holder)
  } catch (error) {
    if (options.besideServer && error instanceof StartError && error.code === 'already_running') return null
    throw error
  }
}

async function makeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw explainFileError(error, folder)
  }
}
