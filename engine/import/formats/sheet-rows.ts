import type { Readable } from 'node:stream'
import { InvalidInputError } from '../../errors.ts'
import type { TableRow } from '../read-table.ts'
import { numberText } from './number-format.ts'
import { createStringTable } from './string-table.ts'
import { isOn, type Workbook } from './workbook.ts'
import { readXml } from './xml.ts'
import type { Zip } from './zip.ts'

/** A row whose texts from the shared table are still the numbers of those texts. */
type RawRow = { number: number; cells: (string | number)[] }

const lastColumn = 16_383
const mostCellCharacters = 1_000_000
const mostRowCharacters = 1_000_000
const mostBatchCharacters = 4_000_000

/** The rows of one sheet that hold anything, as many at a time as a piece of the file holds. */
export async function* sheetRows(zip: Zip, workbook: Workbook, sheet: Workbook['sheets'][number], after = 0): AsyncGenerator<TableRow[]> {
  const strings = sharedStrings(zip, workbook)
  const reader = createSheetReader(workbook, after)
  const stream = await zip.read(sheet.part)
  try {
    for await (const _ of readXml(stream, reader.handlers)) {
      const rows = reader.take()
      if (rows.length > 0) yield* strings.resolved(rows)
      if (reader.isAtEnd()) return
    }
  } finally {
    stream.destroy()
    strings.close()
  }
}

/** How full a sheet is, by its beginning: exactly where it is short, else by what it says of itself. */
export async function sheetSize(
  zip: Zip,
  workbook: Workbook,
  sheet: Workbook['sheets'][number],
): Promise<{ rows: number | null; cells: number }> {
  const reader = createSheetReader(workbook, 0)
  const stream = await zip.read(sheet.part)
  let seen = 0
  let rows = 0
  let cells = 0
  stream.on('data', (chunk: Buffer) => {
    seen += chunk.length
  })
  stream.pause()
  try {
    for await (const _ of readXml(stream, reader.handlers)) {
      for (const row of reader.take()) {
        rows++
        cells += row.cells.filter((cell) => cell !== '').length
      }
      if (reader.isAtEnd()) return { rows, cells }
      if (seen > sampleBytes) return { rows: reader.rowsBehind(rows), cells: Math.round((cells * sheet.part.size) / seen) }
    }
    return { rows, cells }
  } finally {
    stream.destroy()
  }
}

const sampleBytes = 256 * 1024

/** Gathers rows out of the tags of a sheet. Blank rows and those up to `after` are left out. */
function createSheetReader({ looks, date1904 }: Workbook, after: number) {
  let rows: RawRow[] = []
  let number = 0
  let column = -1
  let cells: RawRow['cells'] = []
  let type: string | undefined
  let style = 0
  let text = ''
  let isCollecting = false
  let isPhonetic = false
  let isAtEnd = false
  let lastRow: number | null = null

  const cell = (): string | number => {
    if (text === '' || type === 'e') return ''
    if (type === 's') return /^\d{1,9}$/.test(text.trim()) ? Number(text) : ''
    if (type === 'b') return isOn(text.trim()) ? 'TRUE' : 'FALSE'
    if (type === 'str' || type === 'inlineStr') return unescaped(text)
    if (type === 'd')
      return text
        .trim()
        .replace(/(?:\.0+)?Z?$/, '')
        .replace(/T00:00(?::00)?$/, '')
    const value = Number(text)
    return Number.isNaN(value) ? text : numberText(value, looks[style] ?? 'plain', date1904)
  }
  const put = (): void => {
    if (number <= after) return
    const value = cell()
    if (value === '') return
    while (cells.length < column) cells.push('')
    cells[column] = value
  }

  return {
    handlers: {
      open(name: string, attributes: Readonly<Record<string, string>>) {
        if (name === 'c') {
          column = columnOf(attributes.r) ?? column + 1
          if (column > lastColumn) throw new InvalidInputError('import_file_broken')
          type = attributes.t
          style = Number(attributes.s ?? 0)
          text = ''
        } else if (name === 'v' || name === 't') isCollecting = !isPhonetic
        else if (name === 'row') {
          const given = Number(attributes.r)
          number = given > number && given < 2 ** 31 ? given : number + 1
          column = -1
          cells = []
        } else if (name === 'rPh') isPhonetic = true
        else if (name === 'dimension') lastRow = rowsOf(attributes.ref)
      },
      text(piece: string) {
        if (!isCollecting) return
        text += piece
        if (text.length > mostCellCharacters) throw new InvalidInputError('import_row_too_long', { row: number })
      },
      close(name: string) {
        if (name === 'v' || name === 't') isCollecting = false
        else if (name === 'c') put()
        else if (name === 'row') {
          if (cells.length > 0 && number > after) rows.push({ number, cells })
          cells = []
        } else if (name === 'rPh') isPhonetic = false
        else if (name === 'sheetData') isAtEnd = true
      },
    },
    take(): RawRow[] {
      const taken = rows
      rows = []
      return taken
    },
    isAtEnd: () => isAtEnd,
    /** How many rows the sheet says it has; nothing where most rows so far were blank, as in a sheet formatted to its very end. */
    rowsBehind: (filled: number) => (filled * 2 > number ? lastRow : null),
  }
}

