import { expect, test } from 'vitest'
import { recordsOf, testEngine } from '../../testing/workspace.ts'
import type { Context } from '../index.ts'

const freshWorkspace = await testEngine({ background: true })

async function until(what: string, done: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await done()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`It never came to this: ${what}`)
}

const addField = (context: Context, values: Record<string, unknown>) =>
  context.write({ kind: 'create', object: 'customField', values: { object: 'account', labelEn: 'Beds', labelZh: '床位数', ...values } })

test('a field added at run time behaves as a declared one: validated, filtered, sorted, summed, grouped, found, in history and undone', async () => {
  const { admin, again } = await freshWorkspace()
  await addField(admin, { key: 'beds', kind: 'number' })
  await addField(admin, { key: 'grade', kind: 'choice', list: 'account-level', labelZh: '机构等级', labelEn: 'Grade' })
  await addField(admin, { key: 'nickname', kind: 'text', searched: true, labelZh: '别名', labelEn: 'Nickname' })
  await addField(admin, { key: 'budget', kind: 'money', labelZh: '预算', labelEn: 'Budget' })
  const { results } = await (await again(admin)).bulk([
    { kind: 'create', object: 'account', values: { name: '甲医院', beds: 1600, grade: 'a', nickname: '老甲', budget: '1200.50' } },
    { kind: 'create', object: 'account', values: { name: '乙医院', beds: 300, grade: 'b' } },
    { kind: 'create', object: 'account', values: { name: '丙医院' } },
  ])
  const first = results[0] && 'id' in results[0] ? results[0].id : ''
  await until(
    'the fields have an index',
    async () => (await again(admin)).reader.model.objects.get('account')?.fields.get('beds')?.custom?.sortable === true,
  )
  const me = await again(admin)

  const wrong = await me
    .write({ kind: 'update', object: 'account', id: first, values: { beds: '很多', grade: 'z' } })
    .catch((error: unknown) => error)
  const large = await me.list({
    object: 'account',
    filter: { field: 'beds', op: 'gte', value: 300 },
    sort: ['-beds'],
    fields: ['name', 'beds', 'budget'],
  })
  const byBeds = await me.list({ object: 'account', sort: ['beds'], fields: ['name'] })
  const totals = await me.totals({ object: 'account', fields: ['beds', 'budget'] })
  const groups = await me.groups({ object: 'account', by: 'grade' })
  const found = await me.search({ text: '老甲', limit: 5 })
  const change = await me.write({ kind: 'update', object: 'account', id: first, values: { beds: 1700 } })
  const history = JSON.parse((await me.history({ object: 'account', id: first })).entries)
  await me.undo(change.changeId)

  expect(wrong).toMatchObject({
    details: [
      { field: 'beds', code: 'invalid_number' },
      { field: 'grade', code: 'invalid_choice' },
    ],
  })
  expect(recordsOf(large)).toMatchObject([
    { name: '甲医院', beds: 1600, budget: { amount: '1200.5', currency: 'CNY' } },
    { name: '乙医院', beds: 300, budget: null },
  ])
  expect(recordsOf(byBeds).map((record) => record.name)).toEqual(['乙医院', '甲医院', '丙医院'])
  expect(totals.totals).toMatchObject({ beds: { sum: '1900' }, budget: { sum: '1200.5' } })
  expect(groups).toHaveLength(3)
  expect(found).toMatchObject([{ id: first }])
  expect(history[0].changes).toEqual({ beds: [1600, 1700] })
  expect(JSON.parse((await me.get({ object: 'account', id: first })).record).beds).toBe(1600)
})

test('a custom field cannot take the name of another field, nor a kind that does not exist', async () => {
  const { admin } = await freshWorkspace()

  await expect(addField(admin, { key: 'name', kind: 'text' })).rejects.toMatchObject({ code: 'already_in_use', field: 'key' })
  await expect(addField(admin, { key: 'revision', kind: 'text' })).rejects.toMatchObject({ code: 'already_in_use' })
  await expect(addField(admin, { key: 'beds', kind: 'formula' })).rejects.toMatchObject({ code: 'custom_kind_unknown', field: 'kind' })
  await expect(addField(admin, { key: 'beds"; drop table account', kind: 'text' })).rejects.toMatchObject({ code: 'custom_key_wrong' })
})

test('merging two choices moves the records, and the old value says where they went', async () => {
  const { admin, engine } = await freshWorkspace()
  await admin.bulk(
    Array.from({ length: 7 }, (_, index) => ({
      kind: 'create',
      object: 'account',
      values: { name: `客户 ${index}`, industry: index < 4 ? 'software' : 'technology' },
    })),
  )
  const idOf = async (key: string) =>
    (
      await admin.list({
        object: 'choice',
        filter: {
          all: [
            { field: 'list', op: 'is', value: 'industry' },
            { field: 'key', op: 'is', value: key },
          ],
        },
      })
    ).ids[0]

  const { result } = await admin.run('choice.merge', { from: await idOf('software'), into: await idOf('technology') })

  const { job } = result as { job: string }
  await until('the records have moved', async () => (await engine.job(admin, job)).status === 'done')
  expect((await admin.count({ object: 'account', filter: { field: 'industry', op: 'is', value: 'technology' } })).count).toBe(7)
  expect((await engine.job(admin, job)).result).toMatchObject({ changed: 4 })
  expect(
    recordsOf(
      await admin.list({
        object: 'choice',
        filter: { field: 'id', op: 'is', value: await idOf('software') },
        fields: ['active', 'mergedInto'],
      }),
    ),
  ).toMatchObject([{ active: false, mergedInto: 'technology' }])
})

