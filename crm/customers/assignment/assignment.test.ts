import { expect, test } from 'vitest'
import type { Context } from '../../../engine/index.ts'
import { type TestWorkspace, testEngine } from '../../../testing/workspace.ts'
import { assignWaiting } from '../index.ts'
import { assignByRules } from './assign-job.ts'

const freshWorkspace = await testEngine({ background: true, jobs: [assignByRules] })

const idOf = ({ reader }: Context): string => reader.principal.id

async function rule({ admin }: TestWorkspace, values: Record<string, unknown>): Promise<string> {
  return (await admin.write({ kind: 'create', object: 'assignmentRule', values: { object: 'lead', ...values } })).id
}

async function leads({ admin }: TestWorkspace, values: readonly Record<string, unknown>[]): Promise<string[]> {
  const { results } = await admin.bulk(
    values.map((one, index) => ({ kind: 'create' as const, object: 'lead', values: { name: `线索 ${index + 1}`, owner: null, ...one } })),
  )
  return results.flatMap((result) => ('id' in result ? [result.id] : []))
}

async function owners({ admin }: TestWorkspace, ids: readonly string[]): Promise<(string | null)[]> {
  const read = async (id: string) =>
    (JSON.parse((await admin.get({ object: 'lead', id, fields: ['owner'] })).record) as { owner: { id: string } | null }).owner
  return (await Promise.all(ids.map(read))).map((owner) => owner?.id ?? null)
}

test('the first rule that fits decides; in turn within it, and the record says which rule it was', async () => {
  const workspace = await freshWorkspace()
  const { admin, engine, user } = workspace
  const [lin, chen, zhou] = [await user('林若溪'), await user('陈思远'), await user('周雨桐')]
  const medical = await rule(workspace, {
    name: '江苏医疗',
    position: 1,
    filter: {
      all: [
        { field: 'industry', op: 'is', value: 'medical' },
        { field: 'region', op: 'under', value: '320000' },
      ],
    },
    receivers: [idOf(lin), idOf(chen)],
    receiverOrder: [idOf(chen), idOf(lin)],
  })
  await rule(workspace, { name: '其余', position: 2, receivers: [idOf(zhou)] })
  const nanjing = { industry: 'medical', region: '320100' }
  const ids = await leads(workspace, [nanjing, { industry: 'medical' }, nanjing, nanjing])

  expect(await assignWaiting(engine, workspace.id)).toBe(4)

  expect(await owners(workspace, ids)).toEqual([idOf(chen), idOf(zhou), idOf(lin), idOf(chen)])
  const record = JSON.parse((await admin.get({ object: 'lead', id: ids[0] ?? '', fields: ['assignedBy'] })).record) as Record<
    string,
    unknown
  >
  expect(record['assignedBy']).toEqual({ id: medical, title: '江苏医疗' })
  const [latest] = JSON.parse((await admin.history({ object: 'lead', id: ids[0] ?? '', limit: 1 })).entries) as unknown[]
  expect(latest).toMatchObject({ through: 'assignment', changes: { owner: [null, { id: idOf(chen) }] } })

  // Whoever had the last one is last in the queue the next time too.
  const more = await leads(workspace, [nanjing])
  await assignWaiting(engine, workspace.id)
  expect(await owners(workspace, more)).toEqual([idOf(lin)])
})

