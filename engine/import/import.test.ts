import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { recordsOf, type TestWorkspace, testEngine } from '../../testing/workspace.ts'
import type { Context } from '../context.ts'
import { undoJob } from '../jobs/bulk.ts'
import { importCheckJob } from './check-job.ts'
import { createImports } from './imports.ts'
import type { ImportPlan } from './plan.ts'
import { importJob } from './run.ts'
import { regionMatcher } from './session.ts'
import type { ImportState } from './state.ts'

const stored = new Map<string, string>()
const regions = [
  { code: '41', name: '河南省' },
  { code: '4101', name: '郑州市' },
  { code: '410102', name: '中原区' },
  { code: '22', name: '吉林省' },
  { code: '2202', name: '吉林市' },
]
const parts = {
  files: (_workspaceId: string, hash: string) => () => Readable.from([Buffer.from(stored.get(hash) ?? '')]),
  regions: regionMatcher(regions),
}
const freshWorkspace = await testEngine({ background: true, jobs: [importJob(parts), importCheckJob(parts)] })

/** Somebody at a desk with a file. */
function desk(workspace: TestWorkspace, context: Context = workspace.admin) {
  const imports = createImports(workspace.engine, parts)
  const over = (job: string) =>
    expect
      .poll(async () => (await workspace.engine.job(context, job)).status, { timeout: 30_000, interval: 10 })
      .toMatch(/done|failed|cancelled/)
  const open = async (
    object: string,
    content: string,
    change: (plan: ImportPlan) => Partial<ImportPlan> = () => ({}),
  ): Promise<ImportState> => {
    const hash = `file ${stored.size}`
    stored.set(hash, content)
    const opened = await imports.open(await workspace.again(context), object, { name: 'list.csv', hash, size: content.length })
    return imports.changePlan(context, opened.id, { ...opened.plan, ...change(opened.plan) })
  }
  const take = async (object: string, content: string, change?: (plan: ImportPlan) => Partial<ImportPlan>): Promise<ImportState> => {
    const { id } = await open(object, content, change)
    await over(await imports.start(context, id))
    return imports.get(context, id)
  }
  return { imports, over, open, take }
}

async function all(context: Context, object: string, fields: string[]): Promise<Record<string, unknown>[]> {
  return recordsOf(await context.list({ object, fields, sort: ['createdAt'], limit: 500 }))
}

test('records become what the cells say, kind by kind', async () => {
  const workspace = await freshWorkspace()
  const { take } = desk(workspace)

  const { result } = await take(
    'account',
    '客户名称,级别,地区,电话,邮箱,网站,员工人数,注册资本（万元）,上市日期,下次跟进,备注\n远山医疗,a,河南 郑州,0371-5550 1820,Lin@Example.com,example.com,"1,200",200,2026年3月17日,2026-03-18 09:30,"第一行\n第二行"\n',
    (plan) => ({ columns: plan.columns.map((column, index) => (index === 7 ? { target: 'annualRevenue', times: '10000' } : column)) }),
  )

  expect(result).toMatchObject({ created: 1, rejected: 0 })
  const [made] = await all(workspace.admin, 'account', [
    'name',
    'level',
    'region',
    'phone',
    'email',
    'website',
    'employees',
    'annualRevenue',
    'listedOn',
    'nextActivityAt',
    'description',
    'owner',
  ])
  expect(made).toMatchObject({
    name: '远山医疗',
    level: 'a',
    region: '4101',
    phone: '0371-5550 1820',
    email: 'lin@example.com',
    website: 'https://example.com',
    employees: 1_200,
    annualRevenue: { amount: '2000000', currency: 'CNY' },
    listedOn: '2026-03-17',
    nextActivityAt: '2026-03-18T01:30:00.000Z',
    description: '第一行\n第二行',
    owner: { title: '管理员' },
  })
})

test('a parent is found in the same file, above or below its child, and a cell that names nobody is told', async () => {
  const workspace = await freshWorkspace()
  const { take, imports } = desk(workspace)

  const state = await take('account', 'name,parent\n子公司,母公司\n母公司,\n孙公司,子公司\n别家,不在这里\n', (plan) => ({
    columns: plan.columns.map((column) => ({ ...column, whenMissing: 'empty' as const })),
  }))

  expect(state.result).toMatchObject({ created: 4, rejected: 0, noted: 1 })
  const parents = Object.fromEntries(
    (await all(workspace.admin, 'account', ['name', 'parent'])).map(({ name, parent }) => [
      name,
      (parent as { title: string } | null)?.title,
    ]),
  )
  expect(parents).toEqual({ 子公司: '母公司', 母公司: undefined, 孙公司: '子公司', 别家: undefined })
  expect(await imports.rows(workspace.admin, state.id, { after: 0, limit: 10 })).toMatchObject([
    { number: 5, outcome: 'noted', problems: [{ code: 'cell_left_empty', field: 'parent', text: '不在这里' }] },
  ])
})

