import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { text as textOf } from 'node:stream/consumers'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { decodedStream, detectEncoding } from '../encoding.ts'
import { opening, readAll } from './fixtures.test-support.ts'

const shared = new URL('../../../../shared/data/', import.meta.url)
const here = existsSync(shared)
if (!here) process.stdout.write('skipped: real files of every kind (../shared/data is not here)\n')

const file = (path: string) => readFileSync(new URL(path, shared))
const read = (path: string, headerRow?: number) => readAll(file(path), headerRow === undefined ? {} : { headerRow })

/** What the name of a text says of its encoding, where the library that decodes knows it by another name. */
const encodingsByName: Readonly<Record<string, string>> = {
  ascii: 'utf-8',
  big5: 'big5',
  euc_jp: 'euc-jp',
  gb18030: 'gb18030',
  iso88592_cs: 'iso-8859-2',
  iso88595_ru: 'iso-8859-5',
  iso88597_el: 'iso-8859-7',
  iso88598: 'iso-8859-8',
  iso88599_tr: 'iso-8859-9',
  lang_japanese: 'utf-8',
  lang_korean: 'utf-8',
  lang_turkish: 'utf-8',
  utf32be: 'utf-32be',
  utf32le: 'utf-32le',
  windows_1251: 'windows-1251',
  windows_1253: 'windows-1253',
  windows_1255: 'windows-1255',
  windows_1256: 'windows-1256',
  windows_1257_lt: 'windows-1257',
  windows_1257_lv: 'windows-1257',
}

async function decoded(path: string): Promise<string> {
  const open = opening(file(path))
  return textOf(await decodedStream(open, await detectEncoding(open)))
}

test.runIf(here).each(Object.entries(encodingsByName))('the text %s is decoded as %s says', async (name, encoding) => {
  const path = `text-encodings/node-chardet/${name}`
  expect(await decoded(path)).toBe(iconv.decode(file(path), encoding))
})

test.runIf(here)('text that shifts between ASCII and Korean is decoded', async () => {
  expect(await decoded('text-encodings/node-chardet/iso2022kr')).toMatch(/^기본적으로 컴퓨터는 숫자만 처리합니다\. 글자나 다른 문자에도/)
})

test.runIf(here).each([
  ['UTF-16/bom-utf-16-be.srt', 'utf-16be'],
  ['UTF-16/bom-utf-16-le.srt', 'utf-16le'],
  ['UTF-16BE/nobom-utf16be.txt', 'utf-16be'],
  ['UTF-16BE/plane1-utf-16be.html', 'utf-16be'],
])('%s is decoded', async (name, encoding) => {
  const path = `text-encodings/chardet/${name}`
  expect(await decoded(path)).toBe(iconv.decode(file(path), encoding))
})

test.runIf(here).each(['UTF16LE', 'UTF32BE', 'UTF32LE'])('a table marked as %s is the same table', async (mark) => {
  const folder = 'csv-messy/salesforce-dataloader/csvtext'
  const [plain, marked] = [await read(`${folder}.csv`), await read(`${folder}_BOM_${mark}.csv`)]
  expect(marked.names).toEqual(plain.names)
  expect(marked.cells).toEqual(plain.cells)
})

const workbooks = here ? globSync('spreadsheets/**/*.{xls,xlsx}', { cwd: shared }).sort() : []
/** The workbooks that hold no cell with anything in it, and the one that is no XML. */
const refused: Readonly<Record<string, string>> = {
  'images.xlsx': 'import_file_empty',
  'test-issue-257.xlsx': 'import_file_empty',
  'test-issue-771.xlsx': 'import_file_empty',
  'invalid-xml.xlsx': 'import_file_broken',
}

test.runIf(here).each(workbooks)(
  '%s is read, or refused for a reason',
  async (path) => {
    const code = await read(path).then(
      () => undefined,
      (error: { code?: string }) => error.code,
    )
    expect(code).toBe(refused[path.replace(/^.*\//, '')])
  },
  60_000,
)

test.runIf(here).each(['xls', 'xlsx'])(
  'moments stored as numbers are those that stand beside them as text: %s',
  async (kind) => {
    const { cells } = await read(`spreadsheets/readxl/datetime-rounding.${kind}`)
    expect(cells).toHaveLength(4)
    expect(cells.map(([stored]) => stored?.replace('T', ' '))).toEqual(cells.map(([, written]) => written))
  },
  60_000,
)

test.runIf(here).each([
  ['names-need-repair-xls.xls', 'names-need-repair-xlsx.xlsx'],
  ['empty-named-column.xls', 'empty-named-column.xlsx'],
  ['unnamed-duplicated-columns.xls', 'unnamed-duplicated-columns.xlsx'],
  ['big-texty-numbers-xls.xls', 'big-texty-numbers-xlsx.xlsx'],
])(
  '%s and %s say the same',
  async (old, recent) => {
    const [one, other] = [await read(`spreadsheets/readxl/${old}`), await read(`spreadsheets/readxl/${recent}`)]
    expect(one.names).toEqual(other.names)
    expect(one.cells).toEqual(other.cells)
  },
  60_000,
)

test.runIf(here)(
  "the template of Odoo's contacts is read; those two that were spoilt on their way are refused",
  async () => {
    const { names, cells } = await read('import-templates/odoo/res_partner.xlsx')
    expect(names.slice(0, 4)).toEqual(['name', 'is_company', 'company_name', 'country_id'])
    expect(cells).toHaveLength(3)

    // Somebody's program took every CR before an LF for the end of a line and dropped it: sectors are no longer where the file says.
    for (const name of ['crm_lead', 'product_template']) {
      const path = `import-templates/odoo/${name}.xls`
      expect(file(path).includes('\r\n')).toBe(false)
      await expect(read(path), name).rejects.toMatchObject({ code: 'import_file_broken' })
    }
  },
  60_000,
)

type Contact = Record<string, string | undefined>
async function contacts(path: string): Promise<Contact[]> {
  const { names, cells } = await read(path, path.endsWith('.csv') ? 1 : undefined)
  return cells.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])))
}

