import { gzipSync } from 'node:zlib'
import { CFB } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { columnNames, detectFormat, readRows, type TableRow } from '../read-table.ts'
import { cards, csv, everyKind, jsonLines, opening, people, readAll, workbook, xlsx, zipped } from './fixtures.test-support.ts'
import { plainText } from './number-format.ts'
import { createStringTable } from './string-table.ts'

const [header, ...rows] = people.map((row) => [...row])

test('the same list is read out of every kind of file', async () => {
  const kinds = await everyKind()
  for (const [name, bytes] of kinds) {
    if (name === 'people.vcf') continue
    const { names, cells } = await readAll(bytes)
    expect(names, name).toEqual(header)
    expect(cells, name).toEqual(rows)
  }
}, 60_000)

test('reading goes on behind any row of any kind of file, and says the same', async () => {
  for (const [name, bytes] of await everyKind()) {
    const { format, rows: all } = await readAll(bytes)
    const after = all[0]?.number ?? 0
    const rest: TableRow[] = []
    for await (const some of readRows(opening(bytes), format, { after, size: 1 })) rest.push(...some)
    expect(rest, name).toEqual(all.slice(1))
  }
}, 60_000)

test.each(['xlsb', 'biff5', 'biff2', 'xlml', 'fods'] as const)('a workbook saved as %s is read', async (kind) => {
  const { cells, format } = await readAll(
    workbook(
      {
        List: [
          ['Name', 'City'],
          ['Ada', 'London'],
          ['Lin', 'Suzhou'],
        ],
      },
      kind,
    ),
  )
  expect(format.kind).toBe('xls')
  expect(cells).toEqual([
    ['Ada', 'London'],
    ['Lin', 'Suzhou'],
  ])
})

const cell = (reference: string, type: string, inner: string) => `<c r="${reference}" ${type}>${inner}</c>`

test('cells of a workbook come as people see them: dates, times, percentages, long numbers, booleans', async () => {
  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="[Red]#,##0.00"/><numFmt numFmtId="166" formatCode="[h]:mm"/></numFmts>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="10"/><xf numFmtId="166"/><xf numFmtId="31"/></cellXfs>'
  const value = (reference: string, style: number, text: string) => cell(reference, `s="${style}"`, `<v>${text}</v>`)
  const sheet = `<row r="1">${[
    value('A1', 1, '46098'),
    value('B1', 2, '46098.404166666667'),
    value('C1', 3, '46098'),
    value('D1', 4, '1234.5'),
    value('E1', 5, '0.155'),
    value('F1', 6, '1.0625'),
    value('G1', 0, '1.2300000000000001E+20'),
    value('H1', 0, '0.1'),
    cell('I1', 't="b"', '<v>1</v>'),
    cell('J1', 't="e"', '<v>#N/A</v>'),
    cell('K1', 't="str"', '<f>A1&amp;"x"</f><v>46098x</v>'),
    value('L1', 7, '46098'),
    value('M1', 1, '59'),
  ].join('')}</row>`

  const { cells } = await readAll(await xlsx({ sheet, styles }), { headerRow: 0 })

  expect(cells[0]).toEqual([
    '2026-03-17',
    '2026-03-17T09:42:00',
    '2026-03-17',
    '1234.5',
    '15.5%',
    '25:30:00',
    '123000000000000000000',
    '0.1',
    'TRUE',
    '',
    '46098x',
    '2026-03-17',
    '1900-02-28',
  ])
})

test('days are counted from 1904 where the workbook says so', async () => {
  const workbookXml = `<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`
  const sheet = `<row r="1">${cell('A1', 's="1"', '<v>44636</v>')}</row>`
  const { cells } = await readAll(await xlsx({ sheet, styles: '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>', workbook: workbookXml }), {
    headerRow: 0,
  })
  expect(cells).toEqual([['2026-03-17']])
})

test('texts of a workbook may be shared, rich, phonetic, inline and escaped, and cells may have no address', async () => {
  const strings =
    '<si><t>Name</t></si><si><r><t>林</t></r><r><rPr><b/></rPr><t>悦</t></r><rPh sb="0" eb="1"><t>リン</t></rPh></si><si><t xml:space="preserve"> a_x000D_b </t></si>'
  const sheet = `<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>City</t></is></c></row><row r="5"><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row><row><c r="B6" t="inlineStr"><is><r><t>Su</t></r><r><t>zhou</t></r></is></c></row>`

  const { names, rows: read } = await readAll(await xlsx({ sheet, strings }))

  expect(names).toEqual(['Name', 'City'])
  expect(read).toEqual([
    { number: 5, cells: ['林悦', ' a\rb '] },
    { number: 6, cells: ['', 'Suzhou'] },
  ])
})

