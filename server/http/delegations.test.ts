import { expect, test } from 'vitest'
import { colleague, setUp, testApp } from '../../testing/app.ts'

const server = await testApp()
const admin = await setUp(server)
const work = { create: 'own', read: 'own', update: 'own', delete: 'own' } as const
const common = { user: { read: 'all' }, choice: { read: 'all' } } as const
const lin = await colleague(server, admin, '林若溪', {
  ...common,
  activity: work,
  account: { ...work, export: 'own' },
  lead: work,
  role: { read: 'all', update: 'all' },
})
const zhou = await colleague(server, admin, '周行', { ...common, account: work, contact: work })
const qin = await colleague(server, admin, '秦朗', { ...common, account: work })
const day = 86_400_000
const at = (days: number): string => new Date(Date.now() + days * day).toISOString()
const period = { from: at(-1), until: at(7) }
const make = async (name: string, object = 'accounts', person = lin) => {
  const { body } = await person.post(`/${object}`, object === 'leads' ? { name } : { name })
  return String((body['record'] as { id: string } | undefined)?.id ?? body['id'])
}

test('lent work is done by an explicit switch, within the lent part, and written down in both names until it ends', async () => {
  const [account, lead, own] = [await make('同川医院'), await make('明澈', 'leads'), await make('周行的客户', 'accounts', zhou)]

  const made = await lin.post('/delegations', { borrower: zhou.id, ...period, objects: ['account', 'activity'], reason: '休假' })
  const delegation = String(made.body['id'])
  expect(made.status).toBe(201)
  // Lent is not given: as long as nobody switches, nothing changes.
  expect((await zhou.get(`/accounts/${account}`)).status).toBe(404)
  expect((await zhou.post('/acting', { delegation })).status).toBe(204)

  // As Lin, and as nobody else: Zhou's own customers are not there meanwhile, nor what was not lent.
  expect((await zhou.get(`/accounts/${account}`)).status).toBe(200)
  expect((await zhou.get(`/accounts/${own}`)).status).toBe(404)
  expect((await zhou.get(`/leads/${lead}`)).status).toBeGreaterThanOrEqual(400)
  expect((await zhou.get('/contacts')).status).toBe(403)
  const me = (await zhou.get('/meta')).body['me'] as Record<string, unknown>
  expect(me).toMatchObject({ principalId: lin.id, acting: { by: { title: '周行' }, until: period.until } })
  expect((await zhou.patch(`/accounts/${account}`, { level: 'a' })).status).toBe(200)
  const { entries } = (await lin.get(`/accounts/${account}/history`)).body as { entries: object[] }
  expect(entries[0]).toMatchObject({ principal: { title: '周行' }, onBehalfOf: { title: '林若溪' } })
  expect((await zhou.post('/activities', { subject: '代为回访', type: 'call', account })).status).toBe(201)
  const told = (await lin.get(`/accounts/${account}/timeline`)).body as { entries: object[] }
  expect(told.entries[0]).toMatchObject({ principal: { title: '周行' }, onBehalfOf: { title: '林若溪' } })

  // What rights are made of is not lent, and nothing is passed on.
  const refused = [
    zhou.post('/delegations', { borrower: qin.id, ...period }),
    zhou.post('/acting', { delegation }),
    zhou.post('/me/tokens', { name: '令牌' }),
    zhou.get('/me/sessions'),
    zhou.post('/exports', { object: 'account', format: 'csv' }),
    zhou.post('/transfers', { object: 'account', split: [{ to: [zhou.id] }] }),
    zhou.patch('/me', { theme: 'dark' }),
    zhou.patch(`/users/${zhou.id}`, { name: '别的名字' }),
  ]
  expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403, 403, 403])

  // Its end takes effect with the next request: what was still meant in Lin's name is not done in one's own.
  await server.database.owner.query('UPDATE delegation SET ends_at = $2 WHERE id = $1', [delegation, at(-0.5)])
  expect((await zhou.patch(`/accounts/${account}`, { level: 'b' })).status).toBe(412)
  expect((await zhou.get(`/accounts/${account}`)).status).toBe(404)
  expect((await zhou.get(`/accounts/${own}`)).status).toBe(200)
  expect((await zhou.post('/acting', { delegation })).body).toMatchObject({ code: 'delegation_not_in_force' })

  const audit = ((await admin.get('/audit?limit=50')).body as { entries: { kind: string; principal: { title: string } }[] }).entries
  expect(audit.filter(({ kind }) => kind.startsWith('delegation.')).map(({ kind, principal }) => `${kind} ${principal.title}`)).toEqual([
    'delegation.begun 周行',
    'delegation.made 林若溪',
  ])
})

test('only a person lends their work, their manager or an administrator; it is seen by those whom it concerns, who can end it', async () => {
  const lent = { borrower: qin.id, ...period }
  expect((await qin.post('/delegations', { lender: lin.id, ...lent })).status).toBe(403)
  expect((await lin.post('/delegations', { ...lent, borrower: lin.id })).body).toMatchObject({
    code: 'delegate_inactive',
    field: 'borrower',
  })
  expect((await lin.post('/delegations', { ...lent, until: at(-0.5) })).body).toMatchObject({ code: 'delegation_over', field: 'until' })
  expect((await lin.post('/delegations', { ...lent, objects: ['role'] })).body).toMatchObject({ code: 'invalid_value', field: 'objects' })
  await admin.patch(`/users/${lin.id}`, { manager: zhou.id })

  const { body } = await zhou.post('/delegations', { lender: lin.id, ...lent, readOnly: true })

  const id = String(body['id'])
  const seen = async (person: typeof lin) =>
    ((await person.get('/delegations')).body as { delegations: { id: string }[] }).delegations.some((one) => one.id === id)
  expect(await Promise.all([lin, zhou, qin, admin].map(seen))).toEqual([true, true, true, true])
  const stranger = await colleague(server, admin, '旁人', common)
  expect(await seen(stranger)).toBe(false)
  expect((await stranger.post(`/delegations/${id}/end`, {})).status).toBe(404)
  expect((await stranger.post('/acting', { delegation: id })).body).toMatchObject({ code: 'delegation_not_in_force' })

  // Lent for looking alone, it changes nothing; and one can always leave.
  const account = await make('海岳药业')
  await qin.post('/acting', { delegation: id })
  expect((await qin.get(`/accounts/${account}`)).status).toBe(200)
  expect((await qin.patch(`/accounts/${account}`, { level: 'a' })).body).toMatchObject({ code: 'acting_reads_only' })
  expect((await qin.remove('/acting')).status).toBe(204)
  expect((await qin.get(`/accounts/${account}`)).status).toBe(404)
  await qin.post('/acting', { delegation: id })
  expect((await lin.post(`/delegations/${id}/end`, {})).status).toBe(204)
  expect((await qin.get(`/accounts/${account}`)).status).toBe(412)
  expect((await qin.get('/accounts')).status).toBe(200)
})

test('of an administrator nothing that administers is lent', async () => {
  const { body } = await admin.post('/delegations', { borrower: zhou.id, ...period })
  await zhou.post('/acting', { delegation: String(body['id']) })

  expect((await zhou.get('/accounts')).status).toBe(200)
  expect((await zhou.get('/users')).status).toBe(200)
  const refused = [
    zhou.get('/access/people'),
    zhou.get('/audit'),
    zhou.patch(`/users/${qin.id}`, { name: '改' }),
    zhou.post('/roles', { name: '新角色' }),
  ]
  expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([403, 403, 403, 403])
  await zhou.remove('/acting')
})
