import { expect, test } from 'vitest'
import type { RecordJson } from '../../data/client.ts'
import type { NamedDays } from '../holidays/workdays.ts'
import { itemOf } from './calendar-items.ts'
import { metIn, nextFree } from './free-time.ts'
import { workedHours, workingHours } from './working-hours.ts'

const timeZone = 'Asia/Shanghai'
const hours = workingHours(undefined)
const named: NamedDays = new Map([
  ['2026-09-25', { name: '中秋节', isWorkday: false }],
  ['2026-09-20', { name: '国庆节调休', isWorkday: true }],
])
const at = (day: string, hour: string) => new Date(`${day}T${hour}:00+08:00`).toISOString()
const span = (day: string, from: string, to: string) => ({ start: at(day, from), end: at(day, to) })
const item = (day: string, from: string, to: string, more: Record<string, unknown> = {}) => {
  const values = { type: 'meeting', status: 'planned', occurAt: at(day, from), endAt: at(day, to), owner: { id: 'wang', title: '王磊' } }
  const found = itemOf({ id: `${day} ${from}`, revision: 1, ...values, ...more } as RecordJson, timeZone)
  if (!found) throw new Error('It stands nowhere')
  return found
}

test('what ends as another begins does not meet it; tasks, whole days and finished work keep nobody', () => {
  const items = [
    item('2026-09-24', '09:00', '10:00'),
    item('2026-09-24', '10:00', '11:00', { status: 'done' }),
    item('2026-09-24', '10:00', '11:00', { allDay: true }),
  ]
  expect(metIn(items, span('2026-09-24', '10:00', '11:00'))).toEqual([])
  expect(metIn(items, span('2026-09-24', '09:59', '11:00'))).toHaveLength(1)
})

test('the next free time is as long, meets nothing and keeps to hours and days of work', () => {
  const rules = { hours, named, timeZone }
  const morning = [item('2026-09-24', '09:00', '10:20'), item('2026-09-24', '11:00', '12:00')]
  expect(nextFree(morning, span('2026-09-24', '09:30', '10:00'), rules)).toEqual(span('2026-09-24', '10:30', '11:00'))
  expect(nextFree(morning, span('2026-09-24', '09:30', '10:30'), rules)).toEqual(span('2026-09-24', '12:00', '13:00'))
  const evening = [item('2026-09-24', '17:00', '18:00')]
  expect(nextFree(evening, span('2026-09-24', '17:00', '18:00'), rules)).toEqual(span('2026-09-28', '09:00', '10:00'))
  expect(nextFree([item('2026-09-18', '17:30', '18:00')], span('2026-09-18', '17:30', '18:00'), rules)).toEqual(
    span('2026-09-20', '09:00', '09:30'),
  )
  expect(nextFree([], span('2026-09-24', '08:00', '19:00'), rules)).toBeUndefined()
})

test('holidays have no hours of work, worked Sundays have', () => {
  const days = workedHours({ from: '2026-09-20', to: '2026-09-27' }, hours, named).map(({ startRecur }) => startRecur)
  expect(days.slice(1)).toEqual(['2026-09-20', '2026-09-21', '2026-09-22', '2026-09-23', '2026-09-24'])
})
