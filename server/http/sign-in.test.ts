import { expect, test } from 'vitest'
import { newId } from '../../engine/index.ts'
import { colleague, password, setUp, testApp } from '../../testing/app.ts'

const server = await testApp()
const { request } = server
const wanted = {
  workspaceName: '远山医疗',
  currency: 'CNY',
  locale: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  name: '林悦',
  email: 'x@example.cn',
  password,
}

test('before the set-up nobody is signed in, and a wrong form says what is wrong with it', async () => {
  expect((await request('GET', '/setup')).body).toEqual({ needed: true })
  expect((await request('GET', '/session')).body).toEqual({ signedIn: false, workspaces: [], mayCreateWorkspace: false })
  const refused = async (change: object) => (await request('POST', '/setup', { body: { ...wanted, ...change } })).body

  expect(await refused({ password: 'short' })).toMatchObject({
    status: 400,
    code: 'password_too_short',
    field: 'password',
    detail: '密码至少需要 10 个字符。',
  })
  expect(await refused({ password: 'short', locale: 'en' })).toMatchObject({ detail: 'A password needs at least 10 characters.' })
  expect(await refused({ email: 'nobody' })).toMatchObject({ code: 'invalid_email', field: 'email' })
  expect(await refused({ timeZone: 'Mars/Base' })).toMatchObject({ code: 'unknown_time_zone', field: 'timeZone' })
  expect(await refused({ currency: 'XXQ' })).toMatchObject({ code: 'unknown_currency', field: 'currency' })
  expect(await refused({ name: '  ' })).toMatchObject({ code: 'name_required', field: 'name' })
  expect((await request('GET', '/setup')).body).toEqual({ needed: true })
})

test('two set-ups at once make one workspace', async () => {
  const answers = await Promise.all(
    ['first@example.cn', 'second@example.cn'].map((email) => request('POST', '/setup', { body: { ...wanted, email } })),
  )

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422])
  expect(answers.find(({ status }) => status === 422)?.body).toMatchObject({ code: 'already_set_up' })
  expect((await server.database.owner.query('SELECT 1 FROM workspace')).rowCount).toBe(1)
})

const administrator = async () => {
  const { rows } = await server.database.owner.query<{ email: string }>('SELECT email FROM identity ORDER BY created_at LIMIT 1')
  return server.person(rows[0]?.email ?? '')
}

test('whoever signs in is told who they are; a stranger is told to sign in, in their language', async () => {
  const admin = await administrator()

  expect((await admin.get('/session')).body).toMatchObject({ signedIn: true, workspace: { name: '远山医疗' } })
  expect((await admin.get('/meta')).body['me']).toMatchObject({ name: '林悦', isAdministrator: true, locale: 'zh-CN' })
  expect((await request('GET', '/accounts')).body).toMatchObject({ status: 401, code: 'sign_in_required', detail: '请先登录。' })
  expect((await request('GET', '/accounts', { headers: { 'accept-language': 'en-US' } })).body).toMatchObject({ detail: 'Please sign in.' })
  expect((await request('GET', '/accounts', { headers: { cookie: 'guanxi.session_token=forged.forged' } })).body).toMatchObject({
    code: 'session_ended',
  })
})

test('a wrong password and an unknown e-mail are answered alike', async () => {
  const answers = await Promise.all(
    ['first@example.cn', 'nobody@example.cn'].map((email) => request('POST', '/sign-in', { body: { email, password: 'wrong password' } })),
  )

  for (const { status, body } of answers) expect([status, body['code']]).toEqual([401, 'wrong_password'])
})

test('wrong passwords in a row lock the e-mail; the lock says for how long', async () => {
  const email = `${newId()}@example.cn`
  for (let attempt = 0; attempt < 8; attempt += 1) await request('POST', '/sign-in', { body: { email, password: 'guess' } })

  const locked = await request('POST', '/sign-in', { body: { email, password: 'guess' } })

  expect(locked).toMatchObject({ status: 429, body: { code: 'sign_in_locked', detail: '密码错误次数过多，请在 15 分钟后再试。' } })
  expect(Number(locked.headers['retry-after'])).toBeGreaterThan(800)
})

test('another site cannot write in a signed-in browser', async () => {
  const admin = await administrator()
  const forged = await request('POST', '/accounts', { headers: { cookie: admin.cookie }, body: { name: '远山' } })

  expect(forged).toMatchObject({ status: 403, body: { code: 'missing_csrf_header' } })
  const form = await server.app.inject({
    method: 'POST',
    url: '/api/v1/sign-in',
    headers: { 'content-type': 'text/plain' },
    payload: JSON.stringify({ email: 'a@b.cn', password }),
  })
  expect(form.statusCode).toBe(403)
})

test('after signing out the cookie is worth nothing', async () => {
  const admin = await administrator()
  await admin.get('/meta')

  expect((await admin.post('/sign-out')).status).toBe(204)

  expect((await admin.get('/meta')).body).toMatchObject({ status: 401, code: 'session_ended' })
})

