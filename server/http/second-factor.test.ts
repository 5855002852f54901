import { beforeAll, expect, test } from 'vitest'
import { type Answer, colleague, type Person, password, setUp, testApp } from '../../testing/app.ts'
import { authenticatorCode, nextAuthenticatorCode } from '../../testing/authenticator.ts'

const server = await testApp()
const { request } = server
let admin: Person

beforeAll(async () => {
  admin = await setUp(server)
})

const emailOf = async (person: Person) => ((await person.get('/meta')).body['me'] as { email: string }).email
const cookieOf = ({ headers }: Answer) =>
  [headers['set-cookie'] ?? []]
    .flat()
    .filter((cookie) => !/Max-Age=0/i.test(cookie))
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
const own = (cookie: string) => ({ headers: { cookie, 'x-guanxi': '1' } })

/** A colleague with a second factor: what their app was given, their recovery codes, and a signed-in browser. */
async function enrolled(name: string) {
  const person = await colleague(server, admin, name, { account: { read: 'all' } })
  const email = await emailOf(person)
  const begun = await person.post('/me/second-factor', { password })
  const { uri, recoveryCodes } = begun.body as { uri: string; recoveryCodes: string[] }
  const confirmed = await person.post('/me/second-factor/confirm', { code: authenticatorCode(uri) })
  expect(confirmed.status).toBe(204)
  const first = () => request('POST', '/sign-in', { body: { email, password } })
  const second = async (given: object, challenge?: Answer) =>
    request('POST', '/sign-in/second-factor', { ...own(cookieOf(challenge ?? (await first()))), body: given })
  return { id: person.id, email, uri, recoveryCodes, cookie: cookieOf(confirmed), first, second }
}

test('with a second factor the password alone opens nothing; a code of the app does', async () => {
  const lin = await enrolled('林悦')

  const first = await lin.first()
  expect([first.status, first.body]).toEqual([200, { secondFactor: true }])
  expect((await request('GET', '/meta', own(cookieOf(first)))).status).toBe(401)

  const second = await lin.second({ code: nextAuthenticatorCode(lin.uri) }, first)
  expect(second.body['me']).toMatchObject({ name: '林悦' })
  expect((await request('GET', '/meta', own(cookieOf(second)))).status).toBe(200)
})

test('the browser in which it was turned on stays signed in, and the audit log knows', async () => {
  const lin = await enrolled('林悦')

  const state = await request('GET', '/me/second-factor', own(lin.cookie))

  expect(state.body).toMatchObject({ enabled: true, recoveryCodesLeft: 10, required: false })
  const { entries } = (await admin.get('/audit?kind=second_factor.enabled')).body as { entries: { principal: { id: string } }[] }
  expect(entries.map(({ principal }) => principal.id)).toContain(lin.id)
})

test('neither secret nor recovery codes stand readable in the database', async () => {
  const lin = await enrolled('林悦')

  const { rows } = await server.database.owner.query<{ secret: string; recovery_codes: string }>(
    'SELECT s.secret, s.recovery_codes FROM second_factor s JOIN identity i ON i.id = s.identity_id WHERE i.email = $1',
    [lin.email],
  )

  expect(rows[0]?.secret).not.toContain(new URL(lin.uri).searchParams.get('secret'))
  expect(rows[0]?.recovery_codes).not.toContain(lin.recoveryCodes[0])
})

test('a code opens one sign-in, however often and however fast it is given', async () => {
  const lin = await enrolled('林悦')
  const challenges = [await lin.first(), await lin.first(), await lin.first()]
  const code = nextAuthenticatorCode(lin.uri)

  const answers = await Promise.all(challenges.map((challenge) => lin.second({ code }, challenge)))

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400])
  expect((await lin.second({ code })).body).toMatchObject({ status: 400, code: 'second_factor_used', field: 'code' })
})

test('a recovery code replaces the app, once', async () => {
  const lin = await enrolled('林悦')
  const code = lin.recoveryCodes[0]

  expect((await lin.second({ code, kind: 'recovery' })).status).toBe(200)

  expect((await lin.second({ code, kind: 'recovery' })).body).toMatchObject({ status: 400, code: 'recovery_code_wrong' })
  expect((await request('GET', '/me/second-factor', own(lin.cookie))).body).toMatchObject({ recoveryCodesLeft: 9 })
})

test('a trusted browser is not asked again, until the password changes', async () => {
  const lin = await enrolled('林悦')
  const trusted = cookieOf(await lin.second({ code: nextAuthenticatorCode(lin.uri), trust: true }))
  const again = () => request('POST', '/sign-in', { headers: { cookie: trusted }, body: { email: lin.email, password } })

  const answer = await again()
  expect(answer.body['me']).toMatchObject({ name: '林悦' })

  await admin.post(`/users/${lin.id}/password`, { password })
  expect((await again()).body).toEqual({ secondFactor: true })
})

test('five wrong codes end the challenge, ten in a row lock the second step and say for how long', async () => {
  const lin = await enrolled('林悦')
  const wrong = async () => {
    const challenge = await lin.first()
    const answers: Answer[] = []
    for (let attempt = 0; attempt < 6; attempt += 1) answers.push(await lin.second({ code: '000000' }, challenge))
    return answers
  }

  const answers = await wrong()
  expect(answers[0]?.body).toMatchObject({ status: 400, code: 'second_factor_wrong', field: 'code' })
  expect(answers[5]?.body).toMatchObject({ status: 401, code: 'second_factor_too_often' })

  await wrong()
  const locked = await lin.second({ code: nextAuthenticatorCode(lin.uri) })
  expect(locked.body).toMatchObject({ status: 429, code: 'second_factor_locked', detail: '验证码错误次数过多，请在 15 分钟后再试。' })
  expect(Number(locked.headers['retry-after'])).toBeGreaterThan(800)
})

