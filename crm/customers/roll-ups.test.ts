import { expect, test } from 'vitest'
import { recordsOf, type TestWorkspace, testEngine } from '../../testing/workspace.ts'
import { chanceFrom } from '../demo/random.ts'

const freshWorkspace = await testEngine()

type Row = { id: string; deleted: boolean; [column: string]: unknown }

/** What every figure has to be, worked out from the rows of the database and nothing else. */
async function recounted({ engine, id }: TestWorkspace) {
  const rows = async (table: string) =>
    (await engine.owner.query<Row>(`SELECT *, deleted_at IS NOT NULL AS deleted FROM ${table} WHERE workspace_id = $1 ORDER BY id`, [id]))
      .rows
  const [accounts, contacts, opportunities, activities] = [
    await rows('account'),
    await rows('contact'),
    await rows('opportunity'),
    await rows('activity'),
  ]
  const moment = (value: unknown) => (value ? new Date(String(value)).getTime() : null)
  const living = (from: Row[], column: string, target: string) => from.filter((row) => row[column] === target && !row.deleted)
  const sum = (from: Row[]) => from.reduce((total, row) => total + Number(row['amount_base'] ?? 0), 0)
  const touch = (from: Row[]) => {
    const done = from.filter((row) => row['status'] === 'done' && row['type'] !== 'task').map((row) => moment(row['occur_at']) ?? 0)
    return done.length > 0 ? Math.max(...done) : null
  }
  const due = (from: Row[]) => {
    const open = from.flatMap((row) => (row['status'] === 'planned' && row['due_at'] ? [moment(row['due_at']) ?? 0] : []))
    return open.length > 0 ? Math.min(...open) : null
  }
  const planned = (from: Row[]) => from.filter((row) => row['status'] === 'planned').length
  const pairs = [
    ...accounts.map((row) => {
      const [deals, work] = [living(opportunities, 'account_id', row.id), living(activities, 'account_id', row.id)]
      const of = (outcome: string) => deals.filter((deal) => deal['outcome'] === outcome)
      const wonOn = of('won').flatMap((deal) => (deal['close_date'] ? [moment(deal['close_date']) ?? 0] : []))
      return {
        stored: [
          row['open_pipeline_base'],
          row['open_pipeline'],
          row['open_pipeline_currency'],
          row['open_opportunities'],
          row['won_amount_base'],
          row['won_opportunities'],
          moment(row['last_won_on']),
          row['open_tasks'],
          moment(row['earliest_due_at']),
          moment(row['last_activity_at']),
          row['contact_count'],
        ],
        follows: [
          String(sum(of('open'))),
          sum(of('open')) === 0 ? null : String(sum(of('open'))),
          sum(of('open')) === 0 ? null : 'CNY',
          String(of('open').length),
          String(sum(of('won'))),
          String(of('won').length),
          wonOn.length > 0 ? Math.max(...wonOn) : null,
          String(planned(work)),
          due(work),
          touch(work),
          String(living(contacts, 'account_id', row.id).length),
        ],
      }
    }),
    ...[
      ...contacts.map((row) => ({ row, work: living(activities, 'contact_id', row.id) })),
      ...opportunities.map((row) => ({
        row,
        work: living(activities, 'regarding_id', row.id).filter((one) => one['regarding_object'] === 'opportunity'),
      })),
    ].map(({ row, work }) => ({
      stored: [moment(row['last_activity_at']), row['open_tasks']],
      follows: [touch(work), String(planned(work))],
    })),
  ]
  return { stored: pairs.map(({ stored }) => stored), follows: pairs.map(({ follows }) => follows) }
}

