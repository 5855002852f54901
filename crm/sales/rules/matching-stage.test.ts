import { expect, test } from 'vitest'
import { matchingStage } from './matching-stage.ts'

const stage = (name: string, probability: number, outcome = 'open') => ({ id: name, name, probability, outcome })
const channel = [stage('报备', 20), stage('方案论证', 45), stage('下单', 90), stage('赢单', 100, 'won'), stage('输单', 0, 'lost')]

test.each([
  [stage('方案论证', 60), '方案论证'],
  [stage('初步接触', 10), '报备'],
  [stage('合同签订', 95), '下单'],
  [stage('成交', 100, 'won'), '赢单'],
  [stage('丢单', 0, 'lost'), '输单'],
])('%o goes on at %s', (from, expected) => {
  expect(matchingStage(from, channel)?.name).toBe(expected)
})

test('of two that are equally near the earlier one, and none where nothing fits', () => {
  expect(matchingStage(stage('x', 50), [stage('later', 60), stage('earlier', 40)])?.name).toBe('earlier')
  expect(matchingStage(stage('x', 50), [stage('赢单', 100, 'won')])).toBeUndefined()
})
