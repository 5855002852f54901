import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('so many go at once, and whoever has waited longest is next', async () => {
  const turns = createTurns(2)
  const order: string[] = []
  let under = 0
  let most = 0
  const step = (name: string) =>
    turns.take(async () => {
      under++
      most = Math.max(most, under)
      await new Promise((resolve) => setImmediate(resolve))
      order.push(name)
      under--
    })

  await Promise.all(['a', 'b', 'c', 'a', 'b', 'c'].map(step))

  expect(most).toBe(2)
  expect(order).toEqual(['a', 'b', 'c', 'a', 'b', 'c'])
})

test('a step that fails gives its turn back', async () => {
  const turns = createTurns(1)

  await expect(turns.take(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')

  expect(await turns.take(async () => 'next')).toBe('next')
})
