import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { recordsOf, type TestWorkspace, testEngine } from '../../../testing/workspace.ts'
import type { Context } from '../../context.ts'
import { importCheckJob } from '../check-job.ts'
import { createImports } from '../imports.ts'
import type { ImportPlan } from '../plan.ts'
import { importJob } from '../run.ts'
import { createImportProjects } from './projects.ts'
import { importProjectCheckJob, importProjectJob, importProjectUndoJob } from './run-project.ts'

const stored = new Map<string, string>()
const parts = { files: (_workspaceId: string, hash: string) => () => Readable.from([Buffer.from(stored.get(hash) ?? '')]) }
const jobs = [importJob(parts), importCheckJob(parts), importProjectJob, importProjectCheckJob(parts), importProjectUndoJob]
const freshWorkspace = await testEngine({ background: true, jobs })

const accounts =
  'id,客户名称,员工人数,年营业额,上市日期,级别\n11,远山医疗,120,1000.10,2020-01-02,A\n12,同川设备,80,2000.20,2021-03-04,B\n13,,7,500,,A\n'
const contacts = 'id,姓名,客户,手机\n21,林悦,11,13800138000\n22,何嘉,同川设备,13900139000\n'
const opportunities =
  '商机名称,客户,联系人,阶段,金额,预计成交\n监护仪,11,21,赢单,1054.50,2026-05-01\n呼吸机,同川设备,何嘉,赢单,4514,2026-06-01\n除颤仪,无此客户,,赢单,99,2026-07-01\n'

/** Somebody who moves house with several files. */
function desk(workspace: TestWorkspace, context: Context = workspace.admin) {
  const imports = createImports(workspace.engine, parts)
  const projects = createImportProjects(workspace.engine)
  const over = (job: string) =>
    expect
      .poll(async () => (await workspace.engine.job(context, job)).status, { timeout: 30_000, interval: 10 })
      .toMatch(/done|failed|cancelled/)
  const upload = async (object: string, name: string, content: string, change: (plan: ImportPlan) => Partial<ImportPlan> = () => ({})) => {
    const hash = `file ${stored.size}`
    stored.set(hash, content)
    const opened = await imports.open(context, object, { name, hash, size: content.length })
    await imports.changePlan(context, opened.id, {
      ...opened.plan,
      columns: opened.plan.columns.map((column) => ({ ...column, whenMissing: 'reject' as const })),
      ...change(opened.plan),
    })
    return opened.id
  }
  return { imports, projects, over, upload }
}

/** The three files in one project, uploaded in the wrong order. */
async function movingHouse(workspace: TestWorkspace) {
  const own = desk(workspace)
  const deals = await own.upload('opportunity', 'deals.csv', opportunities)
  const people = await own.upload('contact', 'people.csv', contacts)
  const companies = await own.upload('account', 'companies.csv', accounts)
  const project = await own.projects.create(workspace.admin, { name: '旧系统迁移', source: 'old', files: [deals, people, companies] })
  return { ...own, deals, people, companies, project }
}

test('files stand in the order of what they point at, whatever the order of their upload', async () => {
  const workspace = await freshWorkspace()
  const { project, projects } = await movingHouse(workspace)

  expect(project.files.map(({ fileName }) => fileName)).toEqual(['companies.csv', 'people.csv', 'deals.csv'])

  const [first, second, third] = project.files.map(({ importId }) => importId)
  const moved = await projects.change(workspace.admin, project.id, { files: [second ?? '', first ?? '', third ?? ''] })
  expect(moved.files.map(({ fileName }) => fileName)).toEqual(['people.csv', 'companies.csv', 'deals.csv'])
})

test('the check counts what earlier files will bring as there, by name and by id, and tells the sums before anything is written', async () => {
  const workspace = await freshWorkspace()
  const { project, projects, over } = await movingHouse(workspace)

  await over(await projects.check(workspace.admin, project.id))

  const { files } = await projects.get(workspace.admin, project.id)
  expect(files.map(({ check }) => check)).toMatchObject([
    { rows: 3, ready: 2, errors: 1 },
    { rows: 2, ready: 2, errors: 0 },
    { rows: 3, ready: 2, errors: 1 },
  ])
  const forecast = await projects.reconcile(workspace.admin, project.id)
  expect(forecast.files[2]).toMatchObject({ phase: 'forecast', rows: { source: 3, created: 2, rejected: 1 } })
  const amount = forecast.files[2]?.figures.find(({ field }) => field === 'amount')
  expect(amount).toMatchObject({
    source: { count: 3, sum: '5667.5' },
    result: null,
    reasons: [{ reason: 'rejected', count: -1, sum: '-99' }],
  })
  expect(await workspace.admin.count({ object: 'account' })).toMatchObject({ count: 0 })
})

