import { expect, test } from 'vitest'
import { lastDayOf, sameStretchBefore, winRate } from './figures.ts'

test('a running period is held against as much of the one before it', () => {
  expect(sameStretchBefore('month', '2026-03-17')).toEqual(['2026-02-01', '2026-02-17'])
  expect(sameStretchBefore('month', '2026-03-31')).toEqual(['2026-02-01', '2026-02-28'])
  expect(sameStretchBefore('month', '2026-01-09')).toEqual(['2025-12-01', '2025-12-09'])
  expect(sameStretchBefore('quarter', '2026-02-10')).toEqual(['2025-10-01', '2025-11-10'])
  expect(sameStretchBefore('year', '2024-02-29')).toEqual(['2023-01-01', '2023-02-28'])
})

test('a month ends on its last day, and a rate of nothing is none', () => {
  expect(lastDayOf('2024-02-01')).toBe('2024-02-29')
  expect(lastDayOf('2026-12-01')).toBe('2026-12-31')
  expect(winRate(3, 1)).toBe(75)
  expect(winRate(0, 0)).toBeNull()
})
