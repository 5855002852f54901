import { expect, test } from 'vitest'
import type { RecordJson } from '../data/client.ts'
import { setTimeZone } from '../design/format.ts'
import { dayOfWork } from './my-day.ts'

const zone = 'Asia/Shanghai'
const record = (id: string, values: Record<string, unknown>): RecordJson =>
  ({ id, revision: 1, subject: id, status: 'planned', ...values }) as RecordJson

test('a day has its appointments in order, what is overdue before what is due, and the next one named', () => {
  setTimeZone(zone)
  const records = [
    record('late', { type: 'call', occurAt: '2026-03-17T02:00:00.000Z' }),
    record('afternoon', { type: 'visit', occurAt: '2026-03-18T06:00:00.000Z' }),
    record('morning', { type: 'visit', status: 'done', occurAt: '2026-03-18T01:00:00.000Z' }),
    record('task', { type: 'task', dueAt: '2026-03-18T10:00:00.000Z' }),
    record('tomorrow', { type: 'visit', occurAt: '2026-03-19T02:00:00.000Z' }),
    record('old', { type: 'visit', status: 'done', occurAt: '2026-03-16T02:00:00.000Z' }),
    record('task', { type: 'task', dueAt: '2026-03-18T10:00:00.000Z' }),
  ]

  const day = dayOfWork(records, '2026-03-18', '2026-03-18T02:00:00.000Z', zone)

  expect(day.appointments.map(({ title }) => title)).toEqual(['afternoon'])
  expect(day.done.map(({ title }) => title)).toEqual(['morning'])
  expect(day.tasks.map(({ title }) => title)).toEqual(['late', 'task'])
  expect(day.next?.title).toBe('afternoon')
})
