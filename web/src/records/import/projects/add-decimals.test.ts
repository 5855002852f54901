import { expect, test } from 'vitest'
import { addDecimals } from './add-decimals.ts'

test.each([
  [[], '0'],
  [['0.1', '0.2'], '0.3'],
  [['-500', '499.9'], '-0.1'],
  [['9007199254740993', '0.0001'], '9007199254740993.0001'],
  [['-10.50', '10.5'], '0'],
  [['1054', '4514', '0'], '5568'],
])('%j add up to %s', (texts, sum) => {
  expect(addDecimals(texts)).toBe(sum)
})
