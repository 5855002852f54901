import { beforeAll, expect, test } from 'vitest'
import { colleague, type Person, setUp, testApp } from '../../testing/app.ts'

const server = await testApp()
const { request } = server
let admin: Person

beforeAll(async () => {
  admin = await setUp(server)
})

/** Somebody who looks after accounts and, in a second role, after products; and their roles. */
async function twoRoles() {
  const lin = await colleague(server, admin, '林悦', { account: { create: 'all', read: 'all', update: 'own', export: 'all' } })
  const grants = { product: { create: 'all', read: 'all', update: 'all' } }
  const products = String((await admin.post('/roles', { name: `产品 ${lin.id}`, grants })).body['id'])
  const { roles } = (await admin.get(`/users/${lin.id}?fields=roles`)).body as { roles: { id: string }[] }
  const accounts = roles[0]?.id ?? ''
  await admin.patch(`/users/${lin.id}`, { roles: [accounts, products] })
  return { lin, accounts, products }
}

async function tokenOf(person: Person, wish: object) {
  const made = await person.post('/me/tokens', { name: 'ERP', ...wish })
  const headers = { authorization: `Bearer ${String(made.body['token'])}` }
  return {
    id: String(made.body['id']),
    get: (url: string) => request('GET', url, { headers }),
    send: (method: 'POST' | 'PATCH' | 'DELETE', url: string, body: unknown = {}) => request(method, url, { headers, body }),
  }
}

test('a token for one role has the rights of that role and no others', async () => {
  const { lin, products } = await twoRoles()
  await lin.post('/accounts', { name: '苏州同川医院' })
  const token = await tokenOf(lin, { role: products })

  expect((await token.send('POST', '/products', { name: '监护仪', code: 'M1' })).status).toBe(201)
  expect((await token.get('/products')).status).toBe(200)
  expect((await token.get('/accounts')).body).toMatchObject({ status: 403 })
  expect((await token.send('POST', '/accounts', { name: '同川' })).body).toMatchObject({ status: 403 })
  expect((await token.get('/search?q=同川')).body).toMatchObject({ results: [] })
})

test('a token for reading writes nothing by any route', async () => {
  const { lin } = await twoRoles()
  const { id } = (await lin.post('/accounts', { name: '同川' })).body as { id: string }
  const token = await tokenOf(lin, { readOnly: true })

  expect((await token.get(`/accounts/${id}`)).status).toBe(200)
  expect((await token.send('POST', '/accounts/query', {})).status).toBe(200)
  for (const [method, url] of [
    ['POST', '/accounts'],
    ['PATCH', `/accounts/${id}`],
    ['DELETE', `/accounts/${id}`],
    ['POST', '/accounts/bulk'],
    ['PATCH', '/me'],
  ] as const)
    expect((await token.send(method, url, { name: '别名' })).body, url).toMatchObject({ status: 403, code: 'token_reads_only' })
})

test('an administrator may make a token that administers nothing', async () => {
  const { products } = await twoRoles()
  const { roles } = (await admin.get(`/users/${admin.id}?fields=roles`)).body as { roles: { id: string }[] }
  await admin.patch(`/users/${admin.id}`, { roles: [...roles.map(({ id }) => id), products] })
  const token = await tokenOf(admin, { role: products })

  expect((await token.get('/products')).status).toBe(200)
  expect((await token.get('/audit')).body).toMatchObject({ status: 403 })
  expect((await token.get('/access/policy')).body).toMatchObject({ code: 'administrators_only' })
  expect((await token.send('PATCH', `/users/${admin.id}`, { name: '另一个' })).status).toBe(404)
})

test('a role that is taken from the owner is gone from the token, and the list says so', async () => {
  const { lin, accounts, products } = await twoRoles()
  const token = await tokenOf(lin, { role: products })
  expect((await token.get('/products')).status).toBe(200)

  await admin.patch(`/users/${lin.id}`, { roles: [accounts] })

  expect((await token.get('/products')).status).toBe(403)
  expect((await token.get('/accounts')).status).toBe(403)
  expect((await lin.get('/me/tokens')).body['tokens']).toMatchObject([{ role: { id: products, held: false }, readOnly: false }])
})

test('nothing that its owner has going on in the background is seen or begun by it', async () => {
  const { lin, accounts } = await twoRoles()
  await lin.post('/exports', { object: 'account', format: 'csv' })
  const token = await tokenOf(lin, { role: accounts })

  for (const url of ['/exports', '/imports', '/import-projects', '/jobs'])
    expect((await token.get(url)).body, url).toMatchObject({ code: 'not_with_a_narrowed_token' })
  expect((await token.send('POST', '/exports', { object: 'account', format: 'csv' })).body).toMatchObject({ status: 403 })
  expect((await token.send('PATCH', '/me', { theme: 'dark' })).body).toMatchObject({ code: 'not_with_a_token' })
})

test('nobody makes a token for a role that they have not', async () => {
  const { products } = await twoRoles()
  const zhou = await colleague(server, admin, '周宁', { account: { read: 'all' } })

  for (const role of [products, 'none', '0190a000-0000-7000-8000-000000000000'])
    expect((await zhou.post('/me/tokens', { name: 'ERP', role })).body).toMatchObject({ status: 400, code: 'role_not_held', field: 'role' })
})

test('a narrowed token ends like any other: on its day, and when it is revoked', async () => {
  const { lin, accounts } = await twoRoles()
  const [ending, revoked] = [await tokenOf(lin, { role: accounts }), await tokenOf(lin, { readOnly: true })]
  await server.database.owner.query(`UPDATE api_token SET expires_at = created_at WHERE id = $1`, [ending.id])

  await lin.remove(`/me/tokens/${revoked.id}`)

  expect((await ending.get('/accounts')).body).toMatchObject({ status: 401, code: 'token_not_valid' })
  expect((await revoked.get('/accounts')).body).toMatchObject({ status: 401, code: 'token_not_valid' })
})
