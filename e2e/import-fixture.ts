import iconv from 'iconv-lite'
import { ZipFile } from 'yazl'

/** A customer list as an ERP hands it out, with what goes wrong in such lists: invented hospitals of one province. */
export const messyNames = ['单位名称', '级别', '客户类型', '所在地', '负责业务员', '联系电话', '授信(万)', '下次联系', '备注2']

export const englishNames = ['Company', 'Level', 'Type', 'Region', 'Owner', 'Phone', 'Credit limit', 'Next touch', 'Remark 2']

/** How often each fault stands in the list. */
export const faults = { type: 38, level: 36, phone: 11, owner: 6, date: 4, name: 2, words: 1, twice: 1 }
const rowCount = 240

const cities = '郑州 洛阳 开封 新乡 安阳 许昌 漯河 南阳 信阳 平顶山 焦作 商丘 周口 驻马店 鹤壁 濮阳'.split(' ')
const words = '嵩清 伊川 汴宁 牧野 曹魏 宛安 浉清 殷宁 鹰康 山阳 颍和 淮仁 洹水 沁园 睢安 鼎新'.split(' ')
const kinds = ['医院', '康复医院', '妇产医院', '中医院', '骨科医院', '眼科医院']
/** Values that the list of types has; 三级甲等 is none of them. */
export const types = ['三甲', '三乙', '二甲', '二乙']
export const owners = ['陈思远', '赵启明', '林若溪', '何嘉树', '周雨桐', '王砚秋']

const firstRows: readonly string[][] = [
  ['郑州嵩清医院', 'A', '三甲', '河南 郑州', '陈思远', '0371-5550 1820', '200', '2026-12-11', '老客户'],
  ['洛阳伊川康复医院', 'B', '二甲', '河南 洛阳', '赵启明', '0379-5550 3311', '80', '2026-12-02', ''],
  ['开封汴宁医院', 'A级', '三甲', '河南 开封', '林若溪', '138 0013 80', '120', '2026/2/30', '周年庆'],
  ['新乡牧野医院有限公司', 'B', '三级甲等', '河南 新乡', '何嘉树', '0373-5550 7762', '60', '2026-12-19', ''],
  ['郑州嵩清医院', 'A', '三甲', '河南 郑州', '陈思远', '0371-5550 1820', '200', '2026-12-11', '重复?'],
  ['许昌曹魏医院', 'B', '二甲', '河南 许昌', '周雨彤', '0374-5550 2210', '50', '2026-12-05', ''],
  ['', 'C', '二甲', '河南 漯河', '赵启明', '0395-5550 6408', '30', '2026-12-28', '名称待补'],
  ['南阳宛安医院', 'VIP', '三甲', '河南 南阳', '王砚秋', '0377-5550 9004', '壹佰伍拾', '2026-12-20', ''],
  ['信阳浉清医院', 'B', '三级甲等', '河南信阳', '何嘉树', '0376-5550 4417', '70', '2026-12-09', ''],
  ['安阳殷宁医院', 'A', '三甲', '河南 安阳', '林若溪', '0372-5550 8123', '110', '2026-12-11', '展会'],
  ['平顶山鹰康医院', 'B', '二甲', '河南 平顶山', '赵启明', '0375-5550 2096', '45', '2026-12-27', ''],
  ['焦作山阳医院', 'B', '三级甲等', '河南 焦作', '周雨桐', '0391-5550 3378', '65', '2026-12-01', ''],
]

/** Sound rows behind the first twelve, into which the rest of the faults is put, one kind after the other. */
export function messyRows(): string[][] {
  const rows = [...firstRows.map((row) => [...row])]
  const left = {
    type: faults.type - 3,
    level: faults.level - 1,
    phone: faults.phone - 1,
    owner: faults.owner - 1,
    date: faults.date - 1,
    name: faults.name - 1,
  }
  const take = (fault: keyof typeof left): boolean => left[fault] > 0 && left[fault]-- > 0
  for (let at = rows.length; at < rowCount; at++) {
    const city = cities[at % cities.length] ?? ''
    const name = `${city}${words[Math.floor(at / cities.length) % words.length]}${kinds[at % kinds.length]}`
    rows.push([
      at % 17 === 0 && take('name') ? '' : name,
      at % 2 === 0 && take('level') ? 'A级' : 'B',
      at % 3 === 0 && take('type') ? '三级甲等' : (types[at % types.length] ?? ''),
      `河南 ${city}`,
      at % 19 === 0 && take('owner') ? '周雨彤' : (owners[at % owners.length] ?? ''),
      at % 11 === 0 && take('phone') ? '138 0013 80' : `0371-5551 ${String(1000 + at)}`,
      String(20 + (at % 90)),
      at % 23 === 0 && take('date') ? '2026/2/30' : `2026-12-${String(1 + (at % 28)).padStart(2, '0')}`,
      '',
    ])
  }
  return rows
}

export function messyCsv(): Buffer {
  const lines = [messyNames, ...messyRows()].map((row) => row.map((cell) => (/[",]/.test(cell) ? `"${cell}"` : cell)).join(','))
  return iconv.encode(`${lines.join('\r\n')}\r\n`, 'gb18030')
}

/** The same list as a workbook, its figures and dates as such. */
export async function messyWorkbook(names: readonly string[] = messyNames): Promise<Buffer> {
  const rows = [names, ...messyRows()]
  const sheet = rows.map((row, at) => `<row r="${at + 1}">${row.map((text, column) => cellXml(text, column, at)).join('')}</row>`).join('')
  return zipped({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
    '_rels/.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml':
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="客户" sheetId="1" r:id="rId1"/><sheet name="说明" sheetId="2" r:id="rId2"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    'xl/styles.xml':
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': worksheet(sheet),
    'xl/worksheets/sheet2.xml': worksheet(
      `<row r="1">${cellXml('由 ERP 导出', 0, 0)}</row><row r="2">${cellXml('仅供内部使用', 0, 1)}</row>`,
    ),
  })
}

function worksheet(rows: string): string {
  return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`
}

function cellXml(text: string, column: number, row: number): string {
  const place = `${String.fromCharCode(65 + column)}${row + 1}`
  if (text === '') return ''
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `<c r="${place}" s="1"><v>${Date.parse(`${text}T00:00:00Z`) / 86_400_000 + 25_569}</v></c>`
  if (/^\d+$/.test(text)) return `<c r="${place}"><v>${text}</v></c>`
  return `<c r="${place}" t="inlineStr"><is><t>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`
}

async function zipped(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
