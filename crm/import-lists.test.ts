import { expect, test } from 'vitest'
import { recordsOf } from '../testing/workspace.ts'
import { acceptanceEngine, importer, isHere, manifestRows, type Outcome } from './import-acceptance.test-support.ts'

const freshWorkspace = await acceptanceEngine()

const took = (object: string, created: number, rest: Partial<{ skipped: number; rejected: number; why: string[] }> = {}): Outcome => ({
  object,
  created,
  updated: 0,
  skipped: 0,
  rejected: 0,
  why: [],
  ...rest,
})
const refused = (code: string) => ({ refused: code })

/**
 * Lists as they lie about, in the order in which they are taken, none of them edited: what each becomes. Counts are those of the manifest and of the
 * files themselves: quoted line ends are no rows.
 */
const northwind: readonly [string, Outcome][] = [
  ['categories', took('productCategory', 8)],
  ['products', took('product', 77)],
  ['employees', took('user', 9)],
  // 24 of 91 customers and 9 of 29 suppliers have a comma too many: those rows say so, the rest goes in.
  ['customers', took('account', 67, { rejected: 24, why: ['phone: invalid_phone', 'row_too_wide'] })],
  // One more has a link that leads nowhere, #CAJUN.HTM#.
  ['suppliers', took('account', 19, { rejected: 10, why: ['phone: invalid_phone', 'row_too_wide', 'website: invalid_url'] })],
  ['shippers', took('account', 3)],
  // Orders, their lines and territories are no records here: their columns name no field that would say what a row is.
  ...['orders', 'order-details', 'regions', 'territories', 'employee-territories'].map((name): [string, Outcome] => [
    name,
    refused('import_object_unknown'),
  ]),
]

const salesforce: readonly [string, Outcome][] = [
  ['accountData', took('account', 423)],
  ['insertAccountCsv', took('account', 100)],
  ['bulkV2MultipleJobsCsvTemplate', took('account', 100)],
  ['updateAccountCsvTemplate', took('account', 100)],
  // The same five customers as in the file before, by name: they are there.
  ['updateAccountWithExternalIdCsvTemplate', took('account', 0, { skipped: 5 })],
  ['accountsForInsert', took('account', 4)],
  ['constantMappingInCsvClashing', took('account', 2)],
  ['oneToManySforceFieldsMappingInCsv', took('account', 0, { skipped: 2 })],
  ['opportunityData', took('opportunity', 38)],
  ['error0413060133', took('opportunity', 11)],
  // All nine were in opportunityData already, by their id.
  ['success0413060133', took('opportunity', 0, { skipped: 9 })],
  ['createAttachmentTemplate', refused('import_no_records')],
  ['createAttachmentMultipleFilesTemplate', refused('import_no_records')],
  ['hardDeleteBulkApiSetToFalseTemplate', refused('import_no_records')],
  ['hardDeleteEmptyCsvFileTemplate', refused('import_no_records')],
  ['hardDeleteInvalidIDFailsOtherValidIDPassesTemplate', refused('import_no_records')],
  // column1, column2: nothing says what it is.
  ...['csvSeparator', 'csvtext', 'csvtext_BOM_UTF16LE', 'csvtext_BOM_UTF32BE', 'csvtext_BOM_UTF32LE'].map((name): [string, Outcome] => [
    name,
    refused('import_object_unknown'),
  ]),
  ['emptyFirstRowFieldValueInCsvTemplate', refused('import_object_unknown')],
  ['acctsWithBinaryDataInRTF', refused('import_object_unknown')],
  ['timeZoneFormatTesting', refused('import_object_unknown')],
]

test.runIf(isHere)("Northwind's tables are taken in, and rows that are shifted are told", { timeout: 60_000 }, async () => {
  const workspace = await freshWorkspace()
  const { take } = importer(workspace)

  for (const [file, outcome] of northwind) {
    const found = await take(`northwind/csv/${file}.csv`)
    expect.soft('refused' in found ? { refused: found.refused } : found, file).toEqual(outcome)
  }

  const context = await workspace.again(workspace.admin)
  const [chai] = recordsOf(
    await context.list({ object: 'product', filter: { field: 'name', op: 'is', value: 'Chai' }, fields: ['category', 'price'] }),
  )
  expect(chai).toMatchObject({ category: { title: 'Beverages' }, price: { amount: '18' } })
  const [nancy] = recordsOf(
    await context.list({ object: 'user', filter: { field: 'name', op: 'is', value: 'Nancy Davolio' }, fields: ['manager'] }),
  )
  expect(nancy).toMatchObject({ manager: { title: 'Andrew Fuller' } })
})

test.runIf(isHere)('files of the Salesforce data loader are taken in', { timeout: 60_000 }, async () => {
  const workspace = await freshWorkspace()
  const { take } = importer(workspace)

  for (const [file, outcome] of salesforce) {
    const found = await take(`csv-messy/salesforce-dataloader/${file}.csv`)
    expect.soft('refused' in found ? { refused: found.refused } : found, file).toEqual(outcome)
  }

  const context = await workspace.again(workspace.admin)
  const [gravity] = recordsOf(
    await context.list({
      object: 'account',
      filter: { field: 'name', op: 'is', value: 'Gravity Investments' },
      fields: ['address', 'country', 'createdAt'],
    }),
  )
  expect(gravity).toMatchObject({
    address: { street: '00045742 150 Palmer Drive FORT COLLINS CO', postcode: '80525', country: 'US' },
    createdAt: '2006-04-15T03:23:15.000Z',
  })
  expect(
    await context.count({ object: 'opportunity', filter: { field: 'stage.name', op: 'is', value: 'Value Proposition' } }),
  ).toMatchObject({
    exact: true,
  })
})

