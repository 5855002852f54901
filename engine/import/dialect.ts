import { parse } from 'csv-parse/sync'
import { parseDate, parseDecimal } from '../text/values.ts'

export type Dialect = { delimiter: string; quote: string }

export const delimiters = [',', ';', '\t', '|'] as const
const sampleRows = 100
/** How a row is cut up; shared by the look at the first rows and by the reading of the whole file. */
export function parserOptions({ delimiter, quote }: Dialect) {
  return {
    delimiter,
    quote: quote === '' ? null : quote,
    escape: quote === '' ? null : quote,
    // Blank lines are counted, so that row numbers are those that a spreadsheet shows.
    skip_empty_lines: false,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: 1_000_000,
  }
}

/** Which character parts the cells and which one quotes them: the pair under which the first rows are the most alike. */
export function detectDialect(head: string): Dialect {
  const quote = quoteOf(head)
  const rated = delimiters.map((delimiter) => ({ delimiter, score: evenness(firstRows(head, { delimiter, quote })) }))
  const best = rated.reduce((one, other) => (other.score > one.score ? other : one))
  return { delimiter: best.score > 0 ? best.delimiter : ',', quote }
}

function quoteOf(head: string): string {
  const count = (pattern: RegExp) => head.match(pattern)?.length ?? 0
  const single = count(/(?:^|[,;\t|])'[^'\n]*'(?=[,;\t|\r\n]|$)/gm)
  return single > 2 && single > count(/(?:^|[,;\t|])"/gm) * 2 ? "'" : '"'
}

/** The first rows of the file. What stands behind the last line end may be cut, so it is left out. */
export function firstRows(head: string, dialect: Dialect, limit = sampleRows): string[][] {
  const lastBreak = Math.max(head.lastIndexOf('\n'), head.lastIndexOf('\r'))
  const whole = lastBreak > 0 ? head.slice(0, lastBreak) : head
  const rows: string[][] = []
  try {
    const keep = (row: string[]): null => {
      rows.push(row)
      return null
    }
    parse(whole, { ...parserOptions(dialect), to: limit, on_record: keep })
  } catch {
    // An open quote at the end of the sample: the rows before it are as good as any.
  }
  return rows
}

function evenness(rows: readonly (readonly string[])[]): number {
  const filled = rows.filter((row) => row.length > 1 || row[0] !== '')
  if (filled.length === 0) return 0
  const width = usualWidth(filled)
  return width < 2 ? 0 : (filled.filter((row) => row.length === width).length / filled.length) * Math.log(width + 1)
}

export function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>()
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1)
  return [...counts].reduce((one, other) => (other[1] > one[1] ? other : one), [0, 0])[0]
}

/**
 * The number of the row that names the columns, counted from 1; 0 when the file begins with its first record.
 * Titles and remarks above the table are narrower than the table.
 */
export function detectHeaderRow(rows: readonly (readonly string[])[], isColumnName: (text: string) => boolean): number {
  const width = usualWidth(rows.filter((row) => row.some((cell) => cell.trim() !== '')))
  const index = rows.findIndex((row) => row.length >= width && row.filter((cell) => cell.trim() !== '').length * 2 > width)
  const header = rows[index]
  if (header === undefined) return 0
  const named = header.filter((cell) => isColumnName(cell)).length
  if (named * 2 >= header.length) return index + 1
  const names = header.map((cell) => cell.trim())
  const isData = names.some(looksLikeValue) || new Set(names).size < names.length || names.includes('')
  return isData && named === 0 ? 0 : index + 1
}

function looksLikeValue(text: string): boolean {
  return text.includes('@') || parseDecimal(text) !== null || parseDate(text, { today: '2000-01-01' }) !== null
}
