import { expect, test } from 'vitest'
import { chanceFrom } from '../../demo/random.ts'
import { type HealthFacts, type HealthRules, healthBand, healthOf, healthParts, healthRulesFrom, usualHealthRules } from './health.ts'

const well: HealthFacts = {
  daysSinceTouch: 3,
  usualDays: 10,
  touches: 9,
  openOpportunities: 2,
  wonOpportunities: 1,
  daysSinceWon: 100,
  daysOverdue: 0,
}

test.each([
  ['all is well', {}, 100, 'good'],
  // 35 of 100 are for keeping to the rhythm: two intervals late of three that may be late.
  ['silent for three times as long as usual', { daysSinceTouch: 30 }, 77, 'fair'],
  ['work that is a month late costs its ten', { daysOverdue: 45 }, 90, 'good'],
  ['a customer who is seen every day may be left alone for a week', { usualDays: 1, daysSinceTouch: 7 }, 100, 'good'],
  ['nothing under way and nothing ever won', { openOpportunities: 0, wonOpportunities: 0, daysSinceWon: null }, 70, 'fair'],
  ['forgotten', { daysSinceTouch: 400, touches: 0, openOpportunities: 0, daysSinceWon: 900 }, 10, 'poor'],
] as const)('%s', (_story, changed, score, band) => {
  const health = healthOf({ ...well, ...changed }, usualHealthRules)

  expect(health?.score).toBe(score)
  expect(healthBand(score)).toBe(band)
})

test('nobody knows how well a customer is of whom nothing is known', () => {
  const unknown = { ...well, daysSinceTouch: null, touches: 0, openOpportunities: 0, wonOpportunities: 0, daysSinceWon: null }

  expect(healthOf(unknown, usualHealthRules)).toBeNull()
})

test('rules of the workspace take the place of the usual ones, part by part', () => {
  const rules = healthRulesFrom([
    { part: 'overdue', weight: 100, target: 10 },
    { part: 'gone', weight: 9, target: 9 },
  ])

  expect(rules).toEqual({ ...usualHealthRules, overdue: { weight: 100, target: 10 } })
})

test('whatever the facts and the weights: between 0 and 100, never better by what is worse, and the sum of its parts', () => {
  const chance = chanceFrom(20_261_123)
  for (let round = 0; round < 2_000; round++) {
    const rules = Object.fromEntries(
      healthParts.map((part) => [part, { weight: chance.below(101), target: 1 + chance.below(200) }]),
    ) as HealthRules
    const facts: HealthFacts = {
      daysSinceTouch: chance.happens(10) ? null : chance.below(500),
      usualDays: chance.happens(30) ? null : 1 + chance.below(90),
      touches: chance.below(30),
      openOpportunities: chance.below(4),
      wonOpportunities: 1 + chance.below(3),
      daysSinceWon: chance.happens(30) ? null : chance.below(900),
      daysOverdue: chance.below(60),
    }
    const worse: HealthFacts = {
      ...facts,
      daysSinceTouch: facts.daysSinceTouch === null ? null : facts.daysSinceTouch + chance.below(30),
      touches: Math.max(0, facts.touches - chance.below(5)),
      openOpportunities: Math.max(0, facts.openOpportunities - chance.below(2)),
      daysSinceWon: facts.daysSinceWon === null ? null : facts.daysSinceWon + chance.below(90),
      daysOverdue: facts.daysOverdue + chance.below(20),
    }

    const [health, after] = [healthOf(facts, rules), healthOf(worse, rules)]

    expect(health?.score).toBeGreaterThanOrEqual(after?.score ?? 0)
    expect(health?.score).toBeLessThanOrEqual(100)
    expect(after?.score).toBeGreaterThanOrEqual(0)
    const total = health?.parts.reduce((sum, { points, weight }) => sum + points * weight, 0) ?? 0
    const weights = health?.parts.reduce((sum, { weight }) => sum + weight, 0) ?? 0
    expect(health?.score).toBe(weights === 0 ? 0 : Math.round(total / weights))
  }
})