test('rows are known again by the chosen field, and then skipped or brought up to date', async () => {
  const workspace = await freshWorkspace()
  const { take } = desk(workspace)
  await take('account', 'name,phone,level\nAcme Ltd,13812345678,A\nBeta,13912345678,B\n')

  const skipped = await take('account', 'name,phone,level\nACME LTD.,13712345678,C\nGamma,,\n', () => ({
    duplicates: { matchBy: [['name']], policy: 'skip', decisions: {} },
  }))
  expect(skipped.result).toMatchObject({ created: 1, skipped: 1, updated: 0 })

  const updated = await take('account', 'phone,level,name\n+86 139 1234 5678,A,\n138 1234 5678,,Acme\n', () => ({
    duplicates: { matchBy: [['phone']], policy: 'update', decisions: {} },
  }))
  expect(updated.result).toMatchObject({ created: 0, updated: 2, rejected: 0 })
  const accounts = await all(workspace.admin, 'account', ['name', 'level'])
  expect(accounts.map(({ name, level }) => [name, level])).toEqual([
    ['Acme', 'a'],
    ['Beta', 'a'],
    ['Gamma', null],
  ])
})

test('a row that stands in the file twice is one record', async () => {
  const workspace = await freshWorkspace()
  const { take } = desk(workspace)

  const { result } = await take('account', 'name,level,phone\nAcme,A,\nAcme,,13812345678\n', () => ({
    duplicates: { matchBy: [['name']], policy: 'update', decisions: {} },
  }))

  expect(result).toMatchObject({ created: 1 })
  expect(await all(workspace.admin, 'account', ['name', 'level', 'phone'])).toMatchObject([
    { name: 'Acme', level: 'a', phone: '13812345678' },
  ])
})

test('the ids of the other system are kept, and name records later', async () => {
  const workspace = await freshWorkspace()
  const { take } = desk(workspace)
  await take('account', 'account id,name\nERP-1,Acme\nERP-2,Beta\n')

  const contacts = await take('contact', 'name,account\n林悦,ERP-2\n')
  const again = await take('account', 'account id,name\nERP-1,Acme International\n', () => ({
    duplicates: { matchBy: [['#key']], policy: 'update', decisions: {} },
  }))

  expect(contacts.result).toMatchObject({ created: 1, rejected: 0 })
  expect(again.result).toMatchObject({ updated: 1, created: 0 })
  expect(await all(workspace.admin, 'contact', ['account'])).toMatchObject([{ account: { title: 'Beta' } }])
  expect((await all(workspace.admin, 'account', ['name'])).map(({ name }) => name)).toEqual(['Acme International', 'Beta'])
})

test('choices and records that are missing are made when the user wants it, and go again with the undo', async () => {
  const workspace = await freshWorkspace()
  const { take, imports, over } = desk(workspace)

  const state = await take(
    'opportunity',
    'name,account,stage,owner,来源\n大单,远山医疗,立项,周雨桐,老客户介绍\n小单,远山医疗,赢单,周雨桐,展会\n',
    (plan) => ({
      columns: plan.columns.map((column) => ({ ...column, whenMissing: 'add' as const })),
    }),
  )

  expect(state.result).toMatchObject({ created: 2, rejected: 0, choices: 1, records: 3 })
  const made = await all(await workspace.again(workspace.admin), 'opportunity', ['name', 'account', 'stage', 'pipeline', 'owner', 'source'])
  expect(made[0]).toMatchObject({
    account: { title: '远山医疗' },
    stage: { title: '立项' },
    owner: { title: '周雨桐' },
    source: 'laokehujieshao',
  })
  expect(made[1]).toMatchObject({ stage: { title: '赢单' }, source: 'exhibition' })

  await over(await imports.undo(workspace.admin, state.id))
  expect(await all(workspace.admin, 'opportunity', ['name'])).toEqual([])
  expect(await all(workspace.admin, 'account', ['name'])).toEqual([])
})

