import { InvalidInputError } from '../../errors.ts'
import { detectHeaderRow } from '../dialect.ts'
import type { OpenFile } from '../encoding.ts'
import type { TableFormat, TableRow } from '../read-table.ts'
import { firstSheetRows, isBlank } from './rows.ts'
import { sheetRows, sheetSize } from './sheet-rows.ts'
import { type SheetSummary, wholeWorkbookRows, wholeWorkbookSheets } from './whole-workbook.ts'
import { readWorkbook } from './workbook.ts'
import { openZip } from './zip.ts'

type Sheets = 'xlsx' | 'xls'

const sampleRows = 100
const mostMeasured = 60

/** Which sheet of a workbook is read, and where its header is. */
export async function detectSheet(
  open: OpenFile,
  kind: Sheets,
  { chosen, isColumnName }: { chosen: Partial<TableFormat>; isColumnName: (text: string) => boolean },
): Promise<TableFormat> {
  const sheets = kind === 'xlsx' ? await measuredSheets(open) : await wholeWorkbookSheets(open)
  const sheet = chosen.sheet ?? fullest(sheets).name
  if (!sheets.some(({ name }) => name === sheet)) throw new InvalidInputError('import_sheet_missing', { name: sheet })
  const headerRow = chosen.headerRow ?? headerRowOf(await headOf(open, kind, sheet, 0), isColumnName)
  return {
    kind,
    encoding: 'utf-8',
    delimiter: '',
    quote: '',
    headerRow,
    sheet,
    sheets: sheets.map(({ name, rows }) => ({ name, rows })),
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
  const rows = await headOf(open, format.kind === 'xls' ? 'xls' : 'xlsx', format.sheet ?? '', format.headerRow)
  if (rows.every((cells) => isBlank(cells))) throw new InvalidInputError('import_file_empty')
  const header = format.headerRow > 0 ? (rows[format.headerRow - 1] ?? []) : []
  // A name that stands over two rows is written into the upper one.
  const above = format.headerRow > 1 ? (rows[format.headerRow - 2] ?? []) : []
  const spans = header.filter((cell) => cell.trim() !== '').length
  const isSplit = above.filter((cell) => cell.trim() !== '').length * 2 > spans
  const body = rows.slice(format.headerRow).filter((cells) => !isBlank(cells))
  const width = Math.max(header.length, isSplit ? above.length : 0, commonWidth(body))
  return Array.from({ length: width }, (_, index) => header[index]?.trim() || (isSplit ? (above[index] ?? '') : ''))
}

/** The rows behind row `after`; with `atMost`, reading may stop after so many. */
export async function* spreadsheetRows(open: OpenFile, format: TableFormat, after: number, atMost = 0): AsyncGenerator<TableRow[]> {
  if (format.kind === 'xls') {
    yield* wholeWorkbookRows(open, format.sheet ?? '', { after, atMost })
    return
  }
  const zip = await openZip(open)
  try {
    const workbook = await readWorkbook(zip)
    const sheet = workbook.sheets.find(({ name }) => name === format.sheet) ?? workbook.sheets[0]
    if (sheet) yield* sheetRows(zip, workbook, sheet, after)
  } finally {
    zip.close()
  }
}

async function measuredSheets(open: OpenFile): Promise<SheetSummary[]> {
  const zip = await openZip(open)
  try {
    const workbook = await readWorkbook(zip)
    const summaries: SheetSummary[] = []
    for (const [index, sheet] of workbook.sheets.entries()) {
      const size = index < mostMeasured ? await sheetSize(zip, workbook, sheet) : { rows: null, cells: 0 }
      summaries.push({ name: sheet.name, hidden: sheet.hidden, ...size })
    }
    return summaries
  } finally {
    zip.close()
  }
}

async function headOf(open: OpenFile, kind: Sheets, sheet: string, headerRow: number): Promise<string[][]> {
  const format = { kind, sheet, headerRow, encoding: '', delimiter: '', quote: '' }
  return firstSheetRows(spreadsheetRows(open, format, 0, sampleRows * 2), sampleRows + headerRow)
}

function headerRowOf(rows: readonly string[][], isColumnName: (text: string) => boolean): number {
  const width = commonWidth(rows.filter((cells) => !isBlank(cells)))
  const found = detectHeaderRow(
    rows.map((cells) => [...cells, ...Array.from({ length: Math.max(0, width - cells.length) }, () => '')]),
    isColumnName,
  )
  return found > 0 && isSecondStorey(rows[found - 1] ?? [], rows[found] ?? [], isColumnName) ? found + 1 : found
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
