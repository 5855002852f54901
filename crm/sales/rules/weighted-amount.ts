import Big from 'big.js'
import { roundMoney } from '../../../engine/index.ts'

/** Amount × probability, in the amount's currency and rounded by its rule; nothing while either is missing. */
export function weightedAmount(opportunity: Readonly<Record<string, unknown>>): { amount: string; currency: string } | null {
  const amount = opportunity.amount as { amount: string; currency: string } | null | undefined
  const probability = opportunity.probability
  if (!amount || typeof probability !== 'number') return null
  return { amount: roundMoney(new Big(amount.amount).times(probability).div(100).toFixed(), amount.currency), currency: amount.currency }
}
