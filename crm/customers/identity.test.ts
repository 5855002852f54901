import { expect, test } from 'vitest'
import { recordsOf, type TestWorkspace, testEngine } from '../../testing/workspace.ts'
import { followFirstDeals } from './jobs/follow-first-deal.ts'

const freshWorkspace = await testEngine()
type Admin = TestWorkspace['admin']

const make = async (admin: Admin, object: string, values: Record<string, unknown>) =>
  (await admin.write({ kind: 'create', object, values })).id
const read = async (admin: Admin, object: string, id: string) => JSON.parse((await admin.get({ object, id })).record)

async function group(workspace: TestWorkspace) {
  const { admin } = workspace
  const top = await make(admin, 'account', { name: '华东集团', annualRevenue: '100' })
  const middle = await make(admin, 'account', { name: '苏州分公司', parent: top, annualRevenue: '20.5' })
  const leaf = await make(admin, 'account', { name: '昆山工厂', parent: middle, annualRevenue: '3' })
  return { top, middle, leaf }
}

test('a group sums up every branch; whoever sees a leaf alone is shown the leaf alone', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { top, middle, leaf } = await group(workspace)
  const seller = await workspace.user('林若溪', { grants: { account: { read: 'own' } }, readClasses: { finance: 'hide' } })
  await admin.write({ kind: 'update', object: 'account', id: leaf, values: { owner: seller.reader.principal.id } })

  const whole = await admin.tree({ object: 'account', id: middle })
  const own = await seller.tree({ object: 'account', id: leaf })

  expect(whole.nodes.map(({ title, parent, count, sums }) => [title, parent, count, sums.annualRevenue])).toEqual([
    ['华东集团', null, 3, '123.5'],
    ['苏州分公司', top, 2, '23.5'],
    ['昆山工厂', middle, 1, '3'],
  ])
  expect(own).toMatchObject({ top: leaf, nodes: [{ id: leaf, parent: null, count: 1 }] })
  expect(own.fields).not.toContain('creditLimit')
  await expect(seller.tree({ object: 'account', id: top })).rejects.toMatchObject({ code: 'not_found' })
})

test('whoever sees the top sees its sum over companies of others, and not their names', async () => {
  const workspace = await freshWorkspace()
  const { top, leaf } = await group(workspace)
  const head = await workspace.user('周明', { grants: { account: { read: 'own' } } })
  for (const id of [top, leaf])
    await workspace.admin.write({ kind: 'update', object: 'account', id, values: { owner: head.reader.principal.id } })

  const { nodes } = await head.tree({ object: 'account', id: top })

  expect(nodes.map(({ title, parent, count }) => [title, parent, count])).toEqual([
    ['华东集团', null, 3],
    ['昆山工厂', top, 1],
  ])
})

test('referrals are followed down from whoever brought the first, with what each brought; a ring ends; another field is no chain', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const won = await workspace.stage('赢单')
  const first = await make(admin, 'account', { name: '远山医疗' })
  const second = await make(admin, 'account', { name: '同川医院', referredBy: first })
  const third = await make(admin, 'account', { name: '苏州诊所', referredBy: second })
  for (const account of [second, third])
    await make(admin, 'opportunity', { name: '监护仪', account, stage: won.id, pipeline: won.pipeline, amount: '100' })
  const seller = await workspace.user('林若溪', { grants: { account: { read: 'own' } } })
  await admin.write({ kind: 'update', object: 'account', id: third, values: { owner: seller.reader.principal.id } })

  const { nodes } = await admin.tree({ object: 'account', id: third, by: 'referredBy' })
  const own = await seller.tree({ object: 'account', id: third, by: 'referredBy' })

  expect(nodes.map(({ title, parent, count, sums }) => [title, parent, count, sums.wonAmount])).toEqual([
    ['远山医疗', null, 3, '200'],
    ['同川医院', first, 2, '200'],
    ['苏州诊所', second, 1, '100'],
  ])
  expect(own.nodes.map(({ id }) => id)).toEqual([third])
  await admin.write({ kind: 'update', object: 'account', id: first, values: { referredBy: third } })
  expect((await admin.tree({ object: 'account', id: second, by: 'referredBy' })).nodes).toHaveLength(3)
  await expect(admin.tree({ object: 'account', id: first, by: 'owner' })).rejects.toMatchObject({ code: 'no_tree' })
})

test('no company stands below itself, and no group is deeper than ten levels', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { top, leaf } = await group(workspace)

  await expect(admin.write({ kind: 'update', object: 'account', id: top, values: { parent: leaf } })).rejects.toMatchObject({
    code: 'tree_in_itself',
  })
  await expect(admin.write({ kind: 'update', object: 'account', id: top, values: { parent: top } })).rejects.toMatchObject({
    code: 'tree_in_itself',
  })
  let last = leaf
  for (let level = 4; level <= 10; level += 1) last = await make(admin, 'account', { name: `第 ${level} 级`, parent: last })
  await expect(make(admin, 'account', { name: '第 11 级', parent: last })).rejects.toMatchObject({ code: 'tree_too_deep' })
  const other = await make(admin, 'account', { name: '另一集团' })
  await expect(admin.write({ kind: 'update', object: 'account', id: top, values: { parent: other } })).rejects.toMatchObject({
    code: 'tree_too_deep',
  })
  // Two that are put under each other at once would each pass by itself.
  const pair = [await make(admin, 'account', { name: '甲' }), await make(admin, 'account', { name: '乙' })]
  const moves = pair.map((id, index) => ({ kind: 'update' as const, object: 'account', id, values: { parent: pair[1 - index] } }))
  await expect(admin.bulk(moves)).rejects.toMatchObject({ code: 'tree_in_itself' })
})

