import type { AddressInfo } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import { type Client, createClient, type LiveEvent } from '../client/index.ts'
import { newId, systemClock } from '../engine/index.ts'
import { openIdentity } from '../server/identity/identity.ts'
import { colleague, type Person, password, setUp, testApp } from '../testing/app.ts'

const server = await testApp()
const admin = await setUp(server)
const work = { create: 'own', read: 'own', update: 'own', delete: 'own' } as const
const lin = await colleague(server, admin, '林悦', { account: work })
const zhou = await colleague(server, admin, '周敏', { account: work })

beforeAll(async () => {
  await server.app.listen({ port: 0, host: '127.0.0.1' })
})

/** The client as a browser uses it: with the cookie of a session. */
function clientOf(person: Person): Client {
  const { port } = server.app.server.address() as AddressInfo
  return createClient({
    baseUrl: `http://127.0.0.1:${port}`,
    fetch: (url, init) => fetch(url, { ...init, headers: { ...(init?.headers as Record<string, string>), cookie: person.cookie } }),
  })
}

/** An open stream: `next` waits for the next event of a type. */
async function listen(client: Client, options: { shared?: boolean } = {}) {
  const events: LiveEvent[] = []
  const waiting: (() => void)[] = []
  let signedOut = false
  const wake = () => {
    for (const resolve of waiting.splice(0)) resolve()
  }
  const close = client.live({
    ...options,
    onEvent: (event) => {
      events.push(event)
      wake()
    },
    onSignedOut: () => {
      signedOut = true
      wake()
    },
  })
  const until = async <T>(find: () => T | undefined): Promise<T> => {
    for (;;) {
      const found = find()
      if (found !== undefined) return found
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
  }
  type Of<Type> = Extract<LiveEvent, { type: Type }>
  const next = <Type extends LiveEvent['type']>(type: Type, fits: (event: Of<Type>) => boolean = () => true) =>
    until(() => {
      const index = events.findIndex((event) => event.type === type && fits(event as Of<Type>))
      return index < 0 ? undefined : (events.splice(index, 1)[0] as Of<Type>)
    })
  await next('hello')
  return { next, events, close, signedOut: () => until(() => signedOut || undefined) }
}

test("a colleague's change of a record on the screen is told with its revision, and the list is said to have changed", async () => {
  const { body } = await lin.post('/accounts', { name: '远山' })
  const id = String(body.id)
  const client = clientOf(lin)
  const live = await listen(client)
  await client.records('accounts').list()

  await admin.patch(`/accounts/${id}`, { level: 'a' })

  expect(await live.next('record', ({ revision }) => revision === 2)).toMatchObject({ object: 'account', id, kind: 'update', by: admin.id })
  expect(await live.next('list')).toMatchObject({ object: 'account' })
  live.close()
})

test('what was not shown is not told: not the record of a colleague, not one of another workspace', async () => {
  const client = clientOf(zhou)
  const live = await listen(client)
  await client.records('accounts').list()
  const own = await client.records('accounts').create({ name: '周敏的客户' })
  const foreign = await lin.post('/accounts', { name: '别人的客户' })
  await lin.patch(`/accounts/${String(foreign.body.id)}`, { level: 'vip' })
  const other = await elsewhere()
  await other.post('/accounts', { name: '别的公司' })

  await admin.patch(`/accounts/${own.id}`, { level: 'b' })
  await live.next('record')

  const told = live.events.filter((event) => event.type === 'record')
  expect(told.every((event) => event.id === own.id)).toBe(true)
  expect(JSON.stringify(live.events)).not.toContain(String(foreign.body.id))
  live.close()
})

test("naming somebody else's stream on a read gives nothing away", async () => {
  const live = await listen(clientOf(zhou))
  const { body } = await lin.post('/accounts', { name: '悄悄' })
  const hello = await fetchHello()
  await lin.get(`/accounts/${String(body.id)}`, { 'x-live-connection': hello })
  await lin.patch(`/accounts/${String(body.id)}`, { level: 'a' })

  await admin.post('/choices', { list: 'account-level', key: newId(), labelZh: '新', labelEn: 'New', position: 99, active: true })
  await live.next('meta')

  expect(live.events.filter((event) => event.type === 'record')).toEqual([])
  live.close()

  async function fetchHello(): Promise<string> {
    const own = clientOf(zhou)
    const { promise, resolve } = Promise.withResolvers<string>()
    const close = own.live({ onEvent: (event) => event.type === 'hello' && resolve(event.connection) })
    const connection = await promise
    close()
    return connection
  }
})

test('progress of a job is told to its owner', async () => {
  const client = clientOf(admin)
  const live = await listen(client)
  const filter = { field: 'name', op: 'isNotEmpty' } as const

  const { job } = await client.records('accounts').bulkByFilter({ filter, changes: { level: 'c' } })

  expect(await live.next('job', ({ status }) => status === 'done')).toMatchObject({ id: job.id })
  live.close()
})

test('the pages of a browser share one stream, and the next one takes over when its reader closes', async () => {
  const { body } = await lin.post('/accounts', { name: '共享' })
  const id = String(body.id)
  const open = (await openStreams()) + 1
  const [first, second] = [clientOf(lin), clientOf(lin)]
  const reading = await listen(first, { shared: true })
  const following = await listen(second, { shared: true })
  expect(await openStreams()).toBe(open)
  await second.accounts.get(id)
  await admin.patch(`/accounts/${id}`, { level: 'a' })
  expect(await following.next('record', ({ revision }) => revision === 2)).toMatchObject({ id })

  reading.close()
  await following.next('reconnected')
  await second.accounts.get(id)
  await admin.patch(`/accounts/${id}`, { level: 'b' })

  expect(await following.next('record', ({ revision }) => revision === 3)).toMatchObject({ id })
  following.close()

  async function openStreams(): Promise<number> {
    const { text } = await server.request('GET', '/metrics')
    return Number(/^guanxi_live_connections (\d+)/m.exec(text)?.[1])
  }
})

test('signing out ends the stream for good', async () => {
  const { email } = (await zhou.get('/meta')).body.me as { email: string }
  const live = await listen(clientOf(await server.person(email)))
  const leaving = await server.person(email)
  const gone = await listen(clientOf(leaving))

  await leaving.post('/sign-out')
  await gone.signedOut()

  expect(live.events.some((event) => event.type === 'reconnected')).toBe(false)
  live.close()
})

test("a deactivated colleague's stream ends", async () => {
  const leaver = await colleague(server, admin, '王芳', { account: work })
  const live = await listen(clientOf(leaver))

  await admin.patch(`/users/${leaver.id}`, { active: false })

  await live.signedOut()
})

/** An administrator of a second workspace on the same server. */
async function elsewhere(): Promise<Person> {
  const { openEngine } = await import('../engine/index.ts')
  const { choiceLists, crmActions, crmObjects, seedWorkspace } = await import('../crm/index.ts')
  const { ownerUrl, appUrl, app } = server.database
  const engine = await openEngine({
    ownerUrl,
    appUrl,
    objects: crmObjects,
    actions: crmActions,
    choiceLists,
    seed: seedWorkspace,
    background: false,
  })
  const email = `${newId()}@example.cn`
  const administrator = { name: '别人', email }
  const { workspaceId, administratorId } = await engine.createWorkspace({
    name: '别的公司',
    currency: 'CNY',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    administrator,
  })
  const identity = openIdentity({ pool: app, secret: 'x'.repeat(32), publicUrl: 'http://localhost', clock: systemClock })
  await identity.members.add({ workspaceId, principalId: administratorId, ...administrator, password })
  await engine.close()
  return server.person(email)
}
