import { expect, test } from 'vitest'
import { eventsFinal, type TestWorkspace, testEngine } from '../../testing/workspace.ts'
import type { Context } from '../context.ts'
import { mentionOf } from '../text/mentions.ts'

const freshWorkspace = await testEngine()

type Told = {
  id: string
  kind: string
  read: boolean
  actor: { title: string } | null
  record: { object: string; id: string; title: string } | null
  about: { object: string; id: string; title: string } | null
  fields: string[]
  count: number | null
  details: Record<string, unknown>
}

const work = { create: 'own', read: 'own', update: 'own', delete: 'own' } as const
const seller = { account: work, contact: work, activity: work, opportunity: work, user: { read: 'all' } } as const
const director = {
  ...seller,
  account: { create: 'all', read: 'all', update: 'all', delete: 'all' },
  activity: { create: 'all', read: 'all', update: 'all', delete: 'all' },
} as const

/** Deals with all that was committed so far. */
async function catchUp({ engine }: TestWorkspace): Promise<void> {
  await eventsFinal(engine)
  await engine.notifications.catchUp()
}

/** What somebody has been told once everything that was committed is dealt with. */
async function told(workspace: TestWorkspace, reader: Context): Promise<Told[]> {
  await catchUp(workspace)
  const { notifications } = await workspace.engine.notifications.list(reader, {})
  return JSON.parse(notifications) as Told[]
}

const idOf = (context: Context): string => context.reader.principal.id

async function customer(workspace: TestWorkspace, by: Context, name: string): Promise<string> {
  await catchUp(workspace)
  const { id } = await by.write({ kind: 'create', object: 'account', values: { name } })
  workspace.clock.advance(1000)
  return id
}

const note = (by: Context, account: string, content: string, rest: Record<string, unknown> = {}) =>
  by.write({ kind: 'create', object: 'activity', values: { subject: '记录', type: 'note', account, content, ...rest } })

test('whoever is named in a note is told where, follows the customer from then on, and is not told what they do themselves', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const shen = await workspace.user('沈一诺', { grants: director })
  const account = await customer(workspace, admin, '苏州同川医院')

  const { id } = await note(admin, account, `${mentionOf('沈一诺', idOf(shen))} 请准备中央站演示，${mentionOf('管理员', idOf(admin))} 同去`)
  const [first, ...others] = await told(workspace, shen)
  workspace.clock.advance(1000)
  await admin.write({ kind: 'update', object: 'account', id: account, values: { level: 'a' } })
  const [second] = await told(workspace, shen)

  expect(others).toEqual([])
  expect(first).toMatchObject({ kind: 'mentioned', read: false, actor: { title: '管理员' }, record: { object: 'activity', id } })
  expect(first?.about).toEqual({ object: 'account', id: account, title: '苏州同川医院' })
  expect(second).toMatchObject({ kind: 'changed', record: { object: 'account', id: account }, fields: ['level'] })
  expect(await told(workspace, admin)).toEqual([])
})

test('somebody who may not see the customer is not told, and does not come to see it by being named', async () => {
  const workspace = await freshWorkspace()
  const zhou = await workspace.user('周敏', { grants: seller })
  const account = await customer(workspace, workspace.admin, '机密客户')

  await note(workspace.admin, account, `${mentionOf('周敏', idOf(zhou))} 看一下`)

  expect(await told(workspace, zhou)).toEqual([])
  await expect(zhou.get({ object: 'account', id: account })).rejects.toMatchObject({ code: 'not_found' })
  expect((await zhou.list({ object: 'activity' })).ids).toEqual([])
})

test('what was told is read only as long as its reader may see the record, and its hidden fields are never named', async () => {
  const workspace = await freshWorkspace()
  const { admin, engine } = workspace
  const lin = await workspace.user('林若溪', { grants: seller, readClasses: { finance: 'hide' } })
  const account = await customer(workspace, lin, '南京钟灵医院')
  await engine.notifications.follow(lin, { object: 'account', id: account }, true)
  workspace.clock.advance(1000)
  await admin.write({ kind: 'update', object: 'account', id: account, values: { level: 'b', creditLimit: '100000' } })

  const [before] = await told(workspace, lin)
  await admin.write({ kind: 'update', object: 'account', id: account, values: { owner: idOf(admin) } })

  expect(before).toMatchObject({ kind: 'changed', fields: ['level'] })
  expect(await told(workspace, lin)).toEqual([])
  expect(await engine.notifications.unread(lin)).toBe(0)
})

