import { expect, inject, test } from 'vitest'
import type { TestServer } from '../../testing/postgres.ts'
import { runFuzz } from './run.ts'

// The long form is `npm run fuzz`, with other requests each time; here the same ones, so that a change is judged by what it changed.
const seed = 20_261_122

test(`bad input of every kind is refused in words, or taken, and nothing breaks (seed ${seed})`, { timeout: 90_000 }, async () => {
  const server: TestServer = inject('testServer')

  const { findings, requests } = await runFuzz({ server, seed, until: 2_000, milliseconds: 15_000 })

  expect(findings).toEqual([])
  expect(requests).toBeGreaterThan(50)
})
