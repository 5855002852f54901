import { beforeAll, expect, test } from 'vitest'
import { colleague, type Person, password, setUp, testApp } from '../../testing/app.ts'
import { TestPasskey } from '../../testing/passkey.ts'

const server = await testApp({ publicUrl: 'http://localhost' })
const { request } = server
const place = { host: 'localhost', origin: 'http://localhost' }
const own = { 'x-guanxi': '1', host: 'localhost' }
let admin: Person

beforeAll(async () => {
  admin = await setUp(server)
})

type Answer = Awaited<ReturnType<typeof request>>
const optionsOf = (answer: Answer) => answer.body['options'] as { challenge: string }
const cookiesOf = (answer: Answer) =>
  [answer.headers['set-cookie']]
    .flat()
    .flatMap((cookie) => (cookie ? [String(cookie).split(';')[0]] : []))
    .join('; ')

async function add(person: Person, key: TestPasskey, options: { name?: string; verified?: boolean } = {}) {
  const begun = await person.post('/me/passkeys/begin', { password }, { host: 'localhost' })
  const response = key.create(optionsOf(begun), options)
  const cookie = `${person.cookie}; ${cookiesOf(begun)}`
  return person.post('/me/passkeys', { name: options.name ?? '手机', response }, { host: 'localhost', cookie })
}

async function signIn(key: TestPasskey, options: { verified?: boolean } = {}) {
  const begun = await request('POST', '/sign-in/passkey/begin', { headers: own })
  const response = key.get(optionsOf(begun), options)
  return request('POST', '/sign-in/passkey', { headers: { ...own, cookie: cookiesOf(begun) }, body: { response } })
}

const metaOf = (answer: Answer) => request('GET', '/meta', { headers: { cookie: cookiesOf(answer) } })

test('a passkey is made with the password, named, used to sign in, and removed', async () => {
  const lin = await colleague(server, admin, '林悦', {})
  const key = new TestPasskey(place)

  const made = await add(lin, key)
  expect(made).toMatchObject({ status: 201, body: { name: '手机' } })
  expect((await lin.patch(`/me/passkeys/${String(made.body['id'])}`, { name: '我的手机' })).status).toBe(204)

  const entered = await signIn(key)
  expect(entered).toMatchObject({ status: 200, body: { me: { principalId: lin.id } } })
  expect((await metaOf(entered)).status).toBe(200)
  expect((await lin.get('/me/passkeys')).body['passkeys']).toMatchObject([{ name: '我的手机', lastUsedAt: expect.any(String) }])

  expect((await lin.remove(`/me/passkeys/${String(made.body['id'])}`)).status).toBe(204)
  expect((await signIn(key)).body).toMatchObject({ status: 401, code: 'passkey_not_known' })
  const { entries } = (await admin.get('/audit?kind=passkey.removed')).body as { entries: { details: object }[] }
  expect(entries[0]?.details).toEqual({ name: '我的手机' })
})

test('an answer serves once, in the browser that asked, and only at our own site', async () => {
  const lin = await colleague(server, admin, '林悦', {})
  const key = new TestPasskey(place)
  await add(lin, key)

  const begun = await request('POST', '/sign-in/passkey/begin', { headers: own })
  const response = key.get(optionsOf(begun))
  const send = (cookie: string) =>
    request('POST', '/sign-in/passkey', { headers: { ...own, ...(cookie ? { cookie } : {}) }, body: { response } })
  expect((await send('')).body).toMatchObject({ status: 401, code: 'passkey_took_too_long' })
  const another = await request('POST', '/sign-in/passkey/begin', { headers: own })
  expect((await send(cookiesOf(another))).body).toMatchObject({ code: 'passkey_not_known' })
  expect((await send(cookiesOf(begun))).status).toBe(200)
  expect((await send(cookiesOf(begun))).body).toMatchObject({ code: 'passkey_took_too_long' })

  const elsewhere = new TestPasskey({ host: 'localhost', origin: 'http://guanxi.example' })
  expect((await add(lin, elsewhere)).body).toMatchObject({ status: 422, code: 'passkey_not_made' })
  expect((await request('POST', '/sign-in/passkey/begin')).body).toMatchObject({ code: 'missing_csrf_header' })
})

test('a key that does not check its owner is neither made nor accepted', async () => {
  const lin = await colleague(server, admin, '林悦', {})
  const key = new TestPasskey(place)

  expect((await add(lin, key, { verified: false })).body).toMatchObject({ code: 'passkey_not_made' })
  await add(lin, key)
  expect((await signIn(key, { verified: false })).body).toMatchObject({ status: 401, code: 'passkey_not_known' })
})

test("nobody sees, names or removes somebody else's passkeys, nor makes one without the password", async () => {
  const lin = await colleague(server, admin, '林悦', {})
  const zhou = await colleague(server, admin, '周宁', {})
  const { body } = await add(lin, new TestPasskey(place))
  const url = `/me/passkeys/${String(body['id'])}`

  expect((await zhou.get('/me/passkeys')).body).toEqual({ passkeys: [] })
  expect((await zhou.patch(url, { name: 'X' })).status).toBe(404)
  expect((await zhou.remove(url)).status).toBe(404)
  expect((await zhou.post('/me/passkeys/begin', { password: 'not the password' })).body).toMatchObject({ code: 'wrong_current_password' })
  const { token } = (await lin.post('/me/tokens', { name: 'ERP' })).body as { token: string }
  const headers = { authorization: `Bearer ${token}` }
  expect((await request('GET', '/me/passkeys', { headers })).body).toMatchObject({ status: 403, code: 'not_with_a_token' })
})

test('whoever is inactive gets no further with a passkey', async () => {
  const lin = await colleague(server, admin, '林悦', {})
  const key = new TestPasskey(place)
  await add(lin, key)
  await admin.patch(`/users/${lin.id}`, { active: false })

  const answer = await signIn(key)

  expect([answer.status, (await metaOf(answer)).status]).not.toContain(200)
})

test('where a second factor is demanded a passkey is enough, and a stolen password brings no factor of its own', async () => {
  const lin = await colleague(server, admin, '林悦', {})
  const key = new TestPasskey(place)
  const { email } = ((await lin.get('/meta')).body as { me: { email: string } }).me
  const { body: made } = await add(lin, key)
  const { roles } = ((await lin.get('/meta')).body as { me: { roles: { id: string }[] } }).me
  await admin.raw({ method: 'PUT', url: '/access/policy', payload: { secondFactor: 'roles', roles: roles.map(({ id }) => id) } })

  // The browser in which it was made has shown it; so does one that signs in with it.
  expect((await lin.get('/meta')).status).toBe(200)
  expect((await metaOf(await signIn(key))).status).toBe(200)

  const stolen = await request('POST', '/sign-in', { body: { email, password } })
  const headers = { ...own, cookie: cookiesOf(stolen) }
  expect((await request('GET', '/meta', { headers })).body).toMatchObject({ status: 403, code: 'second_factor_required' })
  for (const url of ['/me/second-factor', '/me/passkeys/begin'])
    expect((await request('POST', url, { headers, body: { password } })).body, url).toMatchObject({ code: 'passkey_required' })

  expect((await lin.remove(`/me/passkeys/${String(made['id'])}`)).body).toMatchObject({ status: 422, code: 'last_passkey_must_stay' })
  await admin.post(`/access/users/${lin.id}/second-factor/reset`)
  expect((await signIn(key)).body).toMatchObject({ code: 'passkey_not_known' })
})
