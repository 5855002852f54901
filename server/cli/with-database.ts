import pg from 'pg'
import { type Config, readConfig } from '../config.ts'
import { type OpenDatabase, openDatabase } from '../database/open.ts'

export type CommandDatabase = { config: Config; ownerUrl: string; appUrl: string; owner: pg.Pool; migrations: OpenDatabase['migrations'] }

/**
 * Runs a command on the database of this configuration: the one of a running server, or else started for as long as
 * the command takes.
 *
 *   await withDatabase(async ({ owner }) => { … })
 */
export async function withDatabase<Answer>(work: (database: CommandDatabase) => Promise<Answer>): Promise<Answer> {
  const config = readConfig()
  const database = await openDatabase(config, { holder: `pid ${process.pid}`, besideServer: true })
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 3, application_name: 'guanxi-command' })
  owner.on('error', () => undefined)
  const stop = async () => {
    await owner.end()
    await database.stop()
  }
  const stopEarly = () => void stop().finally(() => process.exit(130))
  process.once('SIGINT', stopEarly).once('SIGTERM', stopEarly)
  try {
    return await work({ config, ownerUrl: database.ownerUrl, appUrl: database.appUrl, owner, migrations: database.migrations })
  } finally {
    process.off('SIGINT', stopEarly).off('SIGTERM', stopEarly)
    await stop()
  }
}
