import { InvalidInputError } from '../../errors.ts'
import { detectHeaderRow } from '../dialect.ts'
import type { OpenFile } from '../encoding.ts'
import type { TableFormat, TableRow } from '../read-table.ts'
import { firstSheetRows, isBlank, type SheetHead } from './rows.ts'
import { sheetRows, sheetSize } from './sheet-rows.ts'
import { openWholeWorkbook, type SheetSummary } from './whole-workbook.ts'
import { readWorkbook, type Workbook } from './workbook.ts'
import { openZip, type Zip } from './zip.ts'

const sampleRows = 100
/** Blank rows that may stand between those that are wanted. */
const spareRows = 500
const mostMeasured = 60

/** Which sheet of a workbook is read, and where its header is. */
export async function detectSheet(
  open: OpenFile,
  kind: 'xlsx' | 'xls',
  { chosen, isColumnName }: { chosen: Partial<TableFormat>; isColumnName: (text: string) => boolean },
): Promise<TableFormat> {
  const book = await openBook(open, kind)
  try {
    const sheets = await book.sheets()
    const sheet = chosen.sheet ?? fullest(sheets).name
    if (!sheets.some(({ name }) => name === sheet)) throw new InvalidInputError('import_sheet_missing', { name: sheet })
    const headerRow = chosen.headerRow ?? headerRowOf(await firstSheetRows(book.rows(sheet), sampleRows), isColumnName)
    const listed = sheets.map(({ name, rows }) => ({ name, rows }))
    return { kind, encoding: 'utf-8', delimiter: '', quote: '', headerRow, sheet, sheets: listed }
  } finally {
    book.close()
  }
}

/** The first visible sheet with the most in it. */
function fullest(sheets: readonly SheetSummary[]): SheetSummary {
  const visible = sheets.filter(({ hidden, cells }) => !hidden && cells > 0)
  const best = (visible.length > 0 ? visible : sheets).reduce<SheetSummary | null>(
    (one, other) => (one === null || other.cells > one.cells ? other : one),
    null,
  )
  if (best === null || best.cells === 0) throw new InvalidInputError('import_file_empty')
  return best
}

/** The names of the columns; those without one that hold something further down have none. */
export async function sheetColumns(open: OpenFile, format: TableFormat): Promise<string[]> {
  const head = await headOf(open, format)
  if (head.rows.length === 0) throw new InvalidInputError('import_file_empty')
  const row = (number: number) => (number > 0 ? (head.rows[number - head.first] ?? []) : [])
  const header = row(format.headerRow)
  // A name that stands over two rows is written into the upper one.
  const above = row(format.headerRow - 1)
  const isSplit = filled(above) * 2 > filled(header)
  const body = head.rows.slice(Math.max(0, format.headerRow - head.first + 1)).filter((cells) => !isBlank(cells))
  const width = Math.max(header.length, isSplit ? above.length : 0, commonWidth(body))
  return Array.from({ length: width }, (_, index) => header[index]?.trim() || (isSplit ? (above[index] ?? '') : ''))
}

/** The rows behind row `after`; with `atMost`, a library that reads all at once may stop there. */
export async function* spreadsheetRows(open: OpenFile, format: TableFormat, after: number, atMost = 0): AsyncGenerator<TableRow[]> {
  const sheet = format.sheet ?? ''
  const book = await openBook(open, format.kind === 'xls' ? 'xls' : 'xlsx', {
    sheet,
    ...(atMost > 0 ? { rows: after + atMost + spareRows } : {}),
  })
  try {
    yield* book.rows(sheet, after)
  } finally {
    book.close()
  }
}

/** Both kinds of workbooks, read in one way. */
type Book = { sheets(): Promise<SheetSummary[]>; rows(sheet: string, after?: number): AsyncGenerator<TableRow[]>; close(): void }

async function openBook(open: OpenFile, kind: 'xlsx' | 'xls', wanted: { sheet?: string; rows?: number } = {}): Promise<Book> {
  if (kind === 'xls') {
    const whole = await openWholeWorkbook(open, wanted)
    return { ...whole, sheets: async () => whole.sheets }
  }
  const zip = await openZip(open)
  try {
    const workbook = await readWorkbook(zip)
    return {
      sheets: () => measuredSheets(zip, workbook),
      async *rows(name, after = 0) {
        const sheet = workbook.sheets.find((one) => one.name === name)
        if (sheet === undefined) throw new InvalidInputError('import_sheet_missing', { name })
        yield* sheetRows(zip, workbook, sheet, after)
      },
      close: zip.close,
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function measuredSheets(zip: Zip, workbook: Workbook): Promise<SheetSummary[]> {
  const summaries: SheetSummary[] = []
  for (const [index, sheet] of workbook.sheets.entries()) {
    const size = index < mostMeasured ? await sheetSize(zip, workbook, sheet) : { rows: null, cells: 0 }
    summaries.push({ name: sheet.name, hidden: sheet.hidden, ...size })
  }
  return summaries
}

/** A sheet that begins far down is read to where it begins. */
async function headOf(open: OpenFile, format: TableFormat): Promise<SheetHead> {
  const limit = sampleRows + format.headerRow
  const head = await firstSheetRows(spreadsheetRows(open, format, 0, limit), limit)
  return head.rows.length > 0 || format.kind !== 'xls' ? head : firstSheetRows(spreadsheetRows(open, format, 0), limit)
}

function filled(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length
}

function headerRowOf({ first, rows }: SheetHead, isColumnName: (text: string) => boolean): number {
  const width = commonWidth(rows.filter((cells) => !isBlank(cells)))
  const padded = rows.map((cells) => [...cells, ...Array.from({ length: Math.max(0, width - cells.length) }, () => '')])
  const found = detectHeaderRow(padded, isColumnName)
  if (found === 0) return 0
  return first - 1 + (isSecondStorey(rows[found - 1] ?? [], rows[found] ?? [], isColumnName) ? found + 1 : found)
}

/** How far most rows reach: a stray note far to the right makes no column. */
function commonWidth(rows: readonly (readonly string[])[]): number {
  const lengths = rows.map((cells) => cells.length).sort((one, other) => other - one)
  return lengths[Math.floor(lengths.length / 20)] ?? 0
}

/** Contact | (blank) above Phone | E-mail: the names of a header in two storeys stand below. */
function isSecondStorey(upper: readonly string[], lower: readonly string[], isColumnName: (text: string) => boolean): boolean {
  const isEmpty = (text: string | undefined) => (text ?? '').trim() === ''
  const width = Math.max(upper.length, lower.length)
  const open = Array.from({ length: width }, (_, index) => index).filter((index) => isEmpty(upper[index]))
  if (open.length === 0 || open.some((index) => isEmpty(lower[index]))) return false
  const named = lower.filter((text) => !isEmpty(text))
  return named.filter((text) => isColumnName(text)).length * 2 > named.length
}
