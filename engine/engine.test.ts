import { expect, test } from 'vitest'
import { recordsOf, testEngine } from '../testing/workspace.ts'
import { differences, schemaBreaches } from './index.ts'

const freshWorkspace = await testEngine()

test('the database is as declared, and keeps the schema rules', async () => {
  const { engine } = await freshWorkspace()

  expect(await differences(engine.owner, engine.registry)).toEqual([])
  expect(await schemaBreaches(engine.owner)).toEqual([])
})

test('a record is made, read, found, changed, deleted and restored, and its history tells all of it', async () => {
  const { admin } = await freshWorkspace()

  const made = await admin.write({
    kind: 'create',
    object: 'account',
    values: { name: '贵州茅台酒股份有限公司', level: 'vip', annualRevenue: '174144069958.25', phone: '0851-2238 6002', region: '520382' },
  })
  const read = JSON.parse((await admin.get({ object: 'account', id: made.id })).record)
  const found = await admin.search({ text: 'gzmt', limit: 10 })
  const changed = await admin.write({ kind: 'update', object: 'account', id: made.id, revision: 1, values: { level: 'a' } })
  await admin.write({ kind: 'delete', object: 'account', id: made.id })
  const gone = admin.get({ object: 'account', id: made.id })

  expect(read).toMatchObject({
    name: '贵州茅台酒股份有限公司',
    level: 'vip',
    annualRevenue: { amount: '174144069958.25', currency: 'CNY' },
    number: 'C-000001',
    revision: 1,
    owner: { title: '管理员' },
  })
  expect(found).toEqual([{ object: 'account', id: made.id, title: '贵州茅台酒股份有限公司' }])
  expect(changed.revision).toBe(2)
  await expect(gone).rejects.toMatchObject({ code: 'not_found', status: 404 })
  expect(await admin.search({ text: '茅台', limit: 10 })).toEqual([])
  await admin.write({ kind: 'restore', object: 'account', id: made.id })
  expect(await admin.search({ text: '茅台', limit: 10 })).toHaveLength(1)
  const history = JSON.parse((await admin.history({ object: 'account', id: made.id })).entries) as {
    kind: string
    changes: Record<string, unknown>
  }[]
  expect(history.map((entry) => entry.kind)).toEqual(['restore', 'delete', 'update', 'create'])
  expect(history[2]?.changes).toEqual({ level: ['vip', 'a'] })
})

test('a stale revision is refused with what the record holds now, and nothing is lost', async () => {
  const { admin } = await freshWorkspace()
  const { id } = await admin.write({ kind: 'create', object: 'account', values: { name: '远山医疗' } })
  await admin.write({ kind: 'update', object: 'account', id, revision: 1, values: { level: 'a' } })

  const attempt = admin.write({ kind: 'update', object: 'account', id, revision: 1, values: { level: 'b' } })

  await expect(attempt).rejects.toMatchObject({ code: 'stale_record', current: { level: 'a', revision: 2 } })
})

test('a dozen people changing one record at once all get through, each exactly once', async () => {
  const { admin } = await freshWorkspace()
  const { id } = await admin.write({ kind: 'create', object: 'account', values: { name: '同川医院', employees: 0 } })

  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, (_, index) =>
      admin.write({ kind: 'update', object: 'account', id, values: { description: `第 ${index} 次` } }),
    ),
  )

  const written = outcomes.filter((outcome) => outcome.status === 'fulfilled').length
  const { revision } = await admin.get({ object: 'account', id })
  expect(revision).toBe(1 + written)
  expect(JSON.parse((await admin.history({ object: 'account', id })).entries)).toHaveLength(1 + written)
})

test('all errors of a form come at once, each at its field, and nothing is stored', async () => {
  const { admin } = await freshWorkspace()

  const attempt = admin.write({
    kind: 'create',
    object: 'account',
    values: { email: 'lin@', level: 'gold', website: 'javascript:alert(1)', employees: 1.5 },
  })

  await expect(attempt).rejects.toMatchObject({
    code: 'invalid_email',
    details: [
      { code: 'invalid_email', field: 'email' },
      { code: 'invalid_choice', field: 'level' },
      { code: 'invalid_url', field: 'website' },
      { code: 'too_many_decimals', field: 'employees' },
    ],
  })
  expect(await admin.count({ object: 'account' })).toEqual({ count: 0, exact: true })
})

