import { expect, test } from 'vitest'
import { allOf, extended, nothingChosen, stillThere, toggled } from './selection.ts'

const order = ['a', 'b', 'c', 'd', 'e']
const ids = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].sort().join('')

test('a row is chosen and left again', () => {
  const one = toggled(nothingChosen, 'b')
  expect(ids(one)).toBe('b')
  expect(ids(toggled(one, 'b'))).toBe('')
})

test('a stretch goes from the last chosen row, down or up, and keeps what was chosen before', () => {
  expect(ids(extended(toggled(nothingChosen, 'b'), order, 'd'))).toBe('bcd')
  expect(ids(extended(toggled(toggled(nothingChosen, 'a'), 'd'), order, 'c'))).toBe('acd')
})

test('a stretch without a beginning is one row', () => {
  expect(ids(extended(nothingChosen, order, 'c'))).toBe('c')
})

test('rows that went away are not chosen any more, and "everything" ends with them', () => {
  const all = { ...allOf(order), everything: true }
  const left = stillThere(all, ['a', 'b'])
  expect(ids(left)).toBe('ab')
  expect(left.everything).toBe(false)
  expect(stillThere(all, order)).toBe(all)
})