test('the check of a second list of the same kind counts the records of the first as there', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { upload, projects, over } = desk(workspace)
  const skip = (plan: ImportPlan) => ({ duplicates: { ...plan.duplicates, matchBy: [['name']], policy: 'skip' as const } })
  const erp = await upload('account', 'erp.csv', '客户名称\n远山医疗\n同川设备\n', skip)
  const crm = await upload('account', 'crm.csv', '客户名称\n同川设备\n新乡牧野医院\n', skip)
  const project = await projects.create(admin, { name: '两个来源' })
  await projects.change(admin, project.id, { files: [erp, crm] })

  await over(await projects.check(admin, project.id))
  const forecast = await projects.reconcile(admin, project.id)
  await over(await projects.start(admin, project.id))
  const result = await projects.reconcile(admin, project.id)

  expect(forecast.objects).toMatchObject([{ rows: { source: 4, created: 3, skipped: 1, rejected: 0 } }])
  expect(result.objects).toMatchObject([{ rows: { source: 4, created: 3, skipped: 1, rejected: 0 }, records: 3 }])
})

test('one start takes all in, every figure is reconciled, edits since are told, and a signature closes it', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { project, projects, over, imports } = await movingHouse(workspace)

  await over(await projects.start(admin, project.id))

  const state = await projects.get(admin, project.id)
  expect(state).toMatchObject({ status: 'done', done: 8, rowCount: 8 })
  const deals = recordsOf(await admin.list({ object: 'opportunity', fields: ['name', 'account', 'contact'], sort: ['name'] }))
  expect(
    deals.map(({ name, account, contact }) => [name, (account as { title: string }).title, (contact as { title: string }).title]),
  ).toEqual(
    expect.arrayContaining([
      ['监护仪', '远山医疗', '林悦'],
      ['呼吸机', '同川设备', '何嘉'],
    ]),
  )
  const before = await projects.reconcile(admin, project.id)
  expect(before.explained).toBe(true)
  expect(before.objects).toMatchObject([
    { object: 'account', rows: { source: 3, created: 2, rejected: 1 }, records: 2 },
    { object: 'contact', rows: { source: 2, created: 2 }, records: 2 },
    { object: 'opportunity', rows: { source: 3, created: 2, rejected: 1 }, records: 2 },
  ])
  const revenue = before.files[0]?.figures.find(({ field }) => field === 'annualRevenue')
  expect(revenue).toEqual({
    field: 'annualRevenue',
    label: expect.anything(),
    kind: 'money',
    currency: 'CNY',
    source: { count: 3, sum: '3500.3', least: '500', most: '2000.2' },
    result: { count: 2, sum: '3000.3', least: '1000.1', most: '2000.2' },
    reasons: [{ reason: 'rejected', count: -1, sum: '-500' }],
  })
  const listed = before.files[0]?.figures.find(({ field }) => field === 'listedOn')
  expect(listed).toMatchObject({ source: { count: 2, least: '2020-01-02', most: '2021-03-04' }, reasons: [] })
  const levels = before.files[0]?.choices.find(({ field }) => field === 'level')
  expect(levels?.values.map(({ label, source, result }) => [label.zh, source, result])).toEqual([
    ['A', 2, 1],
    ['B', 1, 1],
  ])

  const [first] = recordsOf(
    await admin.list({ object: 'account', filter: { field: 'name', op: 'is', value: '远山医疗' }, fields: ['name'] }),
  )
  await admin.write({ kind: 'update', object: 'account', id: String(first?.id), values: { annualRevenue: '1500', employees: null } })
  const after = await projects.reconcile(admin, project.id)
  const changed = after.files[0]?.figures.find(({ field }) => field === 'annualRevenue')
  expect(changed).toMatchObject({
    result: { sum: '3500.2' },
    reasons: [{ reason: 'rejected' }, { reason: 'edited', count: 0, sum: '499.9' }],
  })
  const employees = after.files[0]?.figures.find(({ field }) => field === 'employees')
  expect(employees?.reasons).toEqual(expect.arrayContaining([{ reason: 'edited', count: -1, sum: '-120' }]))
  expect(after.files[0]?.records).toEqual({ records: 2, deleted: 0, edited: 1 })
  expect(after.explained).toBe(true)

  const signed = await projects.signOff(admin, project.id, '金额与旧系统一致')
  expect(signed).toMatchObject({
    status: 'signed',
    signOffs: [{ by: { name: '管理员' }, note: '金额与旧系统一致', explained: true, reopened: null }],
  })
  await expect(projects.change(admin, project.id, { name: '改名' })).rejects.toMatchObject({ code: 'import_project_signed' })
  await expect(imports.undo(admin, state.files[0]?.importId ?? '')).rejects.toMatchObject({ code: 'import_project_signed' })
})

