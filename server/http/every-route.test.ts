import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '../../engine/index.ts'
import { colleague, type Person, setUp, testApp } from '../../testing/app.ts'

const server = await testApp({ newWorkspaces: 'everyone' })
const { app, database } = server
let admin: Person
let stranger: Person
let home: string
let routes: Route[]

type Route = { method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'; path: string; isPublic: boolean }

beforeAll(async () => {
  admin = await setUp(server)
  home = ((await admin.get('/session')).body['workspace'] as { id: string }).id
  stranger = await colleague(server, admin, '外人', {})
  const { body } = await admin.get('/api/openapi.json')
  const paths = body['paths'] as Record<string, Record<string, { security?: object[] }>>
  routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { security }]) => ({
      method: method.toUpperCase() as Route['method'],
      path,
      isPublic: security?.length === 0,
    })),
  )
  const made = await stranger.post('/workspaces', { name: '别家公司', currency: 'CNY', locale: 'zh-CN', timeZone: 'Asia/Shanghai' })
  await stranger.post('/session/workspace', { id: (made.body['workspace'] as { id: string }).id })
})

const changes = ({ method }: Route) => method !== 'GET'
const at = ({ path }: Route, id: string = newId()) => path.replace(/\{\w+\}/g, id)
const named = ({ method, path }: Route) => `${method} ${path}`

/** Sends a request as it is, without what our own pages add. */
async function send(route: Route, url: string, headers: Record<string, string> = {}, payload?: string) {
  const { statusCode, body } = await app.inject({ method: route.method, url, headers, ...(payload === undefined ? {} : { payload }) })
  const code = /"code":"(\w+)"/.exec(body)?.[1] ?? null
  return { statusCode, code }
}

test('without a sign-in every route but the public ones says: sign in', async () => {
  const open: string[] = []
  for (const route of routes.filter(({ isPublic }) => !isPublic)) {
    const json: Record<string, string> = changes(route) ? { 'content-type': 'application/json', 'x-guanxi': '1' } : {}
    const { statusCode } = await send(route, at(route), json, changes(route) ? '{}' : undefined)
    if (statusCode !== 401) open.push(`${named(route)} ${statusCode}`)
  }

  expect(routes.length).toBeGreaterThan(200)
  expect(open).toEqual([])
})

