import { expect, test } from 'vitest'
import { conflictsOf, same } from './stale-choice.ts'

const record = (values: Record<string, unknown>) => ({ id: '1', revision: 2, ...values })

test('only a field that both changed is a conflict', () => {
  const base = record({ level: 'b', terms: '30', phone: '1' })
  const now = record({ level: 'vip', terms: '30', phone: '1' })

  const { conflicts, clear } = conflictsOf({ level: 'a', terms: '90' }, base, now)

  expect(conflicts).toEqual([{ field: 'level', theirs: 'vip', mine: 'a' }])
  expect(clear).toEqual({ terms: '90' })
})

test('two people who chose the same value do not disagree', () => {
  const { conflicts } = conflictsOf({ owner: 'u1' }, record({ owner: null }), record({ owner: { id: 'u1', title: '陈思远' } }))

  expect(conflicts).toEqual([])
})

test.each([
  [{ amount: '100', currency: 'CNY' }, { amount: '100.00', currency: 'CNY' }, true],
  [{ amount: '100', currency: 'CNY' }, { amount: '100', currency: 'USD' }, false],
  [['a', 'b'], ['b', 'a'], true],
  ['', null, true],
  [{ street: '星澜街', postcode: '' }, { street: '星澜街' }, true],
])('%j and %j mean the same: %s', (a, b, expected) => {
  expect(same(a, b)).toBe(expected)
})