test('rows that rules refuse are left out with their reasons; the others go in', async () => {
  const workspace = await freshWorkspace()
  const { take, imports } = desk(workspace)
  await take('product', 'code,name\nP-1,GTX Basic\n')
  const rows = Array.from({ length: 700 }, (_, index) => `P-${index + 1},Product ${index}`).join('\n')

  const state = await take('product', `code,name,price\n${rows.replaceAll('\n', ',1\n')},1\n,No code,-5\nP-800,,3\n`, () => ({
    duplicates: { matchBy: [], policy: 'create', decisions: {} },
  }))

  expect(state.result).toMatchObject({ created: 699, rejected: 3 })
  const rejected = await imports.rows(workspace.admin, state.id, { outcome: 'rejected', after: 0, limit: 10 })
  expect(rejected.map(({ number, problems }) => [number, problems.map(({ code, field }) => `${code} ${field}`)])).toEqual([
    [2, ['already_in_use code']],
    [702, ['number_too_small price']],
    [703, ['required name']],
  ])
})

test('a check finds what the import would say, and writes nothing', async () => {
  const workspace = await freshWorkspace()
  const { open, over, imports } = desk(workspace)
  const { id } = await open(
    'account',
    'name,level,owner,industry\n远山医疗,A级,周雨桐,technolgy\n远山医疗,Z,管理员,餐饮\n,,管理员,\n',
    (plan) => ({
      columns: plan.columns.map(({ target }) => ({ target, ...(target === 'industry' ? { whenMissing: 'add' as const } : {}) })),
      duplicates: { matchBy: [['name']], policy: 'skip', decisions: {} },
    }),
  )

  await over(await imports.check(workspace.admin, id))

  const { check } = await imports.get(workspace.admin, id)
  expect(check).toMatchObject({ rows: 3, ready: 0, errors: 3 })
  expect(check?.causes.map(({ code, field, count }) => `${code} ${field} ${count}`).sort()).toEqual([
    'cell_not_in_list level 1',
    'cell_read_as industry 1',
    'cell_read_as level 1',
    'cell_record_unknown owner 1',
    'cell_will_be_added industry 1',
    'required name 1',
  ])
  expect(await all(workspace.admin, 'account', ['name'])).toEqual([])
})

test('a cancelled import keeps what was written, says how much, and can be taken back', async () => {
  const workspace = await freshWorkspace()
  const { open, over, imports } = desk(workspace)
  const { id } = await open('account', `name\n${Array.from({ length: 6_000 }, (_, index) => `Company ${index}`).join('\n')}\n`)

  const job = await imports.start(workspace.admin, id)
  await expect
    .poll(async () => (await workspace.engine.job(workspace.admin, job)).done, { interval: 5, timeout: 20_000 })
    .toBeGreaterThan(0)
  await workspace.engine.cancelJob(workspace.admin, job)
  await over(job)

  const state = await imports.get(workspace.admin, id)
  expect(state.status).toBe('cancelled')
  expect(await workspace.admin.count({ object: 'account', exact: true })).toEqual({ count: state.result?.created, exact: true })
  await over(await imports.undo(workspace.admin, id))
  expect(await workspace.admin.count({ object: 'account' })).toEqual({ count: 0, exact: true })
})

test('an import that a crash broke off goes on behind its last part', async () => {
  const workspace = await freshWorkspace()
  const { open, imports } = desk(workspace)
  const { id } = await open(
    'account',
    `name,parent\n${Array.from({ length: 1_600 }, (_, index) => `Company ${index},${index < 1_500 ? `Company ${1_500 + (index % 100)}` : ''}`).join('\n')}\n`,
  )
  const job = importJob(parts)
  const context = await workspace.again(workspace.admin)
  const batch = {
    ...(await workspace.engine.job(context, await imports.start(context, id))),
    result: {},
    checkpoint: null as Record<string, unknown> | null,
    done: 0,
  }
  await workspace.engine.cancelJob(context, batch.id)
  let steps = 0
  const runUntil = async (last: number): Promise<void> => {
    await job.run(context, batch, {
      ready: (requests) => context.ready(requests, { changeId: batch.id }),
      renew: async () => context,
      tell: async () => undefined,
      within: async () => batch,
      step: async (work) => {
        if (++steps > last) throw new Error('the power failed')
        const { done, checkpoint, result } = await context.transaction(work, { changeId: batch.id })
        Object.assign(batch, { done, checkpoint, result })
        return true
      },
    })
  }

  await expect(runUntil(2)).rejects.toThrow('the power failed')
  expect(batch.done).toBe(1_000)
  await runUntil(Number.POSITIVE_INFINITY)

  expect(batch.result).toMatchObject({ created: 1_600, rejected: 0 })
  expect(await context.count({ object: 'account', filter: { field: 'parent', op: 'isNotEmpty' } })).toEqual({ count: 1_500, exact: true })
})

