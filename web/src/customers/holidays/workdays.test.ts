import { expect, test } from 'vitest'
import { addWorkdays, isWorkday, type NamedDays } from './workdays.ts'

const named: NamedDays = new Map([
  ['2026-09-25', { name: '中秋节', isWorkday: false }],
  ['2026-09-20', { name: '国庆节调休', isWorkday: true }],
])

test('holidays are skipped and worked Sundays count', () => {
  expect([isWorkday('2026-09-20', named), isWorkday('2026-09-25', named), isWorkday('2026-09-26', named)]).toEqual([true, false, false])
  expect(addWorkdays('2026-09-24', 1, named)).toBe('2026-09-28')
  expect(addWorkdays('2026-09-18', 1, named)).toBe('2026-09-20')
  expect(addWorkdays('2026-09-26', 0, named)).toBe('2026-09-28')
})
