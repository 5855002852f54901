import { pipeline } from 'node:stream'
import { parse } from 'csv-parse'
import { InvalidInputError } from '../../errors.ts'
import { detectDialect, detectHeaderRow, firstRows, parserOptions, usualWidth } from '../dialect.ts'
import { decodedStream, detectEncoding, type OpenFile } from '../encoding.ts'
import type { TableFormat, TableRow } from '../read-table.ts'

const headCharacters = 128 * 1024
const rowsAtOnce = 500

/** How a text table is written; what the user has chosen stands. */
export async function detectDelimited(
  open: OpenFile,
  { chosen, isColumnName }: { chosen: Partial<TableFormat>; isColumnName: (text: string) => boolean },
): Promise<TableFormat> {
  const encoding = chosen.encoding ?? (await detectEncoding(open))
  const head = await readHead(open, encoding)
  const detected = detectDialect(head)
  const quote = chosen.quote ?? detected.quote
  const escaping = chosen.escape ?? (quote === detected.quote ? detected.escape : undefined)
  const comment = chosen.comment ?? detected.comment
  const dialect = {
    delimiter: chosen.delimiter ?? detected.delimiter,
    quote,
    ...(escaping === undefined ? {} : { escape: escaping }),
    ...(comment === undefined ? {} : { comment }),
  }
  const rows = firstRows(head, dialect).map((row) => (isRemark(row, comment) ? [''] : row))
  const headerRow = chosen.headerRow ?? detectHeaderRow(rows, isColumnName)
  return { kind: 'text', encoding, ...dialect, headerRow }
}

/** The names of the columns, or as many empty ones as the rows have cells. */
export async function delimitedColumns(open: OpenFile, format: TableFormat): Promise<string[]> {
  const rows = firstRows(await readHead(open, format.encoding), format, Math.max(100, format.headerRow))
  const header = format.headerRow > 0 ? rows[format.headerRow - 1] : undefined
  return header ?? Array.from({ length: usualWidth(rows) }, () => '')
}

export async function* delimitedRows(open: OpenFile, format: TableFormat, after: number): AsyncGenerator<TableRow[]> {
  const text = await decodedStream(open, format.encoding)
  const parser = pipeline(text, parse(parserOptions(format)), () => {
    // A failure reaches the loop below through the parser.
  })
  const { comment } = format
  let number = 0
  let rows: TableRow[] = []
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number++
      if (number <= after || isRemark(cells, comment)) continue
      if (rows.push({ number, cells: unmarked(cells) }) < rowsAtOnce) continue
      yield rows
      rows = []
    }
  } catch (error) {
    throw readableError(error, number + 1)
  } finally {
    parser.destroy()
  }
  if (rows.length > 0) yield rows
}

const marked = /^'+[=+\-@\t\r\n＋－＝＠]/

/** The apostrophe that keeps spreadsheets from taking a text for a formula is no part of the text; an export sets it, and here it goes. */
function unmarked(cells: string[]): string[] {
  return cells.some((cell) => cell.charCodeAt(0) === 39) ? cells.map((cell) => (marked.test(cell) ? cell.slice(1) : cell)) : cells
}

function isRemark([first]: readonly string[], comment: string | undefined): boolean {
  return comment !== undefined && first?.startsWith(comment) === true
}

function readableError(error: unknown, row: number): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  if (code === 'CSV_QUOTE_NOT_CLOSED') return new InvalidInputError('import_open_quote', { row, cause: error })
  if (code === 'CSV_MAX_RECORD_SIZE') return new InvalidInputError('import_row_too_long', { row, cause: error })
  return error
}

/** The first characters of the text, up to the end of a line at least. */
export async function readHead(open: OpenFile, encoding: string): Promise<string> {
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
