import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, expect, test } from 'vitest'
import {
  createImports,
  type ExportRequest,
  type ImportPlan,
  type ImportState,
  importCheckJob,
  importJob,
  regionMatcher,
  writeExport,
} from '../engine/index.ts'
import { recordsOf, type TestWorkspace, testEngine } from '../testing/workspace.ts'
import { regionPaths, regions } from './platform/index.ts'

const shared = new URL('../../shared/data/', import.meta.url)
const isHere = existsSync(shared)
if (!isHere) process.stdout.write('skipped: exports of real files (../shared/data is not here)\n')

const folder = await mkdtemp(join(tmpdir(), 'guanxi-export-real-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const parts = {
  files: (_workspaceId: string, path: string) => () => createReadStream(path.startsWith('/') ? path : new URL(path, shared)),
  regions: regionMatcher(regions),
}
const freshWorkspace = await testEngine({ background: true, jobs: [importJob(parts), importCheckJob(parts)] })

async function finished(workspace: TestWorkspace, job: string): Promise<void> {
  await expect
    .poll(async () => (await workspace.engine.job(workspace.admin, job)).status, { timeout: 120_000, interval: 20 })
    .toMatch(/done|failed|cancelled/)
}

type Taken = { change?: (plan: ImportPlan) => ImportPlan; isChecked?: boolean }

async function taken(workspace: TestWorkspace, object: string, path: string, { change, isChecked }: Taken = {}): Promise<ImportState> {
  const imports = createImports(workspace.engine, parts)
  const context = await workspace.again(workspace.admin)
  const opened = await imports.open(context, object, { name: path.split('/').at(-1) ?? '', hash: path, size: 0 })
  if (change) await imports.changePlan(context, opened.id, change(opened.plan))
  await finished(workspace, isChecked ? await imports.check(context, opened.id) : await imports.start(context, opened.id))
  return imports.get(context, opened.id)
}

async function exported(workspace: TestWorkspace, request: ExportRequest): Promise<string> {
  const context = await workspace.again(workspace.admin)
  const path = join(folder, `${request.object}-${request.machine ? 'machine' : 'people'}.${request.format}`)
  await context.snapshot((snapshot) =>
    writeExport(snapshot, { reader: context.reader, request, regionNames: regionPaths() }, createWriteStream(path)),
  )
  return path
}

const updating = (plan: ImportPlan): ImportPlan => ({ ...plan, duplicates: { ...plan.duplicates, policy: 'update' } })

test.runIf(isHere)('real businesses go out and come back as the same records, to the last of them', { timeout: 400_000 }, async () => {
  const workspace = await freshWorkspace()
  await taken(workspace, 'account', 'china/listed_companies_utf8_bom.csv')
  for (const [object, file] of [
    ['user', 'sales_teams'],
    ['product', 'products'],
    ['account', 'accounts'],
    ['opportunity', 'sales_pipeline'],
  ] as const)
    await taken(workspace, object, `crm-opportunities/${file}.csv`)

  const lines = parse(
    await readFile(
      await exported(workspace, { object: 'opportunity', format: 'csv', fields: ['name', 'account', 'amount', 'stage', 'owner'] }),
    ),
    {
      columns: true,
      bom: true,
    },
  ) as Record<string, string>[]
  const won = await workspace.admin.totals({
    object: 'opportunity',
    filter: { field: 'stage.outcome', op: 'is', value: 'won' },
    fields: ['amount'],
  })
  expect(lines).toHaveLength(8_800)
  expect(lines.filter((line) => line['客户'] === '')).toHaveLength(1_425)
  expect(lines.reduce((sum, line) => sum + Number(line['金额']), 0)).toBe(Number(won.totals.amount?.sum))

  for (const [object, format, rows] of [
    ['account', 'xlsx', 2_828],
    ['opportunity', 'csv', 8_800],
  ] as const) {
    const path = await exported(workspace, { object, format, fields: ['*'], machine: true })
    const { check } = await taken(workspace, object, path, { change: updating, isChecked: true })
    expect(check, `${object} as ${format}`).toMatchObject({ rows, errors: 0, effects: { create: 0, update: 0, reject: 0 } })
  }
})

test.runIf(isHere)('what people read in a file of customers, another company takes in as it stands', { timeout: 300_000 }, async () => {
  const [from, to] = [await freshWorkspace(), await freshWorkspace()]
  await taken(from, 'account', 'china/listed_companies_utf8_bom.csv')
  const fields = ['name', 'shortName', 'code', 'status', 'region', 'industry', 'listedOn', 'phone', 'website', 'country']
  const path = await exported(from, { object: 'account', format: 'xlsx', fields })

  const { result } = await taken(to, 'account', path)

  const all = async (workspace: TestWorkspace) => {
    const records: Record<string, unknown>[] = []
    let cursor: string | undefined
    do {
      const page = await workspace.admin.list({ object: 'account', fields, sort: ['code', 'name'], limit: 500, cursor })
      records.push(...recordsOf(page).map(({ id: _id, revision: _revision, ...values }) => values))
      cursor = page.next ?? undefined
    } while (cursor)
    return records
  }
  expect(result).toMatchObject({ created: 2_743, rejected: 0 })
  expect(await all(to)).toEqual(await all(from))
})
