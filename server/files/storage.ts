import { createReadStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
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
  close(): Promise<void>
}

export function storageKey(workspaceId: string, hash: string): string {
  return `${workspaceId}/${hash.slice(0, 2)}/${hash}`
}

export function localStorage(folder: string): FileStorage {
  const pathOf = (workspaceId: string, hash: string) => join(folder, storageKey(workspaceId, hash))
  return {
    async keep(workspaceId, hash, localFile) {
      const path = pathOf(workspaceId, hash)
      if (await stat(path).catch(() => null)) return
      await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
      // Renaming is whole or not at all: a reader never sees half a file.
      await rename(localFile, path)
    },
    async open(workspaceId, hash, range) {
      const path = pathOf(workspaceId, hash)
      if (!(await stat(path).catch(() => null))) return null
      return createReadStream(path, range)
    },
    remove: (workspaceId, hash) => rm(pathOf(workspaceId, hash), { force: true }),
    close: async () => {},
  }
}

/** Files on their way in stand here; what a crash left behind is cleared at start. */
export async function incomingFolder(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, 'files', '.incoming')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}
