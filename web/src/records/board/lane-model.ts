import type { FieldMeta, ObjectMeta } from '../../data/client.ts'
import { fieldOf, useChoices, useLabel } from '../../data/meta.ts'
import { type Pipeline, usePipelines, useStages } from '../../sales/stages.ts'
import { choiceColor } from '../fields/choice-color.ts'

/** A lane of a board: one value of the field that groups it. */
export type LaneModel = {
  id: string
  name: string
  color: string
  /** Won and lost are closed lanes: narrow until they are opened. */
  outcome: 'open' | 'won' | 'lost'
  probability?: number
  stuckAfterDays?: number | null
}

export type Lanes = {
  by: FieldMeta | undefined
  lanes: readonly LaneModel[]
  isPending: boolean
  pipelines: readonly Pipeline[]
  pipeline: Pipeline | undefined
}

/**
 * The lanes of a board: the stages of one pipeline, or the values of a choice list. The pipeline comes from the address, else it is the
 * default one.
 */
export function useLanes(object: ObjectMeta, pipelineId: string | undefined): Lanes {
  const label = useLabel()
  const by = fieldOf(object, object.board?.groupBy ?? '')
  const isStaged = by?.to === 'stage'
  const { pipelines, isPending: pipelinesPending } = usePipelines()
  const pipeline = pipelines.find(({ id }) => id === pipelineId) ?? pipelines[0]
  const { stages, isPending: stagesPending } = useStages(isStaged ? pipeline?.id : undefined)
  const choices = useChoices(by?.list)

  if (isStaged) return { by, lanes: stages, pipelines, pipeline, isPending: pipelinesPending || (pipeline !== undefined && stagesPending) }
  const lanes = choices
    .filter((choice) => choice.active)
    .map(
      (choice): LaneModel => ({
        id: choice.key,
        name: label(choice.label),
        color: choiceColor(choice.color) ?? 'var(--mute-mark)',
        outcome: 'open',
      }),
    )
  return { by, lanes, isPending: false, pipelines: [], pipeline: undefined }
}
