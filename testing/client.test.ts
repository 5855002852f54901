import type { AddressInfo } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import { createClient, isProblem, type ProblemError } from '../client/index.ts'
import { newId, systemClock } from '../engine/index.ts'
import { openIdentity } from '../server/identity/identity.ts'
import { setUp, testApp } from '../testing/app.ts'

const server = await testApp()
const admin = await setUp(server)
let client: ReturnType<typeof createClient>

beforeAll(async () => {
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.app.server.address() as AddressInfo
  const { tokens } = openIdentity({ pool: server.database.app, secret: 'x'.repeat(32), publicUrl: 'http://localhost', clock: systemClock })
  const { workspaces } = (await admin.get('/session')).body as { workspaces: { id: string }[] }
  const { token } = await tokens.create({
    workspaceId: String(workspaces[0]?.id),
    principalId: admin.id,
    name: 'test',
    expiresAt: null,
    createdById: null,
  })
  client = createClient({ baseUrl: `http://127.0.0.1:${port}`, token, language: () => 'en' })
})

test('records are made, read, changed and deleted, with their types', async () => {
  const { id, record } = await client.accounts.create({ name: '远山医疗', level: 'vip' })
  const name: string | undefined = record.name

  const { revision } = await client.accounts.update(id, { level: 'a' }, { revision: 1 })

  expect([name, revision]).toEqual(['远山医疗', 2])
  expect((await client.accounts.get(id, { fields: ['level'] })).level).toBe('a')
  await client.accounts.remove(id)
  await expect(client.accounts.get(id)).rejects.toMatchObject({ status: 404, code: 'not_found' })
})

test('a refusal carries its code, its words and the errors of each field', async () => {
  const { id } = await client.accounts.create({ name: 'A' })
  await client.accounts.update(id, { level: 'a' })

  const stale = await client.accounts.update(id, { level: 'b' }, { revision: 1 }).catch((error: unknown) => error)
  const wrong = await client
    .records('accounts')
    .create({ level: 'nope', nmae: 'x' })
    .catch((error: unknown) => error)

  expect(isProblem(stale, 'stale_record')).toBe(true)
  expect((stale as ProblemError).problem.current).toMatchObject({ id, level: 'a', revision: 2 })
  expect((wrong as ProblemError).errors.map(({ field, code }) => [field, code])).toEqual(
    expect.arrayContaining([
      ['level', 'invalid_choice'],
      ['nmae', 'unknown_field'],
    ]),
  )
})

test('all pages of a list, also with a filter too long for an address', async () => {
  const tag = newId()
  for (let number = 0; number < 3; number += 1) await client.accounts.create({ name: `${tag} ${number}` })
  const long = Array.from({ length: 200 }, () => newId())
  const filter = { all: [{ field: 'name', op: 'startsWith', value: tag }, { not: { field: 'id', op: 'in', value: long } }] } as const

  const names: (string | undefined)[] = []
  for await (const account of client.accounts.all({ filter: { all: [...filter.all] }, sort: ['name'], limit: 2 })) names.push(account.name)

  expect(names).toEqual([`${tag} 0`, `${tag} 1`, `${tag} 2`])
})

test('a file goes up and its content comes down', async () => {
  const { id } = await client.files.upload(new Blob(['回款']), { name: '回款.txt' })

  const content = await client.fetch('GET', `/files/${id}/content`)

  expect(await content.text()).toBe('回款')
  expect((await client.files.get(id)).name).toBe('回款.txt')
})

test('a server that is not there is told from a refusal', async () => {
  const nowhere = createClient({ baseUrl: 'http://127.0.0.1:9', token: 'x' })

  await expect(nowhere.meta()).rejects.toMatchObject({ status: 0, code: 'unreachable' })
})

test('a stream can be read with a token', async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const close = client.live({ onEvent: (event) => event.type === 'record' && resolve(event.id) })
  const { id } = await client.accounts.create({ name: '直播' })
  await expect.poll(() => client.fetch('GET', `/accounts/${id}`).then(({ ok }) => ok)).toBe(true)

  await expect
    .poll(
      async () => {
        await client.accounts.get(id)
        await client.accounts.update(id, { description: newId() })
        return Promise.race([promise, new Promise((next) => setTimeout(next, 300))])
      },
      { timeout: 10_000 },
    )
    .toBe(id)
  close()
})
