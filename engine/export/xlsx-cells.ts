import { instant } from '../query/expressions.ts'
import { join, raw, type Sql, sql } from '../sql.ts'
import type { ExportColumn } from './columns.ts'
import type { CsvWords } from './csv.ts'
import type { NumberStyle } from './values.ts'

/** The number formats of a workbook, by their place in its styles; the first is that of cells without one, the second that of the head. */
const formats = ['General', '@', 'yyyy-mm-dd', 'yyyy-mm-dd hh:mm:ss', '0.##%', '0'] as const

export function numberFormats(columns: readonly ExportColumn[]): { all: string[]; of(column: ExportColumn): number } {
  const all: string[] = [...formats]
  const place = (format: string): number => {
    const at = all.indexOf(format)
    return at >= 0 ? at : all.push(format) - 1
  }
  for (const column of columns) if (column.value.shape === 'number') place(formatOf(column.value.style, column.value.decimals))
  return {
    all,
    of({ value }) {
      if (value.shape === 'date') return 2
      if (value.shape === 'time') return 3
      return value.shape === 'number' ? place(formatOf(value.style, value.decimals)) : 0
    },
  }
}

function formatOf(style: NumberStyle, decimals: number): string {
  if (style === 'percent') return '0.##%'
  if (style === 'plain') return '0'
  if (style === 'money') return '#,##0.00'
  return decimals > 0 ? `#,##0.${'#'.repeat(decimals)}` : '#,##0'
}

/** Characters that XML or the text form of COPY would not carry as they stand. */
const special = String.raw`[&<>\\\x01-\x1f\ufffe\uffff]`
const forbidden = String.raw`[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]`
/** A cell of a workbook holds no more. */
const mostCharacters = 32_767
const firstDay = '1900-03-01'

/**
 * One row as the XML of a worksheet, built by PostgreSQL and passed on as it is. Texts stand as texts, whatever they begin with; line ends, tabs and
 * backslashes are written as references, so that the lines of COPY need no reading.
 */
export function rowXml(
  columns: readonly ExportColumn[],
  words: CsvWords,
  formats: ReturnType<typeof numberFormats>,
  machine: boolean,
): Sql {
  const cells = columns.map((column) => cellXml(column, words, formats.of(column), machine))
  return sql`'<row>' || ${join(cells, ' || ')} || '</row>'`
}

function cellXml({ value }: ExportColumn, words: CsvWords, style: number, machine: boolean): Sql {
  switch (value.shape) {
    case 'text':
      return textCell(value.value, value.free !== false)
    case 'boolean':
      return machine
        ? sql`CASE ${value.value} WHEN true THEN '<c t="b"><v>1</v></c>' WHEN false THEN '<c t="b"><v>0</v></c>' ELSE '<c/>' END`
        : sql`CASE ${value.value} WHEN true THEN ${wordCell(words.yes)} WHEN false THEN ${wordCell(words.no)} ELSE '<c/>' END`
    case 'number':
      return figureCell(value.style === 'percent' ? sql`trim_scale(${value.value}::numeric / 100)` : value.value, style)
    case 'date':
      return momentCell(value.value, sql`${value.value} - date '1899-12-30'`, sql`${value.value}::text`, style)
    case 'time':
      return machine ? textCell(instant(value.value), false) : timeCell(sql`(${value.value} AT TIME ZONE ${words.timeZone})`, style)
  }
}

function timeCell(local: Sql, style: number): Sql {
  const second = sql`date_trunc('second', ${local})`
  return momentCell(local, sql`extract(epoch FROM ${second})::float8 / 86400 + 25569`, sql`${second}::text`, style)
}

function textCell(value: Sql, isFree: boolean): Sql {
  const whole = isFree ? sql`left(${value}, ${raw(String(mostCharacters))})` : value
  const escaped = isFree
    ? sql`CASE WHEN ${value} ~ ${special} OR octet_length(${value}) > ${raw(String(mostCharacters))} THEN ${xmlText(whole)} ELSE ${value} END`
    : value
  return sql`coalesce('<c t="inlineStr"><is><t xml:space="preserve">' || ${escaped} || '</t></is></c>', '<c/>')`
}

function xmlText(value: Sql): Sql {
  const references: [string, string][] = [
    ['&', '&amp;'],
    ['<', '&lt;'],
    ['>', '&gt;'],
    ['\\', '&#92;'],
    ['\n', '&#10;'],
    ['\t', '&#9;'],
    ['\r', '&#13;'],
  ]
  const allowed = sql`regexp_replace(${value}, ${forbidden}, '', 'g')`
  return references.reduce((text, [sign, reference]) => sql`replace(${text}, ${sign}, ${reference})`, allowed)
}

export function escapedXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function wordCell(word: string): string {
  return `<c t="inlineStr"><is><t>${escapedXml(word)}</t></is></c>`
}

function figureCell(value: Sql, style: number): Sql {
  return sql`coalesce(${raw(`'<c s="${style}"><v>'`)} || ${value} || '</v></c>', '<c/>')`
}

/** Days are counted since 1900, and the first weeks of that count are known to be wrong: what is older stands as text. */
function momentCell(moment: Sql, count: Sql, text: Sql, style: number): Sql {
  return sql`CASE WHEN ${moment} >= ${firstDay} THEN ${figureCell(sql`(${count})`, style)} ELSE ${textCell(text, false)} END`
}
