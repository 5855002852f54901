import { expect, test } from 'vitest'
import { laneBeside, neighbour, withMovedSums } from './lanes.ts'

test('sums follow the card: the amount as it is, the weighted sum by the new probability', () => {
  const groups = [
    { key: { id: 's1', title: '' }, count: 2, sum: '300.5', weighted: '30' },
    { key: { id: 's2', title: '' }, count: 1, sum: null, weighted: null },
  ]

  const after = withMovedSums(groups, (key) => (key as { id: string }).id, {
    from: 's1',
    to: 's2',
    amount: 100.5,
    weightedBefore: 10.05,
    weightedAfter: 60.3,
  })

  expect(after).toEqual([
    { key: { id: 's1', title: '' }, count: 1, sum: '200', weighted: '19.95' },
    { key: { id: 's2', title: '' }, count: 2, sum: '100.5', weighted: '60.3' },
  ])
})

test('the lanes beside a lane', () => {
  expect(laneBeside(['s1', 's2', 's3'], 's2', 1)).toBe('s3')
  expect(laneBeside(['s1', 's2', 's3'], 's1', -1)).toBeUndefined()
})

test('arrows walk a lane and jump over empty ones', () => {
  const heights = [3, 0, 1]

  expect(neighbour(heights, { lane: 0, card: 2 }, 'ArrowRight')).toEqual({ lane: 2, card: 0 })
  expect(neighbour(heights, { lane: 0, card: 2 }, 'ArrowDown')).toBeNull()
  expect(neighbour(heights, { lane: 0, card: 2 }, 'ArrowUp')).toEqual({ lane: 0, card: 1 })
  expect(neighbour(heights, { lane: 2, card: 0 }, 'ArrowLeft')).toEqual({ lane: 0, card: 0 })
})
