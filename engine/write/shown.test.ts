import { expect, test } from 'vitest'
import { testEngine } from '../../testing/workspace.ts'

const freshWorkspace = await testEngine()

test('a write answers with the record as a reader then finds it', async () => {
  const { user, stage } = await freshWorkspace()
  const rep = await user('陈思远')
  const expectAsRead = async (object: string, written: { id: string; record?: string | null }): Promise<void> => {
    const { record } = await rep.get({ object, id: written.id })
    expect(JSON.parse(written.record ?? 'null')).toEqual(JSON.parse(record))
  }
  const group = await rep.write({ kind: 'create', object: 'account', values: { name: '远航集团' } })
  const first = await stage('初步接触')

  const account = await rep.write(
    { kind: 'create', object: 'account', values: { name: '远航医疗', parent: group.id, annualRevenue: '1200.5' } },
    { show: true },
  )
  const opportunity = await rep.write(
    {
      kind: 'create',
      object: 'opportunity',
      values: {
        name: '监护仪更新',
        account: account.id,
        pipeline: first.pipeline,
        stage: first.id,
        amount: '880000',
        closeDate: '2027-03-01',
      },
    },
    { show: true },
  )
  await expectAsRead('opportunity', opportunity)
  const activity = await rep.write(
    {
      kind: 'create',
      object: 'activity',
      values: { subject: '电话回访', regarding: { object: 'opportunity', id: opportunity.id }, account: account.id },
    },
    { show: true },
  )
  await expectAsRead('activity', activity)
  const changed = await rep.write(
    { kind: 'update', object: 'account', id: account.id, values: { level: 'vip', parent: null } },
    { show: true },
  )

  await expectAsRead('account', changed)
  expect(JSON.parse(account.record ?? 'null')).toMatchObject({ parent: { id: group.id, title: '远航集团' }, revision: 1 })
})

test('what the statement cannot see yet, or the writer may not, is left to a reading of its own', async () => {
  const { admin, user } = await freshWorkspace()
  const rep = await user('林若溪', { grants: { account: { create: 'all', read: 'own' }, user: { read: 'all' } } })
  const colleague = await user('周雨桐')
  const tag = await admin.write({ kind: 'create', object: 'tag', values: { name: '重点' } })

  const tagged = await admin.write({ kind: 'create', object: 'account', values: { name: '东方仪器', tags: [tag.id] } }, { show: true })
  const given = await rep.write(
    { kind: 'create', object: 'account', values: { name: '南方器械', owner: colleague.reader.principal.id } },
    { show: true },
  )

  expect(tagged.record).toBeUndefined()
  expect(given.record).toBeUndefined()
})