test('an administrator takes a signed project back in reverse order, which opens it; what was touched since stays and is counted', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { project, projects, over } = await movingHouse(workspace)
  await over(await projects.start(admin, project.id))
  await projects.signOff(admin, project.id, '')
  const [first] = recordsOf(await admin.list({ object: 'contact', filter: { field: 'name', op: 'is', value: '林悦' }, fields: ['name'] }))
  await admin.write({ kind: 'update', object: 'contact', id: String(first?.id), values: { jobTitle: '院长' } })

  await over(await projects.undo(admin, project.id))

  const state = await projects.get(admin, project.id)
  expect(state).toMatchObject({ status: 'undone', signOffs: [{ reopened: { by: { name: '管理员' } } }] })
  expect(state.undo?.files.map(({ restored, kept }) => [restored, kept])).toEqual([
    [2, 0],
    [1, 1],
    [2, 0],
  ])
  expect(state.files.map(({ status }) => status)).toEqual(['undone', 'undone', 'undone'])
  expect(await admin.count({ object: 'opportunity' })).toMatchObject({ count: 0 })
  expect(await admin.count({ object: 'contact' })).toMatchObject({ count: 1 })
})

test('a file that fails stops the project or not, as was chosen, and the rest goes on at the next start', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { upload, projects, over } = desk(workspace)
  const lost = await upload('account', 'lost.csv', '客户名称\n远山医疗\n')
  const rest = await upload('product', 'rest.csv', '产品名称\n监护仪\n')
  const project = await projects.create(admin, { name: '断点' })
  await projects.change(admin, project.id, { files: [lost, rest] })
  stored.set([...stored.keys()].at(-2) ?? '', '"')

  await over(await projects.start(admin, project.id))

  const stopped = await projects.get(admin, project.id)
  expect(stopped).toMatchObject({ status: 'failed', error: { code: 'import_project_stopped', parameters: { file: 'lost.csv' } } })
  expect(stopped.files.map(({ status }) => status)).toEqual(['failed', 'open'])
  await expect(projects.signOff(admin, project.id, '')).rejects.toMatchObject({ code: 'import_project_file_waits' })
  await over(await projects.start(admin, project.id))
  expect((await projects.get(admin, project.id)).files.map(({ status }) => status)).toEqual(['failed', 'done'])
})

test('a project that is paused rests with its file, and both go on together', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { upload, projects, over } = desk(workspace)
  const rows = Array.from({ length: 3_000 }, (_, index) => `医院 ${index}`)
  const many = await upload('account', 'many.csv', `客户名称\n${rows.join('\n')}\n`)
  const few = await upload('product', 'few.csv', '产品名称\n监护仪\n')
  const project = await projects.create(admin, { name: '暂停' })
  await projects.change(admin, project.id, { files: [many, few] })

  const job = await projects.start(admin, project.id)
  await expect.poll(async () => (await projects.get(admin, project.id)).done, { timeout: 20_000, interval: 5 }).toBeGreaterThan(0)
  await projects.pause(admin, project.id)
  await expect.poll(async () => (await projects.get(admin, project.id)).status, { timeout: 20_000, interval: 10 }).toBe('paused')

  const resting = await projects.get(admin, project.id)
  expect(resting.files.map(({ status }) => status)).toEqual(['paused', 'open'])
  await expect(projects.change(admin, project.id, { name: '改名' })).rejects.toMatchObject({ code: 'import_project_running' })
  await projects.resume(admin, project.id)
  await over(job)
  expect(await projects.get(admin, project.id)).toMatchObject({ status: 'done', done: 3_001 })
  expect(await admin.count({ object: 'account', exact: true })).toMatchObject({ count: 3_000 })
})

