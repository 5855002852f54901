import { expect, test } from 'vitest'
import { chooser } from './choose.ts'

const three = ['a', 'b', 'c'].map((id) => ({ id, held: 0 }))
const take = (next: () => string | null, count: number) => Array.from({ length: count }, next)

test('in turn, whoever waited longest comes first, and those who never got one before them', () => {
  expect(take(chooser('turn', three, { recent: [], most: null }), 4)).toEqual(['a', 'b', 'c', 'a'])
  expect(take(chooser('turn', three, { recent: ['a', 'c', 'a'], most: null }), 4)).toEqual(['b', 'c', 'a', 'b'])
})

test('by load, those with least are filled up first', () => {
  const receivers = [
    { id: 'a', held: 3 },
    { id: 'b', held: 1 },
    { id: 'c', held: 2 },
  ]
  expect(take(chooser('load', receivers, { recent: [], most: null }), 4)).toEqual(['b', 'b', 'c', 'a'])
})

test('in order, the first takes all until they are full, and then nobody gets more than they may hold', () => {
  const receivers = [
    { id: 'a', held: 8 },
    { id: 'b', held: 9 },
  ]
  expect(take(chooser('order', receivers, { recent: [], most: 10 }), 4)).toEqual(['a', 'a', 'b', null])
})

test('in turn, shares differ by one at most; by load, what those hold who got any differs by one at most', () => {
  for (let people = 1; people <= 6; people += 1) {
    for (let count = 0; count <= 40; count += 1) {
      const receivers = Array.from({ length: people }, (_, index) => ({ id: String(index), held: (index * 7 + count) % 13 }))
      const share = (got: readonly (string | null)[], id: string) => got.filter((one) => one === id).length
      const spread = (counts: readonly number[]) => (counts.length === 0 ? 0 : Math.max(...counts) - Math.min(...counts))

      const turns = take(chooser('turn', receivers, { recent: [], most: null }), count)
      expect(spread(receivers.map(({ id }) => share(turns, id)))).toBeLessThanOrEqual(1)

      const loads = take(chooser('load', receivers, { recent: [], most: null }), count)
      expect(spread(receivers.flatMap(({ id, held }) => (loads.includes(id) ? [held + share(loads, id)] : [])))).toBeLessThanOrEqual(1)
    }
  }
})
