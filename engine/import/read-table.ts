import { pipeline } from 'node:stream'
import { parse } from 'csv-parse'
import { InvalidInputError } from '../errors.ts'
import { type Dialect, detectDialect, detectHeaderRow, firstRows, parserOptions, usualWidth } from './dialect.ts'
import { decodedStream, detectEncoding, type OpenFile } from './encoding.ts'

/** How the file is to be read: found by itself, and open to correction by the user. `headerRow` 0 means that no row names the columns. */
export type TableFormat = Dialect & { encoding: string; headerRow: number }
export type TableRow = { number: number; cells: string[] }

const headCharacters = 128 * 1024
const maxColumns = 500

/** Finds out how a file is to be read; what the user has chosen stands. `isColumnName` knows the names of the fields it may hold. */
export async function detectFormat(
  open: OpenFile,
  { chosen = {}, isColumnName = () => false }: { chosen?: Partial<TableFormat>; isColumnName?: (text: string) => boolean } = {},
): Promise<TableFormat> {
  await refuseOtherFiles(open)
  const encoding = chosen.encoding ?? (await detectEncoding(open))
  const head = await readHead(open, encoding)
  const detected = detectDialect(head)
  const dialect = { delimiter: chosen.delimiter ?? detected.delimiter, quote: chosen.quote ?? detected.quote }
  const headerRow = chosen.headerRow ?? detectHeaderRow(firstRows(head, dialect), isColumnName)
  return { encoding, ...dialect, headerRow }
}

/** The names of the columns, or as many empty ones as the rows have cells. */
export async function columnNames(open: OpenFile, format: TableFormat): Promise<string[]> {
  const rows = firstRows(await readHead(open, format.encoding), format, Math.max(100, format.headerRow))
  const header = format.headerRow > 0 ? rows[format.headerRow - 1] : undefined
  const names = header ?? Array.from({ length: usualWidth(rows) }, () => '')
  if (names.length > maxColumns) throw new InvalidInputError('import_too_many_columns', { count: names.length, max: maxColumns })
  return names.map((name) => name.replace(/\s+/g, ' ').trim())
}

/**
 * The rows below the header, `size` at a time, beginning behind row `after`. Blank rows are passed over; numbers are those that a
 * spreadsheet shows.
 */
export async function* readRows(open: OpenFile, format: TableFormat, { size = 500, after = 0 } = {}): AsyncGenerator<TableRow[]> {
  const text = await decodedStream(open, format.encoding)
  const parser = pipeline(text, parse(parserOptions(format)), () => {
    // A failure reaches the loop below through the parser.
  })
  let number = 0
  let rows: TableRow[] = []
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number++
      if (number <= format.headerRow || number <= after || cells.every((cell) => cell.trim() === '')) continue
      rows.push({ number, cells })
      if (rows.length === size) {
        yield rows
        rows = []
      }
    }
  } catch (error) {
    throw readableError(error, number + 1)
  } finally {
    parser.destroy()
  }
  if (rows.length > 0) yield rows
}

function readableError(error: unknown, row: number): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  if (code === 'CSV_QUOTE_NOT_CLOSED') return new InvalidInputError('import_open_quote', { row, cause: error })
  if (code === 'CSV_MAX_RECORD_SIZE') return new InvalidInputError('import_row_too_long', { row, cause: error })
  return error
}

async function readHead(open: OpenFile, encoding: string): Promise<string> {
  const text = await decodedStream(open, encoding)
  let head = ''
  for await (const piece of text as AsyncIterable<string>) {
    head += piece
    if (head.length >= headCharacters) break
  }
  if (head.trim() === '') throw new InvalidInputError('import_file_empty')
  const unreadable = head.match(/[\ufffd\0]/g)?.length ?? 0
  if (unreadable > head.length / 20) throw new InvalidInputError('import_unreadable_text', { encoding })
  return head.length >= headCharacters ? head : `${head}\n`
}

const magicNumbers: readonly [string, string][] = [
  ['504b0304', 'XLSX / ZIP'],
  ['d0cf11e0', 'XLS'],
  ['25504446', 'PDF'],
  ['89504e47', 'PNG'],
  ['ffd8ff', 'JPEG'],
  ['1f8b', 'GZIP'],
]

/** A spreadsheet that was not saved as text would be read as gibberish: it is told by its first bytes. */
async function refuseOtherFiles(open: OpenFile): Promise<void> {
  const file = await open()
  for await (const chunk of file as AsyncIterable<Buffer>) {
    const start = chunk.subarray(0, 8).toString('hex')
    const found = magicNumbers.find(([magic]) => start.startsWith(magic))
    if (found !== undefined) throw new InvalidInputError('import_not_a_table', { kind: found[1] })
    return
  }
  throw new InvalidInputError('import_file_empty')
}
