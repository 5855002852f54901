import { expect, test } from 'vitest'
import { losesANode } from './two-nodes.ts'

test('one of two servers is killed under load: the other goes on with its clients, its import and its live updates', {
  timeout: 300_000,
}, async () => {
  const { acknowledged, broken } = await losesANode(1_500)

  expect(broken).toEqual([])
  expect(acknowledged).toBeGreaterThan(0)
})
