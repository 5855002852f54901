import { expect, test } from 'vitest'
import { recordsOf } from '../testing/workspace.ts'
import { acceptanceEngine, importer, isHere, manifestRows } from './import-acceptance.test-support.ts'

const freshWorkspace = await acceptanceEngine()

test.runIf(isHere)('133,699 names of companies, packed and without any heading', { timeout: 480_000 }, async () => {
  const workspace = await freshWorkspace()
  const { take } = importer(workspace)
  const path = 'china/company_short_names_a.txt.gz'
  const rows = manifestRows().get(path)

  // Nothing says that the one column holds names of customers: whoever uploads it does.
  expect(await take(path)).toEqual({ refused: 'import_object_unknown' })
  expect(await take(path, 'account')).toEqual({ object: 'account', created: rows, updated: 0, skipped: 0, rejected: 0, why: [] })

  const context = await workspace.again(workspace.admin)
  expect(
    recordsOf(await context.list({ object: 'account', filter: { field: 'name', op: 'is', value: '吖吖宝贝' }, fields: ['name'] })),
  ).toHaveLength(1)
})
