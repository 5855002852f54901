import { expect, test } from 'vitest'
import type { HistoryEntry } from '../../../client/types.ts'
import { dayInStage, stageTimes } from './stage-times.ts'

const entry = (at: string, changes: HistoryEntry['changes']): HistoryEntry => ({
  id: at,
  at,
  kind: 'update',
  revision: 1,
  principal: null,
  through: 'web',
  changeId: at,
  changes,
})
const stage = (id: string) => ({ id, title: id })

test('time in a stage runs from arrival to departure, the present one until now', () => {
  const history = [
    entry('2026-03-08T00:00:00Z', { stage: [stage('two'), stage('three')] }),
    entry('2026-02-20T00:00:00Z', { amount: ['1', '2'] }),
    entry('2026-02-05T00:00:00Z', { stage: [stage('one'), stage('two')] }),
    entry('2026-01-18T00:00:00Z', { stage: [null, stage('one')] }),
  ]

  const times = stageTimes(history, new Date('2026-03-17T12:00:00Z'))

  expect(times).toEqual([
    { stage: 'one', days: 18, current: false },
    { stage: 'two', days: 31, current: false },
    { stage: 'three', days: 9, current: true },
  ])
})

test('two visits to a stage add up', () => {
  const history = [
    entry('2026-01-01T00:00:00Z', { stage: [null, stage('one')] }),
    entry('2026-01-05T00:00:00Z', { stage: [stage('one'), stage('two')] }),
    entry('2026-01-06T00:00:00Z', { stage: [stage('two'), stage('one')] }),
  ]

  expect(stageTimes(history, new Date('2026-01-08T00:00:00Z'))[0]).toEqual({ stage: 'one', days: 6, current: true })
})

test('the first day in a stage is day 1', () => {
  expect(dayInStage('2026-03-17T09:00:00Z', new Date('2026-03-17T10:00:00Z'))).toBe(1)
  expect(dayInStage('2026-03-08T00:00:00Z', new Date('2026-03-16T10:00:00Z'))).toBe(9)
})
