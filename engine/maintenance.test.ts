import { expect, test } from 'vitest'
import { testEngine } from '../testing/workspace.ts'
import { fixedClock } from './clock.ts'
import { clockBehind, partitionProblems } from './index.ts'
import { maintain } from './maintenance.ts'
import { ensurePartitions } from './schema/partitions.ts'

const freshWorkspace = await testEngine()

test('what was deleted 30 days ago goes for good, after what pointed at it was cleared with history; the rest stays', async () => {
  const { admin, engine, clock } = await freshWorkspace()
  const group = await admin.write({ kind: 'create', object: 'account', values: { name: '集团' } })
  const branch = await admin.write({ kind: 'create', object: 'account', values: { name: '分公司', parent: group.id } })
  const recent = await admin.write({ kind: 'create', object: 'account', values: { name: '刚删的' } })
  await admin.write({ kind: 'delete', object: 'account', id: group.id })
  clock.advance(31 * 86_400_000)
  await admin.write({ kind: 'delete', object: 'account', id: recent.id })

  await maintain({
    owner: engine.owner,
    registry: engine.registry,
    clock,
    systemContext: (workspaceId) => engine.systemContext(workspaceId, 'system'),
  })

  expect((await admin.list({ object: 'account', deleted: true })).ids).toEqual([recent.id])
  expect(JSON.parse((await admin.get({ object: 'account', id: branch.id })).record).parent).toBeNull()
  expect(JSON.parse((await admin.history({ object: 'account', id: branch.id })).entries)[0]).toMatchObject({
    kind: 'update',
    principal: { title: 'Guanxi' },
  })
  expect(await partitionProblems(engine.owner, clock)).toEqual([])
  expect(await clockBehind(engine.owner, clock)).toBe(0)
  clock.advance(-60_000)
  expect(await clockBehind(engine.owner, clock)).toBe(60_000)
})

test('months of events long read are let go; history stays', async () => {
  const { engine, clock } = await freshWorkspace()
  const lastYear = fixedClock(new Date(clock.now().getTime() - 365 * 86_400_000))
  await ensurePartitions(engine.owner, lastYear)
  const partitions = async (table: string): Promise<number> => {
    const found = await engine.owner.query('SELECT 1 FROM pg_inherits WHERE inhparent = $1::regclass', [table])
    return found.rows.length
  }
  const [events, history] = [await partitions('outbox'), await partitions('history')]

  await maintain({
    owner: engine.owner,
    registry: engine.registry,
    clock,
    systemContext: (workspaceId) => engine.systemContext(workspaceId, 'system'),
  })

  expect(await partitions('outbox')).toBe(events - 4)
  expect(await partitions('history')).toBe(history)
  expect(await partitionProblems(engine.owner, clock)).toEqual([])
})
