import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startServerProcess } from '../../testing/server-process.ts'
import { joinEmbedded } from './embedded.ts'
import { processesOn, readPidFile } from './postmaster.ts'

let dataFolder: string
const cluster = () => join(dataFolder, 'database')

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'guanxi-crash-'))
})
afterEach(async () => {
  for (const pid of await processesOn(cluster()).catch(() => [])) end(pid)
  await rm(dataFolder, { recursive: true, force: true })
})

describe('what was acknowledged survives', () => {
  test('kill -9 of the server: the database stops by itself, and the next start goes on', async () => {
    const server = await startServerProcess({ dataFolder })
    const writer = await startWriting()
    server.kill('SIGKILL')
    await server.ended
    const acknowledged = await writer.stop()

    await expect.poll(() => processesOn(cluster()), { timeout: 5000 }).toEqual([])
    const next = await startServerProcess({ dataFolder })
    expect(await writtenRows()).toBeGreaterThanOrEqual(acknowledged)

    await stopCleanly(next)
  })

  test('kill -9 of the database: the server starts it again and stays up', async () => {
    const server = await startServerProcess({ dataFolder })
    const writer = await startWriting()
    const before = await databasePid()
    process.kill(before, 'SIGKILL')
    const acknowledged = await writer.stop()

    await expect.poll(async () => (await fetch(`${server.url}/ready`)).status, { timeout: 15_000 }).toBe(200)
    expect(await databasePid()).not.toBe(before)
    expect(await writtenRows()).toBeGreaterThanOrEqual(acknowledged)

    await stopCleanly(server)
  })

  test('kill -9 of server and database at once: an immediate start needs no manual step', async () => {
    const server = await startServerProcess({ dataFolder })
    const writer = await startWriting()
    process.kill(await databasePid(), 'SIGKILL')
    server.kill('SIGKILL')
    await server.ended
    const acknowledged = await writer.stop()

    const next = await startServerProcess({ dataFolder })
    expect(await writtenRows()).toBeGreaterThanOrEqual(acknowledged)

    await stopCleanly(next)
  })

  test('a database left behind by everybody is taken over', async () => {
    const server = await startServerProcess({ dataFolder })
    const writer = await startWriting()
    const before = await databasePid()
    // Stopped for a moment, so that the watchdog's wish to end reaches it only after the next start has begun.
    process.kill(before, 'SIGSTOP')
    server.kill('SIGKILL')
    await server.ended
    const resumed = pause(500).then(() => process.kill(before, 'SIGCONT'))

    const next = await startServerProcess({ dataFolder })
    await resumed
    const acknowledged = await writer.stop()
    expect(await databasePid()).not.toBe(before)
    expect(await writtenRows()).toBeGreaterThanOrEqual(acknowledged)

    await stopCleanly(next)
  })

  test('a start cut off while the database was being made leaves nothing in the way', async () => {
    const first = startServerProcess({ dataFolder }).then(
      (server) => server.kill('SIGKILL'),
      () => undefined,
    )
    void first
    await expect.poll(() => processesOn(join(dataFolder, 'database.new', 'cluster')).catch(() => []), { timeout: 30_000 }).not.toEqual([])
    for (const pid of await processesOn(join(dataFolder, 'database.new', 'cluster'))) end(pid)
    await first

    const next = await startServerProcess({ dataFolder })
    await stopCleanly(next)
  })
})

/** A process that has ended by itself in the meantime is ended all the same. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    expect(error).toMatchObject({ code: 'ESRCH' })
  }
}

async function databasePid(): Promise<number> {
  return (await readPidFile(cluster()))?.pid ?? 0
}

/** Writes single rows as fast as it can, and counts those whose commit was confirmed. */
async function startWriting() {
  const client = new pg.Client({ connectionString: (await joinEmbedded(dataFolder)).ownerUrl })
  client.on('error', () => undefined)
  await client.connect()
  await client.query('create table crash_probe (n integer primary key)')
  let acknowledged = 0
  const writing = (async () => {
    for (;;) {
      await client.query('insert into crash_probe values ($1)', [acknowledged])
      acknowledged += 1
    }
  })().catch(() => undefined)
  await expect.poll(() => acknowledged).toBeGreaterThan(50)
  return {
    async stop() {
      await writing
      return acknowledged
    },
  }
}

async function writtenRows(): Promise<number> {
  const client = new pg.Client({ connectionString: (await joinEmbedded(dataFolder)).ownerUrl })
  await client.connect()
  const { rows } = await client.query('select count(*)::int as count from crash_probe')
  await client.end()
  return rows[0].count
}

async function stopCleanly(server: Awaited<ReturnType<typeof startServerProcess>>): Promise<void> {
  const askedAt = performance.now()
  server.kill('SIGTERM')
  expect(await server.ended).toBe(0)
  expect(performance.now() - askedAt).toBeLessThan(5000)
  expect(await processesOn(cluster())).toEqual([])
}
