import { Type } from '@sinclair/typebox'
import { defineAction, param, RuleError, sql } from '../../../engine/index.ts'
import { opportunity } from '../objects/opportunity.ts'
import { pipeline, stage } from '../objects/pipeline.ts'
import { matchingStage, type StageToMatch } from '../rules/matching-stage.ts'

/** Takes an opportunity to another pipeline that is in use: to the stage that was chosen, or to the one that says most nearly the same. */
export const changePipeline = defineAction({
  key: 'opportunity.changePipeline',
  label: { zh: '换管线', en: 'Change pipeline' },
  object: 'opportunity',
  permission: { object: 'opportunity', action: 'update' },
  input: Type.Object({
    opportunity: Type.String({ format: 'uuid' }),
    revision: Type.Optional(Type.Integer({ minimum: 1 })),
    pipeline: Type.String({ format: 'uuid' }),
    stage: Type.Optional(Type.String({ format: 'uuid' })),
  }),
  async run(context, chosen) {
    const target = await context.records.get(pipeline, chosen.pipeline)
    const current = await context.records.get(opportunity, chosen.opportunity)
    if (target.active === false) throw new RuleError('pipeline_inactive', { field: 'pipeline' })
    const from = await context.records.get(stage, current.stage.id)
    // By hand: one pipeline's stages in use, without a page.
    const stages = await context.query<StageToMatch>(
      sql`SELECT id, name, outcome, probability::float8 / 100 AS probability FROM stage
        WHERE workspace_id = ${param(context.reader.workspaceId, 'uuid')} AND pipeline_id = ${param(chosen.pipeline, 'uuid')} AND active AND deleted_at IS NULL ORDER BY "position", id`,
    )
    const entered = chosen.stage ? stages.find(({ id }) => id === chosen.stage) : matchingStage(from, stages)
    if (!entered)
      throw new RuleError(chosen.stage ? 'stage_not_in_pipeline' : 'no_matching_stage', { field: 'stage', pipeline: target.name })
    const [written] = await context.write([
      {
        kind: 'update',
        object: 'opportunity',
        id: chosen.opportunity,
        revision: chosen.revision,
        values: { pipeline: chosen.pipeline, stage: entered.id },
      },
    ])
    await context.emit(
      'opportunity.pipelineChanged',
      { object: 'opportunity', id: chosen.opportunity },
      { from: current.pipeline.id, to: chosen.pipeline, stage: entered.id },
    )
    return { ...written, stage: { id: entered.id, title: entered.name }, pipeline: { id: chosen.pipeline, title: target.name } }
  },
})