test('a crash between telling and remembering it tells nobody twice', async () => {
  const workspace = await freshWorkspace()
  const shen = await workspace.user('沈一诺', { grants: director })
  const account = await customer(workspace, workspace.admin, '苏州同川医院')
  const { owner } = workspace.engine
  const before = await owner.query(`SELECT transaction_id, sequence FROM relay_position WHERE consumer = 'notifications'`)
  await note(workspace.admin, account, mentionOf('沈一诺', idOf(shen)))
  await workspace.admin.write({ kind: 'update', object: 'account', id: account, values: { owner: idOf(shen) } })
  const first = await told(workspace, shen)
  await workspace.engine.notifications.markRead(shen, { ids: first.map(({ id }) => id) })

  // As the next server finds it: everything was told, and the position still stands before it.
  const { transaction_id, sequence } = before.rows[0]
  await owner.query(`UPDATE relay_position SET transaction_id = $1, sequence = $2 WHERE consumer = 'notifications'`, [
    transaction_id,
    sequence,
  ])

  expect(first.map(({ kind }) => kind).sort()).toEqual(['assigned', 'mentioned'])
  expect((await told(workspace, shen)).map(({ id, read }) => ({ id, read }))).toEqual(first.map(({ id }) => ({ id, read: true })))
})

test('many records handed over by one change are one notification, and a muted change is none', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const he = await workspace.user('何静', { grants: director })
  await catchUp(workspace)
  const create = (name: string) => ({ kind: 'create' as const, object: 'account', values: { name, owner: idOf(he) } })

  await admin.bulk(['甲医院', '乙医院', '丙医院'].map(create))
  await admin.transaction((inside) => inside.write([create('导入的医院')]), { muted: true })

  expect(await told(workspace, he)).toMatchObject([{ kind: 'assigned', record: { object: 'account' }, count: 3 }])
})

test('several edits of a followed customer within minutes stand as one, unread again when more changed', async () => {
  const workspace = await freshWorkspace()
  const { admin, engine, clock } = workspace
  const shen = await workspace.user('沈一诺', { grants: director })
  const account = await customer(workspace, admin, '苏州同川医院')
  await engine.notifications.follow(shen, { object: 'account', id: account }, true)
  clock.move('2027-03-17T02:00:01Z')
  await admin.write({ kind: 'update', object: 'account', id: account, values: { level: 'b' } })
  await told(workspace, shen)
  await engine.notifications.markRead(shen, {})
  clock.advance(60_000)

  await admin.write({ kind: 'update', object: 'account', id: account, values: { level: 'a', website: 'https://tongchuan.example' } })

  expect(await told(workspace, shen)).toMatchObject([{ kind: 'changed', read: false, fields: ['level', 'website'] }])
  await engine.notifications.follow(shen, { object: 'account', id: account }, false)
  expect((await engine.notifications.followers(shen, { object: 'account', id: account })).following).toBe(false)
})

test('an answer is told to whoever wrote the note, and kinds that are switched off stay silent', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const shen = await workspace.user('沈一诺', { grants: director })
  const account = await customer(workspace, admin, '苏州同川医院')
  const { id: question } = await note(shen, account, '接口清单谁有？')
  await note(admin, account, '我有，下午发你', { answerTo: question })
  const before = await told(workspace, shen)

  await admin.write({ kind: 'update', object: 'user', id: idOf(shen), values: { settings: { notifications: { answered: false } } } })
  await note(admin, account, '已发', { answerTo: question })

  expect(before.map(({ kind }) => kind)).toEqual(['answered'])
  expect(await told(workspace, shen)).toHaveLength(1)
})