test('where two systems use one id, the project means its own', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { upload, projects, over } = desk(workspace)
  const other = await upload('account', 'other.csv', 'id,客户名称\n7,同川设备\n')
  const first = await projects.create(admin, { name: '甲', source: '甲', files: [other] })
  await over(await projects.start(admin, first.id))
  const companies = await upload('account', 'companies.csv', 'id,客户名称\n7,远山医疗\n')
  const people = await upload('contact', 'people.csv', '姓名,客户\n林悦,7\n')
  const second = await projects.create(admin, { name: '乙', source: '乙', files: [companies, people] })

  await over(await projects.start(admin, second.id))

  const [person] = recordsOf(await admin.list({ object: 'contact', fields: ['account'] }))
  expect(person).toMatchObject({ account: { title: '远山医疗' } })
})

test('rows that mean one record, that are skipped, and values that were not written are told apart', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { upload, projects, over } = desk(workspace)
  await admin.write({ kind: 'create', object: 'account', values: { name: '同川设备', employees: 5 } })
  workspace.clock.advance(1_000)
  const update = (plan: ImportPlan) => ({ duplicates: { ...plan.duplicates, matchBy: [['name']], policy: 'update' as const } })
  const first = await upload('account', 'first.csv', '客户名称,员工人数\n远山医疗,10\n远山医疗,30\n', update)
  const empty = (plan: ImportPlan) => ({ duplicates: { ...plan.duplicates, matchBy: [['name']], policy: 'updateEmpty' as const } })
  const second = await upload('account', 'second.csv', '客户名称,员工人数\n同川设备,7\n', empty)
  const skip = (plan: ImportPlan) => ({ duplicates: { ...plan.duplicates, matchBy: [['name']], policy: 'skip' as const } })
  const third = await upload('account', 'third.csv', '客户名称,员工人数\n同川设备,9\n', skip)
  const project = await projects.create(admin, { name: '合并' })
  await projects.change(admin, project.id, { files: [first, second, third] })

  await over(await projects.start(admin, project.id))

  const { files, explained } = await projects.reconcile(admin, project.id)
  expect(explained).toBe(true)
  expect(files.map(({ figures }) => figures[0]?.reasons)).toEqual([
    [{ reason: 'merged', count: -1, sum: '-10' }],
    expect.arrayContaining([
      { reason: 'kept', count: -1, sum: '-7' },
      { reason: 'otherwise', count: 1, sum: '5' },
    ]),
    [{ reason: 'skipped', count: -1, sum: '-9' }],
  ])
  expect(files[0]?.figures[0]).toMatchObject({ source: { count: 2, sum: '40' }, result: { count: 1, sum: '30' } })
})

test('nobody else sees a project, and nobody adds the file of another', async () => {
  const workspace = await freshWorkspace()
  const { project, projects } = await movingHouse(workspace)
  const lin = await workspace.user('林悦', { grants: { '*': { create: 'all', read: 'all', update: 'all', import: 'all' } } })
  const stranger = await freshWorkspace()

  await expect(projects.get(lin, project.id)).rejects.toMatchObject({ code: 'import_project_not_found' })
  await expect(projects.reconcile(lin, project.id)).rejects.toMatchObject({ code: 'import_project_not_found' })
  await expect(projects.get(stranger.admin, project.id)).rejects.toMatchObject({ code: 'import_project_not_found' })
  await expect(projects.create(lin, { name: '抢', files: [project.files[0]?.importId ?? ''] })).rejects.toMatchObject({
    code: 'import_not_found',
  })
  const guest = await workspace.user('访客', { grants: { account: { read: 'all' } } })
  await expect(projects.create(guest, { name: '无权' })).rejects.toMatchObject({ code: 'import_project_needs_right' })
})

test('an administrator sees and signs the project of a colleague, and does not change it', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const lin = await workspace.user('林悦', { grants: { '*': { create: 'all', read: 'all', update: 'all', delete: 'all', import: 'all' } } })
  const { upload, projects, over } = desk(workspace, lin)
  const file = await upload('account', 'companies.csv', '客户名称\n远山医疗\n')
  const project = await projects.create(lin, { name: '林悦的项目', files: [file] })
  await over(await projects.start(lin, project.id))

  await expect(projects.change(admin, project.id, { name: '改名' })).rejects.toMatchObject({ code: 'import_project_not_yours' })
  expect(await projects.signOff(admin, project.id, '')).toMatchObject({ status: 'signed' })
  await expect(projects.reopen(lin, project.id)).rejects.toMatchObject({ code: 'import_project_needs_administrator' })
  await expect(projects.undo(lin, project.id)).rejects.toMatchObject({ code: 'import_project_signed' })
})
