import { fileTypeFromBuffer } from 'file-type'
import { InvalidInputError } from '../../errors.ts'
import type { Unpacked } from './container.ts'

/** What a file is read as. `xls` stands for every kind of workbook that is read whole: XLS, XLSB, ODS, Numbers, XML and HTML tables. */
export const tableKinds = ['text', 'xlsx', 'xls', 'vcard', 'json'] as const
export type TableKind = (typeof tableKinds)[number]

/** What the file is by its bytes, whatever its name says. What holds no table is refused by its own name. */
export async function kindOf({ head, workbook }: Unpacked): Promise<TableKind> {
  if (workbook !== undefined) return workbook
  if (head.length === 0) throw new InvalidInputError('import_file_empty')
  if (head.subarray(0, 4).toString('hex') === 'd0cf11e0' || isLooseBiff(head)) return 'xls'
  const start = startOfText(head)
  if (start !== null) {
    if (/^begin\s*:\s*vcard/i.test(start)) return 'vcard'
    if (/^[[{]\s*(?:["{[\]}]|$)/.test(start)) return 'json'
    if (start.startsWith('<')) return markupKind(start)
    if (/^mime-version:/i.test(start) && /multipart\/related/i.test(start)) return 'xls'
    const named = /^(?:%PDF|\{\\rtf)/.exec(start)?.[0]
    if (named) throw new InvalidInputError('import_not_a_table', { kind: named === '%PDF' ? 'PDF' : 'RTF' })
    return 'text'
  }
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  if (found) throw new InvalidInputError('import_not_a_table', { kind: found.ext.toUpperCase() })
  return 'text'
}

/** Excel 2 to 4 wrote its records without a container: they begin with a record of known length. */
function isLooseBiff(head: Buffer): boolean {
  return (
    head[0] === 0x09 &&
    [0x00, 0x02, 0x04, 0x08].includes(head[1] ?? -1) &&
    [0x04, 0x06, 0x08, 0x10].includes(head[2] ?? -1) &&
    head[3] === 0
  )
}

/** The first characters, as far as they can be told before the encoding is known; null for what is no text. */
function startOfText(head: Buffer): string | null {
  const isLittle = head[0] === 0xff && head[1] === 0xfe
  const isBig = head[0] === 0xfe && head[1] === 0xff
  const zeros = head.filter((byte) => byte === 0).length
  if (isLittle || isBig || (zeros > head.length / 4 && zeros < head.length * 0.8 && looksWide(head)))
    return head
      .toString('latin1')
      .replace(/[\0\xfe\xff]/g, '')
      .trimStart()
  const controls = head.filter(
    (byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1b && byte !== 0x0e && byte !== 0x0f,
  ).length
  if (controls > head.length / 50) return null
  return head
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
}

/** UTF-16 or UTF-32 without a mark: whole characters of ASCII between the zeros. */
function looksWide(head: Buffer): boolean {
  const letters = head.filter((byte) => byte === 0x0a || (byte >= 0x20 && byte < 0x7f)).length
  const zeros = head.filter((byte) => byte === 0).length
  return letters + zeros > head.length * 0.6
}

/** Systems that offer "Excel" often send a web page; the table in it is what the user wants. */
function markupKind(start: string): TableKind {
  if (/<(?:!doctype\s+html|html|head|body|table|meta|style)\b/i.test(start)) return 'xls'
  if (/urn:schemas-microsoft-com:office:spreadsheet|office:document/i.test(start)) return 'xls'
  if (/^<(?:\?xml|!)|^<[a-z][^<>]*>/i.test(start)) throw new InvalidInputError('import_not_a_table', { kind: 'XML' })
  return 'text'
}
