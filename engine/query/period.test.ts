import { expect, test } from 'vitest'
import { periodBounds, readPeriod } from './period.ts'

test.each([
  ['today', { unit: 'day', from: 0, to: 0 }, '2026-03-17', '2026-03-17', '2026-03-18'],
  ['the last thirty days and today, over the end of February', { unit: 'day', from: -30, to: 0 }, '2026-03-17', '2026-02-15', '2026-03-18'],
  ['this week begins on Monday', { unit: 'week', from: 0, to: 0 }, '2026-03-22', '2026-03-16', '2026-03-23'],
  ['next month, from the 31st', { unit: 'month', from: 1, to: 1 }, '2026-01-31', '2026-02-01', '2026-03-01'],
  ['last quarter, over the turn of the year', { unit: 'quarter', from: -1, to: -1 }, '2026-02-10', '2025-10-01', '2026-01-01'],
  ['this year', { unit: 'year', from: 0, to: 0 }, '2026-11-22', '2026-01-01', '2027-01-01'],
] as const)('%s', (_name, period, today, from, until) => {
  expect(periodBounds(period, today)).toEqual({ from, until })
})

test.each([
  null,
  'today',
  { unit: 'hour', from: 0, to: 0 },
  { unit: 'day', from: 1, to: 0 },
  { unit: 'day', from: 0.5, to: 1 },
  { unit: 'day', from: -1e9, to: 0 },
])('%j is no period', (value) => {
  expect(readPeriod(value)).toBeNull()
})