test('the fullest visible sheet is read, and another one on demand', async () => {
  const few = [
    ['Name', 'City'],
    ['A', 'X'],
  ]
  const many = [['Name', 'City'], ...Array.from({ length: 20 }, (_, index) => [`A${index}`, 'X'])]
  const bytes = workbook({ 说明: few, 客户: many }, 'xlsx')

  const first = await readAll(bytes)
  expect(first.format).toMatchObject({
    kind: 'xlsx',
    sheet: '客户',
    sheets: [
      { name: '说明', rows: 2 },
      { name: '客户', rows: 21 },
    ],
  })

  expect((await readAll(bytes, { sheet: '说明' })).cells).toEqual([['A', 'X']])
  await expect(readAll(bytes, { sheet: 'nothing' })).rejects.toMatchObject({ code: 'import_sheet_missing' })
})

test('a header in two storeys gives its lower names, and the upper ones where a name stands over both', async () => {
  const bytes = workbook(
    {
      S: [
        ['名称', '联系方式', null, '金额'],
        [null, '电话', '邮箱', null],
        ['甲', '138', 'a@b.cn', 5],
      ],
    },
    'xlsx',
  )
  const open = opening(bytes)
  const format = await detectFormat(open, { isColumnName: (text) => ['名称', '电话', '邮箱', '金额'].includes(text) })

  // 名称 and 金额 are merged over both rows, so the second row names the columns between them.
  expect(await columnNames(open, { ...format, headerRow: 2 })).toEqual(['名称', '电话', '邮箱', '金额'])
})

test('of an archive, the likeliest file is read and the others are offered; Chinese names are read in either encoding', async () => {
  const files = [
    ['说明.pdf', '%PDF-1.7'],
    ['数据/客户.csv', csv],
    ['数据/空.csv', 'a,b\n'],
    ['__MACOSX/数据/._客户.csv', 'x'],
  ] as const
  for (const names of ['utf-8', 'gb18030']) {
    const { format, cells } = await readAll(await zipped(files, { names }))
    expect(format.entry).toMatch(/^数据\/客户\.csv/)
    expect(format.entries).toHaveLength(3)
    expect(cells).toEqual(rows)
  }
  const other = await readAll(await zipped(files), { entry: '数据/空.csv' })
  expect(other.names).toEqual(['a', 'b'])
  await expect(readAll(await zipped(files), { entry: '说明.pdf' })).rejects.toMatchObject({ code: 'import_not_a_table' })
  await expect(readAll(await zipped(files), { entry: 'gone.csv' })).rejects.toMatchObject({ code: 'import_entry_missing' })
})

test('JSON comes in lines, in an array and inside of an answer; what is nested gets names of its own', async () => {
  const records = [
    { id: '#', name: 'A', address: { city: 'X' }, tags: ['a', 'b'], active: true },
    { id: 2, name: 'B', phones: [{ number: '1' }, { number: '2' }], amount: 1e21 },
  ]
  const text = JSON.stringify(records).replace('"#"', '9007199254740993')
  for (const bytes of [text, `{"value": ${text}, "count": 2}`]) {
    const { names, cells } = await readAll(bytes)
    expect(names).toEqual(['id', 'name', 'address.city', 'tags', 'active', 'phones.1.number', 'phones.2.number', 'amount'])
    expect(cells).toEqual([
      ['9007199254740993', 'A', 'X', 'a; b', 'TRUE', '', '', ''],
      ['2', 'B', '', '', '', '1', '2', '1000000000000000000000'],
    ])
  }
})

test('a line of JSON that cannot be read spoils no other', async () => {
  const { rows: read } = await readAll(`${jsonLines}\n{"姓名": broken}\n{"姓名":"Last"}\n`)
  expect(read).toHaveLength(5)
  expect(read[3]).toMatchObject({ number: 4, problem: 'row_unreadable' })
  expect(read[4]?.cells[0]).toBe('Last')
})

test('cards of every version become the same columns', async () => {
  const old =
    'BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9E=97;=E6=82=\r\n=A6;;;\r\nORG:Acme, Inc.;Sales\r\nTEL;WORK;VOICE:1\r\nTEL;CELL;PREF:2\r\nTEL;WORK;FAX:3\r\nEMAIL;INTERNET:a@example.com\r\nADR;WORK:;;1 Main St;Town;ST;12345;Land\r\nPHOTO;ENCODING=BASE64;TYPE=JPEG:\r\n /9j/4QoP\r\n\r\nEND:VCARD\r\n'
  const three =
    'BEGIN:VCARD\nVERSION:3.0\nFN:林悦\nN:林;悦;;;\nitem1.ORG:Acme\\, Inc.;Sales\nTEL;TYPE=work,voice:1\nTEL;TYPE=CELL:2\nTEL;TYPE="fax,work":3\nEMAIL;type=INTERNET:a@exam\n ple.com\nADR;TYPE=WORK:;;1 Main St;Town;ST;12345;Land\nPHOTO;ENCODING=b:/9j/4QoP\nEND:VCARD\n'
  const four =
    'BEGIN:VCARD\nVERSION:4.0\nFN:林悦\nN:林;悦;;;\nORG:Acme\\, Inc.;Sales\nTEL;TYPE=work;VALUE=uri:tel:1\nTEL;TYPE=cell:2\nTEL;TYPE=fax:3\nEMAIL:a@example.com\nADR:;;1 Main St;Town;ST;12345;Land\nPHOTO:data:image/jpeg;base64,/9j/4QoP\nEND:VCARD\n'

  const { names, cells } = await readAll(old + three + four)

  expect(names).toEqual(
    'Full name,Last name,First name,Organisation,Department,Mobile,Phone (work),Fax,E-mail,Street,City,Region,Postal code,Country'.split(
      ',',
    ),
  )
  const person = ['林悦', '林', '悦', 'Acme, Inc.', 'Sales', '2', '1', '3', 'a@example.com', '1 Main St', 'Town', 'ST', '12345', 'Land']
  expect(cells).toEqual([person, person, person])
})

