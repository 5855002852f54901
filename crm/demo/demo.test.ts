import { expect, test } from 'vitest'
import { recordsOf, testEngine } from '../../testing/workspace.ts'
import { demoCustomer } from './customer.ts'
import { fillDemo } from './fill.ts'

const freshWorkspace = await testEngine()

test('the same seed makes the same customers, each by its own name', () => {
  const now = new Date('2026-03-17T02:00:00Z')
  const make = (seed: number) => Array.from({ length: 3000 }, (_, index) => demoCustomer(index, { seed, now, owners: 8 }))

  expect(make(7)).toEqual(make(7))
  expect(new Set(make(7).map(({ name }) => name)).size).toBe(3000)
  expect(make(7)[0]).not.toEqual(make(8)[0])
})

test('a workspace is filled with people, customers and their history, in which everything hangs together', async () => {
  const { admin, engine } = await freshWorkspace()

  await fillDemo(admin, { accounts: 80, seed: 1 })

  expect((await admin.count({ object: 'account' })).count).toBe(80)
  const open = await admin.groups({ object: 'opportunity', by: 'stage', sum: 'amount' })
  expect(open.length).toBeGreaterThan(5)
  const [busiest] = recordsOf(
    await admin.list({ object: 'account', sort: ['-lastActivityAt'], fields: ['name', 'lastActivityAt', 'owner'], limit: 1 }),
  )
  expect(Date.parse(String(busiest?.lastActivityAt))).toBeLessThanOrEqual(engine.clock.now().getTime())
  const rep = recordsOf(await admin.list({ object: 'user', filter: { field: 'name', op: 'is', value: '陈思远' } }))[0]
  const own = await engine.contextFor({ workspaceId: admin.reader.workspaceId, principalId: String(rep?.id), through: 'test' })
  const seen = (await own.count({ object: 'account' })).count
  expect(seen).toBeGreaterThan(0)
  expect(seen).toBeLessThan(80)
})
