import { expect, test } from 'vitest'
import { testEngine } from '../../../testing/workspace.ts'

const freshWorkspace = await testEngine()

async function plannedVisit() {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const account = (await admin.write({ kind: 'create', object: 'account', values: { name: '苏州同川医院' } })).id
  const visit = (
    await admin.write({
      kind: 'create',
      object: 'activity',
      values: { subject: '论证会', type: 'visit', status: 'planned', account, content: '带样机', occurAt: '2099-03-18T02:00:00.000Z' },
    })
  ).id
  const read = async (object: string, id: string) => JSON.parse((await admin.get({ object, id })).record)
  return { ...workspace, account, visit, read }
}

test('a visit done early counts now, with what came of it, and the customer has a next date; undone as one', async () => {
  const { admin, clock, account, visit, read } = await plannedVisit()

  const { changeId } = await admin.run('activity.finish', { activity: visit, outcome: '预算已批', nextAt: '2026-12-01T02:00:00Z' })

  expect(await read('activity', visit)).toMatchObject({ status: 'done', content: '带样机\n\n预算已批', occurAt: clock.now().toISOString() })
  expect(await read('account', account)).toMatchObject({
    nextActivityAt: '2026-12-01T02:00:00.000Z',
    lastActivityAt: clock.now().toISOString(),
  })
  await admin.undo(changeId)
  expect(await read('activity', visit)).toMatchObject({ status: 'planned', content: '带样机', occurAt: '2099-03-18T02:00:00.000Z' })
})

test('whoever may not see the visit finishes nothing, in this workspace and in another', async () => {
  const { user, visit, read } = await plannedVisit()
  const stranger = await user('林若溪')
  const elsewhere = await freshWorkspace()

  await expect(stranger.run('activity.finish', { activity: visit })).rejects.toMatchObject({
    code: expect.stringMatching(/not_found|forbidden/),
  })
  await expect(elsewhere.admin.run('activity.finish', { activity: visit })).rejects.toMatchObject({ code: 'not_found' })
  expect(await read('activity', visit)).toMatchObject({ status: 'planned' })
})
