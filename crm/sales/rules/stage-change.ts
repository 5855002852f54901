/** Why an opportunity may not go to a stage; null when it may. */
export function stageRefusal(
  opportunity: { pipeline: { id: string } },
  target: { pipeline: { id: string }; active: boolean },
): { code: 'stage_of_another_pipeline' | 'stage_inactive'; field: string } | null {
  if (target.pipeline.id !== opportunity.pipeline.id) return { code: 'stage_of_another_pipeline', field: 'stage' }
  if (!target.active) return { code: 'stage_inactive', field: 'stage' }
  return null
}
