import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createConnection, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StartError } from './start-error.ts'

export type FolderLock = { release(): Promise<void> }

/**
 * One server per data folder. The lock is a local socket that the operating system closes with the process, so nothing
 * survives a `kill -9`, and a second start can ask the holder who it is.
 */
export async function lockFolder(folder: string, holder: string): Promise<FolderLock> {
  const address = lockAddress(realpathSync(folder))
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const server = await listen(address, holder)
    if (server) return { release: () => new Promise((resolve) => server.close(() => resolve())) }
    const other = await askHolder(address)
    if (other !== null) throw new StartError('already_running', { folder, holder: other })
    // A socket file without a process behind it: only where sockets are files, and only after a crash.
    if (process.platform === 'darwin') await rm(address, { force: true })
  }
  throw new StartError('already_running', { folder, holder: '?' })
}

function lockAddress(folder: string): string {
  const name = `guanxi-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`
  if (process.platform === 'linux') return `\0${name}` // the abstract namespace: no file, nothing to clean up
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  return join(tmpdir(), `${name}.lock`)
}

function listen(address: string, holder: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.end(holder)
    })
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null)
      else reject(error)
    })
    server.listen(address, () => {
      server.unref()
      resolve(server)
    })
  })
}

function askHolder(address: string): Promise<string | null> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = createConnection(address)
    socket.setEncoding('utf8')
    socket.setTimeout(2000, () => socket.destroy())
    socket.on('data', (text: string) => {
      answer += text
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') answer = ''
    })
    socket.on('close', (failed) => resolve(failed && answer === '' ? null : answer || '?'))
  })
}
