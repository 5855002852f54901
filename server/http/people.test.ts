import { describe, expect, test } from 'vitest'
import { choiceLists, crmObjects, seedWorkspace } from '../../crm/index.ts'
import { newId, openEngine, systemClock } from '../../engine/index.ts'
import { colleague, type Person, password, setUp, testApp } from '../../testing/app.ts'
import { openIdentity } from '../identity/identity.ts'

const server = await testApp()
const admin = await setUp(server)
const lin = await colleague(server, admin, '林若溪', {
  user: { read: 'all' },
  account: { create: 'own', read: 'own', update: 'own' },
  lead: { read: 'team' },
})
const roleOf = async (id: string) =>
  ((await admin.get(`/users/${id}?fields=roles`)).body['roles'] as { id: string; title: string }[])[0] ?? { id: '', title: '' }

/** The administrator of another company on the same server. */
async function stranger(): Promise<Person> {
  const { ownerUrl, appUrl, app } = server.database
  const engine = await openEngine({ ownerUrl, appUrl, objects: crmObjects, choiceLists, seed: seedWorkspace, background: false })
  const identity = openIdentity({ pool: app, secret: 'x'.repeat(32), publicUrl: 'http://localhost', clock: systemClock })
  const administrator = { name: '外人', email: `${newId()}@example.cn` }
  const made = await engine.createWorkspace({ name: '他处', currency: 'CNY', locale: 'zh-CN', timeZone: 'Asia/Shanghai', administrator })
  await identity.members.add({ workspaceId: made.workspaceId, principalId: made.administratorId, ...administrator, password })
  await engine.close()
  return server.person(administrator.email)
}

const administratorsOnly = [
  '/access/people',
  `/access/users/${newId()}/holdings`,
  '/access/list/objects/account',
  `/access/list/users/${newId()}`,
  '/access/list.csv?object=account',
  '/access/objects',
]

test.each(administratorsOnly)('%s is for administrators alone', async (url) => {
  expect((await lin.get(url)).body).toMatchObject({ status: 403, code: 'administrators_only' })
  expect((await server.request('GET', url)).status).toBe(401)
})

test('administrators see who can sign in and when they were last here', async () => {
  await lin.get('/accounts')
  const { people } = (await admin.get('/access/people')).body as { people: { userId: string; lastSeenAt: string | null }[] }

  expect(people.map(({ userId }) => userId).sort()).toEqual([admin.id, lin.id].sort())
  expect(people.every(({ lastSeenAt }) => lastSeenAt !== null && Date.now() - Date.parse(lastSeenAt) < 60_000)).toBe(true)
})

test('what somebody holds is counted by object', async () => {
  await lin.post('/accounts', { name: '同川医院' })
  const { body } = await admin.get(`/access/users/${lin.id}/holdings`)

  expect(body['holdings']).toMatchObject([{ key: 'account.owner', object: 'account', field: 'owner', count: 1 }])
})

test('everybody learns whom to ask, by name', async () => {
  expect((await lin.get('/me/administrators')).body).toEqual({
    administrators: [{ id: admin.id, name: '管理员', email: 'admin@example.cn' }],
  })
})

test('the list of an object tells roles and people with scope and reason', async () => {
  const role = await roleOf(lin.id)

  const { body } = await admin.get('/access/list/objects/account')
  const roles = body['roles'] as { id: string; people: number; rights: object }[]
  const people = body['people'] as { id: string; rights: object }[]

  const byRole = { read: { scope: 'own', roles: [role.title] }, create: { scope: 'own' }, update: { scope: 'own' } }
  expect(roles.find(({ id }) => id === role.id)).toMatchObject({ people: 1, administrator: false, rights: byRole })
  expect(people.find(({ id }) => id === lin.id)).toMatchObject({ name: '林若溪', rights: byRole })
  expect(people.find(({ id }) => id === lin.id)?.rights).not.toHaveProperty('export')
  expect(people.find(({ id }) => id === admin.id)?.rights).toMatchObject({ massUpdate: { scope: 'all', roles: ['管理员'] } })
  expect((await admin.get('/access/list/objects/account?q=若溪')).body['people']).toMatchObject([{ id: lin.id }])
})

test('the list of a user says what the access check says', async () => {
  const { body } = await admin.get(`/access/list/users/${lin.id}`)
  const objects = body['objects'] as { key: string; rights: Record<string, { scope: string }> }[]
  const told = (key: string, action: string) => objects.find((one) => one.key === key)?.rights[action] !== undefined
  const meta = (await lin.get('/meta')).body as { objects: { key: string; may: Record<string, boolean> }[] }

  for (const { key, may } of meta.objects)
    for (const [action, is] of Object.entries(may)) expect([key, action, told(key, action)]).toEqual([key, action, is])
  expect(told('opportunity', 'read')).toBe(false)
  expect((await admin.get(`/access/list/users/${newId()}`)).status).toBe(404)
})