test('whoever is away, full, without the skill or gone gets nothing, and outside its hours a rule gives nothing out', async () => {
  const workspace = await freshWorkspace()
  const { admin, engine, user, clock } = workspace
  const [lin, chen, zhou, gone] = [await user('林若溪'), await user('陈思远'), await user('周雨桐'), await user('何远')]
  clock.move(new Date('2026-11-24T02:00:00Z'))
  for (const [person, values] of [
    [lin, { skills: ['english'] }],
    [zhou, { skills: ['english', 'tender'] }],
    [gone, { skills: ['english'], active: false }],
  ] as const)
    await admin.write({ kind: 'update', object: 'user', id: idOf(person), values })
  await admin.write({
    kind: 'create',
    object: 'absence',
    values: { owner: idOf(lin), reason: '年假', startAt: '2026-11-24T00:00:00Z', endAt: '2026-11-25T00:00:00Z' },
  })
  await rule(workspace, {
    name: '英文客户',
    receivers: [lin, chen, zhou, gone].map(idOf),
    skills: ['english'],
    most: 2,
    hoursFrom: '09:00',
    hoursTo: '18:00',
    workdaysOnly: true,
  })
  const ids = await leads(workspace, [{}, {}, {}])

  await assignWaiting(engine, workspace.id)
  expect(await owners(workspace, ids)).toEqual([idOf(zhou), idOf(zhou), null])

  // Seven in the evening, and the next day: Lin is back.
  clock.move(new Date('2026-11-25T11:00:00Z'))
  expect(await assignWaiting(engine, workspace.id)).toBe(0)
  clock.move(new Date('2026-11-26T02:00:00Z'))
  expect(await assignWaiting(engine, workspace.id)).toBe(1)
  expect(await owners(workspace, ids)).toEqual([idOf(zhou), idOf(zhou), idOf(lin)])
})

test('the rehearsal shows what the run then does, and the run is taken back as one', async () => {
  const workspace = await freshWorkspace()
  const { admin, engine, user, id } = workspace
  const [lin, chen] = [await user('林若溪'), await user('陈思远')]
  await rule(workspace, {
    name: '重点来源',
    position: 1,
    filter: { field: 'source', op: 'is', value: 'referral' },
    receivers: [idOf(lin)],
    active: false,
  })
  const stored = await rule(workspace, { name: '其余', position: 2, receivers: [idOf(chen)], most: 3 })
  const ids = await leads(workspace, [{ source: 'referral' }, {}, {}, {}, {}])
  const draft = { id: stored, name: '其余', way: 'turn', most: null, receivers: [idOf(chen), idOf(lin)], departments: [], skills: [] }

  const { result } = await admin.run('assignment.rehearse', { object: 'lead', draft })
  expect(result).toMatchObject({
    total: 5,
    unmatched: 0,
    rules: [
      {
        name: '其余',
        count: 5,
        people: [
          { name: '陈思远', count: 3 },
          { name: '林若溪', count: 2 },
        ],
      },
    ],
  })
  expect((await admin.run('assignment.rehearse', { object: 'lead' })).result).toMatchObject({
    total: 5,
    unmatched: 2,
    rules: [{ count: 3 }],
  })
  expect(await owners(workspace, ids)).toEqual([null, null, null, null, null])

  const { job } = (await admin.run('assignment.assign', { object: 'lead' })).result as { job: string }
  await expect.poll(async () => (await engine.job(admin, job)).status, { timeout: 20_000 }).toBe('done')
  expect((await engine.job(admin, job)).result).toMatchObject({ changed: 3, unmatched: 2, refused: [] })
  expect(await owners(workspace, ids)).toEqual([idOf(chen), idOf(chen), idOf(chen), null, null])

  await admin.undo(job)
  expect(await owners(workspace, ids)).toEqual([null, null, null, null, null])

  // Of another workspace nothing is touched, and nobody without the right gives anything out.
  const other = await freshWorkspace()
  const [strange] = await leads(other, [{}])
  await assignWaiting(engine)
  expect(await owners(other, [strange ?? ''])).toEqual([null])
  expect(id).not.toBe(other.id)
  await expect(lin.run('assignment.rehearse', { object: 'lead' })).rejects.toMatchObject({ status: 403 })
  await expect(lin.run('assignment.assign', { object: 'lead' })).rejects.toMatchObject({ status: 403 })
})

test('a rule that cannot work is refused at the field', async () => {
  const workspace = await freshWorkspace()
  const { admin } = workspace
  const me = [idOf(admin)]
  for (const [values, field] of [
    [{ receivers: [] }, 'receivers'],
    [{ receivers: me, object: 'product' }, 'object'],
    [{ receivers: me, filter: { field: 'nothing', op: 'is', value: 1 } }, 'filter'],
    [{ receivers: me, hoursFrom: '9', hoursTo: '18:00' }, 'hoursFrom'],
    [{ receivers: me, hoursFrom: '18:00', hoursTo: '09:00' }, 'hoursTo'],
  ] as const)
    await expect(rule(workspace, { name: '规则', ...values })).rejects.toMatchObject({ status: 400, field })
})
