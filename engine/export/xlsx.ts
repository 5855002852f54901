import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { ExportColumn } from './columns.ts'
import { escapedXml, numberFormats } from './xlsx-cells.ts'

/** A worksheet ends here, its head included; more rows go on in another. */
const mostRows = 1_048_576
/** Half as many bytes as without, for half of the time that the strongest setting takes. */
const compressionLevel = 3

export type SheetParts = { title: string; columns: readonly ExportColumn[]; rows: number; mostRowsPerSheet?: number }

/**
 * A workbook as a stream. `rows` are lines of XML, one a row, as `rowXml` builds them; `count` says how many there are, because the parts of a workbook name
 * its sheets before the rows are read.
 */
export function workbook(rows: Readable, { title, columns, rows: count, mostRowsPerSheet = mostRows }: SheetParts): Readable {
  const perSheet = mostRowsPerSheet - 1
  const sheets = Math.max(1, Math.ceil(count / perSheet))
  const names = Array.from({ length: sheets }, (_, index) => sheetName(title, index, sheets))
  const zip = new ZipFile()
  const part = (path: string, xml: string): void => zip.addBuffer(Buffer.from(declaration + xml), path, { compressionLevel })
  part('[Content_Types].xml', contentTypes(sheets))
  part('_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']]))
  part('xl/workbook.xml', workbookXml(names, columns.length, count, perSheet))
  part(
    'xl/_rels/workbook.xml.rels',
    relationships([
      ...names.map((_, index): [string, string] => ['worksheet', `worksheets/sheet${index + 1}.xml`]),
      ['styles', 'styles.xml'],
    ]),
  )
  part('xl/styles.xml', stylesXml(numberFormats(columns).all))
  const lines = lineSource(rows)
  for (let index = 0; index < sheets; index++) {
    const isLast = index === sheets - 1
    const stream = Readable.from(sheetXml(lines, columns, Math.min(perSheet, count - index * perSheet), isLast), { objectMode: false })
    stream.on('error', (error) => output.destroy(error))
    zip.addReadStream(stream, `xl/worksheets/sheet${index + 1}.xml`, { compressionLevel })
  }
  zip.end()
  const output = zip.outputStream as Readable
  rows.on('error', (error) => output.destroy(error))
  output.on('close', () => rows.destroy())
  return output
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'

function contentTypes(sheets: number): string {
  const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const sheet = Array.from(
    { length: sheets },
    (_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${main}.worksheet+xml"/>`,
  )
  return `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${main}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${main}.styles+xml"/>${sheet.join('')}</Types>`
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`)
  return `<Relationships xmlns="${packages}/relationships">${each.join('')}</Relationships>`
}

/** At most 31 characters, of which some are forbidden. */
function sheetName(title: string, index: number, sheets: number): string {
  const plain =
    title
      .replace(/[\\/?*[\]:']/g, ' ')
      .trim()
      .slice(0, 24) || 'Sheet'
  return sheets === 1 ? plain : `${plain} ${index + 1}`
}

function workbookXml(names: readonly string[], columns: number, count: number, perSheet: number): string {
  const sheets = names.map((name, index) => `<sheet name="${escapedXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
  const filters = names.map((name, index) => {
    const last = Math.min(perSheet, count - index * perSheet) + 1
    return `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">'${escapedXml(name)}'!$A$1:$${columnName(columns)}$${last}</definedName>`
  })
  return `<workbook xmlns="${spreadsheet}" xmlns:r="${office}"><sheets>${sheets.join('')}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`
}

/** The head is bold; every other style is a number format. */
function stylesXml(formats: readonly string[]): string {
  const own = formats.map((format, index) => `<numFmt numFmtId="${164 + index}" formatCode="${escapedXml(format)}"/>`)
  const cells = formats.map((_, index) =>
    index === 1
      ? '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
      : `<xf numFmtId="${index === 0 ? 0 : 164 + index}" fontId="0" fillId="0" borderId="0" xfId="0"${index === 0 ? '' : ' applyNumberFormat="1"'}/>`,
  )
  return `<styleSheet xmlns="${spreadsheet}"><numFmts count="${own.length}">${own.join('')}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length}">${cells.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

function columnName(count: number): string {
  let name = ''
  for (let left = count; left > 0; left = Math.floor((left - 1) / 26)) name = String.fromCharCode(65 + ((left - 1) % 26)) + name
  return name || 'A'
}

async function* sheetXml(
  lines: LineSource,
  columns: readonly ExportColumn[],
  count: number,
  isLast: boolean,
): AsyncGenerator<Buffer | string> {
  const widths = columns.map(({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`)
  const head = columns.map(({ header }) => `<c s="1" t="inlineStr"><is><t xml:space="preserve">${escapedXml(header)}</t></is></c>`)
  yield `${declaration}<worksheet xmlns="${spreadsheet}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row>${head.join('')}</row>`
  yield* lines.take(count)
  if (isLast) await lines.end()
  yield `</sheetData><autoFilter ref="A1:${columnName(columns.length)}${count + 1}"/></worksheet>`
}

type LineSource = {
  take(count: number): AsyncGenerator<Buffer>
  /** Reads to the end: the connection that the lines come from is free only then. */
  end(): Promise<void>
}

/** Hands out so many lines of a stream at a time, in pieces as they come: a line is never looked into. */
function lineSource(stream: Readable): LineSource {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let rest: Buffer | null = null
  return {
    async *take(count) {
      for (let left = count; left > 0; ) {
        const next = rest ?? ((await chunks.next()).value as Buffer | undefined)
        rest = null
        if (!next) return
        const { lines, end } = cut(next, left)
        left -= lines
        if (end < next.length) rest = next.subarray(end)
        yield next.subarray(0, end)
      }
    },
    async end() {
      while (!(await chunks.next()).done);
    },
  }
}

/** How many lines end in the bytes, up to the number asked for, and where the last of those ends; all bytes where there are fewer. */
function cut(bytes: Buffer, most: number): { lines: number; end: number } {
  let lines = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
    lines += 1
    if (lines === most) return { lines, end: at + 1 }
  }
  return { lines, end: bytes.length }
}
