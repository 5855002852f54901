import { expect, test } from 'vitest'
import type { RecordJson } from '../../data/client.ts'
import { itemOf, movedValues, shownDays, spanValues, steppedDay } from './calendar-items.ts'

const zone = 'Asia/Shanghai'
const activity = (values: Record<string, unknown>): RecordJson => ({ id: '1', revision: 1, subject: '拜访', ...values }) as RecordJson
const item = (values: Record<string, unknown>) => {
  const found = itemOf(activity(values), zone)
  if (!found) throw new Error('It stands nowhere')
  return found
}

test('a task stands where it is due, a visit where it takes place, half an hour long where nobody said more', () => {
  expect(item({ type: 'task', occurAt: '2026-03-16T01:00:00.000Z', dueAt: '2026-03-18T10:00:00.000Z' })).toMatchObject({
    start: '2026-03-18T10:00:00.000Z',
    end: '2026-03-18T10:30:00.000Z',
  })
  expect(item({ type: 'visit', occurAt: '2026-03-18T02:00:00.000Z', endAt: '2026-03-18T04:00:00.000Z' })).toMatchObject({
    start: '2026-03-18T02:00:00.000Z',
    end: '2026-03-18T04:00:00.000Z',
  })
})

test('whole days are the days on the wall of the reader', () => {
  const kept = spanValues({ allDay: true, start: '2026-03-18', end: '2026-03-20' }, zone)

  expect(kept).toEqual({ occurAt: '2026-03-17T16:00:00.000Z', endAt: '2026-03-19T15:59:00.000Z' })
  expect(item({ type: 'event', allDay: true, ...kept })).toMatchObject({ start: '2026-03-18', end: '2026-03-20' })
})

test('the day due goes along where it was the same moment, and stays where it was agreed apart', () => {
  const span = { allDay: false, start: '2026-03-19T02:00:00.000Z', end: '2026-03-19T03:00:00.000Z' }
  const at = '2026-03-18T02:00:00.000Z'

  expect(movedValues(item({ type: 'visit', occurAt: at, dueAt: at }), span, zone)).toMatchObject({ occurAt: span.start, dueAt: span.start })
  expect(movedValues(item({ type: 'visit', occurAt: at, dueAt: '2026-03-31T02:00:00.000Z' }), span, zone)).not.toHaveProperty('dueAt')
})

test.each([
  ['week', '2026-03-18', { from: '2026-03-16', to: '2026-03-23' }],
  ['month', '2026-03-18', { from: '2026-02-23', to: '2026-04-06' }],
  ['day', '2026-03-18', { from: '2026-03-18', to: '2026-03-19' }],
] as const)('the %s of %s shows whole weeks from Monday on', (view, day, shown) => {
  expect(shownDays(view, day)).toEqual(shown)
})

test('a month later than December is January', () => {
  expect(steppedDay('month', '2026-12-31', 1)).toBe('2027-01-01')
  expect(steppedDay('month', '2027-01-31', -1)).toBe('2026-12-01')
})
