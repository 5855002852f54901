import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { recordsOf, testEngine } from '../../testing/workspace.ts'
import { importCheckJob } from './check-job.ts'
import { createImports } from './imports.ts'
import { createLookup } from './lookups.ts'
import { importJob } from './run.ts'
import { executorOf } from './session.ts'

const files = new Map<string, string>()
const parts = { files: (_workspaceId: string, hash: string) => () => Readable.from([Buffer.from(files.get(hash) ?? '')]) }
const freshWorkspace = await testEngine({ background: true, jobs: [importJob(parts), importCheckJob(parts)] })

test('people and customers are found by what lists call them, and who only sounds alike is offered', async () => {
  const workspace = await freshWorkspace()
  const zhou = (await workspace.admin.write({ kind: 'create', object: 'user', values: { name: '周雨桐', email: 'zhou@example.com' } })).id
  const lin = (await workspace.admin.write({ kind: 'create', object: 'user', values: { name: '林悦', email: 'lin@example.com' } })).id
  const hospital = await workspace.admin.write({
    kind: 'create',
    object: 'account',
    values: { name: '郑州嵩清医院', taxNumber: '91410100MA0000001X' },
  })
  const again = await workspace.again(workspace.admin)
  const [{ number } = { number: '' }] = recordsOf(await again.list({ object: 'account', fields: ['number'] }))
  const lines = [
    '姓名,客户,负责人',
    `甲,郑州嵩清医院,林悦（S0012）`,
    `乙,91410100MA0000001X,Lin Yue <lin@example.com>`,
    `丙,${String(number)},ZHOU@example.com`,
    `丁,郑州嵩清医院,周雨彤`,
  ]
  files.set('people', lines.join('\n'))
  const imports = createImports(workspace.engine, parts)
  const opened = await imports.open(again, 'contact', { name: 'people.csv', hash: 'people', size: 0 })
  expect(opened.plan.columns.map(({ target }) => target)).toEqual(['name', 'account', 'owner'])
  const job = await imports.check(again, opened.id)
  await expect.poll(async () => (await workspace.engine.job(again, job)).status, { timeout: 60_000, interval: 20 }).toBe('done')
  const { check } = await imports.get(again, opened.id)

  expect(check).toMatchObject({ rows: 4, errors: 1 })
  expect(check?.causes.find(({ code }) => code === 'cell_record_unknown')).toMatchObject({
    field: 'owner',
    values: [{ text: '周雨彤', count: 1, fix: { value: '周雨桐', label: '周雨桐', reason: 'sound' } }],
  })

  const run = await imports.start(again, opened.id)
  await expect.poll(async () => (await workspace.engine.job(again, run)).status, { timeout: 60_000, interval: 20 }).toBe('done')
  const people = recordsOf(await again.list({ object: 'contact', fields: ['name', 'account', 'owner'] }))
  const owners = Object.fromEntries(people.map(({ name, owner }) => [String(name), (owner as { id: string }).id]))
  expect(owners).toEqual({ 甲: lin, 乙: lin, 丙: zhou })
  expect(people.map(({ account }) => (account as { id: string }).id)).toEqual([hospital.id, hospital.id, hospital.id])
}, 120_000)

test('a stage that only new opportunities need is not put back on those that are there', async () => {
  const workspace = await freshWorkspace()
  const imports = createImports(workspace.engine, parts)
  const take = async (name: string, content: string, policy: 'skip' | 'update') => {
    files.set(name, content)
    const context = await workspace.again(workspace.admin)
    const { id, plan } = await imports.open(context, 'opportunity', { name, hash: name, size: 0 })
    await imports.changePlan(context, id, { ...plan, duplicates: { matchBy: [['name']], policy, decisions: {} } })
    const job = await imports.start(context, id)
    await expect.poll(async () => (await workspace.engine.job(context, job)).status, { timeout: 60_000, interval: 20 }).toBe('done')
    return (await imports.get(context, id)).result
  }
  const won = await workspace.stage('赢单')
  await take('first', '商机名称,阶段\n监护仪升级,赢单\n手术灯,', 'skip')

  expect(await take('second', '商机名称,金额\n监护仪升级,1200\n呼吸机,80', 'update')).toMatchObject({ created: 1, updated: 1, rejected: 0 })

  const context = await workspace.again(workspace.admin)
  const found = recordsOf(await context.list({ object: 'opportunity', fields: ['name', 'stage'] }))
  const stages = Object.fromEntries(found.map(({ name, stage }) => [String(name), (stage as { id: string }).id]))
  expect(stages['监护仪升级']).toBe(won.id)
  expect(stages['呼吸机']).toBe(stages['手术灯'])
}, 120_000)

test('among many, each is found by any of its names, and a name that thousands bear hides nobody', async () => {
  const { admin, again } = await freshWorkspace()
  const crowd = Array.from({ length: 5_100 }, () => ({ kind: 'create' as const, object: 'contact', values: { name: '张伟' } }))
  for (let at = 0; at < crowd.length; at += 500) await admin.bulk(crowd.slice(at, at + 500))
  const lin = await admin.write({
    kind: 'create',
    object: 'contact',
    values: { name: '林悦', email: 'lin@example.com', wechat: 'linyue88' },
  })
  const context = await again(admin)
  const lookup = await createLookup(executorOf(context), context.reader, 'contact')

  await lookup.prepare(['张伟', '林 悦', 'Lin@Example.com', 'linyue88', '周雨桐'])

  const found = ['张伟', '林 悦', 'Lin@Example.com', 'linyue88', '周雨桐'].map((text) => lookup.match(text))
  expect(found.map((one) => (one === null || one === 'several' ? one : one.value))).toEqual(['several', lin.id, lin.id, lin.id, null])
}, 60_000)

test('a customer is not known by the bank it is with', async () => {
  const { admin, again } = await freshWorkspace()
  await admin.write({ kind: 'create', object: 'account', values: { name: '远山医疗', bankName: '中国银行苏州分行' } })
  const context = await again(admin)
  const lookup = await createLookup(executorOf(context), context.reader, 'account')

  await lookup.prepare(['中国银行苏州分行'])

  expect(lookup.match('中国银行苏州分行')).toBeNull()
})
