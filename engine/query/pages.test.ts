import { expect, test } from 'vitest'
import { recordsOf, testEngine } from '../../testing/workspace.ts'
import type { Context } from '../index.ts'

const freshWorkspace = await testEngine()

/** Accounts of which every third has no revenue and some share theirs. */
async function givenAccounts(admin: Context, count: number): Promise<void> {
  await admin.bulk(
    Array.from({ length: count }, (_, index) => ({
      kind: 'create' as const,
      object: 'account',
      values: {
        name: `客户 ${String(index).padStart(2, '0')}`,
        ...(index % 3 === 0 ? {} : { annualRevenue: String(1000 * (index % 5)) }),
      },
    })),
  )
}

async function walk(context: Context, sort: readonly string[], limit: number): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = []
  let cursor: string | undefined
  do {
    const page = await context.list({ object: 'account', sort, limit, fields: ['name', 'annualRevenue'], ...(cursor ? { cursor } : {}) })
    found.push(...recordsOf(page))
    cursor = page.next ?? undefined
  } while (cursor)
  return found
}

test.each([[['annualRevenue']], [['-annualRevenue']], [['-annualRevenue', 'name']], [['name']], [['-createdAt']]])(
  'pages by %j hold every record once, and empty values last',
  async (sort) => {
    const { admin } = await freshWorkspace()
    await givenAccounts(admin, 23)

    const whole = await walk(admin, sort, 500)
    const paged = await walk(admin, sort, 4)

    expect(paged).toEqual(whole)
    expect(new Set(paged.map((record) => record.id)).size).toBe(23)
    const hasRevenue = paged.map((record) => record.annualRevenue !== null)
    if (sort[0]?.endsWith('annualRevenue')) expect(hasRevenue.indexOf(false)).toBe(hasRevenue.filter(Boolean).length)
  },
)

test.each([[['-annualRevenue', 'name']], [['annualRevenue']], [['-createdAt']]])(
  'a jump by %j lands where walking there would',
  async (sort) => {
    const { admin } = await freshWorkspace()
    await givenAccounts(admin, 23)
    const whole = await walk(admin, sort, 500)
    const list = { object: 'account', sort, limit: 3, fields: ['name', 'annualRevenue'] }

    for (const skip of [1, 9, 16, 22]) expect(recordsOf(await admin.list({ ...list, skip }))).toEqual(whole.slice(skip, skip + 3))
    const landed = await admin.list({ ...list, skip: 5 })
    expect(recordsOf(await admin.list({ ...list, cursor: landed.next ?? '', skip: 4 }))).toEqual(whole.slice(12, 15))
    expect(await admin.list({ ...list, skip: 23 })).toMatchObject({ records: '[]', next: null })
  },
)

test('groups of a date are periods of the reader, each with its sums; somebody else counts only what they see', async () => {
  const { admin, user } = await freshWorkspace()
  const lin = await user('林若溪', { grants: { account: { read: 'own' } } })
  const given = [
    { name: '甲', nextActivityAt: '2027-01-31T17:00:00Z', annualRevenue: '100' },
    { name: '乙', nextActivityAt: '2027-02-10T02:00:00Z', annualRevenue: '20.5' },
    { name: '丙', nextActivityAt: '2027-01-10T02:00:00Z', annualRevenue: '3' },
    { name: '丁' },
  ]
  await admin.bulk(given.map((values) => ({ kind: 'create' as const, object: 'account', values })))
  const query = { object: 'account', by: 'nextActivityAt', period: 'month' as const, sums: ['annualRevenue'] }

  // In Shanghai it is February already.
  expect(await admin.groups(query)).toMatchObject([
    { key: '2027-02-01', count: 2, sums: { annualRevenue: '120.5' } },
    { key: '2027-01-01', count: 1, sums: { annualRevenue: '3' } },
    { key: null, count: 1, sums: { annualRevenue: '0' } },
  ])
  expect(await lin.groups(query)).toEqual([])
  await expect(admin.groups({ ...query, by: 'level' })).rejects.toMatchObject({ code: 'not_groupable', field: 'level' })
})

