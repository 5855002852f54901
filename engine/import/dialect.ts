import { parse } from 'csv-parse/sync'
import { parseDate, parseDecimal } from '../text/values.ts'

export type Dialect = {
  delimiter: string
  quote: string
  /** What stands before a quote inside of quotes, where it is not another quote. */
  escape?: string
  /** What begins a line that is a remark. */
  comment?: string
}

/** What is looked for; a user may choose any other character. */
export const delimiters = [',', ';', '\t', '|', '^', '~'] as const
const sampleRows = 100
/** How a row is cut up; shared by the look at the first rows and by the reading of the whole file. */
export function parserOptions({ delimiter, quote, escape: escaping = quote }: Dialect) {
  return {
    delimiter,
    quote: quote === '' ? null : quote,
    escape: quote === '' ? null : escaping,
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
  const escaping = escapeOf(head, quote)
  const how = { quote, ...(escaping === undefined ? {} : { escape: escaping }) }
  const rated = delimiters.map((delimiter) => ({ delimiter, score: evenness(withoutRemarks(firstRows(head, { delimiter, ...how }))) }))
  const best = rated.reduce((one, other) => (other.score > one.score ? other : one))
  const dialect = { delimiter: best.score > 0 ? best.delimiter : ',', ...how }
  return hasRemarks(firstRows(head, dialect)) ? { ...dialect, comment: remark } : dialect
}

const remark = '#'

/** Lines that begin with # are remarks where there are several kinds of lines, and none of them is as wide as the table. */
function hasRemarks(rows: readonly (readonly string[])[]): boolean {
  const marked = rows.filter(([first]) => first?.startsWith(remark))
  const width = usualWidth(withoutRemarks(rows).filter((row) => row.length > 1))
  return marked.length > 0 && marked.length < rows.length && width > 1 && marked.every((row) => row.length < width)
}

function withoutRemarks(rows: readonly (readonly string[])[]): (readonly string[])[] {
  const others = rows.filter(([first]) => !first?.startsWith(remark))
  return others.length > 0 ? others : [...rows]
}

/** `\"` inside of quotes, as databases write it, unless quotes are doubled too. */
function escapeOf(head: string, quote: string): string | undefined {
  const count = (text: string) => head.split(text).length - 1
  const escaped = count(`\\${quote}`) - count(`\\${quote}${quote}`)
  return escaped > 0 && new RegExp(`(?:^|[,;\t|])${quote}[^${quote}\n]*\\\\${quote}[^,;\t|\r\n]`, 'm').test(head) ? '\\' : undefined
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
  if (named > 0) return index + 1
  const names = header.map((cell) => cell.trim())
  if (names.some(looksLikeValue)) return 0
  const below = rows.slice(index + 1).filter((row) => row.some((cell) => cell.trim() !== ''))
  const used = names.filter((name, column) => name !== '' || below.some((row) => (row[column] ?? '').trim() !== ''))
  // A lone column that nobody knows is a list of names from its first line on.
  if (header.length === 1) return holdsValues(below, 0) ? index + 1 : 0
  const isPlain = new Set(used).size === used.length && !used.includes('')
  return isPlain || names.some((name, column) => name !== '' && holdsValues(below, column)) ? index + 1 : 0
}

/** A word above nothing but numbers and dates is their name. */
function holdsValues(rows: readonly (readonly string[])[], column: number): boolean {
  const texts = rows.map((row) => (row[column] ?? '').trim()).filter((text) => text !== '')
  return texts.length > 1 && texts.filter(looksLikeValue).length > texts.length * 0.8
}

function looksLikeValue(text: string): boolean {
  return text.includes('@') || parseDecimal(text) !== null || parseDate(text, { today: '2000-01-01' }) !== null
}
