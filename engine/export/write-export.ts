import { Readable, Transform, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Snapshot } from '../database.ts'
import { InvalidInputError } from '../errors.ts'
import { projection } from '../query/projection.ts'
import type { Reader } from '../query/reader.ts'
import { visibleFields } from '../query/reader.ts'
import { raw, sql } from '../sql.ts'
import { type ExportColumns, exportColumns } from './columns.ts'
import { type CsvWords, csvCopy, csvHead, csvSelection } from './csv.ts'
import type { ExportRequest } from './request.ts'
import { type Counted, countRows, demandExport, rowsStatement } from './rows.ts'
import { cardFields, cardStream, cardWords } from './vcard.ts'
import { workbook } from './xlsx.ts'
import { numberFormats, rowXml } from './xlsx-cells.ts'

/** How divisions are written out, by code: 江苏 苏州. */
export type RegionNames = ReadonlyMap<string, string>

export type ExportSource = { readonly reader: Reader; readonly request: ExportRequest; readonly regionNames: RegionNames }

const nothingMixed: Counted['mixed'] = new Set()

/** Refuses what cannot be exported: without the right, with unknown fields, filters or orders, or in a form that the object has not. */
export function checkExport(source: ExportSource): void {
  const { reader, request } = source
  demandExport(reader, request.object)
  if (request.format === 'vcard') demandCard(source)
  else columnsOf(source, nothingMixed)
  rowsStatement(reader, request, raw('t.id'), [])
}

/** What the columns of the file are called. */
export function exportHeaders(source: ExportSource): string[] {
  return source.request.format === 'vcard' ? [] : columnsOf(source, nothingMixed).columns.map(({ header }) => header)
}

export type Progress = { rows: number; total: number }

/**
 * Writes the records as a file into `to`, out of one state of the database and through the reader's own rights. PostgreSQL writes the lines; they pass
 * through here as they are, so that the size of the file is no matter of memory. `onCounted` is told before the first row is read.
 */
export async function writeExport(
  snapshot: Snapshot,
  source: ExportSource,
  to: Writable,
  { onCounted, onProgress }: { onCounted?: (rows: number) => Promise<void>; onProgress?: (progress: Progress) => Promise<void> } = {},
): Promise<number> {
  checkExport(source)
  const counted = await countRows(snapshot, source.reader, source.request)
  await onCounted?.(counted.rows)
  const meter = onProgress ? rowMeter(counted.rows, onProgress) : null
  await pipeline(bytesOf(snapshot, source, counted, meter), to)
  return counted.rows
}

function bytesOf(snapshot: Snapshot, source: ExportSource, counted: Counted, meter: Transform | null): Readable {
  const { reader, request } = source
  const metered = (lines: Readable): Readable => (meter ? through(lines, meter) : lines)
  if (request.format === 'vcard') {
    const card = demandCard(source)
    const model = reader.object(request.object)
    const visible = visibleFields(reader, request.object)
    const wanted = new Set(
      request.fields?.length && !request.fields.includes('*') ? [...request.fields, model.definition.title, 'changedAt'] : visible.keys(),
    )
    const { json, joins } = projection(
      reader,
      request.object,
      cardFields(model, card).filter((key) => visible.has(key) && wanted.has(key)),
      't',
    )
    const rows = rowsStatement(reader, request, sql`${json}::text`, [joins])
    return through(metered(snapshot.copy(sql`COPY (${rows}) TO STDOUT`)), cardStream(cardWords(reader, model, card, source.regionNames)))
  }
  const chosen = columnsOf(source, counted.mixed)
  const words = wordsOf(reader)
  const { machine = false } = request
  if (request.format === 'csv') {
    const rows = rowsStatement(reader, request, csvSelection(chosen.columns, words, machine), chosen.joins)
    return Readable.from(
      withHead(csvHead(chosen.columns, request), request, () => metered(snapshot.copy(csvCopy(rows, request)))),
      { objectMode: false },
    )
  }
  const xml = rowXml(chosen.columns, words, numberFormats(chosen.columns), machine)
  const rows = rowsStatement(reader, request, xml, chosen.joins)
  const { plural } = reader.object(request.object).definition
  const title = reader.principal.locale === 'en' ? plural.en : plural.zh
  return workbook(metered(snapshot.copy(sql`COPY (${rows}) TO STDOUT`)), { title, columns: chosen.columns, rows: counted.rows })
}

async function* withHead(head: string, { encoding }: ExportRequest, lines: () => Readable): AsyncGenerator<Buffer> {
  yield encoding === 'gb18030' ? (await import('iconv-lite')).default.encode(head, 'gb18030') : Buffer.from(head)
  yield* lines()
}

function columnsOf({ reader, request, regionNames }: ExportSource, mixed: Counted['mixed']): ExportColumns {
  const chosen = exportColumns(reader, request, 't', { regionNames: JSON.stringify(Object.fromEntries(regionNames)), mixed })
  if (chosen.columns.length === 0) throw new InvalidInputError('export_no_columns', { field: 'fields' })
  return chosen
}

function demandCard({ reader, request }: ExportSource) {
  const { card, plural } = reader.object(request.object).definition
  if (card) return card
  throw new InvalidInputError('export_no_card', { field: 'format', objectLabel: reader.principal.locale === 'en' ? plural.en : plural.zh })
}

function wordsOf({ principal: { locale, timeZone } }: Reader): CsvWords {
  return locale === 'en' ? { yes: 'Yes', no: 'No', timeZone } : { yes: '是', no: '否', timeZone }
}

/** Joins two streams so that an end by force of either ends both. */
function through(from: Readable, to: Transform): Transform {
  from.on('error', (error) => to.destroy(error))
  to.on('close', () => from.destroy())
  return from.pipe(to)
}

const reportBytes = 256 * 1024

/** Counts lines on their way and says so now and then; whoever is told may take their time or throw, and the rows wait. */
function rowMeter(total: number, onProgress: (progress: Progress) => Promise<void>): Transform {
  let lines = 0
  let unreported = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1
      unreported += chunk.length
      if (unreported < reportBytes) return done(null, chunk)
      unreported = 0
      // A cell may hold line ends of its own.
      onProgress({ rows: Math.min(lines, total), total }).then(() => done(null, chunk), done)
    },
  })
}