test('an administrator gives a colleague a sign-in; nobody else can', async () => {
  const admin = await administrator()
  const lin = await colleague(server, admin, '林悦', { user: { read: 'all' } })

  expect((await lin.get('/meta')).body['me']).toMatchObject({ name: '林悦', isAdministrator: false })
  expect((await lin.post(`/users/${admin.id}/password`, { password })).body).toMatchObject({ status: 403, code: 'administrators_only' })
})

test('a user without an e-mail cannot be given a sign-in', async () => {
  const admin = await administrator()
  const user = await admin.post('/users', { name: '王芳' })

  expect((await admin.post(`/users/${String(user.body['id'])}/password`, { password })).body).toMatchObject({
    status: 422,
    code: 'sign_in_needs_email',
  })
})

test('a deactivated colleague is out with the next request', async () => {
  const admin = await administrator()
  const lin = await colleague(server, admin, '林悦', { account: { read: 'all' } })
  expect((await lin.get('/accounts')).status).toBe(200)

  await admin.patch(`/users/${lin.id}`, { active: false })

  expect((await lin.get('/accounts')).body).toMatchObject({ status: 401, code: 'principal_inactive' })
})

test('so is one who was deleted, until they are restored', async () => {
  const admin = await administrator()
  const lin = await colleague(server, admin, '林悦', { account: { read: 'all' } })

  await admin.remove(`/users/${lin.id}`)
  expect((await lin.get('/accounts')).body).toMatchObject({ status: 401, code: 'principal_inactive' })

  await admin.post(`/users/${lin.id}/restore`)
  expect((await lin.get('/accounts')).status).toBe(200)
})

test('a changed e-mail is the new name to sign in with', async () => {
  const admin = await administrator()
  const lin = await colleague(server, admin, '林悦', {})
  const email = `${newId()}@example.cn`

  await admin.patch(`/users/${lin.id}`, { email })

  await expect.poll(async () => (await request('POST', '/sign-in', { body: { email, password } })).status, { timeout: 5_000 }).toBe(200)
})

test("one changes one's own password with the current one; other browsers are signed out", async () => {
  const admin = await administrator()
  const lin = await colleague(server, admin, '林悦', {})
  const { email } = (await lin.get('/meta')).body['me'] as { email: string }
  const phone = await server.person(email)

  expect((await lin.post('/me/password', { current: 'wrong', password: 'a new long password' })).body).toMatchObject({
    code: 'wrong_current_password',
    field: 'current',
  })
  expect((await lin.post('/me/password', { current: password, password: 'a new long password' })).status).toBe(204)

  expect((await lin.get('/meta')).status).toBe(200)
  expect((await phone.get('/meta')).status).toBe(401)
})

test('language, theme and settings stay with the account, and messages follow the language', async () => {
  const admin = await administrator()
  const lin = await colleague(server, admin, '林悦', {})

  await lin.patch('/me', { locale: 'en', theme: 'dark', settings: { columns: 3 } })
  const { body } = await lin.patch('/me', { density: 'compact', settings: { other: true } })

  expect(body['me']).toMatchObject({ locale: 'en', theme: 'dark', density: 'compact', settings: { columns: 3, other: true } })
  expect((await lin.get('/accounts', { 'accept-language': 'zh' })).body).toMatchObject({ status: 403, title: 'Not allowed' })
})

test('a token acts with the rights of its principal until it is revoked', async () => {
  const admin = await administrator()
  const lin = await colleague(server, admin, '接口', { account: { read: 'all' } })
  const { workspaces } = (await admin.get('/session')).body as { workspaces: { id: string }[] }
  const { openIdentity } = await import('../identity/identity.ts')
  const { systemClock } = await import('../../engine/index.ts')
  const { tokens } = openIdentity({ pool: server.database.app, secret: 'x'.repeat(32), publicUrl: 'http://localhost', clock: systemClock })
  const { token } = await tokens.create({
    workspaceId: String(workspaces[0]?.id),
    principalId: lin.id,
    name: 'ERP',
    expiresAt: null,
    createdById: null,
  })
  const headers = { authorization: `Bearer ${token}` }

  expect((await request('GET', '/accounts', { headers })).status).toBe(200)
  expect((await request('POST', '/accounts', { headers, body: { name: '远山' } })).body).toMatchObject({ status: 403, code: 'not_allowed' })
  expect((await request('GET', '/accounts', { headers: { authorization: `Bearer ${token.slice(0, -1)}x` } })).body).toMatchObject({
    status: 401,
    code: 'token_not_valid',
  })
})

test('the set-up cannot be run a second time', async () => {
  await expect(setUp(server, 'late@example.cn')).rejects.toThrow('already_set_up')
})

test('whoever tries without end from one address is told how long to wait; others go on', async () => {
  const attempt = (remoteAddress: string) =>
    server.app.inject({
      method: 'POST',
      url: '/api/v1/sign-in/link',
      remoteAddress,
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
      payload: JSON.stringify({ link: 'guessed' }),
    })
  for (let guess = 0; guess < 30; guess += 1) expect((await attempt('10.0.0.9')).statusCode).toBe(422)

  const refused = await attempt('10.0.0.9')

  expect(refused.statusCode).toBe(429)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(refused.json()).toMatchObject({ code: 'too_many_requests', detail: expect.stringMatching(/Please try again in \d+ seconds/) })
  expect((await attempt('10.0.0.10')).statusCode).toBe(422)
})
