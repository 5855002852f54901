import { expect, inject, test } from 'vitest'
import type { TestServer } from '../../testing/postgres.ts'
import { runWorld } from './run.ts'

// The long form is `npm run leak`, with another world each time; here the same ones, so that a change is judged by what it changed.
const seed = 20_261_122
const milliseconds = 10_000

test(`in the world of seed ${seed} nobody is shown, told or counted what they may not see`, { timeout: 90_000 }, async () => {
  const server: TestServer = inject('testServer')

  const { findings, operations } = await runWorld({ server, seed, until: 500, milliseconds })

  expect(findings).toEqual([])
  expect(operations).toBeGreaterThan(20)
})