test('names sort by pinyin, pages go on by keyset, and empty values stand last in both directions', async () => {
  const { admin } = await freshWorkspace()
  const names = ['重庆啤酒', '阿里巴巴', 'Acme', '北京银行', '长安汽车', '宝钢股份', '安徽海螺', '招商银行']
  await admin.bulk(
    names.map((name, index) => ({
      kind: 'create',
      object: 'account',
      values: { name, ...(index % 3 === 0 ? {} : { level: index % 2 ? 'a' : 'b' }) },
    })),
  )

  const seen: unknown[] = []
  let cursor: string | undefined
  do {
    const page = await admin.list({ object: 'account', sort: ['name'], fields: ['name'], limit: 3, cursor })
    seen.push(...recordsOf(page).map((record) => record.name))
    cursor = page.next ?? undefined
  } while (cursor)
  const levels: unknown[] = []
  do {
    const page = await admin.list({ object: 'account', sort: ['-level', 'name'], fields: ['level'], limit: 2, cursor })
    levels.push(...recordsOf(page).map((record) => record.level))
    cursor = page.next ?? undefined
  } while (cursor)

  expect(seen).toEqual(['阿里巴巴', 'Acme', '安徽海螺', '宝钢股份', '北京银行', '长安汽车', '重庆啤酒', '招商银行'])
  expect(levels).toEqual(['b', 'b', 'a', 'a', 'a', null, null, null])
})

test('a list is filtered through references and by what points at its records', async () => {
  const { admin, stage } = await freshWorkspace()
  const open = await stage('初步接触')
  const won = await stage('赢单')
  const ids = (
    await admin.bulk(
      ['甲公司', '乙公司'].map((name) => ({ kind: 'create', object: 'account', values: { name, level: name === '甲公司' ? 'vip' : 'c' } })),
    )
  ).results.map((result) => ('id' in result ? result.id : ''))
  const deal = (account: string | undefined, at: typeof open, amount: string) => ({
    kind: 'create' as const,
    object: 'opportunity',
    values: { name: '商机', account, pipeline: at.pipeline, stage: at.id, amount, probability: 50 },
  })
  await admin.bulk([
    deal(ids[0], open, '100'),
    deal(ids[0], open, '200'),
    deal(ids[0], open, '300'),
    deal(ids[1], open, '50'),
    deal(ids[1], won, '60'),
  ])

  const ofVip = await admin.list({
    object: 'opportunity',
    filter: {
      all: [
        { field: 'account.level', op: 'is', value: 'vip' },
        { field: 'stage.outcome', op: 'is', value: 'open' },
      ],
    },
  })
  const busy = await admin.list({
    object: 'account',
    filter: {
      all: [
        {
          related: { object: 'opportunity', field: 'account' },
          where: { field: 'stage.outcome', op: 'is', value: 'open' },
          aggregate: { fn: 'count' },
          op: 'gt',
          value: 2,
        },
        {
          not: {
            related: { object: 'activity', field: 'account' },
            where: { field: 'occurAt', op: 'within', value: { unit: 'day', from: -30, to: 0 } },
          },
        },
      ],
    },
    fields: ['name'],
  })
  const totals = await admin.totals({ object: 'opportunity', fields: ['amount', 'weightedAmount'] })
  const groups = await admin.groups({ object: 'opportunity', by: 'stage', sum: 'amount', weighted: 'weightedAmount' })

  expect(ofVip.ids).toHaveLength(3)
  expect(recordsOf(busy)).toMatchObject([{ name: '甲公司' }])
  expect(totals).toEqual({
    count: { count: 5, exact: true },
    totals: {
      amount: { sum: '710', average: '142', min: '50', max: '300' },
      weightedAmount: { sum: '355', average: '71', min: '25', max: '150' },
    },
  })
  expect(groups).toEqual([
    { key: { id: open.id, title: '初步接触' }, count: 4, sum: '650', weighted: '325' },
    { key: { id: won.id, title: '赢单' }, count: 1, sum: '60', weighted: '30' },
  ])
})