test('the second step wants our own page, and a challenge that is still there', async () => {
  const lin = await enrolled('林悦')
  const challenge = cookieOf(await lin.first())
  const body = { code: nextAuthenticatorCode(lin.uri) }

  expect((await request('POST', '/sign-in/second-factor', { headers: { cookie: challenge }, body })).body).toMatchObject({
    code: 'missing_csrf_header',
  })
  expect((await request('POST', '/sign-in/second-factor', { ...own(''), body })).body).toMatchObject({ code: 'second_factor_expired' })
})

test('turning it on, off, or over to new recovery codes wants the password', async () => {
  const lin = await enrolled('林悦')
  const post = (url: string, body: object) => request('POST', url, { ...own(lin.cookie), body })

  for (const url of ['/me/second-factor', '/me/second-factor/recovery-codes', '/me/second-factor/disable'])
    expect((await post(url, { password: 'a guess' })).body).toMatchObject({ code: 'wrong_current_password', field: 'password' })
  expect((await post('/me/second-factor', { password })).body).toMatchObject({ status: 422, code: 'second_factor_there' })

  const { recoveryCodes } = (await post('/me/second-factor/recovery-codes', { password })).body as { recoveryCodes: string[] }
  expect(recoveryCodes).toHaveLength(10)
  expect((await lin.second({ code: lin.recoveryCodes[1], kind: 'recovery' })).body).toMatchObject({ code: 'recovery_code_wrong' })

  expect((await post('/me/second-factor/disable', { password })).status).toBe(204)
  expect((await lin.first()).body['me']).toMatchObject({ name: '林悦' })
})

test('a wrong first code turns nothing on', async () => {
  const lin = await colleague(server, admin, '林悦', {})
  await lin.post('/me/second-factor', { password })

  expect((await lin.post('/me/second-factor/confirm', { code: '000000' })).body).toMatchObject({ code: 'second_factor_wrong' })

  expect((await lin.get('/me/second-factor')).body).toMatchObject({ enabled: false })
})

test('an administrator resets it for somebody whose phone is gone; nobody else can', async () => {
  const lin = await enrolled('林悦')
  const zhou = await colleague(server, admin, '周宁', { user: { read: 'all', update: 'all' } })
  expect((await zhou.post(`/access/users/${lin.id}/second-factor/reset`)).body).toMatchObject({ status: 403, code: 'administrators_only' })

  expect((await admin.get(`/access/users/${lin.id}`)).body).toEqual({ hasSignIn: true, secondFactor: true, passkeys: 0 })
  expect((await admin.post(`/access/users/${lin.id}/second-factor/reset`)).status).toBe(204)

  expect((await request('GET', '/meta', own(lin.cookie))).status).toBe(401)
  expect((await lin.first()).body['me']).toMatchObject({ name: '林悦' })
  const { entries } = (await admin.get('/audit?kind=second_factor.reset')).body as { entries: { details: object }[] }
  expect(entries[0]?.details).toEqual({ user: { id: lin.id, title: '林悦' } })
})

test('it cannot be reset for somebody who also works in another workspace', async () => {
  const lin = await enrolled('林悦')
  const other = '01890000-0000-7000-8000-000000000001'
  await server.database.owner.query(
    `INSERT INTO membership (identity_id, workspace_id, principal_id, status, created_at)
     SELECT id, $2, $3, 'active', now() FROM identity WHERE email = $1`,
    [lin.email, other, other],
  )

  expect((await admin.post(`/access/users/${lin.id}/second-factor/reset`)).body).toMatchObject({ code: 'second_factor_shared' })
})

test('whoever must have one gets no further than setting it up', async () => {
  const lin = await colleague(server, admin, '林悦', { account: { read: 'all' } })
  const zhou = await colleague(server, admin, '周宁', { account: { read: 'all' } })
  const role = ((await lin.get('/meta')).body['me'] as { roles: { id: string }[] }).roles[0]?.id
  expect((await lin.raw({ method: 'PUT', url: '/access/policy', payload: { secondFactor: 'optional' } })).statusCode).toBe(403)
  const set = (payload: object) => admin.raw({ method: 'PUT', url: '/access/policy', payload })

  expect((await set({ secondFactor: 'roles', roles: [role] })).json()).toEqual({ secondFactor: 'roles', roles: [role] })
  expect((await set({ secondFactor: 'roles', roles: [zhou.id] })).statusCode).toBe(400)

  expect((await lin.get('/accounts')).body).toMatchObject({ status: 403, code: 'second_factor_required' })
  expect((await zhou.get('/accounts')).status).toBe(200)
  expect((await lin.get('/me/second-factor')).body).toMatchObject({ required: true, enabled: false })
  const { uri } = (await lin.post('/me/second-factor', { password })).body as { uri: string }
  const cookie = cookieOf(await lin.post('/me/second-factor/confirm', { code: authenticatorCode(uri) }))
  expect((await request('GET', '/accounts', own(cookie))).status).toBe(200)
  expect((await request('POST', '/me/second-factor/disable', { ...own(cookie), body: { password } })).body).toMatchObject({
    status: 422,
    code: 'second_factor_must_stay',
  })

  await set({ secondFactor: 'everyone' })
  expect((await zhou.get('/accounts')).body).toMatchObject({ code: 'second_factor_required' })
  await server.database.owner.query(`UPDATE sign_in_policy SET second_factor = 'optional'`)
})
