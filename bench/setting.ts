import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { systemClock } from '../engine/index.ts'
import { readConfig } from '../server/config.ts'
import { createPool } from '../server/database/connect.ts'
import { openDatabase } from '../server/database/open.ts'
import { createTokens } from '../server/identity/tokens.ts'
import { type Loaded, type LoadedWorkspace, loadDatabase } from './data/load.ts'
import type { Scale } from './data/scale.ts'

/** A workspace that requests can be made to. */
export type MeasuredWorkspace = LoadedWorkspace & { readonly stages: readonly string[]; readonly tokens: readonly string[] }
/** A loaded data folder, and what the measuring needs to know of it. */
export type Setting = Omit<Loaded, 'smaller'> & MeasuredWorkspace & { readonly smaller: MeasuredWorkspace | null }

const fileName = 'bench.json'

/** What an earlier run kept in this folder, or null. */
export async function keptSetting(dataFolder: string): Promise<Setting | null> {
  try {
    return JSON.parse(await readFile(join(dataFolder, fileName), 'utf8')) as Setting
  } catch {
    return null
  }
}

/** Makes the database in an empty data folder, fills it, and gives each manager a token. The server is not running meanwhile. */
export async function prepareSetting(dataFolder: string, scale: Scale): Promise<Setting> {
  const database = await openDatabase(readConfig({ GUANXI_DATA: dataFolder }, null), { holder: `pid ${process.pid}` })
  const app = createPool(database.appUrl, { max: 1, name: 'guanxi-bench' })
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 })
  try {
    const loaded = await loadDatabase(database, scale)
    const open = async (workspace: LoadedWorkspace): Promise<MeasuredWorkspace> => {
      const { workspaceId, managers, pipeline } = workspace
      const tokens: string[] = []
      for (const { id } of managers) {
        const given = { workspaceId, principalId: id, name: 'bench', expiresAt: null, createdById: null }
        tokens.push((await createTokens(app, systemClock).create(given)).token)
      }
      const { rows } = await owner.query<{ id: string }>('SELECT id FROM stage WHERE pipeline_id = $1 ORDER BY position', [pipeline])
      return { ...workspace, stages: rows.map(({ id }) => id), tokens }
    }
    const setting: Setting = { ...loaded, ...(await open(loaded)), smaller: loaded.smaller && (await open(loaded.smaller)) }
    await writeFile(join(dataFolder, fileName), JSON.stringify(setting))
    return setting
  } finally {
    await app.end()
    await owner.end()
    await database.stop()
  }
}
