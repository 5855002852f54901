import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServerProcess } from '../testing/server-process.ts'

/** Starts the server as a newcomer does, and hands its address to the tests as GUANXI_TEST_URL. */
export default async function startServer(): Promise<() => Promise<void>> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'guanxi-e2e-'))
  const server = await startServerProcess({ dataFolder, program: 'scripts/start.mjs', variables: { HOME: process.env.HOME ?? dataFolder } })
  process.env.GUANXI_TEST_URL = server.url
  return async () => {
    server.kill('SIGTERM')
    await server.ended
    await rm(dataFolder, { recursive: true, force: true })
  }
}
