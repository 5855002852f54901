import { expect, test } from 'vitest'
import { recordsOf, type TestWorkspace, testEngine } from '../../testing/workspace.ts'
import type { Context } from '../index.ts'
import { startTransfer } from './job.ts'
import { demandReceivers, movesOf, type Split, type TransferRequest } from './plan.ts'
import { previewTransfer } from './preview.ts'
import { demandUndoable } from './recent.ts'

const freshWorkspace = await testEngine({ background: true })

async function transfer(
  { engine }: TestWorkspace,
  by: Context,
  asked: TransferRequest,
  split: Split,
  reason: string | null = null,
  keep: 'read' | 'edit' | null = null,
): Promise<string> {
  const moves = movesOf(by.reader, asked)
  const job = await by.transaction(async (inside) => {
    await demandReceivers(inside, moves, split)
    const { total } = await previewTransfer(inside, moves, null)
    return startTransfer(inside, { ...moves, split, reason, mass: false, leaver: null, left: [], keep }, total)
  })
  await expect.poll(async () => (await engine.job(by, job)).status, { timeout: 20_000 }).toBe('done')
  return job
}

const idOf = (context: Context): string => context.reader.principal.id

async function ownersOf(by: Context, object: string): Promise<Record<string, string>> {
  const title = object === 'activity' ? 'subject' : 'name'
  const rows = recordsOf(await by.list({ object, fields: [title, 'owner'], limit: 100 }))
  return Object.fromEntries(rows.map((row) => [String(row[title]), (row.owner as { title: string }).title]))
}

/** Lin has four customers with contacts, work that is planned and done, and a deal; Qin has something at one of them as well. */
async function book(workspace: TestWorkspace) {
  const { admin, user } = workspace
  const [lin, zhou, qin] = [await user('林若溪'), await user('周行'), await user('秦朗')]
  const create = async (object: string, values: Record<string, unknown>) => (await admin.write({ kind: 'create', object, values })).id
  const { id: stage, pipeline } = await workspace.stage('初步接触')
  const won = await workspace.stage('赢单')
  const accounts: string[] = []
  for (const name of ['同川医院', '明澈医院', '远山医疗', '海岳药业']) {
    const account = await create('account', { name, owner: idOf(lin), level: accounts.length < 2 ? 'a' : 'b' })
    accounts.push(account)
    await create('contact', { name: `${name}主任`, account, owner: idOf(lin) })
    await create('activity', { subject: `${name}回访`, account, status: 'planned', owner: idOf(lin) })
    await create('activity', { subject: `${name}拜访过`, account, status: 'done', owner: idOf(lin) })
  }
  const [account] = accounts
  await create('opportunity', { name: '影像系统', account, stage, pipeline, owner: idOf(lin) })
  await create('opportunity', { name: '已成交', account, stage: won.id, pipeline: won.pipeline, owner: idOf(lin) })
  await create('opportunity', { name: '秦朗的商机', account, stage, pipeline, owner: idOf(qin) })
  return { lin, zhou, qin, accounts }
}

test('customers go over with what belongs to them and is still open; what colleagues have there stays; one undo brings all of it back', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { lin, zhou, qin, accounts } = await book(workspace)
  const asked = { object: 'account', filter: { field: 'owner', op: 'is' as const, value: idOf(lin) } }

  const preview = await admin.transaction((inside) => previewTransfer(inside, movesOf(admin.reader, asked), [{ to: [idOf(zhou)] }]))
  const job = await transfer(workspace, admin, asked, [{ to: [idOf(zhou), idOf(qin)] }], '调整区域')

  const counts = Object.fromEntries(preview.moves.map(({ key, count, taken }) => [key, taken ? count : -count]))
  expect(counts).toEqual({ account: 4, contact: 4, activity: 4, 'activity.closed': -4, opportunity: 1, 'opportunity.closed': -1 })
  expect([preview.total, preview.parts, preview.unassigned]).toEqual([13, [4], 0])
  expect(await ownersOf(admin, 'account')).toEqual({ 同川医院: '周行', 明澈医院: '秦朗', 远山医疗: '周行', 海岳药业: '秦朗' })
  expect(await ownersOf(admin, 'contact')).toMatchObject({ 同川医院主任: '周行', 明澈医院主任: '秦朗' })
  expect(await ownersOf(admin, 'activity')).toMatchObject({ 同川医院回访: '周行', 同川医院拜访过: '林若溪', 海岳药业回访: '秦朗' })
  expect(await ownersOf(admin, 'opportunity')).toEqual({ 影像系统: '周行', 已成交: '林若溪', 秦朗的商机: '秦朗' })
  const { entries } = await admin.history({ object: 'account', id: accounts[0] ?? '' })
  expect(JSON.parse(entries)[0]).toMatchObject({ reason: '调整区域', changes: { owner: [{ title: '林若溪' }, { title: '周行' }] } })

  // Each receiver hears of it once, however much it is.
  const told = async (context: Context) =>
    (JSON.parse((await workspace.engine.notifications.list(context, {})).notifications) as { kind: string }[]).filter(
      ({ kind }) => kind === 'assigned',
    )
  await expect.poll(async () => (await told(await workspace.again(zhou))).length, { timeout: 20_000 }).toBe(1)
  expect(await told(await workspace.again(zhou))).toMatchObject([{ kind: 'assigned', count: 2, record: { object: 'account' } }])

  // What was touched since stays, and is listed.
  workspace.clock.advance(60_000)
  await (await workspace.again(admin)).write({ kind: 'update', object: 'account', id: accounts[1] ?? '', values: { owner: idOf(zhou) } })
  expect(await admin.undo(job)).toMatchObject({
    restored: 12,
    kept: [
      { object: 'account', id: accounts[1], field: 'owner', reason: 'changed_since' },
      { object: 'account', id: accounts[1], field: 'heldSince', reason: 'changed_since' },
    ],
  })
  expect(await ownersOf(admin, 'account')).toEqual({ 同川医院: '林若溪', 明澈医院: '周行', 远山医疗: '林若溪', 海岳药业: '林若溪' })
})

