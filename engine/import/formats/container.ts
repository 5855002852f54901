import { pipeline, Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { InvalidInputError } from '../../errors.ts'
import type { OpenFile } from '../encoding.ts'
import { boundedUnpacking } from './limits.ts'
import { openEntry, openZip, type ZipEntry } from './zip.ts'

/** A file without its wrapping. `workbook` is set where the archive itself is one. */
export type Unpacked = { open: OpenFile; head: Buffer; entries: string[]; entry: string | undefined; workbook?: 'xlsx' | 'xls' }

export const headBytes = 8 * 1024
const mostLayers = 3

/** Takes a file out of gzip and zip. Of an archive with several files, the wanted one is taken, or the likeliest. */
export async function unpack(open: OpenFile, wanted?: string): Promise<Unpacked> {
  let file: Unpacked = { open, head: await readStart(open), entries: [], entry: undefined }
  for (let layer = 0; layer < mostLayers; layer++) {
    const { head, open: inner } = file
    if (isGzip(head)) {
      const content = gunzipped(inner)
      file = { ...file, open: content, head: await readStart(content) }
    } else if (isZip(head)) {
      const { entries, workbook } = await lookIntoZip(inner)
      if (workbook !== undefined) return { ...file, workbook }
      if (file.entry !== undefined) throw new InvalidInputError('import_archive_nested', { name: file.entry })
      const entry = wanted ?? entries[0]
      if (entry === undefined) throw new InvalidInputError('import_archive_empty')
      const content = openEntry(inner, entry)
      file = { open: content, head: await readStart(content), entries, entry }
    } else return file
  }
  throw new InvalidInputError('import_archive_nested', { name: file.entry ?? '' })
}

export async function readStart(open: OpenFile, length = headBytes): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of (await open()) as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= length) break
  }
  return Buffer.concat(chunks).subarray(0, length)
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8
}

/** With its first file, or empty. */
function isZip(head: Buffer): boolean {
  const magic = head.subarray(0, 4).toString('latin1')
  return magic === 'PK\x03\x04' || magic === 'PK\x05\x06'
}

function gunzipped(open: OpenFile): OpenFile {
  return async () => {
    let packed = 0
    const count = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        packed += chunk.length
        done(null, chunk)
      },
    })
    return pipeline(
      await open(),
      count,
      createGunzip(),
      boundedUnpacking(() => packed),
      () => {
        // The reader is told of a failure by the stream itself.
      },
    )
  }
}

const tables = /\.(?:csv|tsv|tab|txt|psv|xlsx|xlsm|xls|xlsb|ods|vcf|vcard|jsonl|ndjson|json)(?:\.gz)?$/i

/** The files of an archive that may hold a table, the likeliest first; or that it is itself a workbook. */
async function lookIntoZip(open: OpenFile): Promise<{ entries: string[]; workbook?: 'xlsx' | 'xls' }> {
  const zip = await openZip(open)
  try {
    const names = new Set(zip.entries.map(({ name }) => name.replace(/^\/+/, '').toLowerCase()))
    const kind = officeKind(names)
    if (kind !== undefined) return { entries: [], workbook: kind }
    const files = zip.entries.filter(({ name }) => !/(?:^|\/)(?:__MACOSX\/|\.|~\$|Thumbs\.db$)/.test(name))
    const likely = files.filter(({ name }) => tables.test(name))
    const bySize = (one: ZipEntry, other: ZipEntry) => other.size - one.size
    const others = files.filter((file) => !likely.includes(file))
    return { entries: [...likely.sort(bySize), ...others.sort(bySize)].map(({ name }) => name).slice(0, mostListed) }
  } finally {
    zip.close()
  }
}

const mostListed = 500

function officeKind(names: ReadonlySet<string>): 'xlsx' | 'xls' | undefined {
  if (names.has('word/document.xml')) throw new InvalidInputError('import_not_a_table', { kind: 'Word' })
  if (names.has('ppt/presentation.xml')) throw new InvalidInputError('import_not_a_table', { kind: 'PowerPoint' })
  if (names.has('xl/workbook.bin')) return 'xls'
  const starts = [...names].some((name) => name.startsWith('xl/'))
  if (starts && (names.has('xl/workbook.xml') || [...names].some((name) => name.startsWith('xl/worksheets/')))) return 'xlsx'
  if (names.has('[content_types].xml') && names.has('_rels/.rels')) return 'xlsx'
  const isOther = names.has('content.xml') || names.has('index/document.iwa') || names.has('index.zip')
  return isOther ? 'xls' : undefined
}
