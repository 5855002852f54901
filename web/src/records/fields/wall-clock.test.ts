import { expect, test } from 'vitest'
import { instantAt, wallTime } from './wall-clock.ts'

test.each([
  ['2026-03-17T01:30:00.000Z', 'Asia/Shanghai', '2026-03-17', '09:30'],
  ['2026-03-16T16:00:00.000Z', 'Asia/Shanghai', '2026-03-17', '00:00'],
  ['2026-07-01T16:00:00.000Z', 'Europe/Berlin', '2026-07-01', '18:00'],
  ['2026-01-01T04:59:00.000Z', 'America/New_York', '2025-12-31', '23:59'],
])('%s in %s', (instant, zone, date, time) => {
  expect(wallTime(instant, zone)).toEqual({ date, time })
  expect(instantAt(date, time, zone)).toBe(instant)
})

test('an hour that daylight saving skips is taken as the one after it', () => {
  expect(wallTime(instantAt('2026-03-29', '02:30', 'Europe/Berlin'), 'Europe/Berlin').time).toBe('03:30')
})
