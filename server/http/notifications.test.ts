import { expect, test } from 'vitest'
import { mentionOf } from '../../engine/index.ts'
import { colleague, setUp, testApp } from '../../testing/app.ts'

const server = await testApp()
const admin = await setUp(server)
const work = { create: 'own', read: 'own', update: 'own', delete: 'own' } as const
const wide = { create: 'all', read: 'all', update: 'all', delete: 'all' } as const
const shen = await colleague(server, admin, '沈一诺', { account: wide, activity: wide, user: { read: 'all' } })
const zhou = await colleague(server, admin, '周敏', { account: work, activity: work, user: { read: 'all' } })

const unreadOf = async (person: typeof shen) => (await person.get('/notifications/unread')).body.unread

/** Asks again until it is so: what is told follows a moment after what was done. */
const comes = (ask: () => Promise<unknown>) => expect.poll(ask, { timeout: 10_000, interval: 50 })

test('somebody named in a note is told within a moment, reads it, and has it off the count', async () => {
  const account = String((await admin.post('/accounts', { name: '苏州同川医院' })).body.id)
  await admin.post('/activities', { subject: '演示', type: 'note', account, content: `${mentionOf('沈一诺', shen.id)} 请准备` })
  await comes(() => unreadOf(shen)).toBe(1)

  const { body } = await shen.get('/notifications?kind=mentioned&unread=true')
  const [told] = body.notifications as { id: string; about: unknown }[]
  const marked = await shen.post('/notifications/read', { ids: [told?.id] })

  expect(told?.about).toEqual({ object: 'account', id: account, title: '苏州同川医院' })
  expect(marked.body).toEqual({ unread: 0 })
  expect((await shen.get('/notifications?unread=true')).body.notifications).toEqual([])
})

test('only a record that one may see is followed, and nobody learns who follows another', async () => {
  const account = String((await admin.post('/accounts', { name: '机密客户' })).body.id)

  const followed = await shen.post(`/accounts/${account}/follow`)

  expect(followed.body).toEqual({ following: true, followers: [{ id: shen.id, title: '沈一诺' }] })
  expect((await zhou.post(`/accounts/${account}/follow`)).status).toBe(404)
  expect((await zhou.get(`/accounts/${account}/followers`)).status).toBe(404)
  expect((await zhou.get(`/accounts/${account}/colleagues`)).status).toBe(404)
  expect((await shen.remove(`/accounts/${account}/follow`)).body).toMatchObject({ following: false })
})

test('colleagues are found by initials, with a word on who would not see it', async () => {
  const account = String((await admin.post('/accounts', { name: '南京钟灵医院' })).body.id)

  const found = async (q: string) => (await admin.get(`/accounts/${account}/colleagues?q=${q}`)).body.colleagues

  expect(await found('syn')).toEqual([{ id: shen.id, title: '沈一诺', maySee: true }])
  expect(await found('zhoumin')).toEqual([{ id: zhou.id, title: '周敏', maySee: false }])
})

test('a kind that there is none of is refused at its field', async () => {
  const { status, body } = await shen.get('/notifications?kind=everything')

  expect(status).toBe(400)
  expect(body).toMatchObject({ field: 'kind' })
})
