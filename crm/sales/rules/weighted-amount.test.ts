import { expect, test } from 'vitest'
import { weightedAmount } from './weighted-amount.ts'

test.each([
  [
    { amount: { amount: '2180000', currency: 'CNY' }, probability: 60 },
    { amount: '1308000', currency: 'CNY' },
  ],
  [
    { amount: { amount: '0.05', currency: 'CNY' }, probability: 50 },
    { amount: '0.03', currency: 'CNY' },
  ],
  [
    { amount: { amount: '333', currency: 'JPY' }, probability: 50 },
    { amount: '167', currency: 'JPY' },
  ],
  [{ amount: null, probability: 60 }, null],
  [{ amount: { amount: '1', currency: 'CNY' }, probability: null }, null],
])('%j weighs %j', (opportunity, weighted) => {
  expect(weightedAmount(opportunity)).toEqual(weighted)
})
