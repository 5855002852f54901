import { read, set_cptable, type WorkBook, type WorkSheet } from '@e965/xlsx'
import { numberLook, numberText } from './number-format.ts'
import type { SheetSummary, WorkbookAnswer, WorkbookQuestion, WorkbookTask } from './whole-workbook.ts'

// The library knows the old kinds only as a whole. In a process of its own a damaged file may fill the memory, and only this process ends; a thread would take
// the server with it.

const rowsAtOnce = 500

function answer(message: WorkbookAnswer): void {
  process.send?.(message)
}

/** Only Excel 97 and later write Unicode; what is older needs the tables of the code pages, which are slow to load. */
async function knowCodePages(bytes: Uint8Array): Promise<void> {
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from('Workbook', 'utf16le'))) return
  set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'))
}

async function run(task: WorkbookTask): Promise<void> {
  let book: WorkBook
  try {
    if (task.text === undefined) await knowCodePages(task.bytes)
    book = read(task.text ?? task.bytes, {
      type: task.text === undefined ? 'buffer' : 'string',
      dense: true,
      raw: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: false,
      ...(task.rows === undefined ? {} : { sheetRows: task.rows }),
      ...(task.sheet === undefined ? {} : { sheets: task.sheet }),
    })
  } catch (error) {
    answer({ kind: 'failed', protected: /password|encrypt/i.test(String(error)) })
    return
  }
  let rows: Generator<{ number: number; cells: string[] }> | undefined
  process.on('message', ({ sheet, after }: WorkbookQuestion) => {
    rows ??= rowsOf(book, book.Sheets[sheet], after)
    const batch: { number: number; cells: string[] }[] = []
    for (let next = rows.next(); !next.done; next = rows.next()) if (batch.push(next.value) >= rowsAtOnce) break
    if (batch.length === 0) rows = undefined
    answer({ kind: 'rows', rows: batch })
  })
  answer({ kind: 'sheets', sheets: book.SheetNames.map((name, index) => summary(book, name, index)) })
}

type DenseCell = { t: string; v?: unknown; z?: string | number }
type DenseRows = (DenseCell | undefined)[][]

function denseRows(sheet: WorkSheet | undefined): DenseRows {
  const found: unknown = sheet?.['!data']
  return Array.isArray(found) ? (found as DenseRows) : []
}

function summary(book: WorkBook, name: string, index: number): SheetSummary {
  let rows = 0
  let cells = 0
  for (const row of denseRows(book.Sheets[name])) {
    const filled = (row ?? []).filter((cell) => cell?.v !== undefined && cell.v !== '' && cell.t !== 'e').length
    cells += filled
    if (filled > 0) rows++
  }
  return { name, hidden: Boolean(book.Workbook?.Sheets?.[index]?.Hidden), rows, cells }
}

function* rowsOf(book: WorkBook, sheet: WorkSheet | undefined, after: number): Generator<{ number: number; cells: string[] }> {
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  const looks = new Map<string, ReturnType<typeof numberLook>>()
  const textOf = (cell: DenseCell | undefined): string => {
    if (cell?.v === undefined || cell.v === null || cell.t === 'e') return ''
    if (cell.t === 'b') return cell.v ? 'TRUE' : 'FALSE'
    if (typeof cell.v !== 'number') return cell.v instanceof Date ? cell.v.toISOString().slice(0, 19) : String(cell.v)
    const format = String(cell.z ?? 'General')
    const look = looks.get(format) ?? (typeof cell.z === 'number' ? numberLook(cell.z, undefined) : numberLook(0, format))
    looks.set(format, look)
    return numberText(cell.v, look, date1904)
  }
  for (const [index, row] of denseRows(sheet).entries()) {
    if (row === undefined || index < after) continue
    const cells = Array.from(row, textOf)
    while (cells.length > 0 && cells.at(-1) === '') cells.pop()
    if (cells.length > 0) yield { number: index + 1, cells }
  }
}

process.on('disconnect', () => process.exit())
process.once('message', (task: WorkbookTask) => void run(task))
