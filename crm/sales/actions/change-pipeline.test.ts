import { expect, test } from 'vitest'
import { testEngine } from '../../../testing/workspace.ts'

const freshWorkspace = await testEngine()

async function opportunityAt(stageName: string) {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const at = await workspace.stage(stageName)
  const { id } = await admin.write({
    kind: 'create',
    object: 'opportunity',
    values: { name: 'ICU 监护升级 48 床', pipeline: at.pipeline, stage: at.id, amount: '2180000' },
  })
  const { id: channel } = await admin.write({ kind: 'create', object: 'pipeline', values: { name: '渠道管线' } })
  const stages = new Map<string, string>()
  for (const [position, [name, probability, outcome]] of [
    ['报备', 20, 'open'],
    ['下单', 90, 'open'],
    ['渠道赢单', 100, 'won'],
  ].entries()) {
    const made = await admin.write({
      kind: 'create',
      object: 'stage',
      values: { name, probability, outcome, pipeline: channel, position },
    })
    stages.set(String(name), made.id)
  }
  const read = async () => JSON.parse((await admin.get({ object: 'opportunity', id })).record)
  return { ...workspace, id, channel, stages, from: at, read }
}

test('an opportunity goes to the stage of the other pipeline that is nearest, and comes back as one', async () => {
  const { admin, id, channel, read } = await opportunityAt('投标议价')

  const { result, changeId } = await admin.run('opportunity.changePipeline', { opportunity: id, revision: 1, pipeline: channel })

  expect(result).toMatchObject({ revision: 2, stage: { title: '下单' }, pipeline: { title: '渠道管线' } })
  expect(await read()).toMatchObject({ pipeline: { title: '渠道管线' }, stage: { title: '下单' }, probability: 90 })
  await admin.undo(changeId)
  expect(await read()).toMatchObject({ stage: { title: '投标议价' }, probability: 80 })
})

test('a chosen stage is taken; one of another pipeline, none that fits and a pipeline out of use are refused', async () => {
  const { admin, id, channel, stages, from, read, stage } = await opportunityAt('投标议价')
  const lost = await stage('输单')

  await expect(admin.run('opportunity.changePipeline', { opportunity: id, pipeline: channel, stage: from.id })).rejects.toMatchObject({
    code: 'stage_not_in_pipeline',
    field: 'stage',
  })
  await admin.run('opportunity.changePipeline', { opportunity: id, pipeline: channel, stage: stages.get('报备') })
  expect(await read()).toMatchObject({ stage: { title: '报备' }, probability: 20 })
  await admin.run('opportunity.changePipeline', { opportunity: id, pipeline: from.pipeline, stage: lost.id })
  await expect(admin.run('opportunity.changePipeline', { opportunity: id, pipeline: channel })).rejects.toMatchObject({
    code: 'no_matching_stage',
  })
  await admin.write({ kind: 'update', object: 'pipeline', id: channel, values: { active: false } })
  await expect(admin.run('opportunity.changePipeline', { opportunity: id, pipeline: channel })).rejects.toMatchObject({
    code: 'pipeline_inactive',
  })
})

test('a stale revision, a stranger and another workspace are refused, and nothing is written', async () => {
  const { admin, id, channel, user, read } = await opportunityAt('投标议价')
  const stranger = await user('林若溪')
  const elsewhere = await freshWorkspace()
  await admin.write({ kind: 'update', object: 'opportunity', id, values: { nextStep: '寄样机' } })

  await expect(admin.run('opportunity.changePipeline', { opportunity: id, revision: 1, pipeline: channel })).rejects.toMatchObject({
    code: 'stale_record',
  })
  await expect(stranger.run('opportunity.changePipeline', { opportunity: id, pipeline: channel })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(elsewhere.admin.run('opportunity.changePipeline', { opportunity: id, pipeline: channel })).rejects.toMatchObject({
    code: 'not_found',
  })
  expect(await read()).toMatchObject({ stage: { title: '投标议价' } })
})
