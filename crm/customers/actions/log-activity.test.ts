import { expect, test } from 'vitest'
import { testEngine } from '../../../testing/workspace.ts'

const freshWorkspace = await testEngine()

async function customer() {
  const workspace = await freshWorkspace()
  const { id } = await workspace.admin.write({ kind: 'create', object: 'account', values: { name: '苏州同川医院' } })
  const read = async () => JSON.parse((await workspace.admin.get({ object: 'account', id })).record)
  return { ...workspace, id, read }
}

test('a call is written down and the next touch set; taking it back takes both', async () => {
  const { admin, id, read } = await customer()

  const { changeId } = await admin.run('activity.log', {
    activity: { subject: '谈了预算', type: 'call', status: 'done', account: id },
    next: { object: 'account', id, at: '2026-12-01T02:00:00Z' },
  })

  expect(await read()).toMatchObject({ nextActivityAt: '2026-12-01T02:00:00.000Z' })
  expect(await admin.count({ object: 'activity' })).toMatchObject({ count: 1 })
  await admin.undo(changeId)
  expect(await read()).toMatchObject({ nextActivityAt: null })
  expect(await admin.count({ object: 'activity' })).toMatchObject({ count: 0 })
})

test('what the customer may not be given is not written, and neither is the call', async () => {
  const { admin, id } = await customer()

  const attempt = admin.run('activity.log', {
    activity: { subject: '谈了预算', account: id },
    next: { object: 'account', id, at: '改天' },
  })

  await expect(attempt).rejects.toMatchObject({ field: 'nextActivityAt' })
  expect(await admin.count({ object: 'activity' })).toMatchObject({ count: 0 })
})

test('whoever may not see the customer sets nothing there', async () => {
  const { admin, user, id } = await customer()
  const stranger = await user('林若溪')

  const attempt = stranger.run('activity.log', {
    activity: { subject: '路过' },
    next: { object: 'account', id, at: '2026-12-01T02:00:00Z' },
  })

  await expect(attempt).rejects.toMatchObject({ code: 'not_found' })
  expect(await admin.count({ object: 'activity' })).toMatchObject({ count: 0 })
})
