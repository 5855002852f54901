import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Context } from '../context.ts'
import type { ExportRequest } from './request.ts'
import type { MadeFile } from './store.ts'
import { type Progress, type RegionNames, writeExport } from './write-export.ts'

/** What exports need of the server: how divisions are written, and a place for files. */
export type ExportParts = {
  readonly regionNames: RegionNames
  /** A folder of this server, where a file grows until it is whole. */
  readonly folder: string
  readonly files: {
    keep(workspaceId: string, key: string, localFile: string): Promise<void>
    open(workspaceId: string, key: string): Promise<Readable | null>
    remove(workspaceId: string, key: string): Promise<void>
  }
}

/** Makes the file and puts it into the storage, whole or not at all. */
export async function makeFile(
  parts: ExportParts,
  context: Context,
  request: ExportRequest,
  onProgress?: (progress: Progress) => Promise<void>,
): Promise<MadeFile> {
  const { reader } = context
  // A name of its own for every attempt: what an earlier one left is never taken for this one.
  const fileKey = `export-${randomUUID()}`
  await mkdir(parts.folder, { recursive: true, mode: 0o700 })
  const path = join(parts.folder, fileKey)
  try {
    const source = { reader, request, regionNames: parts.regionNames }
    const rows = await context.snapshot((snapshot) =>
      writeExport(snapshot, source, createWriteStream(path, { mode: 0o600, flags: 'wx' }), onProgress ? { onProgress } : {}),
    )
    const { size } = await stat(path)
    await parts.files.keep(reader.workspaceId, fileKey, path)
    return { rows, size, fileKey }
  } finally {
    await rm(path, { force: true })
  }
}

/** What the audit log says of an export. */
export function auditOf(request: ExportRequest, made: MadeFile, id: string | null): Record<string, unknown> {
  const { object: _object, ...asked } = request
  return { export: id, ...asked, rows: made.rows, size: made.size }
}