test.runIf(here)('the cards beside a list of contacts are the same people', async () => {
  const [[listed], [card]] = [await contacts('contacts-csv/all.csv'), await contacts('contacts-csv/all.vcf')]
  expect(card).toMatchObject({
    'Full name': listed?.['Display Name'],
    'First name': listed?.['First Name'],
    'Middle name': listed?.['Middle Name'],
    'Name suffix': listed?.Suffix,
    Organisation: listed?.Company,
    Department: listed?.Department,
    'Job title': listed?.['Job Title'],
    'E-mail': listed?.['Email Home'],
    'E-mail 2': listed?.['Email Work'],
    'E-mail 3': listed?.['Email Other'],
    'Phone (home)': listed?.['Home Phone'],
    'Phone (home) 2': listed?.['Home Phone 2'],
    'Phone (work)': listed?.['Business Phone'],
    Mobile: listed?.['Home Mobile'],
    Fax: listed?.['Home Fax'],
    'Fax 2': listed?.['Business Fax'],
    Street: listed?.['Home Street'],
    City: listed?.['Home City'],
    'City 2': listed?.['Work City'],
    'Country 3': listed?.['Other Country/Region'],
    Note: listed?.Notes,
    Categories: listed?.Categories,
  })

  const [[google], [googleCard]] = [await contacts('contacts-csv/gmail.csv'), await contacts('contacts-csv/gmail.vcf')]
  expect(googleCard).toMatchObject({
    'Full name': google?.Name,
    'Last name': google?.['Family Name'],
    'First name': google?.['Given Name'],
    Birthday: google?.Birthday,
    Note: google?.Notes,
    'E-mail': google?.['E-mail 1 - Value'],
  })

  const [[outlook], [outlookCard]] = [await contacts('contacts-csv/outlook.csv'), await contacts('contacts-csv/outlook.vcf')]
  const addresses = ['E-mail', 'E-mail 2', 'E-mail 3']
  expect(addresses.map((name) => outlookCard?.[name])).toEqual(addresses.map((name) => outlook?.[`${name} Address`]))
})

test.runIf(here).each<[string, number, Contact]>([
  ['android/v21_japanese_1.vcf', 1, { 'Full name': '安藤ロイド' }],
  [
    'android/v21_japanese_2.vcf',
    1,
    { 'Last name': '安藤', Street: '東京都渋谷区桜丘町26-1セルリアンタワー6階', 'Postal code': '150-8512' },
  ],
  ['android/v21_multiple_entry.vcf', 3, { 'Full name': '安藤ロイド3' }],
  [
    'android/v21_complicated.vcf',
    1,
    { 'Last name': 'Gump', Mobile: '0311111111', Note: 'The following note is the example from RFC 2045.' },
  ],
  ['android/v21_invalid_multiple_line.vcf', 1, { 'E-mail': 'omega@example.com' }],
  ['ez-vcard/John_Doe_ANDROID.vcf', 6, { 'E-mail': 'john.doe@company.com' }],
  ['ez-vcard/outlook-2003.vcf', 1, { Organisation: 'Company, The', Department: 'TheDepartment', Birthday: '1980-03-21' }],
  ['ez-vcard/rfc6350-example.vcf', 1, { 'Phone (work)': '+1-418-656-9254 ext. 102', Country: 'Canada' }],
  ['ical4j-vcard/vcard-vCards-SAP.vcf', 30, { 'Full name': 'Gwendolina Brown' }],
  ['ical4j-vcard/vcard-rfc2426.vcf', 2, { Organisation: 'Lotus Development Corporation', 'Postal code': '27613-3502' }],
  ['roundcube/thebat.vcf', 1, { 'Full name': 'Piotr Iksiński' }],
  ['roundcube/johndoe.vcf', 1, { 'Last name': 'Doë' }],
  ['roundcube/utf-16_sample.vcf', 1, { 'Full name': 'Ǽgean ĽdaMonté', City: 'LaPaz' }],
])('vcard/%s holds %i people', async (name, count, first) => {
  const people = await contacts(`vcard/${name}`)
  expect(people).toHaveLength(count)
  expect(people[0]).toMatchObject(first)
})

test.runIf(here)('a card is the one that its JSON says it is', async () => {
  const [, properties] = JSON.parse(file('vcard/ical.js/vcard.json').toString()) as [string, [string, object, string, ...unknown[]][]]
  const [person] = await contacts('vcard/ical.js/vcard.vcf')
  const value = (name: string) => properties.find(([key]) => key === name)?.[3]
  const [lastName, firstName] = value('n') as string[]
  expect(person).toMatchObject({
    'Full name': value('fn'),
    'Last name': lastName,
    'First name': firstName,
    'Job title': value('title'),
    'E-mail': value('email'),
  })
})

test.runIf(here)('every card of every sample is read', async () => {
  const folders = readdirSync(new URL('vcard/', shared))
  const paths = folders.flatMap((folder) => globSync(`vcard/${folder}/*.vcf`, { cwd: shared }))
  for (const path of paths) {
    const cards = file(path)
      .toString('latin1')
      .replaceAll('\0', '')
      .match(/^\s*BEGIN:VCARD/gim)?.length
    expect((await contacts(path)).length, path).toBe(cards)
  }
})