test('conditions decide in their order who gets what; what fits none stays; what is not asked for stays too', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { zhou, qin, accounts } = await book(workspace)
  const split: Split = [
    { when: { field: 'name', op: 'is', value: '明澈医院' }, to: [idOf(qin)] },
    { when: { field: 'level', op: 'is', value: 'a' }, to: [idOf(zhou)] },
  ]
  const asked = { object: 'account', filter: { field: 'id', op: 'in' as const, value: accounts }, along: ['opportunity.closed'] }

  const job = await transfer(workspace, admin, asked, split)

  expect(await ownersOf(admin, 'account')).toEqual({ 同川医院: '周行', 明澈医院: '秦朗', 远山医疗: '林若溪', 海岳药业: '林若溪' })
  expect(await ownersOf(admin, 'opportunity')).toMatchObject({ 影像系统: '周行', 已成交: '周行' })
  expect(await ownersOf(admin, 'contact')).toMatchObject({ 同川医院主任: '林若溪' })
  expect((await workspace.engine.job(admin, job)).result).toMatchObject({ changed: 4, unassigned: 2 })
})

test('nobody hands over what they may not change, nor to somebody who is gone or may not see it', async () => {
  const workspace = await freshWorkspace()
  const { admin, user } = workspace
  const { lin, zhou } = await book(workspace)
  const gone = await user('走的人')
  await admin.run('user.deactivate', { user: idOf(gone) })
  const blind = await user('看不见的人', { grants: { lead: { read: 'all' } } })
  const asked = { object: 'account', filter: { field: 'owner', op: 'is' as const, value: idOf(lin) } }
  const give = (to: Context) => transfer(workspace, admin, asked, [{ to: [idOf(to)] }])

  await expect(give(gone)).rejects.toMatchObject({ code: 'successor_inactive' })
  await expect(give(blind)).rejects.toMatchObject({ code: 'receiver_sees_none', parameters: { name: '看不见的人', objects: '客户' } })
  const other = await freshWorkspace()
  await expect(give(other.admin)).rejects.toMatchObject({ code: 'successor_inactive' })
  // Zhou sees nothing of Lin's: it is not there for him to hand over.
  const nothing = await transfer(workspace, zhou, { object: 'account' }, [{ to: [idOf(zhou)] }])
  expect((await workspace.engine.job(zhou, nothing)).result).toMatchObject({ changed: 0 })
  expect(Object.values(await ownersOf(admin, 'account'))).toEqual(['林若溪', '林若溪', '林若溪', '林若溪'])
})

