import { expect, test } from 'vitest'
import { colleague, type Person, setUp, testApp } from '../../testing/app.ts'

const server = await testApp({ newWorkspaces: 'everyone' })
const admin = await setUp(server)

async function stepsOf(person: Person): Promise<Record<string, boolean>> {
  const { body } = await person.get('/me/first-steps')
  return Object.fromEntries((body['steps'] as { key: string; done: boolean }[]).map(({ key, done }) => [key, done]))
}
const done = async (person: Person) => Object.entries(await stepsOf(person)).flatMap(([key, isDone]) => (isDone ? [key] : []))

test('the steps of an administrator are ticked by what is in the workspace, and untick when it is gone', async () => {
  expect(await stepsOf(admin)).toEqual({
    customers: false,
    colleagues: false,
    pipeline: false,
    followUp: false,
    finder: false,
    mail: false,
  })

  const { id } = (await admin.post('/accounts', { name: '苏州同川医院' })).body as { id: string }
  const { records } = (await admin.get('/stages')).body as { records: { id: string }[] }
  await admin.patch(`/stages/${records[0]?.id}`, { name: '第一次见面' })
  await admin.post('/actions/activity.log', { activity: { subject: '电话', type: 'call', account: id } })
  await admin.patch('/me', { settings: { usedFinder: true } })
  await colleague(server, admin, '林悦', {})
  expect(await done(admin)).toEqual(['customers', 'colleagues', 'pipeline', 'followUp', 'finder'])

  await admin.remove(`/accounts/${id}`)
  expect(await done(admin)).not.toContain('customers')
})

test('a colleague has steps of their own, as far as their rights go, ticked by their own work alone', async () => {
  const work = { create: 'own', read: 'own', update: 'own' } as const
  const lin = await colleague(server, admin, '林悦', { account: work, activity: work })
  const guest = await colleague(server, admin, '访客', {})
  await admin.post('/accounts', { name: '南京钟灵医院' })

  expect(await stepsOf(lin)).toEqual({ ownCustomer: false, followUp: false, finder: false })
  expect(await stepsOf(guest)).toEqual({ finder: false })
  await lin.post('/accounts', { name: '宁波甬和医院' })
  expect(await done(lin)).toEqual(['ownCustomer'])
})

test('another workspace has its own beginning', async () => {
  const founder = await colleague(server, admin, '周雨彤', {})
  await admin.post('/accounts', { name: '上海明澈医院' })
  const made = await founder.post('/workspaces', { name: '别家公司', currency: 'CNY', locale: 'zh-CN', timeZone: 'Asia/Shanghai' })
  await founder.post('/session/workspace', { id: (made.body['workspace'] as { id: string }).id })

  expect(await done(founder)).toEqual([])
})
