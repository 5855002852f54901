export type StageFacts = { readonly pipeline: string; readonly probability: number; readonly outcome: string }

/**
 * What an opportunity takes over from the stage it enters: whether it is open, won or lost, its probability, unless somebody gave another with the same change,
 * and the moment.
 * Refuses a stage of another pipeline.
 */
export function followStage<V extends Readonly<Record<string, unknown>>>(
  opportunity: V,
  before: Readonly<Record<string, unknown>> | null,
  entered: StageFacts | undefined,
  now: string,
): V | 'stage_of_another_pipeline' {
  if (!entered) return opportunity
  if (opportunity.pipeline !== entered.pipeline) return 'stage_of_another_pipeline'
  if (before && before.stage === opportunity.stage)
    return opportunity.outcome === entered.outcome ? opportunity : { ...opportunity, outcome: entered.outcome }
  const given = opportunity.probability ?? null
  const isGiven = before ? given !== (before.probability ?? null) : given !== null
  const isMomentGiven = before !== null && opportunity.stageChangedAt !== before.stageChangedAt
  return {
    ...opportunity,
    outcome: entered.outcome,
    probability: isGiven ? given : entered.probability,
    stageChangedAt: isMomentGiven ? opportunity.stageChangedAt : now,
  }
}
