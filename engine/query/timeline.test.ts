import { expect, test } from 'vitest'
import { testEngine } from '../../testing/workspace.ts'

const freshWorkspace = await testEngine()

test('a long history is read week by week in the zone of its reader, and page by page without a gap', async () => {
  const { admin } = await freshWorkspace()
  const { id: account } = await admin.write({ kind: 'create', object: 'account', values: { name: '苏州同川医院' } })
  // 2026-03-15T16:00Z is Monday midnight in Shanghai.
  const at = (hours: number) => new Date(Date.UTC(2026, 2, 15, 16) + hours * 3_600_000).toISOString()
  const call = (subject: string, hours: number) => ({
    kind: 'create' as const,
    object: 'activity',
    values: { subject, type: 'call', account, occurAt: at(hours) },
  })
  await admin.bulk([call('前一周', -1), ...Array.from({ length: 5 }, (_, index) => call(`本周 ${index}`, index * 30)), call('后一周', 168)])
  const week = { object: 'account', id: account, from: '2026-03-16', until: '2026-03-23', limit: 2 }

  const subjects: string[] = []
  let cursor: string | undefined
  do {
    const page = await admin.timeline({ ...week, ...(cursor ? { cursor } : {}) })
    for (const { record } of JSON.parse(page.entries) as { record: { subject: string } }[]) subjects.push(record.subject)
    cursor = page.next ?? undefined
  } while (cursor)

  expect(subjects).toEqual(['本周 4', '本周 3', '本周 2', '本周 1', '本周 0'])
})

test('the rhythm of a customer counts the touches that its reader may see, and no others', async () => {
  const { admin, user } = await freshWorkspace()
  const { id: account } = await admin.write({ kind: 'create', object: 'account', values: { name: '苏州同川医院' } })
  await admin.write({ kind: 'create', object: 'activity', values: { subject: '电话', type: 'call', account } })
  const seller = await user('周宁', { grants: { account: { read: 'all' }, activity: { read: 'all' } } })
  const clerk = await user('林悦', { grants: { account: { read: 'all' } } })
  const touches = async (reader: typeof admin) =>
    (await reader.rhythm({ object: 'account', id: account, weeks: 4 })).reduce((sum, { total }) => sum + total, 0)

  const counted = { seller: await touches(seller), clerk: await touches(clerk) }

  expect(counted).toEqual({ seller: 1, clerk: 0 })
})

test('the rhythm of the rows of a list is that of each record, and of records out of reach there is none', async () => {
  const { admin, user, clock } = await freshWorkspace()
  const seller = await user('林若溪')
  const [mine, other] = await Promise.all(
    [seller.reader.principal.id, admin.reader.principal.id].map(
      async (owner) => (await admin.write({ kind: 'create', object: 'account', values: { name: '远山医疗', owner } })).id,
    ),
  )
  const at = (days: number) => new Date(clock.now().getTime() - days * 86_400_000).toISOString()
  await admin.bulk(
    [mine, mine, other].map((account, index) => ({
      kind: 'create' as const,
      object: 'activity',
      values: { subject: '回访', type: 'call', account, occurAt: at(index * 14) },
    })),
  )

  const { weeks, records } = await seller.rhythms({ object: 'account', ids: [String(mine), String(other)], weeks: 12 })
  const alone = await seller.rhythm({ object: 'account', id: String(mine), weeks: 12 })

  expect(Object.keys(records)).toEqual([mine])
  expect(weeks.map((start) => records[String(mine)]?.[start]?.call ?? 0)).toEqual(alone.map(({ byKind }) => byKind.call ?? 0))
  expect(alone.reduce((sum, { total }) => sum + total, 0)).toBe(2)
})