async function furnished(workspace: TestWorkspace) {
  const { admin, stage } = workspace
  const stages = [await stage('初步接触'), await stage('方案论证')]
  const closed = recordsOf(
    await admin.list({ object: 'stage', filter: { field: 'outcome', op: 'in', value: ['won', 'lost'] }, fields: ['id'] }),
  )
  const all = [...stages.map(({ id }) => id), ...closed.map(({ id }) => String(id))]
  const pipeline = String(stages[0]?.pipeline)
  await admin.write({ kind: 'create', object: 'exchangeRate', values: { currency: 'USD', rate: 7.1, date: '2020-01-01' } })
  const made = async (object: string, values: Record<string, unknown>[]) =>
    (await admin.bulk(values.map((one) => ({ kind: 'create' as const, object, values: one })))).results.flatMap((one) =>
      'id' in one ? [one.id] : [],
    )
  const accounts = await made(
    'account',
    ['远山医疗', '同川医院', '嘉合检验'].map((name) => ({ name })),
  )
  const contacts = await made(
    'contact',
    ['陆承志', '沈一诺'].map((name) => ({ name, account: accounts[0] })),
  )
  const opportunities = await made(
    'opportunity',
    ['影像科更新', '检验科扩建', '二期'].map((name, index) => ({
      name,
      account: accounts[index % 2],
      pipeline,
      stage: all[0],
      amount: '1000.5',
    })),
  )
  const activities = await made(
    'activity',
    ['电话', '拜访', '寄样'].map((subject, index) => ({ subject, type: 'call', account: accounts[index % 2] })),
  )
  return { accounts, contacts, opportunities, activities, stages: all, pipeline, made }
}

/** What is refused because it is not there, or no more, or there already. */
const usual = new Set(['not_found', 'reference_not_found', 'change_not_found', 'already_in_use', 'record_busy'])

// Every seed is a life of three customers: two hundred changes, four at a time, some of them at once.
test.each([7, 23, 91])('whatever happens to its records, a customer keeps the figures that they come to (seed %i)', async (seed) => {
  const workspace = await freshWorkspace()
  const { admin, engine } = workspace
  const chance = chanceFrom(seed)
  const held = await furnished(workspace)
  const changes: string[] = []
  const refusals: unknown[] = []
  const at = () => new Date(Date.UTC(2026, chance.below(12), 1 + chance.below(28), chance.below(24))).toISOString()
  const account = () => (chance.happens(15) ? null : chance.pick(held.accounts))
  const work = () => ({
    subject: '跟进',
    type: chance.pick(['call', 'visit', 'task', 'note']),
    status: chance.pick(['planned', 'done', 'cancelled']),
    account: account(),
    contact: chance.happens(50) ? chance.pick(held.contacts) : null,
    regarding: chance.happens(50)
      ? { object: 'opportunity', id: chance.pick(held.opportunities) }
      : { object: 'account', id: chance.pick(held.accounts) },
    occurAt: at(),
    dueAt: chance.happens(70) ? at() : null,
  })
  const deal = () => ({
    name: '商机',
    account: account(),
    pipeline: held.pipeline,
    stage: chance.pick(held.stages),
    amount: chance.happens(15) ? null : { amount: String(chance.below(90_000) / 100), currency: chance.pick(['CNY', 'CNY', 'USD']) },
    closeDate: chance.happens(80) ? at().slice(0, 10) : null,
  })
  const some = (values: Record<string, unknown>) => Object.fromEntries(Object.entries(values).filter(() => chance.happens(40)))
  const record = () => {
    const object = chance.pick(['activity', 'activity', 'opportunity', 'opportunity', 'contact'] as const)
    const ids = { activity: held.activities, opportunity: held.opportunities, contact: held.contacts }[object]
    const values = { activity: work, opportunity: deal, contact: () => ({ name: '联系人', account: account() }) }[object]
    return { object, ids, values }
  }
  const steps = [
    async () => {
      const { object, ids, values } = record()
      const { id, changeId } = await admin.write({ kind: 'create', object, values: values() })
      ids.push(id)
      changes.push(changeId)
    },
    async () => {
      const { object, ids, values } = record()
      changes.push((await admin.write({ kind: 'update', object, id: chance.pick(ids), values: some(values()) })).changeId)
    },
    async () => {
      const { object, ids, values } = record()
      const several = [...new Set(Array.from({ length: 4 }, () => chance.pick(ids)))]
      changes.push((await admin.bulk(several.map((id) => ({ kind: 'update' as const, object, id, values: some(values()) })))).changeId)
    },
    async () => {
      const { object, ids } = record()
      await admin.write({ kind: 'delete', object, id: chance.pick(ids) })
    },
    async () => {
      const { object, ids } = record()
      await admin.write({ kind: 'restore', object, id: chance.pick(ids) })
    },
    async () => {
      await admin.run('opportunity.changeStage', { opportunity: chance.pick(held.opportunities), stage: chance.pick(held.stages) })
    },
    async () => {
      await admin.run('activity.finish', { activity: chance.pick(held.activities), outcome: '已办' })
    },
    async () => {
      if (changes.length > 0) await admin.undo(chance.pick(changes))
    },
    async () => {
      await admin.write({
        kind: 'create',
        object: 'exchangeRate',
        values: { currency: 'USD', rate: (6000 + chance.below(1000)) / 1000, date: at().slice(0, 10) },
      })
    },
  ]

  for (let round = 0; round < 50; round++) {
    // What is deleted, restored or taken back twice is refused, and changes nothing.
    const ended = await Promise.allSettled(Array.from({ length: 4 }, () => chance.pick(steps)()))
    for (const one of ended) refusals.push(...(one.status === 'rejected' ? [one.reason?.code ?? String(one.reason)] : []))
    const { stored, follows } = await recounted(workspace)
    expect(stored, `seed ${seed}, round ${round}`).toEqual(follows)
  }

  expect(refusals.filter((code) => !usual.has(String(code)))).toEqual([])
  const { rows } = await engine.owner.query('SELECT max(revision) AS revision FROM account WHERE workspace_id = $1', [workspace.id])
  expect(rows).toEqual([{ revision: 1 }])
})

