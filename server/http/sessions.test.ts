import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../engine/index.ts'
import { colleague, type Person, password, setUp, testApp } from '../../testing/app.ts'

const server = await testApp()
const { request } = server
let admin: Person

beforeAll(async () => {
  admin = await setUp(server)
})

type Session = { id: string; userAgent: string; ipAddress: string; lastUsedAt: string; current: boolean }
const sessionsOf = async (person: Person) => (await person.get('/me/sessions')).body['sessions'] as Session[]
const emailOf = async (person: Person) => ((await person.get('/meta')).body['me'] as { email: string }).email

describe('sessions', () => {
  test('one sees where one is signed in, and which of them is this one', async () => {
    const lin = await colleague(server, admin, '林悦', {})
    await request('POST', '/sign-in', {
      headers: { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1' },
      body: { email: await emailOf(lin), password },
    })

    const sessions = await sessionsOf(lin)

    expect(sessions.map(({ current }) => current).sort()).toEqual([false, true])
    expect(sessions.find(({ current }) => !current)).toMatchObject({ userAgent: expect.stringContaining('iPhone'), ipAddress: '127.0.0.1' })
    expect(JSON.stringify(sessions)).not.toContain('token')
  })

  test('a session is ended from another one, at once', async () => {
    const lin = await colleague(server, admin, '林悦', {})
    const phone = await server.person(await emailOf(lin))
    expect((await phone.get('/meta')).status).toBe(200)
    const other = (await sessionsOf(lin)).find(({ current }) => !current)

    expect((await lin.remove(`/me/sessions/${other?.id}`)).status).toBe(204)

    expect((await phone.get('/meta')).status).toBe(401)
    expect((await lin.get('/meta')).status).toBe(200)
    expect((await lin.remove(`/me/sessions/${other?.id}`)).status).toBe(404)
  })

  test('all others end together', async () => {
    const lin = await colleague(server, admin, '林悦', {})
    const others = [await server.person(await emailOf(lin)), await server.person(await emailOf(lin))]

    expect((await lin.post('/me/sessions/end-others')).status).toBe(204)

    for (const other of others) expect((await other.get('/meta')).status).toBe(401)
    expect(await sessionsOf(lin)).toHaveLength(1)
  })

  test("somebody else's session is not found", async () => {
    const lin = await colleague(server, admin, '林悦', {})
    const [session] = await sessionsOf(admin)

    expect((await lin.remove(`/me/sessions/${session?.id}`)).status).toBe(404)
    expect((await admin.get('/meta')).status).toBe(200)
  })

  test('an administrator ends the sessions of a user; nobody else does', async () => {
    const lin = await colleague(server, admin, '林悦', { user: { read: 'all', update: 'all' } })
    expect((await lin.post(`/access/users/${admin.id}/sessions/end`)).body).toMatchObject({ status: 403, code: 'administrators_only' })

    expect((await admin.post(`/access/users/${lin.id}/sessions/end`)).status).toBe(204)

    expect((await lin.get('/meta')).status).toBe(401)
    const { entries } = (await admin.get('/audit?kind=sessions.ended')).body as { entries: { details: object }[] }
    expect(entries[0]?.details).toEqual({ user: { id: lin.id, title: '林悦' } })
  })

  test('what somebody does in another workspace goes on', async () => {
    const lin = await colleague(server, admin, '林悦', {})
    const elsewhere = newId()
    await server.database.owner.query(
      `UPDATE sign_in_session SET workspace_id = $2 WHERE identity_id = (SELECT identity_id FROM membership WHERE principal_id = $1)`,
      [lin.id, elsewhere],
    )

    await admin.post(`/access/users/${lin.id}/sessions/end`)

    const { rowCount } = await server.database.owner.query('SELECT 1 FROM sign_in_session WHERE workspace_id = $1', [elsewhere])
    expect(rowCount).toBe(1)
  })
})

describe('tokens', () => {
  type Token = { id: string; name: string; prefix: string; expiresAt: string | null; principal?: { title: string } }
  const tokensAt = async (person: Person, url: string) => (await person.get(url)).body['tokens'] as Token[]
  const use = async (token: string) => (await request('GET', '/accounts', { headers: { authorization: `Bearer ${token}` } })).status

  test('one makes a token with the rights one has, sees it once, and revokes it', async () => {
    const lin = await colleague(server, admin, '林悦', { account: { read: 'all' } })
    const made = await lin.post('/me/tokens', { name: 'ERP', expiresInDays: 90 })
    const { id, token } = made.body as { id: string; token: string }

    expect([made.status, await use(token)]).toEqual([201, 200])
    const [listed] = await tokensAt(lin, '/me/tokens')
    expect(listed).toMatchObject({ id, name: 'ERP', prefix: `gx_…${token.slice(-4)}` })
    expect((Date.parse(listed?.expiresAt ?? '') - Date.now()) / 86_400_000).toBeCloseTo(90, 1)
    expect(JSON.stringify(listed)).not.toContain(token)

    expect((await lin.remove(`/me/tokens/${id}`)).status).toBe(204)
    expect([await use(token), await tokensAt(lin, '/me/tokens')]).toEqual([401, []])
  })

  test('a token makes, lists and revokes no tokens, and ends no session', async () => {
    const lin = await colleague(server, admin, '林悦', {})
    const { token } = (await lin.post('/me/tokens', { name: 'ERP', neverExpires: true })).body as { token: string }
    const headers = { authorization: `Bearer ${token}` }

    for (const url of ['/me/tokens', '/me/sessions', '/me/second-factor'])
      expect((await request('GET', url, { headers })).body).toMatchObject({ status: 403, code: 'not_with_a_token' })
    expect((await request('POST', '/me/tokens', { headers, body: { name: 'X', neverExpires: true } })).body).toMatchObject({
      code: 'not_with_a_token',
    })
  })

  test('an administrator sees and revokes the tokens of everybody; others only their own', async () => {
    const lin = await colleague(server, admin, '林悦', { account: { read: 'all' } })
    const zhou = await colleague(server, admin, '周宁', {})
    const { id, token } = (await lin.post('/me/tokens', { name: '报表', expiresInDays: 30 })).body as { id: string; token: string }

    expect((await zhou.get('/access/tokens')).body).toMatchObject({ status: 403, code: 'administrators_only' })
    expect((await zhou.remove(`/access/tokens/${id}`)).status).toBe(403)
    expect((await zhou.remove(`/me/tokens/${id}`)).status).toBe(404)
    expect((await tokensAt(admin, '/access/tokens')).find((one) => one.id === id)).toMatchObject({
      name: '报表',
      principal: { title: '林悦' },
    })

    expect((await admin.remove(`/access/tokens/${id}`)).status).toBe(204)
    expect(await use(token)).toBe(401)
    const { entries } = (await admin.get('/audit?kind=token.revoked')).body as { entries: { details: object }[] }
    expect(entries[0]?.details).toEqual({ name: '报表' })
  })

  test.each([
    [{ name: ' ', expiresInDays: 30 }, 'name_required'],
    [{ name: 'ERP', expiresInDays: 0 }, 'value_out_of_range'],
    [{ expiresInDays: 30 }, 'missing_value'],
  ])('%j is refused', async (body, code) => {
    const answer = await admin.post('/me/tokens', body)

    expect([answer.status, (answer.body['errors'] as { code: string }[] | undefined)?.[0]?.code ?? answer.body['code']]).toEqual([
      400,
      code,
    ])
  })
})
