import { expect, test } from 'vitest'
import { followStage } from './follow-stage.ts'

const stage = { pipeline: 'direct', probability: 60, outcome: 'open' }
const now = '2026-03-17T02:00:00.000Z'

test.each([
  [
    'a new one takes the probability of its stage',
    { pipeline: 'direct', stage: 's2' },
    null,
    { outcome: 'open', probability: 60, stageChangedAt: now },
  ],
  ['a new one keeps the probability that it came with', { pipeline: 'direct', stage: 's2', probability: 15 }, null, { probability: 15 }],
  [
    'a moved one follows',
    { pipeline: 'direct', stage: 's2', probability: 30 },
    { stage: 's1', probability: 30 },
    { probability: 60, stageChangedAt: now },
  ],
  [
    'a moved one keeps what was typed with the move',
    { pipeline: 'direct', stage: 's2', probability: 75 },
    { stage: 's1', probability: 30 },
    { probability: 75, stageChangedAt: now },
  ],
  [
    'taking a move back also takes its moment back',
    { pipeline: 'direct', stage: 's2', stageChangedAt: 'then' },
    { stage: 's1', stageChangedAt: 'later' },
    { stageChangedAt: 'then' },
  ],
] as const)('%s', (_story, opportunity, before, expected) => {
  expect(followStage(opportunity, before, stage, now)).toMatchObject(expected)
})

test('one that stays in its stage is left alone, whatever its probability', () => {
  const opportunity = { pipeline: 'direct', stage: 's2', probability: 5, outcome: 'open' }

  expect(followStage(opportunity, { stage: 's2', probability: 10 }, stage, now)).toBe(opportunity)
})

test('a stage of another pipeline is refused', () => {
  expect(followStage({ pipeline: 'channel', stage: 's2' }, null, stage, now)).toBe('stage_of_another_pipeline')
})
