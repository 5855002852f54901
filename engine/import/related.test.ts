import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { recordsOf, type TestWorkspace, testEngine } from '../../testing/workspace.ts'
import type { Context } from '../context.ts'
import { importCheckJob } from './check-job.ts'
import { createImports } from './imports.ts'
import type { ImportPlan } from './plan.ts'
import { importJob } from './run.ts'

const stored = new Map<string, string>()
const parts = { files: (_workspaceId: string, hash: string) => () => Readable.from([Buffer.from(stored.get(hash) ?? '')]) }
const freshWorkspace = await testEngine({ background: true, jobs: [importJob(parts), importCheckJob(parts)] })

function desk(workspace: TestWorkspace) {
  const imports = createImports(workspace.engine, parts)
  const { admin } = workspace
  const over = (job: string) =>
    expect.poll(async () => (await workspace.engine.job(admin, job)).status, { timeout: 30_000, interval: 10 }).toMatch(/done|failed/)
  const open = async (object: string, content: string, change: (plan: ImportPlan) => Partial<ImportPlan> = () => ({})) => {
    const hash = `file ${stored.size}`
    stored.set(hash, content)
    const opened = await imports.open(admin, object, { name: 'list.csv', hash, size: content.length })
    return imports.changePlan(admin, opened.id, { ...opened.plan, ...change(opened.plan) })
  }
  return { imports, over, open }
}

async function all(context: Context, object: string, fields: string[]): Promise<Record<string, unknown>[]> {
  return recordsOf(await context.list({ object, fields, sort: ['name'], limit: 500 }))
}

const contacts = [
  '姓名,手机,客户,客户电话,公司地址,客户级别',
  '林悦,13800138000,远山医疗,0371-55501820,郑州市金水区 1 号,A',
  '何嘉,13900139000,远山医疗,,,',
  '周雨,13700137000,同川设备,0512-55508120,,ZZ',
].join('\n')

test('columns named after a reference and its field go to the record behind it', async () => {
  const { open } = desk(await freshWorkspace())

  const { plan } = await open('contact', contacts)

  expect(plan.columns.map(({ target }) => target)).toEqual([
    'name',
    'mobile',
    'account',
    'account.phone',
    'account.address',
    'account.level',
  ])
})

test('a list of contacts brings its customers with their phones, once each, and undo takes all of it back', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { open, over, imports } = desk(workspace)
  await admin.write({ kind: 'create', object: 'account', values: { name: '同川设备', phone: '010-88886666' } })
  const { id } = await open('contact', contacts)

  await over(await imports.check(admin, id))
  const { check } = await imports.get(admin, id)
  await over(await imports.start(admin, id))

  expect(check).toMatchObject({ rows: 3, errors: 0 })
  expect((await imports.get(admin, id)).result).toMatchObject({ created: 3, records: 1, rejected: 0 })
  const accounts = await all(admin, 'account', ['name', 'phone', 'level', 'address'])
  expect(accounts).toMatchObject([
    // What is there already stays as it is.
    { name: '同川设备', phone: '010-88886666', level: null },
    { name: '远山医疗', phone: '0371-55501820', level: 'a', address: { street: '郑州市金水区 1 号' } },
  ])
  const people = await all(admin, 'contact', ['name', 'account'])
  expect(people.map(({ account }) => (account as { title: string }).title).toSorted()).toEqual(['同川设备', '远山医疗', '远山医疗'])
  await over(await imports.undo(admin, id))
  expect(await admin.count({ object: 'contact' })).toMatchObject({ count: 0 })
  expect(await admin.count({ object: 'account' })).toMatchObject({ count: 1 })
})

test('an opportunity brings its customer and its contact, and the contact belongs to the customer', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { open, over, imports } = desk(workspace)
  const { id } = await open('opportunity', '商机名称,阶段,客户名称,联系人,联系人手机\n监护仪,赢单,远山医疗,林悦,13800138000\n', (plan) => ({
    columns: plan.columns.map((column, index) =>
      index === 2
        ? { target: 'account.name' }
        : index === 3
          ? { target: 'contact.name' }
          : index === 4
            ? { target: 'contact.mobile' }
            : column,
    ),
  }))

  await over(await imports.start(admin, id))

  expect((await imports.get(admin, id)).result).toMatchObject({ created: 1, records: 2, rejected: 0 })
  const [person] = await all(admin, 'contact', ['name', 'mobile', 'account'])
  expect(person).toMatchObject({ name: '林悦', mobile: '13800138000', account: { title: '远山医疗' } })
  const [deal] = await all(admin, 'opportunity', ['name', 'account', 'contact'])
  expect(deal).toMatchObject({ account: { title: '远山医疗' }, contact: { title: '林悦' } })
})

test('a cell that lists several records, as other systems export it, means the first that is known', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { open, over, imports } = desk(workspace)
  await admin.write({ kind: 'create', object: 'account', values: { name: '同川设备' } })
  const { id } = await open('contact', '姓名,客户\n林悦,远山医疗;同川设备\n何嘉,新乡医院;开封医院\n', (plan) => ({
    columns: plan.columns.map((column, index) => (index === 1 ? { ...column, whenMissing: 'add' as const } : column)),
  }))

  await over(await imports.check(admin, id))
  const { check } = await imports.get(admin, id)
  await over(await imports.start(admin, id))

  expect(check?.causes.map(({ code, count }) => [code, count])).toEqual(expect.arrayContaining([['cell_first_taken', 2]]))
  const people = await all(admin, 'contact', ['name', 'account'])
  expect(people.map(({ name, account }) => [name, (account as { title: string }).title])).toEqual(
    expect.arrayContaining([
      ['林悦', '同川设备'],
      ['何嘉', '新乡医院'],
    ]),
  )
  expect(await admin.count({ object: 'account' })).toMatchObject({ count: 2 })
})

test('a value that cannot be read is told, and the record is made without it; a path that leads nowhere is refused', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { open, over, imports } = desk(workspace)
  const file = '姓名,客户,客户员工人数\n林悦,远山医疗,很多\n'
  const { id, plan } = await open('contact', file)

  await over(await imports.check(admin, id))
  const { check } = await imports.get(admin, id)
  await over(await imports.start(admin, id))

  expect(plan.columns[2]?.target).toBe('account.employees')
  expect(check?.causes).toEqual(
    expect.arrayContaining([expect.objectContaining({ code: 'cell_left_empty', field: 'account.employees', count: 1 })]),
  )
  expect(await all(admin, 'account', ['name', 'employees'])).toMatchObject([{ name: '远山医疗', employees: null }])
  const astray = (target: string) =>
    open('contact', file, (own) => ({ columns: own.columns.map((column, index) => (index === 2 ? { target } : column)) }))
  await expect(astray('account.secret')).rejects.toMatchObject({ code: 'column_not_importable' })
  await expect(astray('account.parent.name')).rejects.toMatchObject({ code: 'column_not_importable' })
})
