import { createReadStream, existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  type Context,
  createImports,
  type ImportPlan,
  type ImportState,
  type Imports,
  importCheckJob,
  importJob,
  regionMatcher,
} from '../engine/index.ts'
import { recordsOf, type TestWorkspace, testEngine } from '../testing/workspace.ts'
import { regions } from './platform/index.ts'

const shared = new URL('../../shared/data/', import.meta.url)
const isHere = existsSync(shared)
if (!isHere) process.stdout.write('skipped: imports of real files (../shared/data is not here)\n')

const parts = {
  files: (_workspaceId: string, path: string) => () => createReadStream(new URL(path, shared)),
  regions: regionMatcher(regions),
}
const freshWorkspace = await testEngine({ background: true, jobs: [importJob(parts), importCheckJob(parts)] })

async function finished(workspace: TestWorkspace, job: string): Promise<void> {
  await expect
    .poll(async () => (await workspace.engine.job(workspace.admin, job)).status, { timeout: 120_000, interval: 20 })
    .toMatch(/done|failed|cancelled/)
}

async function imported(
  workspace: TestWorkspace,
  object: string,
  path: string,
  change: (plan: ImportPlan) => ImportPlan = (plan) => plan,
): Promise<ImportState> {
  const imports: Imports = createImports(workspace.engine, parts)
  const context: Context = await workspace.again(workspace.admin)
  const opened = await imports.open(context, object, { name: path.split('/').at(-1) ?? '', hash: path, size: 0 })
  await imports.changePlan(context, opened.id, change(opened.plan))
  await finished(workspace, await imports.start(context, opened.id))
  return imports.get(context, opened.id)
}

test.runIf(isHere)(
  'a company takes in the listed companies, its hardware business, and takes one of them back',
  { timeout: 300_000 },
  async () => {
    const workspace = await freshWorkspace()
    const imports = createImports(workspace.engine, parts)

    const listed = await imported(workspace, 'account', 'china/listed_companies_utf8_bom.csv')
    expect(listed.result).toMatchObject({ created: 2_743, rejected: 0 })

    const agents = await imported(workspace, 'user', 'crm-opportunities/sales_teams.csv')
    expect(agents.result).toMatchObject({ created: 35, rejected: 0 })
    const products = await imported(workspace, 'product', 'crm-opportunities/products.csv')
    expect(products.result).toMatchObject({ created: 7, rejected: 0 })
    const accounts = await imported(workspace, 'account', 'crm-opportunities/accounts.csv')
    expect(accounts.result).toMatchObject({ created: 85, rejected: 0, noted: 0 })
    const pipeline = await imported(workspace, 'opportunity', 'crm-opportunities/sales_pipeline.csv')
    expect(pipeline.result).toMatchObject({ created: 8_800, rejected: 0 })

    const context = await workspace.again(workspace.admin)
    const opportunities = (outcome: string) => ({
      object: 'opportunity',
      filter: { field: 'stage.outcome', op: 'is' as const, value: outcome },
      fields: ['amount'],
    })
    const won = await context.totals(opportunities('won'))
    const lost = await context.totals(opportunities('lost'))
    expect(won).toMatchObject({ count: { count: 4_238 }, totals: { amount: { sum: '10005534' } } })
    expect(lost).toMatchObject({ count: { count: 2_473 } })
    expect(await context.count({ object: 'opportunity', filter: { field: 'account', op: 'isEmpty' } })).toEqual({
      count: 1_425,
      exact: true,
    })
    expect(await context.count({ object: 'opportunity', filter: { field: 'product.name', op: 'is', value: 'GTX Pro' } })).toEqual({
      count: 1_480,
      exact: true,
    })
    expect(await context.count({ object: 'opportunity', filter: { field: 'owner', op: 'isEmpty' } })).toEqual({ count: 0, exact: true })
    const subsidiary = await context.list({
      object: 'account',
      filter: { field: 'name', op: 'is', value: 'Codehow' },
      fields: ['parent', 'industry', 'country'],
    })
    expect(recordsOf(subsidiary)[0]).toMatchObject({ parent: { title: 'Acme Corporation' }, industry: 'software' })
    const misspelt = await context.list({
      object: 'account',
      filter: { field: 'name', op: 'is', value: 'Acme Corporation' },
      fields: ['industry'],
    })
    expect(recordsOf(misspelt)[0]).toMatchObject({ industry: 'technology' })
    const moutai = await context.list({
      object: 'account',
      filter: { field: 'shortName', op: 'is', value: '平安银行' },
      fields: ['name', 'code', 'region', 'listedOn'],
    })
    expect(recordsOf(moutai)[0]).toMatchObject({ name: '平安银行股份有限公司', code: '000001.SZ', region: '4403', listedOn: '1991-04-03' })

    const again = await imported(workspace, 'account', 'china/listed_companies_utf8_bom.csv')
    expect(again.result).toMatchObject({ created: 0, skipped: 2_743 })

    await finished(workspace, await imports.undo(context, listed.id))
    expect(await imports.get(context, listed.id)).toMatchObject({ status: 'undone' })
    expect(await context.count({ object: 'account' })).toEqual({ count: 85, exact: true })
  },
)