/** `AB12` is the 28th column, counted from 0. */
function columnOf(reference: string | undefined): number | null {
  if (reference === undefined) return null
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & ~32
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column > 0 ? column - 1 : null
}

/** `A1:N200001` ends in row 200,001; a lone `A1` is what programs write that do not know. */
function rowsOf(reference: string | undefined): number | null {
  const last = /:[A-Z]+(\d+)$/i.exec(reference ?? '')?.[1]
  return last === undefined ? null : Number(last)
}

/** Control characters stand in a workbook as `_x000D_`. */
function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text
}

/** The table of texts, read only as far as the rows so far ask for. */
function sharedStrings(zip: Zip, { strings: part }: Workbook) {
  const table = createStringTable()
  let stream: Readable | undefined
  let pieces: AsyncGenerator<void> | undefined
  let text = ''
  let isCollecting = false
  let isPhonetic = false
  const handlers = {
    open(name: string) {
      if (name === 'si') text = ''
      else if (name === 't') isCollecting = !isPhonetic
      else if (name === 'rPh') isPhonetic = true
    },
    text(piece: string) {
      if (!isCollecting) return
      text += piece
      if (text.length > mostCellCharacters) throw new InvalidInputError('import_file_broken')
    },
    close(name: string) {
      if (name === 't') isCollecting = false
      else if (name === 'rPh') isPhonetic = false
      else if (name === 'si') table.add(unescaped(text))
    },
  }
  const readUpTo = async (index: number): Promise<void> => {
    if (part === undefined) return
    if (pieces === undefined) {
      stream = await zip.read(part)
      pieces = readXml(stream, handlers)
    }
    while (table.size <= index && !(await pieces.next()).done);
  }
  return {
    async *resolved(rows: RawRow[]): AsyncGenerator<TableRow[]> {
      let highest = -1
      for (const { cells } of rows) for (const one of cells) if (typeof one === 'number' && one > highest) highest = one
      if (highest >= table.size) await readUpTo(highest)
      let batch: TableRow[] = []
      let characters = 0
      for (const { number, cells } of rows) {
        const texts: string[] = []
        let length = 0
        for (const one of cells) {
          const text = typeof one === 'number' ? table.at(one) : one
          length += text.length
          // A short cell may name a long text, and many may name the same.
          if (length > mostRowCharacters) throw new InvalidInputError('import_row_too_long', { row: number })
          texts.push(text)
        }
        batch.push({ number, cells: texts })
        characters += length
        if (characters < mostBatchCharacters) continue
        yield batch
        batch = []
        characters = 0
      }
      if (batch.length > 0) yield batch
    },
    close(): void {
      stream?.destroy()
      table.close()
    },
  }
}
