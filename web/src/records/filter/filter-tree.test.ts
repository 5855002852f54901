import { describe, expect, test } from 'vitest'
import type { Filter } from '../../data/client.ts'
import { both, conditionsOf, filterOf, isComplete, readFilter, replaced, sameFilter, without } from './filter-tree.ts'

const levelA: Filter = { field: 'level', op: 'in', value: ['A'] }
const mine: Filter = { field: 'owner', op: 'me' }

describe('a filter as chips', () => {
  test('one condition stands alone, several stand under all', () => {
    expect(filterOf([])).toBeUndefined()
    expect(filterOf([mine])).toEqual(mine)
    expect(filterOf([mine, levelA])).toEqual({ all: [mine, levelA] })
    expect(conditionsOf({ all: [mine, levelA] })).toEqual([mine, levelA])
  })

  test('a chip is taken away or replaced without touching the others', () => {
    expect(without({ all: [mine, levelA] }, 0)).toEqual(levelA)
    expect(without(mine, 0)).toBeUndefined()
    expect(replaced({ all: [mine, levelA] }, 1, mine)).toEqual({ all: [mine, mine] })
    expect(both(mine, levelA)).toEqual({ all: [mine, levelA] })
  })

  test('the order of keys and a lone all make no difference', () => {
    expect(sameFilter({ all: [levelA] }, { value: ['A'], op: 'in', field: 'level' })).toBe(true)
    expect(sameFilter(undefined, { all: [] })).toBe(true)
    expect(sameFilter(mine, levelA)).toBe(false)
  })
})

describe('a condition without its value is not sent', () => {
  test.each<[string, Filter, boolean]>([
    ['me needs none', mine, true],
    ['a list needs one', { field: 'level', op: 'in', value: [] }, false],
    ['a text needs one', { field: 'name', op: 'contains', value: '' }, false],
    ['zero is one', { field: 'size', op: 'gt', value: 0 }, true],
    ['both ends of a range', { field: 'size', op: 'between', value: [1, null] }, false],
    [
      'a related figure',
      { related: { object: 'opportunity', field: 'account' }, aggregate: { fn: 'count' }, op: 'gt', value: null },
      false,
    ],
    ['a related existence', { related: { object: 'opportunity', field: 'account' } }, true],
    ['an unfinished part of a group', { any: [mine, { field: 'name', op: 'contains', value: '' }] }, false],
  ])('%s', (_, filter, complete) => {
    expect(isComplete(filter)).toBe(complete)
  })
})

test.each([null, 3, 'x', {}, { all: [{}] }, { field: 'a' }, { any: 'x' }])('what is no filter is read as none: %j', (value) => {
  expect(readFilter(value)).toBeUndefined()
})