test('no other site makes a signed-in browser change anything, nor signs it in or out', async () => {
  const taken: string[] = []
  for (const route of routes.filter(changes)) {
    // What a form can send, and what a script can: neither carries our header.
    const form = { cookie: admin.cookie, 'content-type': 'application/x-www-form-urlencoded' }
    const script = { cookie: admin.cookie, 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' }
    for (const [headers, payload] of [
      [form, 'name=x'],
      [script, '{}'],
    ] as const) {
      const { code } = await send(route, at(route), headers, payload)
      if (code !== 'missing_csrf_header') taken.push(`${named(route)} ${code}`)
    }
  }

  expect(taken).toEqual([])
  expect((await admin.get('/meta')).status).toBe(200)
})

test('what belongs to another workspace is not found by any route, and nothing of it changes', async () => {
  const ids = await recordsOfAll()
  const before = await contentsAtRest()
  const found: string[] = []
  for (const route of routes.filter(({ path, isPublic }) => /\{(?:\w+I|i)d\}/.test(path) && !isPublic)) {
    const headers = { cookie: stranger.cookie, 'x-guanxi': '1', ...(changes(route) ? { 'content-type': 'application/json' } : {}) }
    for (const id of ids.get(kindOf(route)) ?? ids.get('') ?? []) {
      const { statusCode } = await send(route, at(route, id), headers, changes(route) ? '{}' : undefined)
      // A body that lacks something is refused before anything is looked for.
      const isNothing = statusCode === 404 || (changes(route) && [400, 422].includes(statusCode))
      if (!isNothing) found.push(`${named(route)} ${statusCode}`)
    }
  }

  expect(ids.size).toBeGreaterThan(15)
  expect(found).toEqual([])
  expect(await contents()).toEqual(before)
})

test('times that no calendar of four digits holds are refused where they are named', async () => {
  const late = encodeURIComponent('+275760-09-13T00:00:00Z')
  const filter = encodeURIComponent(JSON.stringify({ field: 'createdAt', op: 'after', value: '+275760-09-13T00:00:00Z' }))

  expect((await admin.get(`/audit?until=${late}`)).body).toMatchObject({ status: 400, field: 'until' })
  expect((await admin.get(`/accounts?filter=${filter}`)).status).toBe(400)
  expect((await admin.post('/activities', { subject: '很久以前', type: 'note', occurAt: '0000-01-01T00:00:00Z' })).body).toMatchObject({
    code: 'invalid_instant',
    field: 'occurAt',
  })
})

test('an address that nothing can read, and a number without an end, are refused like everything else', async () => {
  const unreadable = await app.inject({ method: 'GET', url: '/api/v1/%ff', headers: { 'accept-language': 'en' } })
  const endless = await admin.get('/jobs?limit=1e999')
  const nothing = await admin.get('/opportunities/board?by=stage&lanes=a%00b')

  expect(unreadable.headers['content-type']).toContain('application/problem+json')
  expect(unreadable.json()).toMatchObject({ status: 404, code: 'route_not_found', detail: 'There is nothing at this address.' })
  expect(nothing.body).toMatchObject({ status: 400, code: 'invalid_value', field: 'lanes' })
  expect(endless.body).toMatchObject({ status: 400, code: 'wrong_type', field: 'limit' })
})

/** `accounts` in `/api/v1/accounts/{id}`, `access/tokens` in `/api/v1/access/tokens/{id}`. */
function kindOf({ path }: Route): string {
  return path.slice('/api/v1/'.length, path.indexOf('/{'))
}

/** Real ids of the first workspace by where they stand; under '' those that any other route is tried with. */
async function recordsOfAll(): Promise<Map<string, string[]>> {
  const make = async (url: string, body: object) => String((await admin.post(url, body)).body['id'])
  const account = await make('/accounts', { name: '苏州同川医院' })
  await make('/contacts', { name: '林悦' })
  await make('/leads', { name: '周宁', companyName: '远山医疗' })
  await make('/products', { name: '监护仪', code: 'M1' })
  await make('/tags', { name: '重点' })
  const { changeId } = (await admin.patch(`/accounts/${account}`, { name: '苏州同川' })).body as { changeId: string }
  const made = (await admin.post('/exports', { object: 'account', format: 'csv' })).body['export'] as { id: string }
  const token = await make('/me/tokens', { name: 'ERP' })
  const { sessions } = (await admin.get('/me/sessions')).body as { sessions: { id: string }[] }
  const { user } = (await admin.post('/access/invitations', { name: '周宁', email: `${newId()}@example.cn` })).body as {
    user: { id: string }
  }

  const ids = new Map([
    ['exports', [made.id]],
    ['changes', [changeId]],
    ['me/tokens', [token]],
    ['access/tokens', [token]],
    ['me/sessions', sessions.map(({ id }) => id)],
    ['access/users', [user.id]],
    ['', [account, changeId]],
  ])
  const { objects } = (await admin.get('/meta')).body as { objects: { route: string }[] }
  for (const { route } of objects) {
    const { records } = (await admin.get(`/${route}?limit=1`)).body as { records?: { id: string }[] }
    if (records?.[0]) ids.set(route, [records[0].id])
  }
  return ids
}

/** What was just done still has its export written and people told. */
async function contentsAtRest(): Promise<Record<string, string>> {
  let before = await contents()
  await expect
    .poll(
      async () => {
        const earlier = before
        await pause(800)
        before = await contents()
        return JSON.stringify(before) === JSON.stringify(earlier)
      },
      { interval: 0, timeout: 20_000 },
    )
    .toBe(true)
  return before
}

/** All that stands in the first workspace, as one sum per table. When somebody was last seen, and up to when the clock was looked at, is no content. */
async function contents(): Promise<Record<string, string>> {
  const { rows: tables } = await database.owner.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname NOT IN ('membership', 'sign_in_session', 'api_token', 'due_mark') ORDER BY 1`,
  )
  const sums: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await database.owner.query<{ sum: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS sum FROM "${name}" t WHERE workspace_id = $1`,
      [home],
    )
    sums[name] = rows[0]?.sum ?? ''
  }
  return sums
}