test.runIf(isHere)('what a file does not say, its reader does: names of customers, dates with zones', async () => {
  const workspace = await freshWorkspace()
  const { take } = importer(workspace)

  expect(await take('csv-messy/salesforce-dataloader/emptyFirstRowFieldValueInCsvTemplate.csv', 'account')).toEqual(
    took('account', 1, { rejected: 1, why: ['website: invalid_url'] }),
  )
  expect(await take('csv-messy/salesforce-dataloader/acctsWithBinaryDataInRTF.csv', 'account')).toEqual(took('account', 1))
  expect(await take('csv-messy/salesforce-dataloader/timeZoneFormatTesting.csv', 'activity')).toEqual(took('activity', 12))

  const context = await workspace.again(workspace.admin)
  const found = recordsOf(await context.list({ object: 'activity', fields: ['subject', 'dueAt'] }))
  const instants = Object.fromEntries(found.map(({ subject, dueAt }) => [String(subject), dueAt]))
  const hours = (utc: string[]) => utc.map((time) => `2009-07-14T${time}:14:45.000Z`)
  expect(['A', 'B', 'C', 'D', 'E', 'F'].map((name) => instants[name])).toEqual(hours(['18', '06', '12', '14', '10', '12']))
  expect(['AT', 'BT', 'CT', 'DT', 'ET', 'FT'].map((name) => instants[name])).toEqual(hours(['18', '06', '12', '14', '10', '12']))
  // 2009\7\14 and 2009-07/14 are no dates.
  expect(await take('csv-messy/salesforce-dataloader/timeZoneFormatTestingWithErrors.csv', 'activity')).toEqual(
    took('activity', 4, { rejected: 2, why: ['dueAt: cell_not_date'] }),
  )
})

test.runIf(isHere)('a price list of shares in GBK and its 4,732 rows', { timeout: 60_000 }, async () => {
  const workspace = await freshWorkspace()
  const { take, open } = importer(workspace)
  const { opened } = await open('csv-messy/gbk/stock_basic_gbk.csv')
  expect(opened).toMatchObject({ object: 'account', rowCount: 4_732, format: { encoding: 'gb18030' } })
  expect(opened.plan.columns.map(({ target }) => target)).toEqual(['code', 'name', 'listedOn', null, null, null])

  expect(await take('csv-messy/gbk/stock_basic_gbk.csv')).toEqual(took('account', 4_732))
})

test.runIf(isHere)('the business of a hardware seller: people, products, customers, 8,800 opportunities', { timeout: 60_000 }, async () => {
  const workspace = await freshWorkspace()
  const { take } = importer(workspace)
  expect(await take('crm-opportunities/sales_teams.csv')).toEqual(took('user', 35))
  expect(await take('crm-opportunities/products.csv')).toEqual(took('product', 7))
  expect(await take('crm-opportunities/accounts.csv')).toEqual(took('account', 85))
  expect(await take('crm-opportunities/sales_pipeline.csv')).toEqual(took('opportunity', 8_800))
  expect(await take('crm-opportunities/data_dictionary.csv')).toEqual(refused('import_object_unknown'))
})

test.runIf(isHere)('lists of China: companies, divisions, and names without any heading', { timeout: 240_000 }, async () => {
  const workspace = await freshWorkspace()
  const { take } = importer(workspace)
  expect(await take('china/listed_companies_utf8_bom.csv')).toEqual(took('account', 2_743))
  for (const file of ['cities.csv', 'areas.csv', 'streets.csv.gz'])
    expect(await take(`china/divisions/${file}`)).toMatchObject({ refused: 'import_no_records', told: { system: '行政区划' } })
  expect(await take('china/divisions/provinces.csv')).toEqual(refused('import_object_unknown'))
  expect(await take('china/divisions/HK-MO-TW.json')).toMatchObject({ refused: expect.stringMatching(/^import_/) })
})

test.runIf(isHere)("Odoo's template for contacts; those that were damaged on their way are told to be", { timeout: 60_000 }, async () => {
  const workspace = await freshWorkspace()
  const { take } = importer(workspace)
  expect(await take('import-templates/odoo/res_partner.xlsx')).toEqual(took('account', 3))
  // Both lost bytes when they were copied: the table of their parts stands 7 and 6 bytes before where the file says it does.
  expect(await take('import-templates/odoo/crm_lead.xls')).toMatchObject({ refused: 'import_file_broken' })
  expect(await take('import-templates/odoo/product_template.xls')).toMatchObject({ refused: 'import_file_broken' })

  const context = await workspace.again(workspace.admin)
  const [brandon] = recordsOf(
    await context.list({ object: 'account', filter: { field: 'name', op: 'is', value: 'Brandon Freeman' }, fields: ['kind', 'parent'] }),
  )
  expect(brandon).toMatchObject({ kind: 'individual', parent: { title: 'Azure Interior' } })
})

test.runIf(isHere)('files that only try a reader out name no field of ours, and make nothing', { timeout: 60_000 }, async () => {
  const workspace = await freshWorkspace()
  const { take } = importer(workspace)
  const files = [...manifestRows().keys()].filter((path) => /^csv-messy\/(?:commons-csv|csv-spectrum\/csvs)\//.test(path))
  expect(files).toHaveLength(23)

  for (const path of files)
    expect.soft(await take(path), path).toEqual(refused(path.endsWith('/empty.txt') ? 'import_file_empty' : 'import_object_unknown'))

  expect(await (await workspace.again(workspace.admin)).count({ object: 'account' })).toEqual({ count: 0, exact: true })
})
