import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { columns, importedRows } from './rows.ts'

const head = columns.map(([name]) => name)

/** The list as a spreadsheet program saves it as text: quotes only where they are needed. */
export async function writeCsv(path: string, count: number, owners: readonly string[]): Promise<void> {
  const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)
  const lines = function* (): Generator<string> {
    yield `\ufeff${head.join()}\r\n`
    for (const row of importedRows(count, owners)) yield `${row.map(cell).join()}\r\n`
  }
  await pipeline(Readable.from(lines(), { objectMode: false }), createWriteStream(path))
}

const numeric = new Set(['employees', 'annualRevenue', 'foundedYear'])
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The list as a spreadsheet program saves it as a workbook: texts in one shared table, numbers in their cells. */
export async function writeWorkbook(path: string, count: number, owners: readonly string[]): Promise<void> {
  const strings = new Map<string, number>()
  const shared = (text: string): number => {
    const known = strings.get(text) ?? strings.size
    strings.set(text, known)
    return known
  }
  const rowXml = (cells: readonly string[], number: number): string =>
    `<row r="${number}">${cells
      .map((text, index) => {
        const place = `${String.fromCharCode(65 + index)}${number}`
        if (text === '') return ''
        return number > 1 && numeric.has(columns[index]?.[1] ?? '')
          ? `<c r="${place}"><v>${text}</v></c>`
          : `<c r="${place}" t="s"><v>${shared(text)}</v></c>`
      })
      .join('')}</row>`
  const sheet = function* (): Generator<string> {
    yield `${declaration}<worksheet xmlns="${spreadsheet}"><dimension ref="A1:${String.fromCharCode(64 + columns.length)}${count + 1}"/><sheetData>`
    yield rowXml(head, 1)
    let number = 1
    for (const row of importedRows(count, owners)) yield rowXml(row, ++number)
    yield '</sheetData></worksheet>'
  }
  const table = function* (): Generator<string> {
    yield `${declaration}<sst xmlns="${spreadsheet}" uniqueCount="${strings.size}">`
    for (const text of strings.keys()) yield `<si><t>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</t></si>`
    yield '</sst>'
  }
  const zip = new ZipFile()
  const part = (name: string, xml: string) => zip.addBuffer(Buffer.from(declaration + xml), name)
  const relation = (id: number, type: string, target: string) => `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`
  part(
    '[Content_Types].xml',
    `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${main}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${main}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${main}.sharedStrings+xml"/></Types>`,
  )
  part(
    '_rels/.rels',
    `<Relationships xmlns="${packages}/relationships">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
  )
  part(
    'xl/workbook.xml',
    `<workbook xmlns="${spreadsheet}" xmlns:r="${office}"><sheets><sheet name="客户" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  )
  part(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${packages}/relationships">${relation(1, 'worksheet', 'worksheets/sheet1.xml')}${relation(2, 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
  )
  zip.addReadStreamLazy('xl/worksheets/sheet1.xml', (done) => done(null, Readable.from(sheet(), { objectMode: false })))
  // After the sheet, as the texts are collected while its rows are written.
  zip.addReadStreamLazy('xl/sharedStrings.xml', (done) => done(null, Readable.from(table(), { objectMode: false })))
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}