test('a malformed line of a card costs that line, a card without an end ends where the next begins', async () => {
  const { cells, names } = await readAll(`BEGIN:VCARD\nVERSION:3.0\nnonsense\nFN:A\nBDAY:--0412\n${cards}`)
  expect(names).toEqual(['Full name', 'Mobile', 'E-mail', 'Birthday (no year)'])
  expect(cells[0]).toEqual(['A', '', '', '04-12'])
  expect(cells).toHaveLength(4)
})

test.each([
  ['\\"', 'name,note\n"A","say \\"hi\\" twice"\n"B","x"\n', ['A', 'say "hi" twice']],
  ['CR', 'name,note\rA,b\rC,d\r', ['A', 'b']],
  ['#', '# exported 2026\nname,note\nA,b\n# half\nC,d\n', ['A', 'b']],
  ['^', 'name^note\nA, x^b\nC^d\n', ['A, x', 'b']],
])('text written with %s is understood', async (_, text, first) => {
  const { names, cells } = await readAll(text)
  expect(names).toEqual(['name', 'note'])
  expect(cells[0]).toEqual(first)
  expect(cells).toHaveLength(2)
})

function locked(): Buffer {
  const container = CFB.utils.cfb_new()
  CFB.utils.cfb_add(container, '/EncryptionInfo', Buffer.alloc(64))
  CFB.utils.cfb_add(container, '/EncryptedPackage', Buffer.alloc(64))
  return CFB.write(container, { type: 'buffer' }) as Buffer
}

const bombBytes = 96 * 1024 * 1024

test.each([
  ['gzip', () => gzipSync(Buffer.alloc(bombBytes))],
  ['zip', () => zipped([['a.csv', Buffer.alloc(bombBytes)]])],
])(
  'what unpacks out of all proportion is not unpacked: %s',
  async (_, bytes) => {
    await expect(readAll(await bytes())).rejects.toMatchObject({ code: 'import_unpacks_too_large' })
  },
  60_000,
)

test.each<[string, () => Buffer | string | Promise<Buffer>, string]>([
  ['a locked workbook', locked, 'import_password_protected'],
  ['a Word file', () => zipped([['word/document.xml', '<a/>']]), 'import_not_a_table'],
  ['an empty archive', () => zipped([]), 'import_archive_empty'],
  ['an archive in an archive', async () => zipped([['inner.zip', await zipped([['a.csv', csv]])]]), 'import_archive_nested'],
  ['half a gzip', () => gzipSync(csv.repeat(100)).subarray(0, 60), 'import_file_broken'],
  ['half an archive', async () => (await zipped([['a.csv', csv]])).subarray(0, 80), 'import_file_broken'],
  ['a workbook without cells', () => workbook({ S: [[]] }, 'xlsx'), 'import_file_empty'],
  ['a workbook with broken XML', () => xlsx({ sheet: '<row><c></row>' }), 'import_file_broken'],
  ['half of an XLS', () => workbook({ S: people }, 'biff8').subarray(0, 1_000), 'import_file_broken'],
  ['JSON that breaks off', () => '[{"a": 1}, {"a": ', 'import_json_broken'],
  ['JSON without records', () => '["a", "b"]', 'import_json_no_records'],
  ['a card that says nothing', () => 'BEGIN:VCARD\nEND:VCARD\n', 'import_file_empty'],
  ['a PDF', () => '%PDF-1.7\n1 0 obj', 'import_not_a_table'],
  ['XML behind a remark', () => '<!-- metadata -->\n<phones><phone/></phones>', 'import_not_a_table'],
  ['XML', () => '<?xml version="1.0"?><orders><order/></orders>', 'import_not_a_table'],
])('%s is refused in words', async (_, bytes, code) => {
  await expect(readAll(await bytes())).rejects.toMatchObject({ code })
})

test('a sum shows what a spreadsheet shows, not what the machine adds in the last place', () => {
  expect([0.1 + 0.2, 0.7 + 0.1, 1e21, 1.5e-7, 2 ** 53].map(plainText)).toEqual([
    '0.3',
    '0.8',
    '1000000000000000000000',
    '0.00000015',
    '9007199254740992',
  ])
})

test('many texts are kept beyond what memory may hold', () => {
  const table = createStringTable({ memoryPages: 2 })
  const long = '长'.repeat(1_000)
  for (let index = 0; index < 6_000; index++) table.add(`${index}${long}`)

  const wanted = [0, 5_999, 3_000, 1, 4_500, 0]
  expect(wanted.map((index) => table.at(index))).toEqual(wanted.map((index) => `${index}${long}`))
  expect(table.at(6_000)).toBe('')
  table.close()
})
