import { expect, test } from 'vitest'
import { crashRounds } from './rounds.ts'

test('server and database are killed in the middle of everything, and what was acknowledged is there, once and whole', {
  timeout: 300_000,
}, async () => {
  const { rounds } = await crashRounds({ rounds: 3, seed: 20_261_123, everyDoctor: 3, victims: ['database', 'both', 'server'] })

  expect(rounds.flatMap(({ broken }) => broken)).toEqual([])
  expect(rounds).toHaveLength(3)
})