test('writers at the same customer at once lose nothing, and the last touch falls to what is left', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { accounts, made } = await furnished(workspace)
  const days = Array.from({ length: 12 }, (_, index) => `2026-02-${String(index + 10)}T02:00:00.000Z`)
  const work = await made(
    'activity',
    days.map((occurAt) => ({ subject: '拜访', type: 'visit', account: accounts[2], occurAt })),
  )

  // The later half goes, all at once, while others are made.
  await Promise.all([
    ...work.slice(6).map((id) => admin.write({ kind: 'delete', object: 'activity', id })),
    ...days.slice(0, 6).map((dueAt) =>
      admin.write({
        kind: 'create',
        object: 'activity',
        values: { subject: '寄样', type: 'task', status: 'planned', account: accounts[2], dueAt },
      }),
    ),
  ])

  const record = JSON.parse((await admin.get({ object: 'account', id: String(accounts[2]) })).record)
  expect(record).toMatchObject({ lastActivityAt: days[5], openTasks: 6, earliestDueAt: days[0], revision: 1 })
})

test('figures are sorted, filtered, summed and exported like any field, set by nobody, and hidden with their class', async () => {
  const workspace = await freshWorkspace()
  const { admin, user } = workspace
  const { accounts, opportunities } = await furnished(workspace)
  await admin.write({ kind: 'update', object: 'opportunity', id: String(opportunities[1]), values: { amount: '90000' } })
  const seller = await user('林若溪', { grants: { '*': { read: 'all' } }, readClasses: { pipeline: 'hide' } })

  const sorted = recordsOf(await admin.list({ object: 'account', sort: ['-openPipeline'], fields: ['name', 'openPipeline'] }))
  const rich = await admin.count({ object: 'account', filter: { field: 'openPipeline', op: 'gte', value: '2000' } })
  const { totals } = await admin.totals({ object: 'account', fields: ['openPipeline', 'openOpportunities'] })
  const attempt = admin.write({ kind: 'update', object: 'account', id: String(accounts[0]), values: { openPipeline: '5' } })

  expect(sorted).toMatchObject([
    { name: '同川医院', openPipeline: { amount: '90000', currency: 'CNY' } },
    { name: '远山医疗' },
    { openPipeline: null },
  ])
  expect(rich.count).toBe(2)
  expect(totals).toMatchObject({ openPipeline: { sum: '92001' }, openOpportunities: { sum: '3' } })
  await expect(attempt).rejects.toMatchObject({ code: 'read_only_field' })
  await expect(seller.list({ object: 'account', sort: ['-openPipeline'] })).rejects.toMatchObject({ code: 'unknown_field' })
  expect((await seller.get({ object: 'account', id: String(accounts[0]) })).record).not.toContain('openPipeline')
})

test('a stage that holds opportunities keeps its outcome', async () => {
  const workspace = await freshWorkspace()
  const { stages } = await furnished(workspace)

  const attempt = workspace.admin.write({ kind: 'update', object: 'stage', id: String(stages[0]), values: { outcome: 'won' } })

  await expect(attempt).rejects.toMatchObject({ code: 'stage_holds_opportunities', field: 'outcome' })
})