test('the last thing said about a channel holds, whatever was said before or written down later; records of it stay', async () => {
  const { admin } = await freshWorkspace()
  const contact = await make(admin, 'contact', { name: '陈静' })
  const say = (channel: string, state: string, at: string) =>
    make(admin, 'consent', { contact, channel, state, at, source: 'form', evidence: '展会登记表' })

  const first = await say('email', 'granted', '2025-03-01T02:00:00Z')
  await say('sms', 'granted', '2025-03-02T02:00:00Z')
  expect(await read(admin, 'contact', contact)).toMatchObject({ consents: ['email', 'sms'], revision: 1 })
  await say('email', 'withdrawn', '2025-05-01T02:00:00Z')
  await say('email', 'granted', '2025-04-01T02:00:00Z')

  expect(await read(admin, 'contact', contact)).toMatchObject({ consents: ['sms'] })
  const reached = await admin.list({ object: 'contact', filter: { field: 'consents', op: 'contains', value: 'sms' } })
  expect(recordsOf(reached).map(({ id }) => id)).toEqual([contact])
  await expect(admin.write({ kind: 'update', object: 'consent', id: first, values: { state: 'withdrawn' } })).rejects.toMatchObject({
    code: 'consent_is_kept',
  })
  await expect(admin.write({ kind: 'delete', object: 'consent', id: first })).rejects.toMatchObject({ code: 'consent_is_kept' })
  await expect(say('email', 'granted', '2999-01-01T00:00:00Z')).rejects.toMatchObject({ code: 'consent_in_future', field: 'at' })
})

test('consents that come in together leave the latest of each channel', async () => {
  const { admin } = await freshWorkspace()
  const contact = await make(admin, 'contact', { name: '陈静' })
  const values = (channel: string, state: string, day: string) => ({
    kind: 'create' as const,
    object: 'consent',
    values: { contact, channel, state, at: `2025-01-${day}T00:00:00Z`, source: 'import' },
  })

  await admin.bulk([values('email', 'withdrawn', '03'), values('email', 'granted', '02'), values('post', 'granted', '01')])

  expect(await read(admin, 'contact', contact)).toMatchObject({ consents: ['post'] })
})

test('a relation names what each is to the other, and is seen by whoever sees one of them', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const seller = await workspace.user('林若溪')
  const supplier = await make(admin, 'account', { name: '远山医疗', owner: seller.reader.principal.id })
  const person = await make(admin, 'contact', { name: '陈静' })
  const [kind] = recordsOf(await admin.list({ object: 'relationKind', filter: { field: 'name', op: 'is', value: '顾问' } }))
  const values = { first: { object: 'contact', id: person }, kind: kind?.id, second: { object: 'account', id: supplier } }

  const id = await make(admin, 'relation', values)

  expect(JSON.parse((await seller.get({ object: 'relation', id })).record)).toMatchObject({
    name: '顾问 / 委托方',
    first: { title: '陈静' },
  })
  await expect(make(admin, 'relation', { ...values, second: values.first })).rejects.toMatchObject({ code: 'relation_with_itself' })
  await expect(make(admin, 'relation', { ...values, since: '2026-02-01', until: '2026-01-01' })).rejects.toMatchObject({
    field: 'until',
  })
  const stranger = await workspace.user('周明')
  await expect(stranger.get({ object: 'relation', id })).rejects.toMatchObject({ code: 'not_found' })
})

test('a customer moves through its life with reasons, which history keeps; whoever may not edit it moves nothing', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const account = await make(admin, 'account', { name: '同川医院' })
  const reader = await workspace.user('林若溪', { grants: { account: { read: 'all', update: 'own' } } })

  await admin.run('account.changeLifecycle', { account, stage: 'engaged', reason: '展会上谈过' })

  expect(await read(admin, 'account', account)).toMatchObject({ lifecycle: 'engaged', lifecycleReason: '展会上谈过' })
  const { entries } = await admin.history({ object: 'account', id: account })
  expect(JSON.parse(entries)[0].changes).toMatchObject({ lifecycle: ['prospect', 'engaged'] })
  const move = (values: object) => admin.run('account.changeLifecycle', { account, stage: 'customer', reason: '首单', ...values })
  await expect(move({ stage: 'engaged' })).rejects.toMatchObject({ code: 'lifecycle_unchanged' })
  await expect(move({ reason: ' ' })).rejects.toMatchObject({ code: 'required', field: 'reason' })
  await expect(move({ stage: 'no-such-stage' })).rejects.toMatchObject({ field: 'lifecycle' })
  await expect(reader.run('account.changeLifecycle', { account, stage: 'customer', reason: '首单' })).rejects.toMatchObject({
    code: 'record_not_yours',
  })
})

test('whoever has a won deal is a customer from the next look on, and stays where they were moved by hand', async () => {
  const workspace = await freshWorkspace()
  const { admin, engine, clock } = workspace
  const won = await workspace.stage('赢单')
  const account = await make(admin, 'account', { name: '同川医院' })
  const moved = await make(admin, 'account', { name: '远山医疗' })
  for (const one of [account, moved])
    await make(admin, 'opportunity', { name: '监护仪采购', account: one, stage: won.id, pipeline: won.pipeline, amount: '100' })
  await admin.run('account.changeLifecycle', { account: moved, stage: 'lapsed', reason: '两年没有往来' })

  await followFirstDeals(engine, { owner: engine.owner, clock })

  expect(await read(admin, 'account', account)).toMatchObject({ lifecycle: 'customer', lifecycleReason: '首单成交' })
  expect(await read(admin, 'account', moved)).toMatchObject({ lifecycle: 'lapsed' })
})
