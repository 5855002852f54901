import { expect, test } from 'vitest'
import { eventsFinal, type TestWorkspace, testEngine } from '../../testing/workspace.ts'
import { listClashes, openClash } from './clashes.ts'
import { listPairs } from './pairs.ts'
import { similarRecords, textsOf, warnAtEntry } from './similar.ts'
import { mergesInto } from './unmerge.ts'

const freshWorkspace = await testEngine({ background: true })

async function ended({ engine }: TestWorkspace, context: TestWorkspace['admin'], job: string) {
  for (;;) {
    const batch = await engine.job(context, job)
    if (!['queued', 'running'].includes(batch.status)) return batch
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const account = (values: Record<string, unknown>) => ({ kind: 'create', object: 'account', values }) as const
const job = async (context: TestWorkspace['admin'], action: string, input: unknown): Promise<string> =>
  ((await context.run(action, input)).result as { job: string }).job
const read = async (context: TestWorkspace['admin'], object: string, id: string) =>
  JSON.parse((await context.get({ object, id })).record) as Record<string, { id: string } | string | null>

test('whoever enters a company is told what is like it, by name, number, mail and phone, as far as they may see it', async () => {
  const workspace = await freshWorkspace()
  const { engine, admin } = workspace
  const own = { account: { read: 'own', create: 'own', update: 'own' } } as const
  const lin = await workspace.user('林悦', { grants: own })
  const he = await workspace.user('何川', { grants: own })
  const made = await lin.write(
    account({
      name: '苏州远山医疗器械股份有限公司',
      taxNumber: '91350100M000100Y43',
      phone: '0512-5550 1234',
      website: 'https://www.yuanshan.com.cn/',
    }),
  )
  const asked = async (context: typeof lin, values: Record<string, unknown>) => {
    const { reader } = context
    return warnAtEntry(engine.database, reader, { object: 'account', texts: textsOf(reader, 'account', values) })
  }

  expect((await asked(lin, { name: '远山医疗' })).similar).toMatchObject([{ id: made.id, reasons: ['name'] }])
  expect((await asked(lin, { name: '远山医疗器械（苏州）有限公司' })).similar).toMatchObject([{ id: made.id, certain: true }])
  expect((await asked(lin, { name: '别的名称', taxNumber: '9135 0100 M000 100Y43' })).similar).toMatchObject([
    { reasons: ['number'], certain: true },
  ])
  expect((await asked(lin, { name: '别的', phone: '+86 512 55501234', email: 'sales@yuanshan.com.cn' })).similar[0]?.reasons).toEqual([
    'phone',
    'domain',
  ])
  expect((await asked(lin, { name: '苏州远海医疗器械有限公司' })).similar).toEqual([])
  expect((await asked(lin, { name: '其他', email: 'someone@qq.com' })).similar).toEqual([])
  expect(await asked(he, { name: '别的', taxNumber: '91350100M000100Y43' })).toMatchObject({
    similar: [],
    hidden: [{ holder: null, title: null }],
  })
  const setting = { likely: 60, certain: 90, weights: {}, entry: 'warn', disclose: 'holder', clash: 'off' }
  await admin.write({ kind: 'create', object: 'objectSetting', values: { object: 'account', duplicates: setting } })
  const again = await workspace.again(he)
  expect((await asked(again, { name: '别的', taxNumber: '91350100M000100Y43' })).hidden).toEqual([{ holder: '林悦', title: null }])
})

test('a merge keeps the chosen values, moves all that belongs to the one that goes, and is taken back with later work respected', async () => {
  const workspace = await freshWorkspace()
  const { admin, engine } = workspace
  const kept = await admin.write(account({ name: '远山医疗器械有限公司', phone: '0512-55501234' }))
  const gone = await admin.write(account({ name: '远山医疗', email: 'a@yuanshan.cn' }))
  const daughter = await admin.write(account({ name: '远山牙科有限公司', parent: gone.id }))
  const contact = await admin.write({ kind: 'create', object: 'contact', values: { name: '周雨桐', account: gone.id } })
  for (const at of [kept.id, gone.id])
    await admin.write({ kind: 'create', object: 'accountContact', values: { account: at, contact: contact.id, roleTitle: '院长' } })
  const visit = await admin.write({
    kind: 'create',
    object: 'activity',
    values: { type: 'visit', subject: '拜访', regarding: { object: 'account', id: gone.id } },
  })

  const merge = await job(admin, 'record.merge', { object: 'account', survivor: { id: kept.id }, loser: { id: gone.id }, take: ['email'] })

  expect(await ended(workspace, admin, merge)).toMatchObject({ status: 'done' })
  expect(await read(admin, 'account', kept.id)).toMatchObject({ name: '远山医疗器械有限公司', email: 'a@yuanshan.cn' })
  await expect(admin.get({ object: 'account', id: gone.id })).rejects.toMatchObject({ status: 404 })
  expect(await read(admin, 'account', daughter.id)).toMatchObject({ parent: { id: kept.id } })
  expect(await read(admin, 'contact', contact.id)).toMatchObject({ account: { id: kept.id } })
  expect(await read(admin, 'activity', visit.id)).toMatchObject({ regarding: { id: kept.id } })
  expect(await admin.count({ object: 'accountContact', filter: { field: 'account', op: 'is', value: kept.id } })).toMatchObject({
    count: 1,
  })
  expect(await mergesInto(engine.database, admin.reader, 'account', kept.id)).toMatchObject([{ id: merge, title: '远山医疗' }])

  await admin.write({ kind: 'update', object: 'contact', id: contact.id, values: { jobTitle: '院长' } })
  await admin.write({ kind: 'update', object: 'account', id: kept.id, values: { email: 'new@yuanshan.cn' } })
  const back = await ended(workspace, admin, await job(admin, 'record.unmerge', { merge }))

  expect(back).toMatchObject({ status: 'done', result: { kept: 1 } })
  expect(await read(admin, 'account', gone.id)).toMatchObject({ name: '远山医疗', email: 'a@yuanshan.cn' })
  expect(await read(admin, 'account', kept.id)).toMatchObject({ email: 'new@yuanshan.cn' })
  expect(await read(admin, 'contact', contact.id)).toMatchObject({ account: { id: gone.id }, jobTitle: '院长' })
  expect(await admin.count({ object: 'accountContact' })).toMatchObject({ count: 2 })
})

test('nobody merges what they may not change and delete', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const kept = await admin.write(account({ name: '远山医疗器械有限公司' }))
  const gone = await admin.write(account({ name: '远山医疗' }))
  const input = { object: 'account', survivor: { id: kept.id }, loser: { id: gone.id }, take: [] }
  const reads = await workspace.user('何川', { grants: { account: { read: 'all', update: 'all' } } })
  const sees = await workspace.user('林悦', { grants: { account: { read: 'own', update: 'own', delete: 'own' } } })

  await expect(reads.run('record.merge', input)).rejects.toMatchObject({ code: 'merge_needs_both' })
  await expect(sees.run('record.merge', input)).rejects.toMatchObject({ status: 404 })
  await expect(sees.run('record.notDuplicates', { object: 'account', records: [kept.id, gone.id] })).rejects.toMatchObject({ status: 404 })
})

test('a sweep finds the pairs with their reasons, and what was said to be none stays so', async () => {
  const workspace = await freshWorkspace()
  const { admin, engine } = workspace
  const lin = await workspace.user('林悦', { grants: { account: { read: 'own', create: 'own' } } })
  await admin.write(account({ name: '上海恒达生物科技有限公司', taxNumber: '91350100M000100Y43' }))
  await admin.write(account({ name: '恒达生物科技（上海）有限公司' }))
  await admin.write(account({ name: '恒达生物' }))
  await admin.write(account({ name: '北京恒通软件有限公司', email: 'info@hengtong.cn' }))
  await lin.write(account({ name: '完全不同有限公司', email: 'INFO@hengtong.cn' }))
  const sweep = async () =>
    ended(workspace, admin, await engine.startJob(admin, { kind: 'duplicateSweep', object: 'account', input: { object: 'account' } }))
  const pairs = async (context: typeof admin) => (await listPairs(engine.database, context.reader, { object: 'account' })).pairs

  expect(await sweep()).toMatchObject({ status: 'done' })

  const found = await pairs(admin)
  expect(found.map(({ reasons, certain }) => ({ reasons, certain }))).toEqual([
    { reasons: ['name'], certain: true },
    { reasons: ['name'], certain: false },
    { reasons: ['name'], certain: false },
    { reasons: ['email', 'domain'], certain: false },
  ])
  expect(await pairs(lin)).toEqual([])
  const first = found[0]?.records.map(({ id }) => id)
  await admin.run('record.notDuplicates', { object: 'account', records: first })
  await sweep()
  expect(await pairs(admin)).toHaveLength(3)
})

test('every night what changed is compared, and a pair that is none any more goes', async () => {
  const workspace = await freshWorkspace()
  const { admin, engine, clock } = workspace
  const night = async () => {
    clock.advance(86_400_000)
    await engine.everyMinute()
    await expect
      .poll(
        async () => {
          const { rows } = await engine.owner.query<{ status: string }>(
            `SELECT status FROM batch WHERE workspace_id = $1 AND kind = 'duplicateNight' AND created_at >= $2`,
            [workspace.id, clock.now().toISOString()],
          )
          return rows.map(({ status }) => status)
        },
        { timeout: 20_000, interval: 50 },
      )
      .toEqual(['done'])
    return (await listPairs(engine.database, admin.reader, { object: 'account' })).pairs.map(({ records }) =>
      records.map(({ title }) => title).toSorted(),
    )
  }
  const short = await admin.write(account({ name: '远海生物' }))
  await admin.write(account({ name: '苏州远海生物科技有限公司' }))
  await ended(workspace, admin, await engine.startJob(admin, { kind: 'duplicateSweep', object: 'account', input: { object: 'account' } }))
  await engine.everyMinute()
  await admin.write(account({ name: '远海生物科技（苏州）股份有限公司' }))

  expect((await night()).length).toBe(3)
  await admin.write({ kind: 'update', object: 'account', id: short.id, values: { name: '别的' } })
  expect(await night()).toEqual([['苏州远海生物科技有限公司', '远海生物科技（苏州）股份有限公司'].toSorted()])
})

test('a short name means the company that it fits best, and none where several fit alike', async () => {
  const workspace = await freshWorkspace()
  const { admin, engine } = workspace
  for (const name of [
    '山东高速',
    '山东高速股份有限公司',
    '山东高速路桥集团股份有限公司',
    '恒达医疗',
    '苏州恒达医疗器械有限公司',
    '深圳恒达医疗器械有限公司',
  ])
    await admin.write(account({ name }))

  await ended(workspace, admin, await engine.startJob(admin, { kind: 'duplicateSweep', object: 'account', input: { object: 'account' } }))

  const { pairs } = await listPairs(engine.database, admin.reader, { object: 'account' })
  expect(pairs.map(({ records }) => records.map(({ title }) => title).toSorted())).toEqual([['山东高速', '山东高速股份有限公司']])
})

async function clashOfTwo(workspace: TestWorkspace) {
  const { engine, admin } = workspace
  const policy = { likely: 60, certain: 90, weights: {}, entry: 'warn', disclose: 'exists', clash: 'decide' }
  await admin.write({ kind: 'create', object: 'objectSetting', values: { object: 'account', duplicates: policy } })
  const own = { account: { read: 'own', create: 'own', update: 'own', delete: 'own' }, contact: { read: 'own', create: 'own' } } as const
  const lin = await workspace.user('林悦', { grants: own })
  const he = await workspace.user('何川', { grants: own })
  const held = await lin.write(account({ name: '远山医疗器械有限公司', taxNumber: '91350100M000100Y43' }))
  const values = { name: '远山医疗', taxNumber: '91350100M000100Y43' }
  const similar = await similarRecords(engine.database, he.reader, { object: 'account', texts: textsOf(he.reader, 'account', values) })
  const found = await he.write(account(values))
  await he.transaction((inside) => openClash(inside, 'account', found.id, similar))
  const [clash] = await listClashes(engine.database, admin.reader, 'account')
  const told = async (context: typeof admin) => {
    await eventsFinal(engine)
    await engine.notifications.catchUp()
    const { notifications } = await engine.notifications.list(context, { kind: 'clash' })
    return (JSON.parse(notifications) as { details: { clash: { as: string; what: string } } }[]).map(
      ({ details: { clash } }) => `${clash.as} ${clash.what}`,
    )
  }
  return { lin, he, held, found, clash, told }
}

test('two who enter one company are put before a manager, who decides once; all three hear of it', async () => {
  const workspace = await freshWorkspace()
  const { engine, admin } = workspace
  const { lin, he, held, found, clash, told } = await clashOfTwo(workspace)

  expect(clash).toMatchObject({ found: { id: found.id }, held: { id: held.id }, finder: { title: '何川' }, holder: { title: '林悦' } })
  expect([await told(he), await told(lin), await told(admin)]).toEqual([['finder opened'], ['holder opened'], ['manager opened']])
  expect(await listClashes(engine.database, he.reader, 'account')).toEqual([])
  await expect(he.run('clash.decide', { clash: clash?.id, choice: 'hand' })).rejects.toMatchObject({ status: 404 })
  await ended(workspace, admin, await job(admin, 'clash.decide', { clash: clash?.id, choice: 'hand' }))
  expect(await read(admin, 'account', held.id)).toMatchObject({ owner: { title: '何川' } })
  expect([await told(he), await told(lin)]).toEqual([['finder hand', 'finder opened'], ['holder hand']])
  expect(await listClashes(engine.database, admin.reader, 'account', true)).toMatchObject([
    { decision: { choice: 'hand' }, found: { id: found.id } },
  ])
  await expect(admin.run('clash.decide', { clash: clash?.id, choice: 'keep' })).rejects.toMatchObject({ code: 'clash_not_found' })
})

test('a clash that is shared leaves the record with its holder and takes the finder into its team', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { he, held, clash } = await clashOfTwo(workspace)

  await ended(workspace, admin, await job(admin, 'clash.decide', { clash: clash?.id, choice: 'share' }))

  expect(await read(admin, 'account', held.id)).toMatchObject({ owner: { title: '林悦' } })
  const again = await workspace.again(he)
  expect(await read(again, 'account', held.id)).toMatchObject({ name: '远山医疗器械有限公司' })
  await again.write({ kind: 'update', object: 'account', id: held.id, values: { phone: '0512-55501234' } })
})

test('records that are older than their keys are found as well', async () => {
  const workspace = await freshWorkspace()
  const { admin, engine } = workspace
  await admin.write(account({ name: '远山医疗器械有限公司', englishName: 'Yuanshan Medical Co., Ltd.' }))
  await admin.write(account({ name: '远山医疗器械股份有限公司' }))
  await engine.owner.query('UPDATE account SET name_like = NULL, english_name_like = NULL WHERE workspace_id = $1', [workspace.id])

  await ended(workspace, admin, await engine.startJob(admin, { kind: 'duplicateSweep', object: 'account', input: { object: 'account' } }))

  expect((await listPairs(engine.database, admin.reader, { object: 'account' })).pairs).toHaveLength(1)
})
