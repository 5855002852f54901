import { instant } from '../query/expressions.ts'
import { join, raw, type Sql, sql } from '../sql.ts'
import type { ExportColumn } from './columns.ts'
import type { ExportRequest } from './request.ts'
import type { ExportValue } from './values.ts'

/** Texts beginning with one of these are run or reckoned by spreadsheets, in their usual and their full width: = + - @ tab and line ends. */
const risky = [9, 10, 13, 43, 45, 61, 64, 0xff0b, 0xff0d, 0xff1d, 0xff20]
const apostrophe = 39
/** +5, -12.5, -1,234.50 %: reckoned to what it says. */
const plainNumber = String.raw`^[+-]?[0-9][0-9,.]*\s?%?$`
/** Digits that a telephone number is made of; what stands before them is the country. */
const dialled = String.raw`^\+[0-9][0-9 ().\-]{5,}$`
// PostgreSQL takes the longest match, so codes of three digits are only those that begin none of two.
const countryCode = String.raw`^\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2[1-689][0-9]|3[578][0-9]|42[0-9]|5[09][0-9]|6[789][0-9]|8[0578][0-9]|9[679][0-9])\s?`

/**
 * A text that no spreadsheet takes for a formula: an apostrophe stands before it, the mark by which spreadsheets know a text, and an import
 * takes it off again. So does a text that itself begins with apostrophes before such a sign, or reading it again would take one too many.
 */
export function safeText(value: Sql): Sql {
  const first = sql`ascii(${value}) IN (${raw(risky.join())})`
  return sql`CASE WHEN ${first} THEN CASE WHEN ${value} ~ ${plainNumber} THEN ${value} ELSE '''' || ${value} END
    WHEN ascii(${value}) = ${raw(String(apostrophe))} AND ascii(ltrim(${value}, '''')) IN (${raw(risky.join())}) THEN '''' || ${value} ELSE ${value} END`
}

/** +86 138 1234 5678: between its groups stand blanks, and spreadsheets neither reckon nor round what they show. */
export function safePhone(value: Sql): Sql {
  return sql`CASE WHEN ascii(${value}) = 43 AND ${value} ~ ${dialled} THEN regexp_replace(translate(${value}, '-.()', '  '), ${countryCode}, '+\\1 ') ELSE ${safeText(value)} END`
}

function cell(value: ExportValue, words: CsvWords, machine: boolean): Sql {
  switch (value.shape) {
    case 'text':
      return value.free === 'phone' && !machine ? safePhone(value.value) : value.free ? safeText(value.value) : value.value
    case 'boolean':
      return machine
        ? sql`CASE ${value.value} WHEN true THEN 'TRUE' WHEN false THEN 'FALSE' END`
        : sql`CASE ${value.value} WHEN true THEN ${words.yes} WHEN false THEN ${words.no} END`
    case 'time':
      return machine ? instant(value.value) : sql`date_trunc('second', ${value.value} AT TIME ZONE ${words.timeZone})`
    case 'number':
      return value.style === 'percent' && !machine ? sql`${value.value} || '%'` : value.value
    default:
      return value.value
  }
}

export type CsvWords = { readonly yes: string; readonly no: string; readonly timeZone: string }

/** What PostgreSQL selects for a line; it also writes it. */
export function csvSelection(columns: readonly ExportColumn[], words: CsvWords, machine: boolean): Sql {
  return join(columns.map(({ value }) => cell(value, words, machine)))
}

export function csvCopy(rows: Sql, { delimiter = ',', encoding = 'utf-8' }: ExportRequest): Sql {
  const named = encoding === 'gb18030' ? 'GB18030' : 'UTF8'
  return sql`COPY (${rows}) TO STDOUT WITH (FORMAT csv, DELIMITER ${delimiter}, ENCODING ${named})`
}

/** The first line. UTF-8 carries the mark by which spreadsheets know it. */
export function csvHead(columns: readonly ExportColumn[], { delimiter = ',', encoding = 'utf-8' }: ExportRequest): string {
  const quoted = columns.map(({ header }) => {
    const text = /^'*[=+\-@\t\r\n＋－＝＠]/.test(header) ? `'${header}` : header
    return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  })
  return `${encoding === 'utf-8' ? '\ufeff' : ''}${quoted.join(delimiter)}\n`
}
