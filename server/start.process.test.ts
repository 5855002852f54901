import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { refusedStart, startServerProcess } from '../testing/server-process.ts'
import { processesOn } from './database/postmaster.ts'

let dataFolder: string

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'guanxi-start-'))
})
afterEach(() => rm(dataFolder, { recursive: true, force: true }))

const isRoot = process.getuid?.() === 0
/** A checkout under a closed folder cannot be run by anybody else. */
const isReachable = await isOpenToAll(import.meta.dirname)
const nobody = { uid: 65534, gid: 65534 }

describe('a start that is refused says why, and touches nothing', () => {
  test('a second server on the same folder', async () => {
    const first = await startServerProcess({ dataFolder })

    const second = await refusedStart({ dataFolder })

    expect(second).toEqual({
      exit: 1,
      output: expect.stringContaining(`Another Guanxi is using the data folder ${dataFolder} (pid ${first.pid}`),
    })
    expect((await fetch(`${first.url}/ready`)).status).toBe(200)
    first.kill('SIGTERM')
    expect(await first.ended).toBe(0)
  })

  test('a taken port, before the database is touched', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => holder.once('listening', resolve))
    const address = holder.address()
    const port = typeof address === 'object' && address ? address.port : 0

    const refused = await refusedStart({ dataFolder, variables: { PORT: String(port), LC_ALL: 'zh_CN.UTF-8' } })

    expect(refused).toEqual({ exit: 1, output: expect.stringContaining(`端口 ${port} 已被其他程序占用`) })
    expect(await readdir(dataFolder)).toEqual([])
    holder.close()
  })

  test('a database of another major version', async () => {
    const first = await startServerProcess({ dataFolder })
    first.kill('SIGTERM')
    await first.ended
    await writeFile(join(dataFolder, 'database', 'PG_VERSION'), '16\n')

    const refused = await refusedStart({ dataFolder })

    expect(refused).toEqual({ exit: 1, output: expect.stringMatching(/was made by PostgreSQL 16, and this release brings 18/) })
  })

  test('a setting that makes no sense', async () => {
    const refused = await refusedStart({ dataFolder, variables: { PORT: 'seven' } })

    expect(refused).toEqual({ exit: 1, output: 'PORT is "seven"; it has to be a whole number from 0 to 65535.\n' })
  })

  test.skipIf(!isRoot)('a folder that belongs to somebody else', async () => {
    await chmod(dataFolder, 0o755)

    const refused = await refusedStart({ dataFolder, account: nobody })

    expect(refused).toEqual({ exit: 1, output: expect.stringContaining('cannot be written') })
    expect(await readdir(dataFolder)).toEqual([])
  })
})

describe('it starts', () => {
  test.skipIf(!isRoot)('as root in a folder closed to everybody else', async () => {
    const closed = join(await mkdtemp(join(homedir(), '.guanxi-start-')), 'data')
    await mkdir(closed, { mode: 0o700 })

    const server = await startServerProcess({ dataFolder: closed })
    const [{ uid }, secret] = await Promise.all([stat(join(closed, 'database')), stat(join(closed, 'secrets', 'database-owner'))])

    expect(uid).not.toBe(0)
    expect(secret.mode & 0o777).toBe(0o600)
    server.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    await rm(dirname(closed), { recursive: true })
  })

  test.skipIf(!isRoot || !isReachable)('as an ordinary user', async () => {
    await chown(dataFolder, nobody.uid, nobody.gid)

    const server = await startServerProcess({ dataFolder, account: nobody })

    expect((await fetch(`${server.url}/ready`)).status).toBe(200)
    expect((await stat(join(dataFolder, 'database'))).uid).toBe(nobody.uid)
    server.kill('SIGINT')
    expect(await server.ended).toBe(0)
  })

  test('in a folder whose name is too long for a local socket', async () => {
    const long = join(dataFolder, 'x'.repeat(60), 'y'.repeat(60))

    const server = await startServerProcess({ dataFolder: long })

    expect(await readFile(join(long, 'database', 'guanxi.conf'), 'utf8')).toContain("listen_addresses = '127.0.0.1'")
    server.kill('SIGTERM')
    expect(await server.ended).toBe(0)
  })
})

test('the server stops when the program that started it is killed', async () => {
  const server = await startServerProcess({ dataFolder, program: 'scripts/start.mjs' })

  server.kill('SIGKILL')

  await server.ended
  await expect.poll(() => processesOn(join(dataFolder, 'database')), { timeout: 6000 }).toEqual([])
  await expect
    .poll(
      () =>
        fetch(`${server.url}/health`).then(
          () => 'up',
          () => 'down',
        ),
      { timeout: 6000 },
    )
    .toBe('down')
})

async function isOpenToAll(folder: string): Promise<boolean> {
  for (let path = folder; ; path = dirname(path)) {
    if (((await stat(path)).mode & 0o005) !== 0o005) return false
    if (path === dirname(path)) return true
  }
}