test('a lane goes on where the board ended', async () => {
  const { admin, stage } = await freshWorkspace()
  const first = await stage('初步接触')
  await admin.bulk(
    Array.from({ length: 7 }, (_, index) => ({
      kind: 'create' as const,
      object: 'opportunity',
      values: {
        name: `商机 ${index}`,
        pipeline: first.pipeline,
        stage: first.id,
        ...(index < 5 ? { closeDate: `2027-01-0${index + 1}` } : {}),
      },
    })),
  )
  const query = { object: 'opportunity', by: 'stage', sort: ['closeDate'], fields: ['name'], limit: 3, lanes: [first.id] }

  const board = await admin.board(query)

  const [lane] = JSON.parse(board.lanes) as { key: string; records: { name: string }[]; next: string }[]
  expect(lane?.records.map(({ name }) => name)).toEqual(['商机 0', '商机 1', '商机 2'])
  const rest = await admin.lane({ ...query, lane: first.id, cursor: lane?.next ?? '', limit: 10 })
  expect(recordsOf(rest).map((record) => record.name)).toEqual(['商机 3', '商机 4', '商机 5', '商机 6'])
})

test('related records are counted beyond the five that are shown, and only for those who may see the record', async () => {
  const { admin, user, again } = await freshWorkspace()
  const account = await admin.write({ kind: 'create', object: 'account', values: { name: '远航医疗' } })
  await admin.bulk(
    Array.from({ length: 8 }, (_, index) => ({
      kind: 'create' as const,
      object: 'contact',
      values: { name: `联系人 ${index}`, account: account.id },
    })),
  )
  const stranger = await user('陈思远')

  const related = await (await again(admin)).related({ object: 'account', id: account.id })

  const contacts = related.find(({ object }) => object === 'contact')
  expect(contacts).toMatchObject({ field: 'account', count: { count: 8, exact: true } })
  expect(contacts?.ids).toHaveLength(5)
  expect(JSON.parse(contacts?.records ?? '[]')[0]).toMatchObject({ id: contacts?.ids[0] })
  await expect(stranger.related({ object: 'account', id: account.id })).rejects.toMatchObject({ code: 'not_found' })
})

test('what belongs to a record that one sees is related to it; what has an owner of its own is not', async () => {
  const { admin, user } = await freshWorkspace()
  const rep = await user('林若溪')
  const account = await rep.write({ kind: 'create', object: 'account', values: { name: '东方仪器' } })
  await admin.write({ kind: 'create', object: 'contact', values: { name: '王砚秋', account: account.id } })
  const branch = { name: '东方仪器分公司', parent: account.id }
  await admin.write({ kind: 'create', object: 'account', values: branch })

  const related = await rep.related({ object: 'account', id: account.id })

  const counts = Object.fromEntries(related.map(({ object, field, count }) => [`${object}.${field}`, count.count]))
  expect(counts).toMatchObject({ 'contact.account': 1, 'account.parent': 0 })
})

test('a cursor of another list, or one that somebody made up, is refused', async () => {
  const { admin } = await freshWorkspace()
  const page = await admin.list({ object: 'account', sort: ['name'], limit: 1 })
  const made = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url')
  const id = '01a2059c-9cfa-7348-8e2c-e9bff9cff059'

  const cursors = [
    page.next ?? made(['远山', id]),
    made(['2026-02-31T00:00:00Z', id]),
    made([true, id]),
    made(['x\0', id]),
    made([null, 'x']),
  ]

  for (const cursor of cursors)
    await expect(admin.list({ object: 'account', sort: ['-createdAt'], cursor })).rejects.toMatchObject({ code: 'invalid_cursor' })
})
