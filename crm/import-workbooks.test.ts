import { expect, test } from 'vitest'
import { recordsOf } from '../testing/workspace.ts'
import { acceptanceEngine, importer, isHere, manifestRows } from './import-acceptance.test-support.ts'

const freshWorkspace = await acceptanceEngine()

/** Workbooks without a table in their first sheet, two with nothing in any, and one whose XML ends in the middle. */
const refused: Readonly<Record<string, string>> = {
  'readxl/empty-sheets.xls': 'import_title_missing',
  'readxl/empty-sheets.xlsx': 'import_title_missing',
  'exceljs/images.xlsx': 'import_file_empty',
  'exceljs/invalid-xml.xlsx': 'import_file_broken',
  'exceljs/test-issue-257.xlsx': 'import_file_empty',
  'exceljs/test-issue-771.xlsx': 'import_file_empty',
}

test.runIf(isHere)('every workbook is read, and its rows go in under the names of one of its columns', { timeout: 240_000 }, async () => {
  const workspace = await freshWorkspace()
  const { open, take } = importer(workspace)
  const files = [...manifestRows().keys()]
    .filter((path) => path.startsWith('spreadsheets/'))
    .map((path) => path.slice('spreadsheets/'.length))
  expect(files).toHaveLength(49)

  for (const file of files.filter((one) => one in refused))
    expect.soft(await take(`spreadsheets/${file}`, 'account'), file).toMatchObject({ refused: refused[file] })
  for (const file of files.filter((one) => !(one in refused))) {
    const { opened } = await open(`spreadsheets/${file}`, 'account')
    // None of them is a list of customers: the fullest column stands for the name, and the others are left out.
    const fullest = [...opened.columns].sort((one, other) => other.filled - one.filled)[0]
    const outcome = await take(`spreadsheets/${file}`, 'account', (plan) => ({
      ...plan,
      columns: plan.columns.map((_, index) => ({ target: index === fullest?.index ? 'name' : null })),
      fill: {},
      duplicates: { matchBy: [], policy: 'create', decisions: {} },
    }))
    expect
      .soft(outcome, file)
      .toMatchObject({ object: 'account', created: fullest?.filled ?? 0, rejected: opened.rowCount - (fullest?.filled ?? 0) })
  }

  const context = await workspace.again(workspace.admin)
  expect(
    recordsOf(await context.list({ object: 'account', filter: { field: 'name', op: 'is', value: '22.8' }, fields: ['name'] })),
  ).not.toEqual([])
})
