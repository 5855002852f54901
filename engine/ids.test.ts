import { expect, test } from 'vitest'
import { isId, newId, timeOfId } from './ids.ts'

test('ids are in the order in which they were made, none twice, and tell when', () => {
  const before = Date.now()
  const ids = Array.from({ length: 20_000 }, newId)

  expect(ids.every(isId)).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
  expect([...ids].sort()).toEqual(ids)
  expect(timeOfId(ids[0] ?? '').getTime()).toBeGreaterThanOrEqual(before)
  expect(timeOfId(ids.at(-1) ?? '').getTime()).toBeLessThanOrEqual(Date.now() + 1)
})
