import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sniffedBytes, sniffType } from './types.ts'

/** A file that has arrived whole: hashed, measured and typed, still outside of storage. */
export type Received = { path: string; hash: string; size: number; type: string; discard(): Promise<void> }

/** Streams an upload to disk, so that its size is no matter of memory. */
export async function receive(stream: Readable, name: string, folder: string): Promise<Received> {
  const path = join(folder, randomUUID())
  const hash = createHash('sha256')
  const head: Buffer[] = []
  let size = 0
  let headBytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      if (headBytes < sniffedBytes) {
        head.push(chunk.subarray(0, sniffedBytes - headBytes))
        headBytes += chunk.length
      }
      done(null, chunk)
    },
  })
  const discard = () => rm(path, { force: true })
  try {
    await pipeline(stream, measure, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
  } catch (error) {
    await discard()
    throw error
  }
  return { path, hash: hash.digest('hex'), size, type: await sniffType(Buffer.concat(head), name), discard }
}
