import Big from 'big.js'
import { expect, test } from 'vitest'
import { decimalText, fromUnits, roundMoney, toUnits } from './decimal.ts'

test.each([
  ['12', '12'],
  ['007.50', '7.5'],
  ['1.000', '1'],
  ['100', '100'],
  ['-0', '0'],
  ['-0.00', '0'],
  ['-00.10', '-0.1'],
  [12.5, '12.5'],
  [1e-7, '0.0000001'],
  [-0, '0'],
  ['1e5', null],
  ['1.', null],
  ['', null],
  [Number.NaN, null],
  ['123456789012345', null],
  [null, null],
])('%j is the decimal %j', (value, text) => {
  expect(decimalText(value)).toBe(text)
})

test('units and rounding are what exact arithmetic gives', () => {
  let seed = 20_261_122
  const random = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  for (let round = 0; round < 3_000; round++) {
    const amount = `${random(4) === 0 ? '-' : ''}${random(10 ** random(9))}${
      random(3) === 0
        ? ''
        : `.${String(random(10 ** 6))
            .padStart(6, '0')
            .slice(0, 1 + random(6))}`
    }`
    for (const scale of [0, 2, 4, 8]) {
      const exact = new Big(amount).times(new Big(10).pow(scale)).round(0, Big.roundHalfUp)
      expect(toUnits(amount, scale), `${amount} at ${scale}`).toBe(exact.eq(0) ? '0' : exact.toFixed())
    }
    expect(fromUnits(toUnits(amount, 8), 8)).toBe(decimalText(amount))
    for (const [currency, digits] of [
      ['CNY', 2],
      ['JPY', 0],
      ['KWD', 3],
    ] as const) {
      expect(roundMoney(amount, currency)).toBe(decimalText(new Big(amount).round(digits, Big.roundHalfUp).toFixed()))
    }
  }
})
