import { createReadStream, existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  createImportProjects,
  createImports,
  type ImportPlan,
  importCheckJob,
  importJob,
  importProjectCheckJob,
  importProjectJob,
  importProjectUndoJob,
  regionMatcher,
} from '../engine/index.ts'
import { type TestWorkspace, testEngine } from '../testing/workspace.ts'
import { regions } from './platform/index.ts'

const shared = new URL('../../shared/data/', import.meta.url)
const isHere = existsSync(shared)
if (!isHere) process.stdout.write('skipped: migration projects over real files (../shared/data is not here)\n')

const parts = {
  files: (_workspaceId: string, path: string) => () => createReadStream(new URL(path, shared)),
  regions: regionMatcher(regions),
}
const jobs = [importJob(parts), importCheckJob(parts), importProjectJob, importProjectCheckJob(parts), importProjectUndoJob]
const freshWorkspace = await testEngine({ background: true, jobs })

type File = { object: string; path: string; change?: (plan: ImportPlan) => Partial<ImportPlan> }

/** The files as somebody would upload them, taken as they are suggested, in one project. */
async function project(workspace: TestWorkspace, name: string, files: readonly File[]) {
  const { admin, engine } = workspace
  const imports = createImports(engine, parts)
  const projects = createImportProjects(engine)
  const ids: string[] = []
  for (const { object, path, change } of files) {
    const opened = await imports.open(admin, object, { name: path.split('/').at(-1) ?? '', hash: path, size: 0 })
    if (change) await imports.changePlan(admin, opened.id, { ...opened.plan, ...change(opened.plan) })
    ids.push(opened.id)
  }
  const { id } = await projects.create(admin, { name, files: ids })
  const over = (job: string) =>
    expect.poll(async () => (await engine.job(admin, job)).status, { timeout: 120_000, interval: 20 }).toMatch(/done|failed|cancelled/)
  return { id, projects, over, imports }
}

test.runIf(isHere)(
  'the hardware seller moves with agents, products, accounts and pipeline, to the last dollar',
  { timeout: 300_000 },
  async () => {
    const workspace = await freshWorkspace()
    const { admin } = workspace
    const { id, projects, over } = await project(workspace, 'Maven', [
      { object: 'opportunity', path: 'crm-opportunities/sales_pipeline.csv' },
      { object: 'account', path: 'crm-opportunities/accounts.csv' },
      { object: 'product', path: 'crm-opportunities/products.csv' },
      { object: 'user', path: 'crm-opportunities/sales_teams.csv' },
    ])

    const { files } = await projects.get(admin, id)
    expect(files.at(-1)?.fileName).toBe('sales_pipeline.csv')

    await over(await projects.check(admin, id))
    const forecast = await projects.reconcile(admin, id)
    const counts = (object: string) => forecast.objects.find((one) => one.object === object)?.rows
    expect(counts('user')).toMatchObject({ source: 35, created: 35, rejected: 0 })
    expect(counts('product')).toMatchObject({ source: 7, created: 7, rejected: 0 })
    expect(counts('account')).toMatchObject({ source: 85, created: 85, rejected: 0 })
    expect(counts('opportunity')).toMatchObject({ source: 8_800, created: 8_800, rejected: 0 })

    await over(await projects.start(admin, id))
    expect(await projects.get(admin, id)).toMatchObject({ status: 'done', done: 8_927, rowCount: 8_927 })

    const result = await projects.reconcile(admin, id)
    expect(result.explained).toBe(true)
    const pipeline = result.files.find(({ object }) => object === 'opportunity')
    const amount = pipeline?.figures.find(({ field }) => field === 'amount')
    // 4,238 won and 2,473 lost have a value; lost ones are worth nothing.
    expect(amount).toMatchObject({ source: { count: 6_711, sum: '10005534' }, result: { count: 6_711, sum: '10005534' }, reasons: [] })
    const stages = pipeline?.choices.find(({ field }) => field === 'stage')
    expect(stages?.values.map(({ source, result: held }) => [source, held])).toEqual([
      [4_238, 4_238],
      [2_473, 2_473],
      [1_589, 1_589],
      [500, 500],
    ])
    const accounts = result.files.find(({ object }) => object === 'account')
    for (const figure of accounts?.figures ?? []) expect(figure).toMatchObject({ result: figure.source, reasons: [] })

    await projects.signOff(admin, id, '')
    await over(await projects.undo(admin, id))
    expect(await admin.count({ object: 'opportunity', exact: true })).toMatchObject({ count: 0 })
    expect(await admin.count({ object: 'account', exact: true })).toMatchObject({ count: 0 })
  },
)

test.runIf(isHere)('a HubSpot project finds companies, contacts and deals of each other by their ids', { timeout: 120_000 }, async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { id, projects, over } = await project(workspace, 'HubSpot', [
    { object: 'opportunity', path: 'crm-exports/hubspot/deal_data.csv' },
    { object: 'contact', path: 'crm-exports/hubspot/contact_data.csv' },
    { object: 'account', path: 'crm-exports/hubspot/company_data.csv' },
  ])

  await over(await projects.check(admin, id))
  await over(await projects.start(admin, id))
  const { objects, explained, files } = await projects.reconcile(admin, id)

  expect((await projects.get(admin, id)).status).toBe('done')
  expect(objects.map(({ object }) => object)).toEqual(['account', 'contact', 'opportunity'])
  for (const { rows } of objects)
    expect(rows.created + rows.updated + rows.unchanged + rows.skipped + rows.rejected + rows.asked).toBe(rows.source)
  expect(objects.map(({ rows }) => rows.source)).toEqual([24, 22, 44])
  expect(files.every(({ phase }) => phase === 'result')).toBe(true)
  expect(explained).toBe(true)
})

test.runIf(isHere)(
  'Northwind brings its customers and products; its broken files say which rows are left out',
  { timeout: 120_000 },
  async () => {
    const workspace = await freshWorkspace()
    const { admin } = workspace
    const { id, projects, over } = await project(workspace, 'Northwind', [
      { object: 'account', path: 'northwind/csv/customers.csv' },
      { object: 'product', path: 'northwind/csv/products.csv' },
    ])

    await over(await projects.check(admin, id))
    await over(await projects.start(admin, id))
    const { objects, explained } = await projects.reconcile(admin, id)

    expect(objects.find(({ object }) => object === 'account')?.rows).toMatchObject({ source: 91 })
    expect(objects.find(({ object }) => object === 'product')?.rows).toMatchObject({ source: 77, created: 77 })
    expect(explained).toBe(true)
  },
)
