import type { Values } from '../data/client.ts'
import { linkId } from '../data/links.ts'
import { firstOpen } from './stage-order.ts'
import { usePipelines, useStages } from './stages.ts'

const nothing: Values = {}

/**
 * What a form for a new opportunity fills in by itself: the default pipeline, the first stage of the pipeline that is chosen, and that
 * stage's chance. A stage of another pipeline than the one chosen gives way.
 */
export function useOpportunityStart(object: string, values: Values): Values {
  const isOpportunity = object === 'opportunity'
  const { pipelines } = usePipelines(isOpportunity)
  const chosen = linkId(values['pipeline'])
  const pipeline = pipelines.find(({ id }) => id === chosen) ?? pipelines[0]
  const { stages } = useStages(isOpportunity ? pipeline?.id : undefined)
  const stage = stages.find(({ id }) => id === linkId(values['stage'])) ?? firstOpen(stages)
  if (!pipeline || !stage) return nothing
  return { pipeline: { id: pipeline.id, title: pipeline.name }, stage: { id: stage.id, title: stage.name }, probability: stage.probability }
}
