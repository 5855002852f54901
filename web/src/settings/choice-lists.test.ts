import { expect, test } from 'vitest'
import { keyFor, movedPositions } from './choice-lists.ts'

test('a new value gets a key from its English label, and never one that is taken', () => {
  expect(keyFor('Trade show', new Set())).toBe('trade-show')
  expect(keyFor('Trade show', new Set(['trade-show']))).toBe('trade-show-2')
  expect(keyFor('展会', new Set())).toBe('value-2')
  expect(keyFor('Café', new Set())).toBe('cafe')
})

test('moving a value writes only the positions that change', () => {
  const values = [
    { id: 'a', position: 10 },
    { id: 'b', position: 20 },
    { id: 'c', position: 30 },
  ]
  expect(movedPositions(values, 'c', -1)).toEqual([
    { id: 'c', position: 20 },
    { id: 'b', position: 30 },
  ])
  expect(movedPositions(values, 'a', -1)).toEqual([])
  expect(movedPositions(values, 'c', 1)).toEqual([])
})
