import { Type } from '@sinclair/typebox'
import { accessPredicate, defineAction, raw } from '../../../engine/index.ts'
import { healthFacts, healthRules } from '../jobs/health-facts.ts'
import { healthBand, healthOf, healthRulesFrom } from '../rules/health.ts'

const looked = 2_000
const shown = 12

/** What other weights would make of real customers, before they are saved: how many would be good, fair and poor, and whose health would change most. Nothing is changed. */
export const rehearseHealth = defineAction({
  key: 'health.rehearse',
  label: { zh: '试算健康度', en: 'Rehearse health' },
  object: 'healthRule',
  permission: { object: 'healthRule', action: 'update' },
  input: Type.Object({
    rules: Type.Array(
      Type.Object({
        part: Type.String(),
        weight: Type.Integer({ minimum: 0, maximum: 100 }),
        target: Type.Integer({ minimum: 1, maximum: 1000 }),
      }),
      { maxItems: 10 },
    ),
  }),
  async run(context, { rules }) {
    const { reader } = context
    reader.field('account', 'health', 'filter')
    // The newest customers that this person may see: ids rise with time.
    const seen = accessPredicate(reader, 'account', 'read', 'a') ?? raw('false')
    const known = await healthFacts(context.query, reader, seen, looked)
    const [now, then] = [await healthRules(context.query, reader), healthRulesFrom(rules)]
    const scored = known.flatMap(({ id, name, facts }) => {
      const [before, after] = [healthOf(facts, now)?.score, healthOf(facts, then)?.score]
      return before === undefined || after === undefined ? [] : [{ id, name, before, after }]
    })
    return {
      looked: scored.length,
      before: bands(scored.map(({ before }) => before)),
      after: bands(scored.map(({ after }) => after)),
      changed: scored
        .filter(({ before, after }) => before !== after)
        .sort((one, other) => Math.abs(other.after - other.before) - Math.abs(one.after - one.before) || (one.id < other.id ? -1 : 1))
        .slice(0, shown),
    }
  },
})

function bands(scores: readonly number[]): { good: number; fair: number; poor: number } {
  const count = { good: 0, fair: 0, poor: 0 }
  for (const score of scores) count[healthBand(score)] += 1
  return count
}
