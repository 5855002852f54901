import { expect, test } from 'vitest'
import { recordsOf, testEngine } from '../../testing/workspace.ts'
import { newId } from '../ids.ts'

const freshWorkspace = await testEngine()

const march = '2024-03-05T02:00:00.000Z'
const may = '2024-05-06T03:00:00.000Z'

test('a record that was made elsewhere keeps its maker and its dates, and history tells of the writing', async () => {
  const { admin, user, clock } = await freshWorkspace()
  const lin = (await user('林若溪')).reader.principal.id

  const { id } = await admin.transaction(
    async ({ write }) => {
      const original = { createdAt: march, createdBy: lin, changedAt: may, changedBy: lin }
      const [written] = await write([{ kind: 'create', object: 'account', values: { name: '远山医疗' }, original }])
      return { id: String(written?.id) }
    },
    { originals: 'record' },
  )

  const [stored] = recordsOf(await admin.list({ object: 'account', fields: ['createdAt', 'createdBy', 'changedAt'] }))
  expect(stored).toMatchObject({ createdAt: march, createdBy: { id: lin }, changedAt: may })
  const [told] = JSON.parse((await admin.history({ object: 'account', id })).entries) as Record<string, unknown>[]
  expect(told).toMatchObject({ at: clock.now().toISOString(), principal: { id: admin.reader.principal.id } })
})

test('a past that is written down afterwards stands in history at its moments, and defaults and rules look at them', async () => {
  const { admin, user, stage } = await freshWorkspace()
  const lin = (await user('林若溪')).reader.principal.id
  const [first, second] = [await stage('初步接触'), await stage('需求确认')]
  const id = newId()

  await admin.transaction(
    async ({ write }) => {
      const values = { name: '超声设备更新', stage: first.id, pipeline: first.pipeline, amount: '430000' }
      await write([{ kind: 'create', object: 'opportunity', id, values, original: { createdAt: march, createdBy: lin, changedAt: march } }])
      await write([
        { kind: 'update', object: 'opportunity', id, values: { stage: second.id }, original: { changedAt: may, changedBy: lin } },
      ])
    },
    { originals: 'history' },
  )

  const [stored] = recordsOf(await admin.list({ object: 'opportunity', fields: ['createdAt', 'changedAt', 'changedBy', 'stageChangedAt'] }))
  expect(stored).toMatchObject({ createdAt: march, changedAt: may, changedBy: { id: lin }, stageChangedAt: may })
  const timeline = JSON.parse((await admin.timeline({ object: 'opportunity', id })).entries) as { at: string }[]
  expect(timeline.map(({ at }) => at)).toEqual([may, march])
})

test('nobody else may say when something was done', async () => {
  const { admin } = await freshWorkspace()

  const attempt = admin.write({ kind: 'create', object: 'account', values: { name: '远山医疗' }, original: { createdAt: march } })

  await expect(attempt).rejects.toMatchObject({ code: 'not_allowed' })
})
