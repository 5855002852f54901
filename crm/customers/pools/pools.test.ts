import { expect, test } from 'vitest'
import { type Context, nextNight } from '../../../engine/index.ts'
import { recordsOf, type TestWorkspace, testEngine } from '../../../testing/workspace.ts'
import { poolRuns, poolsOf, rehearse, returnMarks, undoPoolRun } from '../index.ts'
import { poolReturn } from './return-job.ts'

const freshWorkspace = await testEngine({ background: true, jobs: [poolReturn] })
const day = 86_400_000

type Outcome = { done: string[]; refused: { id: string; code: string; detail: string }[] }
const outcome = async (run: ReturnType<Context['run']>): Promise<Outcome> => (await run).result as Outcome
const everyone = [{ kind: 'everyone', of: null, claim: true, assign: false }]

async function poolIn({ admin }: TestWorkspace, values: Record<string, unknown> = {}): Promise<string> {
  return (
    await admin.write({ kind: 'create', object: 'pool', values: { name: '华东公海', object: 'account', members: everyone, ...values } })
  ).id
}

/** Accounts that lie in the pool. */
async function pooled({ admin }: TestWorkspace, pool: string, count: number): Promise<string[]> {
  const { results } = await admin.bulk(
    Array.from({ length: count }, (_, index) => ({
      kind: 'create' as const,
      object: 'account',
      values: { name: `海中客户 ${index + 1}` },
    })),
  )
  const ids = results.flatMap((result) => ('id' in result ? [result.id] : []))
  await admin.run('pool.release', { object: 'account', records: ids, reason: 'no-need', pool })
  return ids
}

const valuesOf = async (context: Context, id: string, fields: string[], object = 'account') =>
  JSON.parse((await context.get({ object, id, fields })).record) as Record<string, unknown>

test('of fifty people who claim the same customer at once exactly one gets it, and the others learn who', async () => {
  const workspace = await freshWorkspace()
  const { admin, user, again } = workspace
  const pool = await poolIn(workspace)
  const [target = ''] = await pooled(workspace, pool, 1)
  const people: Context[] = []
  for (let index = 0; index < 50; index += 1) people.push(await user(`销售 ${index}`))

  const answers = await Promise.allSettled(
    people.map(async (one) => outcome((await again(one)).run('pool.claim', { object: 'account', records: [target] }))),
  )

  const won = answers.flatMap((answer, index) => (answer.status === 'fulfilled' ? [people[index]?.reader.principal] : []))
  expect(won).toHaveLength(1)
  const lost = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []))
  expect(lost).toHaveLength(49)
  for (const reason of lost) expect(reason).toMatchObject({ code: 'pool_claimed_already', parameters: { owner: won[0]?.name } })
  expect(await valuesOf(admin, target, ['owner', 'pool', 'lastPool'])).toMatchObject({
    owner: { id: won[0]?.id },
    pool: null,
    lastPool: { id: pool },
  })
})

test('members see what lies in their pool and nobody else does; what was claimed is gone for the others', async () => {
  const workspace = await freshWorkspace()
  const { user, again, department, admin } = workspace
  const east = await department('华东')
  await department('苏州', '华东')
  const pool = await poolIn(workspace, { members: [{ kind: 'department', of: east, claim: true, assign: false }] })
  const [first = '', second = ''] = await pooled(workspace, pool, 2)
  const member = await again(await user('林若溪', { department: '苏州' }))
  const stranger = await again(await user('周行', { department: '华南' }))
  const elsewhere = (await freshWorkspace()).admin

  expect(await member.count({ object: 'account' })).toMatchObject({ count: 2 })
  expect((await poolsOf(member)).map(({ id, count, claim, assign }) => ({ id, count, claim, assign }))).toEqual([
    { id: pool, count: 2, claim: true, assign: false },
  ])
  for (const other of [stranger, elsewhere]) {
    expect(await other.count({ object: 'account' })).toMatchObject({ count: 0 })
    expect(await poolsOf(other)).toEqual([])
    await expect(other.get({ object: 'account', id: first })).rejects.toMatchObject({ code: 'not_found' })
    await expect(other.run('pool.claim', { object: 'account', records: [first] })).rejects.toMatchObject({ code: 'not_found' })
  }
  // To see is not to change, and to claim is not to give away.
  await expect(member.write({ kind: 'update', object: 'account', id: first, values: { level: 'a' } })).rejects.toMatchObject({
    code: 'record_not_yours',
  })
  await expect(member.run('pool.assign', { object: 'account', records: [first], to: stranger.reader.principal.id })).rejects.toMatchObject({
    code: 'pool_not_yours_to_assign',
  })
  await admin.run('pool.assign', { object: 'account', records: [second], to: stranger.reader.principal.id })
  expect(await member.count({ object: 'account' })).toMatchObject({ count: 1 })
  expect(await stranger.count({ object: 'account' })).toMatchObject({ count: 1 })
})

