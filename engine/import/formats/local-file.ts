import { randomUUID } from 'node:crypto'
import { close, createWriteStream, open as openFile, ReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import type { OpenFile } from '../encoding.ts'

const openDescriptor = promisify(openFile)
export const closeDescriptor = promisify(close)

/**
 * A descriptor by which any part of the file can be read, as archives need it. A file of this disk is opened where it stands; what comes from elsewhere is
 * copied to a file that has no name any more, so that not even a crash leaves it behind. Whoever asks closes it.
 */
export async function localDescriptor(open: OpenFile): Promise<number> {
  const stream = await open()
  if (stream instanceof ReadStream && stream.bytesRead === 0) {
    stream.on('error', () => undefined).destroy()
    return openDescriptor(stream.path, 'r')
  }
  const path = join(tmpdir(), `guanxi-${randomUUID()}`)
  try {
    await pipeline(stream, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
    return await openDescriptor(path, 'r')
  } finally {
    await rm(path, { force: true })
  }
}
