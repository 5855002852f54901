import { expect, test } from 'vitest'
import { testEngine } from '../../testing/workspace.ts'
import type { JobDefinition } from './batch.ts'
import { lostJobs } from './lost-jobs.ts'

let finish: () => void = () => undefined
const finished = new Promise<void>((resolve) => {
  finish = resolve
})
const patient: JobDefinition = { kind: 'patient', title: { zh: '等待', en: 'Wait' }, class: 'normal', run: () => finished }
const freshWorkspace = await testEngine({ background: true, jobs: [patient] })

test('work of a crew that lives is left to it, however long it takes; that of one that is gone is freed', async () => {
  const { engine, admin } = await freshWorkspace()
  const id = await engine.startJob(admin, { kind: 'patient', input: {} })
  const held = () => engine.owner.query('SELECT 1 FROM graphile_worker._private_jobs WHERE key = $1 AND locked_by IS NOT NULL', [id])
  await expect.poll(async () => (await held()).rowCount, { timeout: 10_000 }).toBe(1)
  await engine.owner.query(`UPDATE graphile_worker._private_jobs SET locked_at = locked_at - interval '1 hour' WHERE key = $1`, [id])
  const freed: string[] = []
  const look = () => lostJobs(engine.owner, { before: engine.clock.now(), unlock: async (crews) => freed.push(...crews) })

  expect(await look()).toEqual([])
  expect(freed).toEqual([])

  await engine.owner.query(`UPDATE graphile_worker._private_jobs SET locked_by = 'pool-gone' WHERE key = $1`, [id])
  expect(await look()).toEqual([{ workspaceId: admin.reader.workspaceId, id, kind: 'patient' }])
  expect(freed).toEqual(['pool-gone'])
  finish()
})
