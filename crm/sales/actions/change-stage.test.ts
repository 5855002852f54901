import { expect, test } from 'vitest'
import { testEngine } from '../../../testing/workspace.ts'

const freshWorkspace = await testEngine()

async function opportunityAt(stageName: string) {
  const workspace = await freshWorkspace()
  const at = await workspace.stage(stageName)
  const { id } = await workspace.admin.write({
    kind: 'create',
    object: 'opportunity',
    values: { name: 'ICU 监护升级 48 床', pipeline: at.pipeline, stage: at.id, amount: '2180000' },
  })
  const read = async () => JSON.parse((await workspace.admin.get({ object: 'opportunity', id })).record)
  return { ...workspace, id, read }
}

test('an opportunity goes to the next stage: probability and weight follow, the account of it stands in the timeline, and it is undone as one', async () => {
  const { admin, stage, id, read } = await opportunityAt('初步接触')
  const next = await stage('方案论证')

  const { changeId } = await admin.run('opportunity.changeStage', { opportunity: id, revision: 1, stage: next.id })

  expect(await read()).toMatchObject({ stage: { title: '方案论证' }, probability: 60, weightedAmount: { amount: '1308000' } })
  const [entry] = JSON.parse((await admin.timeline({ object: 'opportunity', id })).entries)
  expect(entry).toMatchObject({ kind: 'changed' })
  await admin.undo(changeId)
  expect(await read()).toMatchObject({ stage: { title: '初步接触' }, probability: 10, weightedAmount: { amount: '218000' } })
})

test('a stage of another pipeline, one out of use and a stale revision are refused', async () => {
  const { admin, stage, id } = await opportunityAt('初步接触')
  const { id: other } = await admin.write({ kind: 'create', object: 'pipeline', values: { name: '渠道' } })
  const foreign = await admin.write({ kind: 'create', object: 'stage', values: { name: '报备', pipeline: other, probability: 20 } })
  const closed = await stage('合同签订')
  await admin.write({ kind: 'update', object: 'stage', id: closed.id, values: { active: false } })
  const next = await stage('需求确认')
  await admin.write({ kind: 'update', object: 'opportunity', id, values: { nextStep: '寄样机' } })

  await expect(admin.run('opportunity.changeStage', { opportunity: id, stage: foreign.id })).rejects.toMatchObject({
    code: 'stage_of_another_pipeline',
    field: 'stage',
  })
  await expect(admin.run('opportunity.changeStage', { opportunity: id, stage: closed.id })).rejects.toMatchObject({
    code: 'stage_inactive',
  })
  await expect(admin.run('opportunity.changeStage', { opportunity: id, revision: 1, stage: next.id })).rejects.toMatchObject({
    code: 'stale_record',
    current: { nextStep: '寄样机' },
  })
})

test('whoever may not see the opportunity does not find it, and whoever may only read it is refused', async () => {
  const { user, stage, id } = await opportunityAt('初步接触')
  const next = await stage('需求确认')
  const stranger = await user('林若溪')
  const reader = await user('沈一诺', { grants: { '*': { read: 'all' }, opportunity: { read: 'all', update: 'own' } } })

  await expect(stranger.run('opportunity.changeStage', { opportunity: id, stage: next.id })).rejects.toMatchObject({ code: 'not_found' })
  await expect(reader.run('opportunity.changeStage', { opportunity: id, stage: next.id })).rejects.toMatchObject({
    code: 'record_not_yours',
  })
})
