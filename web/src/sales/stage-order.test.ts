import { expect, test } from 'vitest'
import { type Stage, stageAfter, stageColor } from './stage-order.ts'

const stage = (id: string, outcome: Stage['outcome'] = 'open'): Stage => ({
  id,
  name: id,
  probability: 0,
  outcome,
  stuckAfterDays: null,
  color: '',
})
const stages = [stage('first'), stage('second'), stage('won', 'won'), stage('lost', 'lost')]

test('the next stage is the next open one, then won; lost is no step forward', () => {
  expect(stageAfter(stages, 'first')?.id).toBe('second')
  expect(stageAfter(stages, 'second')?.id).toBe('won')
  expect(stageAfter(stages, 'won')).toBeUndefined()
  expect(stageAfter(stages, 'lost')).toBeUndefined()
})

test.each([
  [0, 5, 1],
  [4, 5, 5],
  [0, 1, 5],
  [1, 3, 3],
  [6, 7, 5],
])('open stage %i of %i has hue %i', (index, count, hue) => {
  expect(stageColor(index, count)).toBe(`var(--stage-${hue})`)
})
