import { PassThrough, pipeline, type Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import iconv from 'iconv-lite'
import { type Entry, fromFdPromise } from 'yauzl'
import { InvalidInputError } from '../../errors.ts'
import type { OpenFile } from '../encoding.ts'
import { boundedUnpacking, mostUnpacked } from './limits.ts'
import { closeDescriptor, localDescriptor } from './local-file.ts'

export type ZipEntry = { name: string; size: number; entry: Entry }

/** An archive that stands open; `close` it. */
export type Zip = {
  entries: ZipEntry[]
  /** One file of it, unpacked as a stream. */
  read(entry: ZipEntry): Promise<Readable>
  close(): void
}

const mostEntries = 20_000
const utf8Flag = 0x800
const stored = 0
const deflated = 8
/** Unpacked in large pieces: each costs the same, however short it is. */
const pieceBytes = 128 * 1024

export async function openZip(open: OpenFile): Promise<Zip> {
  const descriptor = await localDescriptor(open)
  // Names are decoded here: the library knows UTF-8 and the code page of DOS alone, and Chinese programs write neither.
  const options = { autoClose: false, lazyEntries: true, decodeStrings: false }
  const zip = await fromFdPromise(descriptor, options).catch(async (error: unknown) => {
    await closeDescriptor(descriptor)
    throw error
  })
  try {
    if (zip.entryCount > mostEntries) throw new InvalidInputError('import_unpacks_too_large')
    const entries: ZipEntry[] = []
    for await (const entry of zip.eachEntry()) {
      const name = entryName(entry.fileNameRaw, (entry.generalPurposeBitFlag & utf8Flag) !== 0).replaceAll('\\', '/')
      if (!name.endsWith('/')) entries.push({ name, size: entry.uncompressedSize, entry })
    }
    return {
      entries,
      async read({ entry }) {
        if (entry.isEncrypted()) throw new InvalidInputError('import_password_protected')
        if (entry.uncompressedSize > mostUnpacked) throw new InvalidInputError('import_unpacks_too_large')
        if (entry.compressionMethod !== stored && entry.compressionMethod !== deflated) throw new InvalidInputError('import_file_broken')
        const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false })
        const unpack = entry.compressionMethod === deflated ? createInflateRaw({ chunkSize: pieceBytes }) : new PassThrough()
        const bound = boundedUnpacking(() => entry.compressedSize, entry.crc32)
        return pipeline(packed, unpack, bound, () => {
          // The reader is told of a failure by the stream itself.
        })
      },
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

/** UTF-8 where it is marked or can be nothing else, then GBK, then the code page of DOS. */
function entryName(raw: Buffer, marked: boolean): string {
  const utf8 = raw.toString('utf8')
  if (marked || !utf8.includes('\ufffd')) return utf8
  const chinese = iconv.decode(raw, 'gb18030')
  return chinese.includes('\ufffd') ? iconv.decode(raw, 'cp437') : chinese
}

/** A reader of one file of the archive; the archive is opened for it and closed behind it. */
export function openEntry(open: OpenFile, name: string): OpenFile {
  return async () => {
    const zip = await openZip(open)
    try {
      const entry = zip.entries.find((one) => one.name === name)
      if (entry === undefined) throw new InvalidInputError('import_entry_missing', { name })
      return (await zip.read(entry)).once('close', () => zip.close())
    } catch (error) {
      zip.close()
      throw error
    }
  }
}