test('a member whose role does not show customers learns nothing of who has them', async () => {
  const workspace = await freshWorkspace()
  const { user, again } = workspace
  const pool = await poolIn(workspace)
  const [taken = '', free = ''] = await pooled(workspace, pool, 2)
  await (await again(await user('周行'))).run('pool.claim', { object: 'account', records: [taken] })
  const other = await again(await user('何远', { grants: { lead: { read: 'own' } } }))

  for (const id of [taken, free])
    await expect(other.run('pool.claim', { object: 'account', records: [id] })).rejects.toMatchObject({ code: 'not_allowed' })
})

test('limits hold: so many a day, so many at once without the won ones, and not again what one has just lost', async () => {
  const workspace = await freshWorkspace()
  const { user, again, clock, stage, admin } = workspace
  const pool = await poolIn(workspace, { claimsPerDay: 2, holdCap: 3, coolingDays: 7 })
  const [a = '', b = '', c = '', d = '', e = ''] = await pooled(workspace, pool, 5)
  const rep = await again(await user('林若溪'))
  const claim = (...records: string[]) => outcome(rep.run('pool.claim', { object: 'account', records }))

  const several = await claim(a, b, c)
  expect(several.done).toEqual([a, b])
  expect(several.refused).toEqual([{ id: c, code: 'pool_claim_limit', detail: expect.stringContaining('2 个') }])
  clock.advance(day)
  await claim(c)
  await expect(claim(d)).rejects.toMatchObject({ code: 'pool_hold_cap', parameters: { most: 3, held: 3 } })
  await admin.write({
    kind: 'create',
    object: 'opportunity',
    values: { name: '监护仪', account: a, amount: '100', ...(await stage('赢单').then(({ id, pipeline }) => ({ stage: id, pipeline }))) },
  })
  await claim(d)

  await rep.run('pool.release', { object: 'account', records: [b], reason: 'unreachable' })
  clock.advance(day)
  await expect(claim(b)).rejects.toMatchObject({ code: 'pool_cooling' })
  clock.advance(7 * day)
  await claim(b)
  await admin.run('pool.protect', { object: 'account', records: [e], until: new Date(clock.now().getTime() + day).toISOString() })
  await rep.run('pool.release', { object: 'account', records: [c], reason: 'other' })
  await expect(claim(e)).rejects.toMatchObject({ code: 'pool_locked' })
})

test('a release says why: on the record, in its timeline and in its history, and is taken back as one', async () => {
  const workspace = await freshWorkspace()
  const { user, again, admin } = workspace
  const pool = await poolIn(workspace)
  const rep = await again(await user('林若溪'))
  const { id } = await rep.write({ kind: 'create', object: 'account', values: { name: '远山医疗' } })

  const { changeId } = await rep.run('pool.release', { object: 'account', records: [id], reason: 'unreachable' })

  expect(await valuesOf(rep, id, ['owner', 'pool', 'poolReason', 'previousOwner'])).toMatchObject({
    owner: null,
    pool: { id: pool },
    poolReason: 'unreachable',
    previousOwner: { title: '林若溪' },
  })
  const timeline = await rep.timeline({ object: 'account', id })
  expect(JSON.stringify(timeline)).toContain('unreachable')
  await admin.undo(changeId)
  expect(await valuesOf(admin, id, ['owner', 'pool', 'heldSince'])).toMatchObject({
    owner: { title: '林若溪' },
    pool: null,
    heldSince: null,
  })
})

