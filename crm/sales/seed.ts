import type { Context } from '../../engine/index.ts'

const stages = [
  { zh: '初步接触', en: 'First contact', probability: 10, outcome: 'open', stuck: 30 },
  { zh: '需求确认', en: 'Needs agreed', probability: 30, outcome: 'open', stuck: 30 },
  { zh: '方案论证', en: 'Proposal', probability: 60, outcome: 'open', stuck: 30 },
  { zh: '投标议价', en: 'Negotiation', probability: 80, outcome: 'open', stuck: 21 },
  { zh: '合同签订', en: 'Contract', probability: 95, outcome: 'open', stuck: 14 },
  { zh: '赢单', en: 'Won', probability: 100, outcome: 'won', stuck: null },
  { zh: '输单', en: 'Lost', probability: 0, outcome: 'lost', stuck: null },
] as const

/** The pipeline that a new workspace begins with; it is the workspace's own from then on. */
export async function seedPipelines(context: Context): Promise<void> {
  const english = context.reader.model.workspace.locale === 'en'
  const { id: pipeline } = await context.write({
    kind: 'create',
    object: 'pipeline',
    values: { name: english ? 'Direct sales' : '直销管线', isDefault: true },
  })
  await context.bulk(
    stages.map((stage, position) => ({
      kind: 'create' as const,
      object: 'stage',
      values: {
        name: english ? stage.en : stage.zh,
        nameEn: stage.en,
        pipeline,
        position,
        probability: stage.probability,
        outcome: stage.outcome,
        stuckAfterDays: stage.stuck,
      },
    })),
  )
}
