import { beforeAll, expect, test } from 'vitest'
import { openEngine, systemClock } from '../../engine/index.ts'
import { colleague, type Person, password, setUp, testApp } from '../../testing/app.ts'
import { removeUnfinishedWorkspaces } from '../identity/unfinished-workspaces.ts'

const server = await testApp({ newWorkspaces: 'administrators' })
const { request } = server
let admin: Person

beforeAll(async () => {
  admin = await setUp(server)
})

type Place = { id: string; name: string }
type Session = { workspace: Place; workspaces: Place[]; mayCreateWorkspace: boolean }
const sessionOf = async (person: Person) => (await person.get('/session')).body as Session
const another = { name: '同川贸易', currency: 'USD', locale: 'zh-CN', timeZone: 'Asia/Shanghai' }
const makeWorkspace = async (person: Person, name: string) =>
  ((await person.post('/workspaces', { ...another, name })).body as { workspace: Place }).workspace

test('one account works in two workspaces, goes from one to the other, and sees nothing of the one where it is not', async () => {
  const home = (await sessionOf(admin)).workspace
  const { id } = (await admin.post('/accounts', { name: '苏州同川医院' })).body as { id: string }
  const { token } = (await admin.post('/me/tokens', { name: 'ERP' })).body as { token: string }
  const made = await makeWorkspace(admin, '同川贸易')

  expect((await admin.post('/session/workspace', { id: made.id })).status).toBe(200)
  expect((await admin.get('/meta')).body).toMatchObject({ workspace: { name: '同川贸易', currency: 'USD' }, me: { isAdministrator: true } })
  expect((await admin.get(`/accounts/${id}`)).status).toBe(404)
  expect((await admin.get('/search?q=同川')).body).toMatchObject({ results: [] })
  expect((await admin.get('/me/tokens')).body).toEqual({ tokens: [] })
  // A token stays where it was made.
  expect((await request('GET', `/accounts/${id}`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200)

  // A tab that still shows the first workspace writes nothing into the second.
  const late = await admin.post('/accounts', { name: '误建' }, { 'x-guanxi-workspace': home.id })
  expect(late.body).toMatchObject({ status: 412, code: 'workspace_switched' })
  expect((await admin.post('/session/workspace', { id: home.id }, { 'x-guanxi-workspace': made.id })).status).toBe(200)
  expect((await admin.get(`/accounts/${id}`, { 'x-guanxi-workspace': home.id })).status).toBe(200)
})

test('a page writes nothing in the name of whoever signed in after its reader', async () => {
  const lin = await colleague(server, admin, '林悦', {})
  const { me } = (await admin.get('/meta')).body as { me: { principalId: string } }

  const late = await lin.post('/accounts', { name: '误记' }, { 'x-guanxi-principal': me.principalId })

  expect(late.body).toMatchObject({ status: 412, code: 'person_switched' })
  expect((await admin.get('/meta', { 'x-guanxi-principal': me.principalId })).status).toBe(200)
})

test('a workspace that one does not belong to is not found', async () => {
  const lin = await colleague(server, admin, '林悦', {})
  const made = await makeWorkspace(admin, '只有管理员')

  for (const id of [made.id, '0190a000-0000-7000-8000-000000000000', 'none'])
    expect((await lin.post('/session/workspace', { id })).body).toMatchObject({ status: 404 })
})

test('where administrators may, others may not make one; a token never', async () => {
  const lin = await colleague(server, admin, '林悦', {})

  expect((await sessionOf(lin)).mayCreateWorkspace).toBe(false)
  expect((await lin.post('/workspaces', another)).body).toMatchObject({ status: 403, code: 'workspaces_not_made_here' })
  expect((await sessionOf(admin)).mayCreateWorkspace).toBe(true)
  const { token } = (await admin.post('/me/tokens', { name: 'X' })).body as { token: string }
  const headers = { authorization: `Bearer ${token}` }
  expect((await request('POST', '/workspaces', { headers, body: another })).body).toMatchObject({ code: 'not_with_a_token' })
  expect((await admin.post('/workspaces', { ...another, currency: 'XXQ' })).body).toMatchObject({ field: 'currency' })
  expect((await admin.post('/workspaces', { ...another, name: ' ' })).body).toMatchObject({ field: 'name' })
})

test('whoever leaves goes on in another workspace, and comes back by a new invitation alone', async () => {
  const { email } = ((await admin.get('/meta')).body as { me: { email: string } }).me
  const lin = await colleague(server, admin, '林悦', { account: { read: 'all' } })
  const linEmail = ((await lin.get('/meta')).body as { me: { email: string } }).me.email
  expect((await lin.post('/me/leave')).body).toMatchObject({ status: 422, code: 'only_workspace' })
  const home = (await sessionOf(lin)).workspace
  const boss = await server.person(email)
  const other = await makeWorkspace(boss, '第二家')
  await boss.post('/session/workspace', { id: other.id })
  const invited = (await boss.post('/access/invitations', { name: '林悦', email: linEmail })).body as { url: string }
  await request('POST', '/sign-in/link/use', { body: { link: new URL(invited.url).hash.slice(1) } })
  const { token } = (await lin.post('/me/tokens', { name: 'ERP' })).body as { token: string }
  expect((await boss.post('/me/leave')).body).toMatchObject({ code: 'last_administrator' })

  expect((await lin.post('/me/leave')).body).toEqual({ workspace: { id: other.id, name: '第二家' } })

  expect((await sessionOf(lin)).workspaces.map(({ id }) => id)).toEqual([other.id])
  expect((await lin.get('/meta')).body).toMatchObject({ workspace: { name: '第二家' } })
  expect((await lin.post('/session/workspace', { id: home.id })).status).toBe(404)
  expect((await request('GET', '/accounts', { headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
  await admin.patch(`/users/${lin.id}`, { active: true })
  const again = await server.person(linEmail)
  expect((await sessionOf(again)).workspaces.map(({ id }) => id)).toEqual([other.id])
  expect((await admin.get(`/access/users/${lin.id}`)).body).toMatchObject({ hasSignIn: false })
})

test('a workspace whose making breaks off leaves nothing behind, at once or after a crash', async () => {
  const { database } = server
  const known = async () => (await database.owner.query('SELECT 1 FROM workspace')).rowCount
  const rowsOf = async (name: string) =>
    (await database.owner.query('SELECT 1 FROM role r JOIN workspace w USING (workspace_id) WHERE w.name = $1', [name])).rowCount
  const before = await known()
  const engine = await openEngine({ appUrl: database.appUrl, ownerUrl: database.ownerUrl, objects: [], background: false })
  const given = { ...another, locale: 'zh-CN' as const, administrator: { name: '陈', email: 'chen@example.cn' } }

  const broken = engine.createWorkspace({ ...given, name: '断在半路' }, () => Promise.reject(new Error('the e-mail is in use')))
  await expect(broken).rejects.toThrow('in use')
  expect(await known()).toBe(before)

  // The server died in the middle: the mark stays, and whoever looks after things finds it.
  const left = await engine.createWorkspace({ ...given, name: '没人的公司' })
  await database.owner.query(`INSERT INTO unfinished_workspace VALUES ($1, now() - interval '2 hours')`, [left.workspaceId])
  expect(await rowsOf('没人的公司')).toBeGreaterThan(0)
  await removeUnfinishedWorkspaces({ owner: database.owner, clock: systemClock })
  expect([await known(), await rowsOf('没人的公司')]).toEqual([before, 0])
  await engine.close()
})

test('a set-up that broke off can be done again', async () => {
  const fresh = await testApp()
  const wish = { ...another, workspaceName: '远山', name: '陈', email: 'chen@example.cn', password }
  await fresh.database.owner.query(`ALTER TABLE identity ADD CONSTRAINT broken CHECK (email <> 'chen@example.cn')`)
  expect((await fresh.request('POST', '/setup', { body: wish })).status).toBe(500)
  expect((await fresh.database.owner.query('SELECT 1 FROM workspace')).rowCount).toBe(0)

  await fresh.database.owner.query('ALTER TABLE identity DROP CONSTRAINT broken')

  expect((await fresh.request('POST', '/setup', { body: wish })).status).toBe(201)
  expect((await fresh.database.owner.query('SELECT 1 FROM workspace')).rowCount).toBe(1)
})
