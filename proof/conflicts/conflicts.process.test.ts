import { expect, test } from 'vitest'
import { conflictingEdits } from './conflicts.ts'

test('of edits that contradict each other on two servers none is lost silently, and a key is one change', {
  timeout: 300_000,
}, async () => {
  const { edits, acknowledged, refused, broken } = await conflictingEdits(2, 200)

  expect(broken).toEqual([])
  expect(acknowledged + refused).toBe(edits)
  expect(acknowledged).toBeGreaterThan(0)
  expect(refused).toBeGreaterThan(0)
})
