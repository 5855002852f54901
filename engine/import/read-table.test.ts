import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { detectEncoding, type OpenFile } from './encoding.ts'
import { columnNames, detectFormat, readRows, type TableFormat, type TableRow } from './read-table.ts'

const opening =
  (bytes: Buffer | string): OpenFile =>
  () =>
    Readable.from([Buffer.from(bytes)])

async function table(bytes: Buffer | string, chosen: Partial<TableFormat> = {}) {
  const open = opening(bytes)
  const format = await detectFormat(open, { chosen })
  const rows: TableRow[] = []
  for await (const some of readRows(open, format)) rows.push(...some)
  return { format, names: await columnNames(open, format), rows, cells: rows.map((row) => row.cells) }
}

const list = '客户名称,电话,城市\n北京银行,010-66426500,北京\n重庆啤酒股份有限公司,023-89139399,重庆\n'

test.each(['utf-8', 'gb18030', 'utf-16le', 'utf-16be'])('a list of customers in %s is read', async (encoding) => {
  const { format, names, cells } = await table(iconv.encode(list, encoding))

  expect(format.encoding).toBe(encoding)
  expect(names).toEqual(['客户名称', '电话', '城市'])
  expect(cells[1]).toEqual(['重庆啤酒股份有限公司', '023-89139399', '重庆'])
})

test('a mark before the text is no part of the first name', async () => {
  expect((await table(iconv.encode(list, 'utf-8', { addBOM: true }))).names[0]).toBe('客户名称')
  expect((await table(iconv.encode(list, 'utf-16le', { addBOM: true }))).names[0]).toBe('客户名称')
})

test('traditional Chinese and Japanese are told from simplified', async () => {
  const traditional = iconv.encode('公司名稱,電話\n台灣積體電路製造股份有限公司,03-5636688\n國泰人壽保險股份有限公司,02-27551399\n', 'big5')
  const japanese = iconv.encode('会社名,電話\nトヨタ自動車株式会社,0565-28-2121\nソニーグループ株式会社,03-6748-2111\n', 'shift_jis')

  expect((await table(traditional)).format.encoding).toBe('big5')
  expect((await table(japanese)).format.encoding).toBe('shift_jis')
})

test('a Chinese name that comes late in an English file decides the encoding', async () => {
  const early = `name,city\n${'Betatech,Nairobi\n'.repeat(20_000)}`
  const { format, cells } = await table(Buffer.concat([Buffer.from(early), iconv.encode('北京银行股份有限公司,北京\n', 'gb18030')]))

  expect(format.encoding).toBe('gb18030')
  expect(cells.at(-1)).toEqual(['北京银行股份有限公司', '北京'])
})

test('the encoding that the user chose is used', async () => {
  const { names } = await table(iconv.encode('名稱,電話\n', 'big5'), { encoding: 'big5' })
  expect(names).toEqual(['名稱', '電話'])
})

test.each([
  [';', 'name;amount\nA;1,5\nB;2,5\n'],
  ['\t', 'name\tamount\nA, B\t1\nC\t2\n'],
  ['|', 'name|amount\nA, B|1\nC|2\n'],
  [',', 'name,note\nA,"a; b; c"\nB,"d; e; f"\n'],
  [',', 'name\nA\nB\n'],
])('cells parted by %j are told apart', async (delimiter, text) => {
  expect((await table(text)).format.delimiter).toBe(delimiter)
})

test('single quotes are understood where they quote cells', async () => {
  const { cells } = await table("name,note\n'A','a, b'\n'B','c, d'\n'C','e'\n")
  expect(cells[0]).toEqual(['A', 'a, b'])
})

test('quotes, line breaks and quotes in quotes are kept inside a cell', async () => {
  const { cells } = await table('name,note\r\nA,"one\r\ntwo, ""three"""\r\nB,6" pipe\r\n')
  expect(cells).toEqual([
    ['A', 'one\r\ntwo, "three"'],
    ['B', '6" pipe'],
  ])
})

test('blank rows are passed over and still counted', async () => {
  const { rows } = await table('name,city\n\nA,X\n,\nB,Y\n')
  expect(rows.map(({ number }) => number)).toEqual([3, 5])
})

test('a title above the table is not taken for its header', async () => {
  const { format, names } = await table('客户列表\n导出时间：2026-03-17\n\n名称,电话\nA,1380000\nB,1390000\n')

  expect(format.headerRow).toBe(4)
  expect(names).toEqual(['名称', '电话'])
})

test('a file without column names begins with its first record', async () => {
  const { format, names, cells } = await table('北京银行,2026-03-17,1200\n重庆啤酒,2026-03-18,900\n')

  expect(format.headerRow).toBe(0)
  expect(names).toEqual(['', '', ''])
  expect(cells).toHaveLength(2)
})

test('reading goes on behind the row where it stopped', async () => {
  const open = opening('name\nA\nB\nC\n')
  const format = await detectFormat(open)
  const rows: TableRow[] = []
  for await (const some of readRows(open, format, { after: 2 })) rows.push(...some)
  expect(rows).toEqual([
    { number: 3, cells: ['B'] },
    { number: 4, cells: ['C'] },
  ])
})

test.each([
  ['', 'import_file_empty'],
  [' \n \n', 'import_file_empty'],
  [Buffer.from('504b030414000600', 'hex'), 'import_file_broken'],
  [Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'import_not_a_table'],
  [Buffer.from('%PDF-1.7'), 'import_not_a_table'],
  ['name,note\nA,"never closed\nB,b\n', 'import_open_quote'],
  [`${Array.from({ length: 501 }, (_, index) => `c${index}`).join()}\n`, 'import_too_many_columns'],
])('what cannot be read is refused in words: %#', async (bytes, code) => {
  await expect(table(bytes)).rejects.toMatchObject({ code })
})

const shared = new URL('../../../shared/data/', import.meta.url)
const here = existsSync(new URL('csv-messy/', shared))
if (!here) process.stdout.write('skipped: reading of real files (../shared/data is not here)\n')

const spectrum = new URL('csv-messy/csv-spectrum/', shared)
test.runIf(here).each(here ? readdirSync(new URL('csvs/', spectrum)) : [])('csv-spectrum: %s', async (file) => {
  const expected = JSON.parse(readFileSync(new URL(`json/${file.replace('.csv', '.json')}`, spectrum), 'utf8')) as Record<string, string>[]

  const { names, cells } = await table(readFileSync(new URL(`csvs/${file}`, spectrum)), { headerRow: 1 })

  expect(cells.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])))).toEqual(expected)
})

test.runIf(here).each([
  ['chardet/Big5', 'big5'],
  ['chardet/GB2312', 'gb18030'],
])('every text in %s is recognised', async (folder, encoding) => {
  const texts = new URL(`text-encodings/${folder}/`, shared)
  for (const file of readdirSync(texts)) expect(await detectEncoding(opening(readFileSync(new URL(file, texts)))), file).toBe(encoding)
})

test.runIf(here)('a real list in GBK is read to its end', async () => {
  const { format, names, cells } = await table(readFileSync(new URL('csv-messy/gbk/stock_basic_gbk.csv', shared)))

  expect(format.encoding).toBe('gb18030')
  expect(names).toEqual(['code', 'code_name', 'ipoDate', 'outDate', 'type', 'status'])
  expect(cells).toHaveLength(4_732)
  expect(cells[0]?.[1]).toBe('上证综合指数')
})