test('nobody leaves while something hangs on them, unless it goes to somebody or is said to stay', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { lin, zhou, qin } = await book(workspace)
  const leave = (more: object) => admin.run('user.deactivate', { user: idOf(lin), ...more })
  const holdings = ['account.owner', 'contact.owner', 'opportunity.owner']

  await expect(leave({})).rejects.toMatchObject({ code: 'holdings_left', parameters: { count: 13 } })
  await expect(leave({ handOver: { to: idOf(zhou), holdings } })).rejects.toMatchObject({ code: 'holdings_left', parameters: { count: 4 } })
  const update = admin.write({ kind: 'update', object: 'user', id: idOf(lin), values: { active: false } })
  await expect(update).rejects.toMatchObject({ code: 'holdings_left', field: 'active' })
  await expect(admin.write({ kind: 'delete', object: 'user', id: idOf(lin) })).rejects.toMatchObject({ code: 'holdings_left' })

  const { result } = await leave({ handOver: { split: [{ to: [idOf(zhou), idOf(qin)] }], holdings }, left: ['activity.owner'] })

  const { job } = result as { job: string }
  await expect.poll(async () => (await workspace.engine.job(admin, job)).status, { timeout: 20_000 }).toBe('done')
  expect(await ownersOf(admin, 'account')).toEqual({ 同川医院: '周行', 明澈医院: '秦朗', 远山医疗: '周行', 海岳药业: '秦朗' })
  expect(await ownersOf(admin, 'contact')).toMatchObject({ 明澈医院主任: '秦朗', 远山医疗主任: '周行' })
  expect(await ownersOf(admin, 'activity')).toMatchObject({ 明澈医院回访: '林若溪' })
})

test('more than one step holds belongs to one customer: all of it goes, to the same person', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { lin, zhou, qin, accounts } = await book(workspace)
  for (let round = 0; round < 3; round++)
    await admin.bulk(
      Array.from({ length: 450 }, (_, index) => ({
        kind: 'create' as const,
        object: 'activity',
        values: { subject: `计划 ${round}-${index}`, account: accounts[1], status: 'planned', owner: idOf(lin) },
      })),
    )

  const job = await transfer(workspace, admin, { object: 'account' }, [{ to: [idOf(zhou), idOf(qin)] }])

  expect((await workspace.engine.job(admin, job)).result).toMatchObject({ changed: 13 + 1350, refused: [] })
  const left = await admin.count({
    object: 'activity',
    filter: {
      all: [
        { field: 'status', op: 'is', value: 'planned' },
        { field: 'owner', op: 'is', value: idOf(lin) },
      ],
    },
  })
  expect(left.count).toBe(0)
  const atQin = await admin.count({ object: 'activity', filter: { field: 'owner', op: 'is', value: idOf(qin) } })
  expect(atQin.count).toBe(1352)
})

test('the former owner stays in the team, once, and leaves it again when the transfer is taken back', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const { lin, zhou, accounts } = await book(workspace)
  const [first, second] = accounts
  const member = { sharedWith: { object: 'user', id: idOf(lin) }, level: 'read', teamRole: 'pre-sales' }
  await admin.write({ kind: 'create', object: 'recordShare', values: { record: { object: 'account', id: first }, ...member } })
  const asked = { object: 'account', filter: { field: 'id', op: 'in' as const, value: [first, second] } }

  const job = await transfer(workspace, admin, asked, [{ to: [idOf(zhou)] }], '调整区域', 'edit')

  const seen = async () => (await (await workspace.again(lin)).list({ object: 'account' })).ids.length
  const shares = recordsOf(await admin.list({ object: 'recordShare', fields: ['record', 'level', 'teamRole', 'reason'] }))
  expect(shares.map(({ teamRole, level }) => [teamRole, level])).toEqual(
    expect.arrayContaining([
      ['pre-sales', 'read'],
      ['former-owner', 'edit'],
    ]),
  )
  expect(shares).toHaveLength(2)
  expect(await seen()).toBe(4)
  await (await workspace.again(lin)).write({ kind: 'update', object: 'account', id: second ?? '', values: { level: 'c' } })

  expect((await admin.undo(job)).kept).toEqual([])
  expect((await admin.list({ object: 'recordShare' })).ids).toHaveLength(1)
  expect(await ownersOf(admin, 'account')).toMatchObject({ 同川医院: '林若溪', 明澈医院: '林若溪' })
})

test('a transfer is taken back for thirty days, and then no more', async () => {
  const workspace = await freshWorkspace()
  const { admin, engine, clock } = workspace
  const { lin, zhou } = await book(workspace)
  const asked = { object: 'account', filter: { field: 'owner', op: 'is' as const, value: idOf(lin) } }
  const job = await engine.job(admin, await transfer(workspace, admin, asked, [{ to: [idOf(zhou)] }]))

  clock.advance(30 * 86_400_000)
  const inTime = await workspace.again(admin)
  clock.advance(60_000)

  expect(() => demandUndoable(inTime, { ...job, createdAt: clock.now().toISOString() })).not.toThrow()
  expect(() => demandUndoable(inTime, job)).toThrow(expect.objectContaining({ code: 'transfer_undo_over' }))
})