test('a bulk change runs in steps, lists what it may not touch, and is undone as one', async () => {
  const { admin, user, engine } = await freshWorkspace()
  const grants = { '*': { read: 'all' }, account: { create: 'all', read: 'all', update: 'own', massUpdate: 'own' } } as const
  const rep = await user('陈思远', { grants })
  await rep.bulk(
    Array.from({ length: 500 }, (_, index) => ({ kind: 'create', object: 'account', values: { name: `客户 ${index}`, level: 'c' } })),
  )
  await rep.bulk(
    Array.from({ length: 103 }, (_, index) => ({ kind: 'create', object: 'account', values: { name: `更多 ${index}`, level: 'c' } })),
  )
  await admin.write({ kind: 'create', object: 'account', values: { name: '别人的', level: 'c' } })

  const id = await engine.startJob(rep, {
    kind: 'bulkChange',
    object: 'account',
    input: { object: 'account', filter: { field: 'level', op: 'is', value: 'c' }, changes: { level: 'b' } },
  })
  await until('the bulk change is done', async () => (await engine.job(rep, id)).status === 'done')

  const done = await engine.job(rep, id)
  expect(done.result).toMatchObject({ changed: 603, refused: [{ code: 'record_not_yours' }] })
  expect((await rep.count({ object: 'account', filter: { field: 'level', op: 'is', value: 'b' } })).count).toBe(603)
  const undone = await rep.undo(id)
  expect(undone).toMatchObject({ restored: 603, kept: [] })
  expect((await rep.count({ object: 'account', filter: { field: 'level', op: 'is', value: 'c' } })).count).toBe(604)
})

test('events come in the order of their commits, each once, and only what was committed', async () => {
  const { admin, engine, id } = await freshWorkspace()
  const seen: string[] = []
  engine.feed?.listen((events) => {
    for (const event of events) if (event.workspaceId === id && event.object === 'account') seen.push(`${event.kind} ${event.revision}`)
  })

  const made = await admin.write({ kind: 'create', object: 'account', values: { name: '远山医疗' } })
  await admin.write({ kind: 'update', object: 'account', id: made.id, values: { level: 'a' } })
  await admin
    .transaction(async (inside) => {
      await inside.write([{ kind: 'update', object: 'account', id: made.id, values: { level: 'b' } }])
      throw new Error('the rest failed')
    })
    .catch(() => {})
  await admin.write({ kind: 'delete', object: 'account', id: made.id })

  await until('three events', async () => seen.length >= 3)
  expect(seen).toEqual(['record.create 1', 'record.update 2', 'record.delete 3'])
})

test('a workspace says which customers count as one’s own; what cannot be asked is refused, and a rule shows nobody more than they see', async () => {
  const { admin, again, user } = await freshWorkspace()
  const seller = await user('林若溪', { grants: { account: { read: 'own' } } })
  const owner = seller.reader.principal.id
  const make = async (values: Record<string, unknown>) => (await admin.write({ kind: 'create', object: 'account', values })).id
  const group = await make({ name: '华东集团', owner })
  const unseen = await make({ name: '苏州分公司', parent: group })
  const mine = {
    any: [
      { field: 'owner', op: 'me' as const },
      { field: 'parent.owner', op: 'me' as const },
    ],
  }

  await admin.write({ kind: 'create', object: 'objectSetting', values: { object: 'account', mine } })

  const later = await again(seller)
  expect(later.reader.object('account').mine).toEqual(mine)
  expect((await later.list({ object: 'account', filter: mine })).ids).toEqual([group])
  await admin.write({ kind: 'update', object: 'account', id: group, values: { owner: admin.reader.principal.id } })
  await admin.write({ kind: 'update', object: 'account', id: unseen, values: { owner } })
  expect((await (await again(admin)).list({ object: 'account', filter: mine })).ids.toSorted()).toEqual([group, unseen].toSorted())
  const wrong = { field: 'noSuchField', op: 'me' }
  await expect(admin.write({ kind: 'create', object: 'objectSetting', values: { object: 'contact', mine: wrong } })).rejects.toMatchObject({
    code: 'unknown_field',
  })
  await expect(
    admin.write({ kind: 'create', object: 'objectSetting', values: { object: 'tag', mine: { field: 'name', op: 'is', value: 'x' } } }),
  ).rejects.toMatchObject({ field: 'mine' })
})
