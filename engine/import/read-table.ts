import { GuanxiError, InvalidInputError } from '../errors.ts'
import type { Dialect } from './dialect.ts'
import type { OpenFile } from './encoding.ts'
import { type Unpacked, unpack } from './formats/container.ts'
import { delimitedColumns, delimitedRows, detectDelimited } from './formats/delimited.ts'
import { detectJson, jsonRows } from './formats/json.ts'
import { kindOf, type TableKind } from './formats/kind.ts'
import { maxColumns } from './formats/limits.ts'
import { rebatched } from './formats/rows.ts'
import { detectSheet, sheetColumns, spreadsheetRows } from './formats/spreadsheet.ts'
import { cardRows, detectCards } from './formats/vcard.ts'

/** How the file is to be read: found by itself, and open to correction by the user. `headerRow` 0 means that no row names the columns. */
export type TableFormat = Dialect & {
  kind: TableKind
  encoding: string
  headerRow: number
  /** The sheet of a workbook. */
  sheet?: string
  /** The file inside of an archive. */
  entry?: string
  /** What there is to choose from. */
  sheets?: { name: string; rows: number | null }[]
  entries?: string[]
  /** The columns where no row names them: the keys of JSON, the properties of cards. */
  columns?: string[]
}
export type TableRow = {
  number: number
  cells: string[]
  /** The code of what makes the row unreadable as a whole. */
  problem?: string
}

/** Finds out how a file is to be read; what the user has chosen stands. `isColumnName` knows the names of the fields it may hold. */
export async function detectFormat(
  open: OpenFile,
  { chosen = {}, isColumnName = () => false }: { chosen?: Partial<TableFormat>; isColumnName?: (text: string) => boolean } = {},
): Promise<TableFormat> {
  return readable(async () => {
    const unpacked = await unpack(open, chosen.entry)
    const format = await detectInside(unpacked, chosen, isColumnName)
    const { entry, entries } = unpacked
    return entry === undefined ? format : { ...format, entry, entries }
  })
}

async function detectInside(file: Unpacked, chosen: Partial<TableFormat>, isColumnName: (text: string) => boolean): Promise<TableFormat> {
  const found = await kindOf(file)
  // A table of text may begin like something else: what the user says counts, as long as it is text.
  const kind = chosen.kind !== undefined && isTextual(found) && isTextual(chosen.kind) ? chosen.kind : found
  switch (kind) {
    case 'xlsx':
    case 'xls':
      return detectSheet(file.open, kind, { chosen, isColumnName })
    case 'json':
      return detectJson(file.open, chosen)
    case 'vcard':
      return detectCards(file.open, chosen)
    default:
      return detectDelimited(file.open, { chosen, isColumnName })
  }
}

function isTextual(kind: TableKind): boolean {
  return kind === 'text' || kind === 'json' || kind === 'vcard'
}

/**
 * What stays chosen when something else is chosen: another sheet, another file of the archive, or all of it `afresh`, for records of another kind, is looked at
 * again.
 */
export function changedFormat(format: TableFormat, chosen: Partial<TableFormat>, { afresh = false } = {}): Partial<TableFormat> {
  const { sheets, entries, columns, ...kept } = format
  if (chosen.entry !== undefined && chosen.entry !== format.entry) return chosen
  const entry = format.entry === undefined ? {} : { entry: format.entry }
  if (chosen.sheet !== undefined && chosen.sheet !== format.sheet) return { ...entry, ...chosen }
  if (afresh) return { ...entry, ...(format.sheet === undefined ? {} : { sheet: format.sheet }), ...chosen }
  return { ...kept, ...chosen }
}

/** The names of the columns, or as many empty ones as the rows have cells. */
export async function columnNames(open: OpenFile, format: TableFormat): Promise<string[]> {
  return readable(async () => {
    const names = format.columns ?? (await namesInside(await contentOf(open, format), format))
    if (names.length > maxColumns) throw new InvalidInputError('import_too_many_columns', { count: names.length, max: maxColumns })
    return names.map((name) => name.replace(/\s+/g, ' ').trim())
  })
}

function namesInside(open: OpenFile, format: TableFormat): Promise<string[]> {
  return format.kind === 'xlsx' || format.kind === 'xls' ? sheetColumns(open, format) : delimitedColumns(open, format)
}

/**
 * The rows below the header, `size` at a time, beginning behind row `after`. Blank rows are passed over; numbers are those that a
 * spreadsheet shows. Whoever wants only the first rows says `atMost`.
 */
export async function* readRows(
  open: OpenFile,
  format: TableFormat,
  { size = 500, after = 0, atMost = Number.POSITIVE_INFINITY } = {},
): AsyncGenerator<TableRow[]> {
  const content = await readable(() => contentOf(open, format))
  const source = rowsInside(content, format, Math.max(after, format.headerRow), Number.isFinite(atMost) ? atMost : 0)
  const batches = rebatched(source, Math.min(size, atMost))
  let left = atMost
  try {
    for (;;) {
      const { done, value } = await readable(() => batches.next())
      if (done) return
      yield value.slice(0, left)
      left -= value.length
      if (left <= 0) return
    }
  } finally {
    await batches.return(undefined)
  }
}

function rowsInside(open: OpenFile, format: TableFormat, after: number, atMost: number): AsyncGenerator<TableRow[]> {
  switch (format.kind) {
    case 'xlsx':
    case 'xls':
      return spreadsheetRows(open, format, after, atMost)
    case 'json':
      return jsonRows(open, format, after)
    case 'vcard':
      return cardRows(open, format, after)
    default:
      return delimitedRows(open, format, after)
  }
}

async function contentOf(open: OpenFile, format: TableFormat): Promise<OpenFile> {
  return (await unpack(open, format.entry)).open
}

/** Whatever the libraries say of a damaged file, the user is told that it is damaged. Failures of the system and of our own code stay what they are. */
async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    const isOther =
      !(error instanceof Error) || error instanceof GuanxiError || error instanceof TypeError || error instanceof ReferenceError
    if (isOther || ('code' in error && /^E[A-Z]+$/.test(String(error.code)))) throw error
    throw new InvalidInputError('import_file_broken', { cause: error })
  }
}