test('a board gives the first cards of each lane, and the lane goes on from its cursor', async () => {
  const { admin, stage } = await freshWorkspace()
  const first = await stage('初步接触')
  const second = await stage('需求确认')
  await admin.bulk(
    Array.from({ length: 5 }, (_, index) => ({
      kind: 'create',
      object: 'opportunity',
      values: { name: `商机 ${index}`, pipeline: first.pipeline, stage: first.id, closeDate: `2027-01-0${index + 1}` },
    })),
  )

  const query = { object: 'opportunity', by: 'stage', lanes: [first.id, second.id], sort: ['closeDate'], fields: ['name'], limit: 2 }
  const board = await admin.board(query)
  const lanes = JSON.parse(board.lanes) as { key: string; records: { name: string }[]; next: string | null }[]
  const more = await admin.lane({ ...query, lane: first.id, cursor: lanes[0]?.next ?? '' })

  expect(lanes.map((lane) => lane.records.map((record) => record.name))).toEqual([['商机 0', '商机 1'], []])
  expect(recordsOf(more).map((record) => record.name)).toEqual(['商机 2', '商机 3'])
})

test('a change is undone field by field, and what was touched since stays and is listed', async () => {
  const { admin } = await freshWorkspace()
  const { id } = await admin.write({ kind: 'create', object: 'account', values: { name: '远山医疗', level: 'b' } })
  const change = await admin.write({ kind: 'update', object: 'account', id, values: { level: 'a', description: '新备注' } })
  await admin.write({ kind: 'update', object: 'account', id, values: { level: 'vip' } })

  const undone = await admin.undo(change.changeId)

  const record = JSON.parse((await admin.get({ object: 'account', id })).record)
  expect(record).toMatchObject({ level: 'vip', description: null })
  expect(undone).toMatchObject({ restored: 1, kept: [{ id, field: 'level', reason: 'changed_since' }] })
})

test('what stays of a change is listed for those who see it, and for nobody else', async () => {
  const { admin, user, stage } = await freshWorkspace()
  const made = await admin.write({ kind: 'create', object: 'account', values: { name: '苏州同川医院' } })
  const { id, pipeline } = await stage('初步接触')
  await admin.write({ kind: 'create', object: 'opportunity', values: { name: '监护仪', account: made.id, stage: id, pipeline } })
  const clerk = await user('林悦', { grants: { account: { read: 'own', update: 'all', delete: 'all' } } })

  const undone = await clerk.undo(made.changeId)

  expect(undone).toMatchObject({ restored: 0, kept: [] })
})

test('the same request sent twice with its key is done once', async () => {
  const { admin } = await freshWorkspace()
  const request = { kind: 'create' as const, object: 'account', values: { name: '远山医疗' } }

  const [first, second] = await Promise.all([1, 2].map(() => admin.write(request, { idempotency: { key: 'k-1', requestHash: 'h' } })))

  expect(second?.id).toBe(first?.id)
  expect([first?.replayed, second?.replayed].sort()).toEqual([false, true])
  expect((await admin.count({ object: 'account' })).count).toBe(1)
  await expect(admin.write(request, { idempotency: { key: 'k-1', requestHash: 'another' } })).rejects.toMatchObject({
    code: 'idempotency_key_reused',
  })
})

test('an activity stands in the timelines of all it is about, and moves the last touch of its account', async () => {
  const { admin, clock } = await freshWorkspace()
  const account = await admin.write({ kind: 'create', object: 'account', values: { name: '同川医院' } })
  const contact = await admin.write({ kind: 'create', object: 'contact', values: { name: '陆承志', account: account.id } })
  const at = new Date(clock.now().getTime() - 3_600_000).toISOString()

  await admin.write({
    kind: 'create',
    object: 'activity',
    values: {
      subject: '电话确认床位',
      type: 'call',
      account: account.id,
      contact: contact.id,
      regarding: { object: 'account', id: account.id },
      occurAt: at,
    },
  })

  const entries = JSON.parse((await admin.timeline({ object: 'contact', id: contact.id })).entries)
  const onAccount = JSON.parse((await admin.timeline({ object: 'account', id: account.id })).entries)
  const record = JSON.parse((await admin.get({ object: 'account', id: account.id })).record)
  const rhythm = await admin.rhythm({ object: 'account', id: account.id, weeks: 4 })
  expect(entries).toMatchObject([
    { kind: 'call', record: { subject: '电话确认床位', regarding: { object: 'account', title: '同川医院' } } },
  ])
  expect(onAccount).toHaveLength(1)
  expect(new Date(record.lastActivityAt).toISOString()).toBe(at)
  expect(record.revision).toBe(1)
  expect(rhythm.reduce((sum, week) => sum + week.total, 0)).toBe(1)
})
