import { expect, test } from 'vitest'
import { eventsFinal, type TestWorkspace, testEngine } from '../../testing/workspace.ts'
import { scoreHealthDaily, watchHealth } from './index.ts'
import { scoreHealthJob } from './jobs/score-health.ts'

const freshWorkspace = await testEngine({ background: true, jobs: [scoreHealthJob] })
const day = 86_400_000

/** A customer who is called every ten days, the last time three days ago, with one open opportunity. */
async function wellKept() {
  const workspace = await freshWorkspace()
  const { admin, clock, stage } = workspace
  // Whoever watches for the first time begins with what comes from then on.
  await look(workspace)
  const { id: account } = await admin.write({ kind: 'create', object: 'account', values: { name: '远山医疗' } })
  const ago = (days: number) => new Date(clock.now().getTime() - days * day).toISOString()
  await admin.bulk(
    [3, 13, 23, 33].map((days) => ({
      kind: 'create' as const,
      object: 'activity',
      values: { subject: '回访', type: 'call', account, occurAt: ago(days) },
    })),
  )
  const { id: stageId, pipeline } = await stage('初步接触')
  await admin.write({
    kind: 'create',
    object: 'opportunity',
    values: { name: '设备更新', account, pipeline, stage: stageId, amount: '80000' },
  })
  return { ...workspace, account }
}

async function look({ engine, clock }: TestWorkspace): Promise<void> {
  await eventsFinal(engine)
  await watchHealth(engine, { owner: engine.owner, clock }, (error) => {
    throw error
  })
}

async function read({ admin }: TestWorkspace, id: string) {
  return JSON.parse((await admin.get({ object: 'account', id })).record) as Record<string, unknown>
}

test('health follows what happens with a customer soon after, and what it was last month stays beside it', async () => {
  const workspace = await wellKept()
  const { admin, engine, clock, account } = workspace
  await look(workspace)
  const first = await read(workspace, account)
  clock.move(new Date(clock.now().getTime() + 45 * day).toISOString())

  await scoreHealthDaily({ owner: engine.owner, clock })
  await scoreHealthDaily({ owner: engine.owner, clock })

  // Kept to the rhythm 35, four of eight touches 12.5, one of two opportunities 7.5, nothing won, nothing late 10.
  expect(first).toMatchObject({ health: 65, healthLastMonth: null, revision: 1 })
  await expect.poll(() => read(workspace, account), { timeout: 20_000 }).toMatchObject({ health: 30, healthLastMonth: 65, revision: 1 })
  const { rows } = await engine.owner.query('SELECT count(*)::int AS count FROM batch WHERE workspace_id = $1 AND kind = $2', [
    workspace.id,
    scoreHealthJob.kind,
  ])
  expect(rows).toEqual([{ count: 1 }])
  const poor = await admin.list({ object: 'account', filter: { field: 'health', op: 'lt', value: 60 }, sort: ['health'] })
  expect(poor.ids).toEqual([account])
})

test('each part is explained to whoever may see the customer and the class; nobody else learns anything', async () => {
  const workspace = await wellKept()
  const { admin, user, account } = workspace
  const stranger = await user('林若溪')
  const hidden = await user('沈一诺', { grants: { '*': { read: 'all' } }, readClasses: { health: 'mask' } })
  const partial = await user('王砚秋', { grants: { '*': { read: 'all' } }, readClasses: { pipeline: 'hide' } })

  const { result } = await admin.run('health.explain', { account })
  const { result: without } = await partial.run('health.explain', { account })

  expect(result).toMatchObject({
    score: 65,
    parts: [
      { part: 'recency', points: 100, weight: 35 },
      { part: 'frequency', points: 50, weight: 25, target: 8 },
      { part: 'pipeline', points: 50, weight: 15 },
      { part: 'won', points: 0 },
      { part: 'overdue', points: 100 },
    ],
    facts: { daysSinceTouch: 3, usualDays: 10, touches: 4, openOpportunities: 1 },
  })
  expect(JSON.stringify(without)).not.toMatch(/pipeline|won|Opportunit/)
  await expect(stranger.run('health.explain', { account })).rejects.toMatchObject({ code: 'not_found' })
  await expect(hidden.run('health.explain', { account })).rejects.toMatchObject({ code: 'unknown_field' })
})

test('other weights are rehearsed on real customers before they are saved, and hold for all of them soon after', async () => {
  const workspace = await wellKept()
  const { admin, user, engine, account } = workspace
  await look(workspace)
  const seller = await user('林若溪')
  const only = { part: 'recency', weight: 100, target: 1 }
  const rules = [only, ...['frequency', 'pipeline', 'won', 'overdue'].map((part) => ({ part, weight: 0, target: 1 }))]

  const { result } = await admin.run('health.rehearse', { rules })
  const untouched = await read(workspace, account)
  await admin.run('health.setRules', { rules })
  await look(workspace)

  expect(result).toMatchObject({
    looked: 1,
    before: { good: 0, fair: 1, poor: 0 },
    after: { good: 1, fair: 0, poor: 0 },
    changed: [{ name: '远山医疗', before: 65, after: 100 }],
  })
  expect(untouched).toMatchObject({ health: 65 })
  await expect.poll(() => read(workspace, account), { timeout: 20_000 }).toMatchObject({ health: 100 })
  for (const action of ['health.rehearse', 'health.setRules'])
    await expect(seller.run(action, { rules })).rejects.toMatchObject({ code: 'not_allowed' })
  await engine.forget(workspace.id)
})