test('the list leaves as CSV, without formulas, and the audit log knows', async () => {
  const { body } = await admin.post('/users', { name: '=1+1', email: `${newId()}@example.cn`, roles: [(await roleOf(lin.id)).id] })

  const { text, headers } = await admin.get('/access/list.csv?object=account')
  const own = await admin.get(`/access/list.csv?user=${String(body['id'])}`)

  expect(headers['content-type']).toContain('text/csv')
  expect(text).toContain('\ufeff对象,用户,部门,动作,范围,来自角色\r\n')
  expect(text).toContain('客户,林若溪,,查看,自己负责的,')
  expect(own.text).toContain("客户,'=1+1,")
  expect((await admin.get('/access/list.csv')).body).toMatchObject({ status: 400, code: 'object_or_user' })
  expect((await admin.get('/audit?kind=access_list.exported')).body['entries']).toMatchObject([
    { details: { user: body['id'] } },
    { details: { object: 'account' } },
  ])
})

describe('the register of objects', () => {
  type Registered = { key: string; plural: { zh: string }; records: { count: number }; numbering: object[]; does: Record<string, boolean> }
  const registered = async (key: string) =>
    ((await admin.get('/access/objects')).body['objects'] as Registered[]).find((one) => one.key === key)

  test('tells what each object holds and does, also those of the works', async () => {
    expect(await registered('account')).toMatchObject({
      plural: { zh: '客户' },
      fields: { custom: 0 },
      numbering: [{ field: { zh: '客户编号' } }],
      does: { search: true, import: true, timeline: true, owner: true },
    })
    expect(await registered('choice')).toMatchObject({ internal: true, configuration: true, does: { import: false } })
  })

  test('an object is called as the workspace says, in refusals too; and as declared again afterwards', async () => {
    const names = {
      labelZh: '医院',
      labelEn: 'Hospital',
      pluralZh: '医院',
      pluralEn: 'Hospitals',
      icon: 'hospital',
      columns: ['name', 'level'],
    }
    const { body } = await admin.post('/object-settings', { object: 'account', ...names })

    const meta = (await lin.get('/meta')).body as { objects: { key: string; plural: object; icon: string; list: { columns: string[] } }[] }
    expect(meta.objects.find(({ key }) => key === 'account')).toMatchObject({
      plural: { zh: '医院', en: 'Hospitals' },
      icon: 'hospital',
      list: { columns: ['name', 'level'] },
    })
    expect(await registered('account')).toMatchObject({ plural: { zh: '医院' }, declared: { plural: { zh: '客户' } } })
    expect((await lin.post('/accounts/bulk', { delete: [newId(), newId()] })).body['detail']).toContain('批量修改「医院」')
    await admin.remove(`/object-settings/${String(body['id'])}`)
    expect(await registered('account')).toMatchObject({ plural: { zh: '客户' } })
  })

  test.each([
    [{ object: 'nope' }, 'unknown_object', 'object'],
    [{ object: 'lead', labelZh: '询盘' }, 'required', 'labelEn'],
    [{ object: 'lead', columns: ['nope'] }, 'invalid_input', 'columns'],
    [{ object: 'lead', icon: '<b>' }, 'invalid_input', 'icon'],
  ])('%j is refused', async (body, code, field) => {
    expect((await admin.post('/object-settings', body)).body).toMatchObject({ status: 400, code, field })
  })

  test('only whoever has the right renames', async () => {
    expect((await lin.post('/object-settings', { object: 'lead', icon: 'tag' })).body).toMatchObject({ status: 403, code: 'not_allowed' })
  })
})

test('nothing of it reaches an administrator of another workspace', async () => {
  const other = await stranger()

  expect((await other.get('/access/people')).body['people']).toMatchObject([{ userId: other.id }])
  expect((await other.get(`/access/users/${lin.id}/holdings`)).status).toBe(404)
  expect((await other.get(`/access/list/users/${lin.id}`)).status).toBe(404)
  expect((await other.get(`/access/list.csv?user=${lin.id}`)).status).toBe(404)
  expect((await other.get('/access/list.csv?object=account')).text).not.toContain('林若溪')
  expect((await other.get('/access/list/objects/account')).body['people']).toMatchObject([{ id: other.id }])
  expect((await other.get('/me/administrators')).body['administrators']).toMatchObject([{ id: other.id }])
})
