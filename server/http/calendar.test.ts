import ICAL from 'ical.js'
import { beforeAll, expect, test } from 'vitest'
import { colleague, type Person, setUp, testApp } from '../../testing/app.ts'

const server = await testApp()
let admin: Person
const own = { create: 'own', read: 'own', update: 'own' } as const

beforeAll(async () => {
  admin = await setUp(server)
})

async function rep(name: string) {
  const person = await colleague(server, admin, name, { activity: own, account: own })
  const account = String((await person.post('/accounts', { name: '苏州同川医院' })).body['id'])
  const at = new Date(Date.now() + 86_400_000).toISOString()
  const plan = (values: object) => person.post('/activities', { type: 'visit', status: 'planned', account, occurAt: at, ...values })
  const made = await person.post('/me/calendar-feed', { alarms: true })
  const address = String(made.body['url']).replace(/^https?:\/\/[^/]+/, '')
  const read = (headers: Record<string, string> = {}) => server.request('GET', address, { headers })
  return { person, account, plan, address, read }
}

const events = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((component) => new ICAL.Event(component))

test('a feed holds what its owner has to do and nothing of others, and says when nothing changed', async () => {
  const { plan, read, person } = await rep('林悦')
  const other = await rep('王强')
  await plan({ subject: '论证会', place: '三楼会议室' })
  await plan({ subject: '周会', type: 'meeting', recurrence: 'FREQ=WEEKLY;COUNT=4', timeZone: 'Asia/Shanghai' })
  await other.plan({ subject: '别人的拜访' })

  const first = await read()

  expect(first.headers['content-type']).toContain('text/calendar')
  expect(events(first.text).map(({ summary }) => summary)).toEqual(['论证会', '周会'])
  expect(first.text).toContain('BEGIN:VALARM')
  expect(first.text).toContain('DTSTART;TZID=Asia/Shanghai')
  expect(events(first.text)[1]?.isRecurring()).toBe(true)
  const same = await read({ 'if-none-match': String(first.headers.etag) })
  expect(same.status).toBe(304)
  await person.patch('/me/calendar-feed', { alarms: false })
  expect((await read({ 'if-none-match': String(first.headers.etag) })).text).not.toContain('VALARM')
})

test('a new address ends the old one, turning it off ends all, and whoever left has no calendar', async () => {
  const { person, read } = await rep('赵敏')
  const renewed = String((await person.post('/me/calendar-feed', {})).body['url']).replace(/^https?:\/\/[^/]+/, '')

  expect((await read()).status).toBe(404)
  expect((await server.request('GET', renewed)).status).toBe(200)
  const gone = await admin.post('/actions/user.deactivate', { user: person.id, left: ['account.owner', 'activity.owner'] })
  expect(gone.status).toBe(200)
  expect((await server.request('GET', renewed)).status).toBe(404)

  const other = await rep('孙丽')
  await other.person.remove('/me/calendar-feed')
  expect((await other.read()).status).toBe(404)
  expect((await server.request('GET', `/calendars/${'a'.repeat(65)}.ics`)).status).toBe(404)
})

test('one activity is a file for whoever may see it; nobody else finds it', async () => {
  const { person, plan } = await rep('周航')
  const stranger = await colleague(server, admin, '外人', { activity: own })
  const id = String((await plan({ subject: '论证会' })).body['id'])

  const mine = await person.get(`/calendar-files/${id}`)

  expect(events(mine.text).map(({ summary }) => summary)).toEqual(['论证会'])
  expect((await stranger.get(`/calendar-files/${id}`)).status).toBe(404)
})