test('an undo that a crash broke off goes on where it was, and lists nothing that it has taken back', async () => {
  const workspace = await freshWorkspace()
  const { take } = desk(workspace)
  const rows = Array.from({ length: 1_200 }, (_, index) => `Company ${index},Company ${1_199 - index}`)
  const { batchId } = await take('account', `name,parent\n${rows.join('\n')}\n`)
  const context = await workspace.again(workspace.admin)
  const undoId = await workspace.engine.startJob(context, { kind: 'undo', input: { changeId: batchId }, undoOf: String(batchId) })
  await workspace.engine.cancelJob(context, undoId)
  const batch = {
    ...(await workspace.engine.job(context, undoId)),
    result: {} as Record<string, unknown>,
    checkpoint: null as Record<string, unknown> | null,
    done: 0,
  }
  let steps = 0
  const runUntil = async (last: number): Promise<void> => {
    await undoJob.run(context, batch, {
      ready: (requests) => context.ready(requests, { changeId: batch.id }),
      renew: async () => context,
      tell: async () => undefined,
      within: async () => batch,
      step: async (work) => {
        if (++steps > last) throw new Error('the power failed')
        const { done, checkpoint, result = {} } = await context.transaction(work, { changeId: batch.id })
        Object.assign(batch, { done, checkpoint, result })
        return true
      },
    })
  }

  await expect(runUntil(2)).rejects.toThrow('the power failed')
  expect(batch.done).toBe(1_000)
  await runUntil(Number.POSITIVE_INFINITY)

  expect(batch.result).toEqual({ restored: 1_200, kept: 0 })
  expect(await context.count({ object: 'account' })).toEqual({ count: 0, exact: true })
})

test('who may make records but not change them gets the records, and is told which references are missing', async () => {
  const workspace = await freshWorkspace()
  const rights = { create: 'own', read: 'own', import: 'own' } as const
  const lin = await workspace.user('林悦', { grants: { account: rights } })

  const state = await desk(workspace, lin).take('account', 'name,parent\n子公司,母公司\n母公司,\n')

  expect(state).toMatchObject({ status: 'done', result: { created: 2, rejected: 0, noted: 1 } })
})

test('another workspace knows nothing of an import', async () => {
  const [workspace, other] = [await freshWorkspace(), await freshWorkspace()]
  const { id } = await desk(workspace).take('account', 'name\n远山医疗\n,\n')
  const { imports } = desk(other)

  const attempts = [
    () => imports.get(other.admin, id),
    () => imports.rows(other.admin, id, { after: 0, limit: 5 }),
    () => imports.effects(other.admin, id, { after: 0, limit: 5 }),
    () => imports.kept(other.admin, id, { after: 0, limit: 5 }),
    () => imports.undo(other.admin, id),
  ]
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'import_not_found' })
})

test('who may not make choices is told before a row is written, and others’ records stay hidden', async () => {
  const workspace = await freshWorkspace()
  await desk(workspace).take('account', 'name\n秘密客户\n')
  const rights = { create: 'own', read: 'own', update: 'own', import: 'own' } as const
  const lin = await workspace.user('林悦', { grants: { account: rights, contact: rights, user: { read: 'all' }, choice: { read: 'all' } } })
  const hers = desk(workspace, lin)

  const refused = await hers.take('account', 'name,industry\n远山医疗,餐饮\n', (plan) => ({
    columns: plan.columns.map((column) => ({ ...column, whenMissing: 'add' as const })),
  }))
  expect(refused).toMatchObject({ status: 'failed', error: { code: 'not_allowed' } })
  const contacts = await hers.take('contact', 'name,account\n王强,秘密客户\n', (plan) => ({
    columns: plan.columns.map(({ target }) => ({ target })),
  }))
  expect(contacts.result).toMatchObject({ created: 0, rejected: 1 })
  expect(await hers.imports.rows(lin, contacts.id, { after: 0, limit: 5 })).toMatchObject([{ problems: [{ code: 'cell_record_unknown' }] }])
  await expect(hers.open('product', 'name\nX\n')).rejects.toMatchObject({ code: 'not_allowed' })
})

test.each([
  ['河南', '41'],
  ['河南省郑州市', '4101'],
  ['郑州', '4101'],
  ['河南 中原区', '410102'],
  ['吉林', '22'],
  ['吉林市', '2202'],
  ['4101', '4101'],
])('the region %s is %s', (text, code) => {
  expect(/^\d+$/.test(text) ? text : regionMatcher(regions).match(text)?.value).toBe(code)
})
