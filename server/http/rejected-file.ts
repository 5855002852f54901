import { Readable } from 'node:stream'
import { type Context, escapedXml, type ImportState, type Imports, type KeptRow, sql, workbook } from '../../engine/index.ts'
import { reasonText, type Words } from './import-view.ts'

export type RejectedFile = { name: string; type: string; content: Readable }

type Line = readonly string[]

const rowsPerRead = 500
const shownWidth = 20

/**
 * The rows that were not taken, as they stood in the file and in a file of its kind, with the reasons behind them: to be mended and imported again.
 * Business cards and JSON come back as a table.
 */
export function rejectedFile(imports: Imports, context: Context, state: ImportState, words: Words): RejectedFile {
  const base = `${state.fileName.replace(/\.[^.]*$/, '')} ${words.locale === 'en' ? 'rejected' : '未导入'}`
  const lines = rejectedLines(imports, context, state, words)
  if (state.format.kind === 'xlsx' || state.format.kind === 'xls') {
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    return { name: `${base}.xlsx`, type, content: spreadsheet(lines, state, words) }
  }
  return { name: `${base}.csv`, type: 'text/csv; charset=utf-8', content: Readable.from(delimited(lines, state, words)) }
}

function columnNames({ columns }: ImportState, words: Words): Line {
  return [...columns.map(({ name, index }) => name || String(index + 1)), words.locale === 'en' ? 'Why not imported' : '未导入原因']
}

/** Each row with its reason in the last column; cells beyond the columns of the file, which may be what is wrong with it, stand behind that. */
async function* rejectedLines(imports: Imports, context: Context, state: ImportState, words: Words): AsyncGenerator<Line> {
  const width = state.columns.length
  const line = (row: Pick<KeptRow, 'cells' | 'problems'>): Line => {
    const cells = Array.from({ length: width }, (_, index) => row.cells[index] ?? '')
    return [...cells, reasonText(row, words), ...row.cells.slice(width)]
  }
  // Before the start these are the rows that the check would leave out.
  const read = (page: { after: number; limit: number }) =>
    state.status === 'open' ? imports.rejects(context, state.id, page) : imports.rows(context, state.id, { outcome: 'rejected', ...page })
  for (let after = 0; ; ) {
    const rows = await read({ after, limit: rowsPerRead })
    for (const row of rows) yield line(row)
    if (rows.length < rowsPerRead) return
    after = rows.at(-1)?.number ?? after
  }
}

/** With the delimiter of the file. The mark at the start tells spreadsheets that it is UTF-8; where no row named the columns, none does here. */
async function* delimited(lines: AsyncIterable<Line>, state: ImportState, words: Words): AsyncGenerator<string> {
  const delimiter = state.format.delimiter || ','
  const quote = state.format.quote || '"'
  const needsQuotes = (cell: string): boolean => cell.includes(delimiter) || cell.includes(quote) || /[\r\n]/.test(cell)
  const write = (line: Line): string =>
    `${line.map((cell) => (needsQuotes(cell) ? quote + cell.replaceAll(quote, quote + quote) + quote : cell)).join(delimiter)}\r\n`
  yield '\ufeff'
  if (state.format.headerRow > 0 || state.columns.some(({ name }) => name !== '')) yield write(columnNames(state, words))
  for await (const line of lines) yield write(line)
}

function spreadsheet(lines: AsyncIterable<Line>, state: ImportState, words: Words): Readable {
  const text = { shape: 'text', value: sql``, free: 'text' } as const
  const columns = columnNames(state, words).map((header, index) => ({ key: String(index), header, value: text, width: shownWidth }))
  return workbook(Readable.from(sheetLines(lines)), {
    title: words.locale === 'en' ? 'Rejected' : '未导入',
    columns,
    rows: state.result?.rejected ?? state.check?.errors ?? 0,
  })
}

/** A row of a worksheet a line, each cell a text. */
async function* sheetLines(lines: AsyncIterable<Line>): AsyncGenerator<Buffer> {
  for await (const line of lines) {
    const cells = line.map((cell) => (cell === '' ? '<c/>' : `<c t="inlineStr"><is><t xml:space="preserve">${cellXml(cell)}</t></is></c>`))
    yield Buffer.from(`<row>${cells.join('')}</row>\n`)
  }
}

function cellXml(cell: string): string {
  return escapedXml(cell.toWellFormed()).replaceAll('\r', '&#13;').replaceAll('\n', '&#10;')
}
