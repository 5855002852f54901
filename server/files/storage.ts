import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** Where the bytes of files are kept: by content hash per workspace, so that the same file is stored once and never changes. */
export type FileStorage = {
  /** Takes over a finished local file. Storing what is there already does nothing. */
  keep(workspaceId: string, hash: string, localFile: string): Promise<void>
  /** The bytes, or null when they are not there. */
  open(workspaceId: string, hash: string, range?: { start: number; end: number }): Promise<Readable | null>
  /** Takes a file away; one that is not there is no matter. */
  remove(workspaceId: string, hash: string): Promise<void>
  /** How many bytes stand there; null when there are none. */
  size(workspaceId: string, hash: string): Promise<number | null>
  /** Everything that is stored, page by page, with the moment since when. */
  list(): AsyncIterable<readonly StoredFile[]>
  close(): Promise<void>
}

export type StoredFile = { workspaceId: string; hash: string; since: Date }

export function storageKey(workspaceId: string, hash: string): string {
  return `${workspaceId}/${hash.slice(0, 2)}/${hash}`
}

export function localStorage(folder: string): FileStorage {
  const pathOf = (workspaceId: string, hash: string) => join(folder, storageKey(workspaceId, hash))
  return {
    async keep(workspaceId, hash, localFile) {
      const path = pathOf(workspaceId, hash)
      if (await stat(path).catch(() => null)) return
      const folder = join(path, '..')
      await mkdir(folder, { recursive: true, mode: 0o700 })
      // The bytes have to be on the disk before anything says that they are there: a power cut would leave an empty file under the right name.
      await onDisk(localFile, 'r+')
      // Renaming is whole or not at all: a reader never sees half a file.
      await rename(localFile, path)
      // Windows has no such wish, and needs none.
      if (process.platform !== 'win32') await onDisk(folder, 'r')
    },
    async open(workspaceId, hash, range) {
      const path = pathOf(workspaceId, hash)
      if (!(await stat(path).catch(() => null))) return null
      return createReadStream(path, range)
    },
    size: async (workspaceId, hash) => (await stat(pathOf(workspaceId, hash)).catch(() => null))?.size ?? null,
    list: () => storedFiles(folder),
    remove: (workspaceId, hash) => rm(pathOf(workspaceId, hash), { force: true }),
    close: async () => {},
  }
}

async function onDisk(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function* storedFiles(folder: string): AsyncIterable<readonly StoredFile[]> {
  for (const workspaceId of await namesIn(folder)) {
    if (workspaceId.startsWith('.')) continue
    for (const part of await namesIn(join(folder, workspaceId))) {
      const page: StoredFile[] = []
      for (const hash of await namesIn(join(folder, workspaceId, part))) {
        const found = await stat(join(folder, workspaceId, part, hash)).catch(() => null)
        if (found) page.push({ workspaceId, hash, since: found.mtime })
      }
      yield page
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}

/**
 * Where files on their way in or out stand until they are whole. Every process has a place of its own, as several servers may share the folder; what
 * processes left behind that are gone is cleared.
 */
export async function workFolder(dataFolder: string, way: 'incoming' | 'outgoing'): Promise<string> {
  const parent = join(dataFolder, 'files', `.${way}`)
  for (const name of await namesIn(parent)) if (isLeft(name)) await rm(join(parent, name), { recursive: true, force: true })
  const folder = join(parent, `${process.pid}@${hostname()}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}

/** Of this machine's processes those that run no more, and ourselves: a container gives every start the same number. */
function isLeft(name: string): boolean {
  const [, pid, host] = /^(\d+)@(.+)$/.exec(name) ?? []
  if (pid === undefined || Number(pid) === process.pid) return pid === undefined || host === hostname()
  if (host !== hostname()) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
