import { expect, test } from 'vitest'
import { fieldKeyFor } from './custom-field-key.ts'

test.each([
  ['Bed count', [], 'bedCount'],
  ['Bed count', ['bedCount'], 'bedCount2'],
  ['GPO member', [], 'gPOMember'],
  ['床位数', [], 'field2'],
  ['床位数', ['field2'], 'field3'],
  ['3rd party', [], 'field2'],
])('the label %s with %j taken gives the key %s', (label, taken, key) => {
  expect(fieldKeyFor(label, new Set(taken))).toBe(key)
})
