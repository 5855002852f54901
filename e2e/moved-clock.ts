import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startWorkspace } from './workspace.ts'

/** A server whose clock a journey moves; what is looked after once a minute is done as soon as the clock was moved. */
export async function startWithClock() {
  const place = await mkdtemp(join(tmpdir(), 'guanxi-clock-'))
  const file = join(place, 'moved-by')
  await writeFile(file, '0')
  const workspace = await startWorkspace({
    NODE_OPTIONS: `--import=${join(import.meta.dirname, '../testing/moved-clock.ts')}`,
    MOVED_CLOCK: file,
  })
  const host = join(workspace.folder, 'database')
  const password = await readFile(join(workspace.folder, 'secrets/database-owner'), 'utf8')
  const pool = new pg.Pool({ host, user: 'guanxi_owner', password: password.trim(), database: 'guanxi', max: 1 })
  pool.on('error', () => undefined)
  return {
    workspace,
    async moveTo(moment: Date): Promise<void> {
      await writeFile(file, String(moment.getTime() - Date.now()))
      await pool.query(`SELECT graphile_worker.add_job('minute')`)
    },
    async stop(): Promise<void> {
      await pool.end()
      await workspace.stop()
      await rm(place, { recursive: true, force: true })
    },
  }
}
