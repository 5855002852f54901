import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { testEngine } from '../../testing/workspace.ts'
import { importCheckJob } from './check-job.ts'
import { createImports } from './imports.ts'
import { removeOldImports } from './remove-old.ts'
import { importJob } from './run.ts'

const stored = new Map<string, string>()
const parts = { files: (_workspaceId: string, hash: string) => () => Readable.from([Buffer.from(stored.get(hash) ?? '')]) }
const freshWorkspace = await testEngine({ background: true, jobs: [importJob(parts), importCheckJob(parts)] })

test('after 90 days an upload goes with its rows and reasons, and its bytes where nothing else is the same; what came of it stays', async () => {
  const { engine, admin, clock, id: workspaceId } = await freshWorkspace()
  const imports = createImports(engine, parts)
  const take = async (hash: string, content: string): Promise<string> => {
    stored.set(hash, content)
    const { id } = await imports.open(admin, 'account', { name: 'list.csv', hash, size: content.length })
    const job = await imports.check(admin, id)
    await expect.poll(async () => (await engine.job(admin, job)).status, { timeout: 10_000 }).toBe('done')
    const run = await imports.start(admin, id)
    await expect.poll(async () => (await engine.job(admin, run)).status, { timeout: 10_000 }).toBe('done')
    return id
  }
  const alone = await take('alone', 'name,level\n远山医疗,A\n,A\n')
  const twice = await take('twice', 'name\n嵩清医院\n')
  clock.advance(60 * 86_400_000)
  const recent = await take('twice', 'name\n嵩清医院\n')
  const removed: string[] = []
  const remove = removeOldImports({ remove: async (_workspaceId, hash) => void removed.push(hash) })

  await remove({ owner: engine.owner, clock })
  expect(removed).toEqual([])
  clock.advance(31 * 86_400_000)
  await remove({ owner: engine.owner, clock })

  expect(removed).toEqual(['alone'])
  await expect(imports.get(admin, alone)).rejects.toMatchObject({ code: 'import_not_found' })
  await expect(imports.get(admin, twice)).rejects.toMatchObject({ code: 'import_not_found' })
  expect((await imports.get(admin, recent)).status).toBe('done')
  const left = await engine.owner.query(
    'SELECT 1 FROM import_row WHERE workspace_id = $1 AND import_id = $2 UNION ALL SELECT 1 FROM import_effect WHERE workspace_id = $1 AND import_id = $2',
    [workspaceId, alone],
  )
  expect(left.rows).toEqual([])
  expect(await admin.count({ object: 'account', exact: true })).toEqual({ count: 2, exact: true })
})

test('an import cannot be undone as a whole after 30 days', async () => {
  const { engine, admin, clock } = await freshWorkspace()
  const imports = createImports(engine, parts)
  stored.set('late', 'name\n远山医疗\n')
  const { id } = await imports.open(admin, 'account', { name: 'list.csv', hash: 'late', size: 1 })
  const run = await imports.start(admin, id)
  await expect.poll(async () => (await engine.job(admin, run)).status, { timeout: 10_000 }).toBe('done')

  clock.advance(31 * 86_400_000)

  await expect(imports.undo(admin, id)).rejects.toMatchObject({ code: 'import_undo_too_late' })
})

test('what automations hear of a muted import says so, and its own past stands in each record', async () => {
  const { engine, admin, id: workspaceId } = await freshWorkspace()
  const imports = createImports(engine, parts)
  stored.set('past', 'name,created at,created by\n远山医疗,2019-05-06 09:30,管理员\n')
  const { id, plan } = await imports.open(admin, 'account', { name: 'list.csv', hash: 'past', size: 1 })
  const targets = ['name', '#createdAt', '#createdBy']
  await imports.changePlan(admin, id, { ...plan, columns: targets.map((target) => ({ target })), mute: true })
  const run = await imports.start(admin, id)
  await expect.poll(async () => (await engine.job(admin, run)).status, { timeout: 10_000 }).toBe('done')

  const page = JSON.parse((await admin.list({ object: 'account', fields: ['createdAt', 'changedAt', 'createdBy'] })).records) as Record<
    string,
    unknown
  >[]
  expect(page[0]).toMatchObject({
    createdAt: '2019-05-06T01:30:00.000Z',
    changedAt: '2019-05-06T01:30:00.000Z',
    createdBy: { title: '管理员' },
  })
  const { rows } = await engine.owner.query<{ payload: Record<string, unknown> }>(
    `SELECT payload FROM outbox WHERE workspace_id = $1 AND kind = 'record.create' AND change_id = $2`,
    [workspaceId, run],
  )
  expect(rows.map(({ payload }) => payload['muted'])).toEqual([true])
})
