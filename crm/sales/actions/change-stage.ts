import { Type } from '@sinclair/typebox'
import { defineAction, RuleError } from '../../../engine/index.ts'
import { opportunity } from '../objects/opportunity.ts'
import { stage } from '../objects/pipeline.ts'
import { stageRefusal } from '../rules/stage-change.ts'

/** Moves an opportunity to another stage that is in use; probability and moment follow by themselves. */
export const changeStage = defineAction({
  key: 'opportunity.changeStage',
  label: { zh: '变更阶段', en: 'Change stage' },
  object: 'opportunity',
  permission: { object: 'opportunity', action: 'update' },
  input: Type.Object({
    opportunity: Type.String({ format: 'uuid' }),
    revision: Type.Optional(Type.Integer({ minimum: 1 })),
    stage: Type.String({ format: 'uuid' }),
    lossReason: Type.Optional(Type.String()),
  }),
  async run(context, chosen) {
    const target = await context.records.get(stage, chosen.stage)
    const current = await context.records.get(opportunity, chosen.opportunity)
    const refusal = stageRefusal(target)
    if (refusal) throw new RuleError(refusal.code, { field: refusal.field })
    const [written] = await context.write([
      {
        kind: 'update',
        object: 'opportunity',
        id: chosen.opportunity,
        revision: chosen.revision,
        values: {
          stage: chosen.stage,
          ...(chosen.lossReason ? { lossReason: chosen.lossReason } : {}),
        },
      },
    ])
    await context.emit(
      `opportunity.${target.outcome === 'open' ? 'stageChanged' : target.outcome}`,
      { object: 'opportunity', id: chosen.opportunity },
      { from: current.stage.id, to: chosen.stage },
    )
    return written
  },
})
