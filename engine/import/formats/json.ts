import { InvalidInputError } from '../../errors.ts'
import { decodedStream, detectEncoding, type OpenFile } from '../encoding.ts'
import type { TableFormat, TableRow } from '../read-table.ts'
import { readHead } from './delimited.ts'
import { cellsOf, collectNames } from './named-columns.ts'
import { plainText } from './number-format.ts'

type Values = Map<string, string>
/** An object of the file with its number, or `null` where it cannot be read. */
type Item = { number: number; values: Values | null; text: string }

const longestItem = 16_000_000
const deepest = 6

/** JSON lines, an array of objects, or an object that holds such an array. Its columns are the keys, all of them, so the file is read through. */
export async function detectJson(open: OpenFile, chosen: Partial<TableFormat>): Promise<TableFormat> {
  const encoding = chosen.encoding ?? (await detectEncoding(open))
  const columns = collectNames()
  let broken: number | null = null
  for await (const { number, values } of jsonItems(open, encoding)) {
    if (values === null) broken ??= number
    else columns.add(values.keys())
  }
  const names = columns.names()
  if (names.length === 0)
    throw broken === null ? new InvalidInputError('import_json_no_records') : new InvalidInputError('import_json_broken', { row: broken })
  return { kind: 'json', encoding, delimiter: '', quote: '', headerRow: 0, columns: names }
}

export async function* jsonRows(open: OpenFile, format: TableFormat, after: number): AsyncGenerator<TableRow[]> {
  const columns = format.columns ?? []
  let rows: TableRow[] = []
  for await (const { number, values, text } of jsonItems(open, format.encoding)) {
    if (number <= after) continue
    rows.push(
      values === null ? { number, cells: [text.slice(0, 1_000)], problem: 'row_unreadable' } : { number, cells: cellsOf(values, columns) },
    )
    if (rows.length < 500) continue
    yield rows
    rows = []
  }
  if (rows.length > 0) yield rows
}

async function* jsonItems(open: OpenFile, encoding: string): AsyncGenerator<Item> {
  const isArray = (await readHead(open, encoding))
    .replace(/^\ufeff/, '')
    .trimStart()
    .startsWith('[')
  const texts = isArray || !(await holdsLines(open, encoding)) ? objectsIn(open, encoding, isArray ? 1 : 0) : linesIn(open, encoding)
  let number = 0
  for await (const text of texts) {
    number++
    const value = parsed(text)
    const records = number === 1 && !isArray ? wrappedRecords(value) : null
    if (records !== null) for (const [index, record] of records.entries()) yield { number: index + 1, values: flattened(record), text: '' }
    else if (isObject(value) || value === undefined) yield { number, values: isObject(value) ? flattened(value) : null, text }
  }
}

/** In JSON lines the first line is a whole object. */
async function holdsLines(open: OpenFile, encoding: string): Promise<boolean> {
  for await (const line of linesIn(open, encoding)) return isObject(parsed(line))
  return false
}

/** Lines that are not blank; a line that does not parse spoils no other. */
async function* linesIn(open: OpenFile, encoding: string): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of (await decodedStream(open, encoding)) as AsyncIterable<string>) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield line
    if (rest.length > longestItem) throw new InvalidInputError('import_row_too_long', { row: 1 })
  }
  if (rest.trim() !== '') yield rest
}

/** The objects at one depth of brackets, as texts. */
async function* objectsIn(open: OpenFile, encoding: string, level: number): AsyncGenerator<string> {
  let depth = 0
  let inString = false
  let isEscaped = false
  let item = ''
  let count = 0
  for await (const piece of (await decodedStream(open, encoding)) as AsyncIterable<string>) {
    let from = depth > level ? 0 : -1
    for (let at = 0; at < piece.length; at++) {
      const code = piece.charCodeAt(at)
      if (inString) {
        if (isEscaped) isEscaped = false
        else if (code === backslash) isEscaped = true
        else if (code === quote) inString = false
      } else if (code === quote) inString = true
      else if (code === openBrace || code === openBracket) {
        if (depth === level) from = at
        depth++
      } else if (code === closeBrace || code === closeBracket) {
        depth--
        if (depth < 0) throw new InvalidInputError('import_json_broken', { row: count + 1 })
        if (depth === level && from >= 0) {
          count++
          yield item + piece.slice(from, at + 1)
          item = ''
          from = -1
        }
      }
    }
    if (from >= 0) item += piece.slice(from)
    if (item.length > longestItem) throw new InvalidInputError('import_row_too_long', { row: count + 1 })
  }
  if (depth > 0) throw new InvalidInputError('import_json_broken', { row: count + 1 })
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [34, 92, 123, 125, 91, 93]

function parsed(text: string): unknown {
  try {
    // Ids of other systems pass what a JavaScript number holds: they are taken as they are written.
    if (/\d{16}/.test(text))
      return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
        typeof value === 'number' && /^-?[\d.]+$/.test(context?.source ?? '') ? context?.source : value,
      )
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `{"value": [{…}, {…}]}`: what an interface of another system answers. */
function wrappedRecords(value: unknown): Record<string, unknown>[] | null {
  if (!isObject(value)) return null
  const lists = Object.values(value).filter(
    (inner): inner is Record<string, unknown>[] => Array.isArray(inner) && inner.length > 0 && inner.every(isObject),
  )
  return lists.length === 1 && lists[0] && Object.keys(value).length <= 12 && lists[0].length > 1 ? lists[0] : null
}

/** `address.city`, `phones.2`: one column for each value inside; a list of plain values stays one. */
function flattened(value: Record<string, unknown>): Values {
  const values: Values = new Map()
  const take = (inner: unknown, path: string, depth: number): void => {
    if (inner === null || inner === undefined) {
      if (path !== '' && !values.has(path)) values.set(path, '')
    } else if (Array.isArray(inner)) {
      if (inner.every((one) => typeof one !== 'object' || one === null)) values.set(path, inner.map((one) => scalarText(one)).join('; '))
      else for (const [index, one] of inner.entries()) take(one, `${path}.${index + 1}`, depth + 1)
    } else if (typeof inner === 'object') {
      if (depth >= deepest) values.set(path, JSON.stringify(inner))
      else for (const [key, one] of Object.entries(inner)) take(one, path === '' ? key : `${path}.${key}`, depth + 1)
    } else values.set(path, scalarText(inner))
  }
  take(value, '', 0)
  return values
}

function scalarText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return typeof value === 'number' ? plainText(value) : String(value)
}
