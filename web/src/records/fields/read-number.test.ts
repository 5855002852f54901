import { expect, test } from 'vitest'
import { readAmount } from './read-number.ts'

test.each([
  ['1200', '1200', null],
  ['1,240,000', '1240000', null],
  ['１２００', '1200', null],
  ['1.2万', '12000', null],
  ['3 亿', '300000000', null],
  ['1.5M', '1500000', null],
  ['12k', '12000', null],
  ['(120)', '-120', null],
  ['−5', '-5', null],
  ['-0', '0', null],
  ['60%', '60', null],
  ['0.10', '0.1', null],
  ['.5', '0.5', null],
  ['99999999999999.9999', '99999999999999.9999', null],
  ['¥1,200', '1200', 'CNY'],
  ['$1.2M', '1200000', 'USD'],
  ['1200 USD', '1200', 'USD'],
  ['eur 30', '30', 'EUR'],
  ['218万元', '2180000', 'CNY'],
])('%s', (typed, amount, currency) => {
  expect(readAmount(typed)).toEqual({ amount, currency })
})

test.each(['', 'abc', '1.2.3', '(5', '5)', '--1', '¥', '万'])('%s is no figure', (typed) => {
  expect(readAmount(typed)).toBeNull()
})