test('a task is told shortly before it falls due and once it is late, by the clock; postponed, it is told anew; done, no more', async () => {
  const workspace = await freshWorkspace()
  const { admin, engine, clock } = workspace
  clock.move('2027-04-01T01:00:00Z')
  await engine.notifications.tellDue()
  const task = (dueAt: string, rest = {}) =>
    admin.write({
      kind: 'create',
      object: 'activity',
      values: { subject: '提交接口清单', type: 'task', status: 'planned', dueAt, ...rest },
    })
  const { id } = await task('2027-04-01T02:00:00Z')
  await task('2027-04-01T02:00:00Z', { status: 'done' })
  const kindsAt = async (at: string): Promise<string[]> => {
    clock.move(at)
    await engine.notifications.tellDue()
    await engine.notifications.tellDue()
    return (await told(workspace, admin)).map(({ kind }) => kind)
  }

  expect(await kindsAt('2027-04-01T01:30:00Z')).toEqual([])
  expect(await kindsAt('2027-04-01T01:50:00Z')).toEqual(['due'])
  expect(await kindsAt('2027-04-01T02:01:00Z')).toEqual(['overdue', 'due'])
  await admin.write({ kind: 'update', object: 'activity', id, values: { dueAt: '2027-04-02T02:00:00Z' } })
  expect(await kindsAt('2027-04-02T02:30:00Z')).toEqual(['overdue', 'overdue', 'due'])
})

test('another workspace is told nothing, and nobody reads or marks what is for somebody else', async () => {
  const workspace = await freshWorkspace()
  const other = await freshWorkspace()
  const shen = await workspace.user('沈一诺', { grants: director })
  const account = await customer(workspace, workspace.admin, '苏州同川医院')
  await note(workspace.admin, account, mentionOf('沈一诺', idOf(shen)))
  const [mine] = await told(workspace, shen)

  await expect(note(other.admin, account, '看得到吗')).rejects.toMatchObject({ status: 400 })
  await workspace.engine.notifications.markRead(workspace.admin, { ids: [mine?.id ?? ''] })
  await other.engine.notifications.markRead(other.admin, { ids: [mine?.id ?? ''] })

  expect(await told(other, other.admin)).toEqual([])
  expect(await told(workspace, workspace.admin)).toEqual([])
  expect(await told(workspace, shen)).toMatchObject([{ read: false }])
})

test('what was told is forgotten after ninety days', async () => {
  const workspace = await freshWorkspace()
  const shen = await workspace.user('沈一诺', { grants: director })
  const account = await customer(workspace, workspace.admin, '苏州同川医院')
  await note(workspace.admin, account, mentionOf('沈一诺', idOf(shen)))
  await told(workspace, shen)

  workspace.clock.advance(91 * 86_400_000)
  await workspace.engine.notifications.clean()

  expect(await told(workspace, shen)).toEqual([])
})

test('of work that repeats each time is told when it falls due, and one that was done before is not', async () => {
  const workspace = await freshWorkspace()
  const { admin, clock, engine } = workspace
  const { id } = await admin.write({
    kind: 'create',
    object: 'activity',
    values: { subject: '周报', type: 'task', status: 'planned', dueAt: '2027-05-03T02:00:00Z', recurrence: 'FREQ=WEEKLY' },
  })
  const dueAt = async (moment: string) => {
    clock.move(moment)
    await engine.notifications.tellDue()
    return (await told(workspace, admin))
      .filter(({ kind, record }) => kind === 'due' && record?.id === id)
      .map(({ details }) => details['due'])
  }
  clock.move('2027-05-03T01:00:00Z')
  await engine.notifications.tellDue()

  expect(await dueAt('2027-05-03T01:50:00Z')).toEqual(['2027-05-03T02:00:00.000Z'])
  await admin.run('activity.finish', { activity: id, instance: '2027-05-10T10:00:00' })
  await dueAt('2027-05-10T01:00:00Z')
  expect(await dueAt('2027-05-10T01:50:00Z')).toEqual(['2027-05-03T02:00:00.000Z'])
  await dueAt('2027-05-17T01:40:00Z')
  expect(await dueAt('2027-05-17T01:50:00Z')).toEqual(['2027-05-17T02:00:00.000Z', '2027-05-03T02:00:00.000Z'])
})