/** Rule and customers of four kinds, at a quiet hour of the day. */
async function ruledWorkspace() {
  const workspace = await freshWorkspace()
  const { admin, user, again, clock, stage } = workspace
  clock.move(nextNight('Asia/Shanghai', 12, clock.now()))
  const pool = await poolIn(workspace)
  const rule = (await admin.write({ kind: 'create', object: 'poolRule', values: { pool, condition: 'noFollowUp', days: 30, warnDays: 3 } }))
    .id
  const rep = await again(await user('林若溪'))
  const make = async (name: string) => (await rep.write({ kind: 'create', object: 'account', values: { name } })).id
  const called = await make('常联系')
  const forgotten = await make('被忘记')
  const protectedOne = await make('受保护')
  const won = await make('已成交')
  await rep.write({
    kind: 'create',
    object: 'opportunity',
    values: { name: '成交', account: won, ...(await stage('赢单').then(({ id, pipeline }) => ({ stage: id, pipeline }))) },
  })
  await admin.run('pool.protect', {
    object: 'account',
    records: [protectedOne],
    until: new Date(clock.now().getTime() + 60 * day).toISOString(),
  })
  return { ...workspace, pool, rule, rep, called, forgotten, protectedOne, won }
}

/** Lets the night come, and answers when its run is over. */
async function night({ engine, clock, admin }: TestWorkspace): Promise<string> {
  const before = (await poolRuns(admin)).length
  await engine.everyMinute()
  clock.move(nextNight('Asia/Shanghai', 3, clock.now()))
  await engine.everyMinute()
  await engine.everyMinute()
  const ended = async () => (await poolRuns(admin)).map(({ status }) => status)
  await expect.poll(ended, { timeout: 20_000, interval: 50 }).toEqual(Array.from({ length: before + 1 }, () => 'done'))
  const runs = await poolRuns(admin)
  return runs[0]?.id ?? ''
}

test('the run takes exactly what the rehearsal shows: not what was called, protected or won', async () => {
  const workspace = await ruledWorkspace()
  const { admin, rep, clock, called, forgotten, rule, engine } = workspace
  clock.advance(28 * day)
  await rep.run('activity.log', { activity: { subject: '回访', type: 'call', account: called, occurAt: clock.now().toISOString() } })
  expect((await rehearse(admin, { object: 'account' })).total).toBe(0)
  expect(await returnMarks(rep, 'account', [called, forgotten])).toMatchObject([{ id: forgotten, condition: 'noFollowUp', days: 30 }])
  await night(workspace)
  await engine.notifications.catchUp()
  expect((await engine.notifications.list(rep, {})).notifications).toContain('"returning"')
  await night(workspace)
  clock.move(nextNight('Asia/Shanghai', 12, clock.now()))

  const shown = await rehearse(admin, { object: 'account' })

  expect(shown).toMatchObject({
    total: 1,
    rules: [{ id: rule, condition: 'noFollowUp', days: 30 }],
    people: [{ owner: { title: '林若溪' }, rule: 0, count: 1 }],
    records: [{ id: forgotten, title: '被忘记', rule: 0 }],
  })
  const stricter = await rehearse(admin, {
    object: 'account',
    draft: { id: rule, pool: shown.rules[0]?.pool ?? '', condition: 'noFollowUp', days: 2, sparesWon: false },
  })
  expect(stricter.total).toBe(3)
  await night(workspace)
  const page = await admin.list({ object: 'account', filter: { field: 'pool', op: 'isNotEmpty' }, fields: ['poolReason', 'previousOwner'] })
  expect(recordsOf(page)).toMatchObject([{ id: forgotten, poolReason: 'no-follow-up', previousOwner: { title: '林若溪' } }])
})

test('a run is taken back: each record is held as before, but for the one that was claimed since', async () => {
  const workspace = await ruledWorkspace()
  const { admin, user, again, clock, called, forgotten, rep, engine } = workspace
  clock.advance(31 * day)
  const before = await valuesOf(admin, forgotten, ['owner', 'pool', 'heldSince', 'previousOwner', 'poolReason', 'protectedUntil'])
  const run = await night(workspace)
  const other = await again(await user('周行'))
  await other.run('pool.claim', { object: 'account', records: [called] })

  const job = await undoPoolRun(engine, admin, run)

  await expect.poll(async () => (await engine.job(admin, job)).status, { timeout: 20_000, interval: 50 }).toBe('done')
  expect(await valuesOf(admin, forgotten, ['owner', 'pool', 'heldSince', 'previousOwner', 'poolReason', 'protectedUntil'])).toEqual({
    ...before,
    revision: expect.anything(),
  })
  expect(await valuesOf(admin, called, ['owner'])).toMatchObject({ owner: { title: '周行' } })
  await expect(undoPoolRun(engine, rep, run)).rejects.toMatchObject({ code: 'administrators_only' })
})
