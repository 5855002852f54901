import { Type } from '@sinclair/typebox'
import { defineAction, param, sql } from '../../../engine/index.ts'
import { healthFacts, healthRules } from '../jobs/health-facts.ts'
import { account as accountObject } from '../objects/account.ts'
import { healthOf } from '../rules/health.ts'

/** Parts that tell of opportunities, which a role may not see. */
const pipelineParts = new Set(['pipeline', 'won'])

/** Why a customer is as well as it is: each part with its figure, its points and its weight, as of now. Nothing is changed. */
export const explainHealth = defineAction({
  key: 'health.explain',
  label: { zh: '解释健康度', en: 'Explain health' },
  object: 'account',
  permission: { object: 'account', action: 'read' },
  input: Type.Object({ account: Type.String({ format: 'uuid' }) }),
  async run(context, { account }) {
    const { reader } = context
    const seen = await context.records.get(accountObject, account)
    // A filter gives a value away as the value itself does: whoever may not filter by it is told nothing of what it is made of.
    reader.field('account', 'health', 'filter')
    const [known] = await healthFacts(context.query, reader, sql`a.id = ${param(account, 'uuid')}`, 1)
    const health = known ? healthOf(known.facts, await healthRules(context.query, reader)) : null
    const isOpen = (part: string): boolean => !pipelineParts.has(part) || seesPipeline()
    const seesPipeline = (): boolean => {
      try {
        reader.field('account', 'openPipeline', 'filter')
        return true
      } catch {
        return false
      }
    }
    return {
      score: health?.score ?? null,
      lastMonth: seen.healthLastMonth,
      parts: (health?.parts ?? []).filter(({ part }) => isOpen(part)),
      facts: known
        ? {
            daysSinceTouch: known.facts.daysSinceTouch,
            usualDays: known.facts.usualDays,
            touches: known.facts.touches,
            daysOverdue: known.facts.daysOverdue,
            ...(seesPipeline()
              ? {
                  openOpportunities: known.facts.openOpportunities,
                  wonOpportunities: known.facts.wonOpportunities,
                  daysSinceWon: known.facts.daysSinceWon,
                }
              : {}),
          }
        : null,
    }
  },
})
