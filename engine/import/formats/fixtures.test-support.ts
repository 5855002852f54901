import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { type BookType, utils, write } from '@e965/xlsx'
import iconv from 'iconv-lite'
import yazl from 'yazl'
import type { OpenFile } from '../encoding.ts'
import { columnNames, detectFormat, readRows, type TableFormat, type TableRow } from '../read-table.ts'

export const people = [
  ['姓名', '电话', '金额', '日期'],
  ['林悦', '13800138000', '1234.5', '2026-03-17'],
  ['Ada "Countess" Lovelace', '+44 20 7946 0958', '0.1', '1843-09-05'],
  ['O’Brien, Pat', '021-5555 0000', '12000', '2024-02-29'],
] as const

export const opening =
  (bytes: Buffer | string): OpenFile =>
  () =>
    Readable.from([Buffer.from(bytes)])

/** Everything that a file says, read as an import reads it. */
export async function readAll(bytes: Buffer | string, chosen: Partial<TableFormat> = {}) {
  const open = opening(bytes)
  const format = await detectFormat(open, { chosen })
  const rows: TableRow[] = []
  for await (const some of readRows(open, format)) rows.push(...some)
  return { format, names: await columnNames(open, format), rows, cells: rows.map(({ cells }) => cells) }
}

/** A workbook as the library of the old kinds writes it. */
export function workbook(sheets: Readonly<Record<string, readonly (readonly unknown[])[]>>, bookType: BookType): Buffer {
  const book = utils.book_new()
  for (const [name, rows] of Object.entries(sheets)) utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name)
  return write(book, { type: 'buffer', bookType }) as Buffer
}

/** An archive of named files; a name may come as bytes of another encoding. */
export async function zipped(files: readonly (readonly [string, Buffer | string])[], { names = 'utf-8' } = {}): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const [name, content] of files) zip.addBuffer(Buffer.from(content), name, { mtime: new Date(0) })
  zip.end()
  const bytes = await buffer(zip.outputStream)
  return names === 'utf-8'
    ? bytes
    : renamed(
        bytes,
        files.map(([name]) => name),
        names,
      )
}

/** Writes the names anew in an old encoding and takes away the mark that says they are UTF-8, as Chinese programs write archives. */
function renamed(bytes: Buffer, names: readonly string[], encoding: string): Buffer {
  let text = bytes.toString('latin1')
  for (const name of names) {
    const utf8 = Buffer.from(name).toString('latin1')
    const old = iconv.encode(name, encoding)
    const padded = Buffer.concat([old, Buffer.alloc(utf8.length - old.length, '_')]).toString('latin1')
    text = text.replaceAll(utf8, padded)
  }
  const changed = Buffer.from(text, 'latin1')
  for (let at = 0; at < changed.length - 10; at++) {
    const magic = changed.readUInt32LE(at)
    if (magic === 0x04034b50) changed.writeUInt16LE(changed.readUInt16LE(at + 6) & ~0x800, at + 6)
    if (magic === 0x02014b50) changed.writeUInt16LE(changed.readUInt16LE(at + 8) & ~0x800, at + 8)
  }
  return changed
}

type Parts = { sheet?: string; strings?: string; styles?: string; workbook?: string; sheetNames?: readonly string[] }

/** An XLSX of parts written by hand, to say what no library writes. */
export function xlsx({ sheet = '', strings, styles, workbook: book, sheetNames = ['Sheet1'] }: Parts): Promise<Buffer> {
  const list = sheetNames.map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')
  const relations = sheetNames.map((_, index) => relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)).join('')
  return zipped([
    ['[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'],
    ['_rels/.rels', `<Relationships>${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`],
    ['xl/workbook.xml', book ?? `<workbook xmlns:r="${office}/relationships"><sheets>${list}</sheets></workbook>`],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships>${relations}${relation('s', 'sharedStrings', 'sharedStrings.xml')}${relation('t', 'styles', '/xl/styles.xml')}</Relationships>`,
    ],
    ...sheetNames.map(
      (_, index) =>
        [
          `xl/worksheets/sheet${index + 1}.xml`,
          index === 0 ? `<worksheet><sheetData>${sheet}</sheetData></worksheet>` : '<worksheet><sheetData/></worksheet>',
        ] as const,
    ),
    ...(strings === undefined ? [] : [['xl/sharedStrings.xml', `<sst>${strings}</sst>`] as const]),
    ...(styles === undefined ? [] : [['xl/styles.xml', `<styleSheet>${styles}</styleSheet>`] as const]),
  ])
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006'

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${office}/relationships/${type}" Target="${target}"/>`
}

export const csv = people.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')

export const cards = people
  .slice(1)
  .map(
    ([name, phone]) =>
      `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name.replaceAll(',', '\\,')}\r\nTEL;TYPE=CELL:${phone}\r\nEMAIL:a@example.com\r\nEND:VCARD\r\n`,
  )
  .join('')

export const jsonLines = people
  .slice(1)
  .map((row) => JSON.stringify(Object.fromEntries(row.map((cell, index) => [people[0][index] ?? '', cell]))))
  .join('\n')

/** One small file of every kind that can be read. */
export async function everyKind(): Promise<Map<string, Buffer>> {
  const sheets = { 客户: people }
  return new Map([
    ['list.csv', Buffer.from(csv)],
    ['list-gbk.csv', iconv.encode(csv, 'gb18030')],
    ['list-utf16.tsv', iconv.encode(people.map((row) => row.join('\t')).join('\n'), 'utf-16le', { addBOM: true })],
    ['list.xlsx', workbook(sheets, 'xlsx')],
    ['list.xls', workbook(sheets, 'biff8')],
    ['list.ods', workbook(sheets, 'ods')],
    ['list.html', workbook(sheets, 'html')],
    ['people.vcf', Buffer.from(cards)],
    ['people.jsonl', Buffer.from(jsonLines)],
    ['people.json', Buffer.from(`[${jsonLines.split('\n').join(',')}]`)],
    ['list.csv.gz', gzipSync(csv)],
    ['list.zip', await zipped([['资料/list.csv', csv]])],
    ['workbook.zip', await zipped([['list.xlsx', workbook(sheets, 'xlsx')]])],
  ])
}
