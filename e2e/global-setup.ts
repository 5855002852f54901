import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Starts the server as a newcomer does, and hands its address to the tests as GUANXI_TEST_URL. */
export default async function startServer(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'guanxi-e2e-'))
  const server = spawn(process.execPath, [join(import.meta.dirname, '..', 'scripts', 'start.mjs')], {
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      GUANXI_DATA: folder,
      DATABASE_URL: '',
      DATABASE_APP_URL: '',
      GUANXI_PUBLIC_URL: '',
      LC_ALL: 'C',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const tearDown = async () => {
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGTERM')
      await once(server, 'exit')
    }
    await rm(folder, { recursive: true, force: true })
  }
  try {
    process.env.GUANXI_TEST_URL = await addressOf(server)
    return tearDown
  } catch (error) {
    await tearDown()
    throw error
  }
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const limit = setTimeout(() => reject(new Error(`The server was not ready after two minutes:\n${output}`)), 120_000)
    server.on('exit', () => reject(new Error(`The server ended before it was ready:\n${output}`)))
    server.stdout?.on('data', (text) => {
      output += text
      const address = /is ready: (\S+)/.exec(output)?.[1]
      if (!address) return
      clearTimeout(limit)
      resolve(address)
    })
  })
}
