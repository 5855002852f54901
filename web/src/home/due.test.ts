import { expect, test } from 'vitest'
import { greetingOf } from './due.ts'

test.each([
  [3, 'evening'],
  [4, 'morning'],
  [11, 'morning'],
  [12, 'afternoon'],
  [17, 'afternoon'],
  [18, 'evening'],
  [0, 'evening'],
])('at %s o’clock it is %s', (hour, greeting) => {
  expect(greetingOf(hour)).toBe(greeting)
})
