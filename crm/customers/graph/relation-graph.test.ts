import { expect, test } from 'vitest'
import { recordsOf, type TestWorkspace, testEngine } from '../../../testing/workspace.ts'
import { relationGraph } from './relation-graph.ts'

const freshWorkspace = await testEngine()
type Admin = TestWorkspace['admin']

const make = async (admin: Admin, object: string, values: Record<string, unknown>) =>
  (await admin.write({ kind: 'create', object, values })).id

/** A group of three, who referred it, who works there, and a supplier of somebody else's. */
async function company(workspace: TestWorkspace, owner?: string) {
  const { admin } = workspace
  const own = owner ? { owner } : {}
  const top = await make(admin, 'account', { name: '华东集团', ...own })
  const middle = await make(admin, 'account', { name: '苏州分公司', parent: top, ...own })
  const referrer = await make(admin, 'account', { name: '远山医疗', ...own })
  const hospital = await make(admin, 'account', { name: '同川医院', parent: middle, referredBy: referrer, ...own })
  const head = await make(admin, 'contact', { name: '陈静', account: hospital, jobTitle: '院长', decisionRole: 'decider' })
  const nurse = await make(admin, 'contact', { name: '王芳', account: hospital, reportsTo: head })
  await make(admin, 'accountContact', { account: middle, contact: head, roleTitle: '董事' })
  const supplier = await make(admin, 'account', { name: '别人的供应商' })
  const [kind] = recordsOf(await admin.list({ object: 'relationKind', filter: { field: 'name', op: 'is', value: '供应商' } }))
  const tie = {
    first: { object: 'account', id: supplier },
    kind: kind?.id,
    second: { object: 'account', id: hospital },
    until: '2025-12-31',
  }
  const relation = await make(admin, 'relation', tie)
  return { top, middle, referrer, hospital, head, nurse, supplier, relation }
}

test('around a customer stand its group up to the top, who referred it, its people with their roles, and what it is to others', async () => {
  const workspace = await freshWorkspace()
  const { top, middle, referrer, hospital, head, nurse, supplier, relation } = await company(workspace)

  const { center, nodes, ties } = await relationGraph(workspace.admin, { object: 'account', id: hospital, most: 20 })

  expect(center).toBe(hospital)
  expect(new Set(nodes.map(({ title }) => title))).toEqual(
    new Set(['同川医院', '苏州分公司', '华东集团', '远山医疗', '陈静', '王芳', '别人的供应商']),
  )
  const found = ties.map(({ kind, from, to, label, role, until }) => [kind, from, to, label, role, until])
  const expected = [
    ['parent', middle, hospital, null, null, null],
    ['parent', top, middle, null, null, null],
    ['referred', referrer, hospital, null, null, null],
    ['works', hospital, head, '院长', 'decider', null],
    ['works', hospital, nurse, null, null, null],
    ['works', middle, head, '董事', null, null],
    ['reports', head, nurse, null, null, null],
    ['relation', supplier, hospital, '供应商', null, '2025-12-31'],
  ]
  expect(found).toHaveLength(expected.length)
  expect(found).toEqual(expect.arrayContaining(expected))
  expect(ties.find(({ kind }) => kind === 'relation')).toMatchObject({ record: relation, reverse: '采购方' })
  expect(nodes.find(({ id }) => id === hospital)).toMatchObject({ ties: 5, exact: true })
})

test('what one does not see is neither drawn nor counted; from who is not seen one starts nowhere', async () => {
  const workspace = await freshWorkspace()
  const grants = { account: { read: 'own' }, contact: { read: 'own' }, accountContact: { read: 'own' }, relation: { read: 'own' } } as const
  const seller = await workspace.user('林若溪', { grants })
  const { hospital, middle, top, head, supplier } = await company(workspace, seller.reader.principal.id)
  await workspace.admin.write({ kind: 'update', object: 'account', id: middle, values: { owner: workspace.admin.reader.principal.id } })

  const seen = await relationGraph(seller, { object: 'account', id: hospital, most: 20 })
  const ofPerson = await relationGraph(seller, { object: 'contact', id: head, most: 20 })

  const drawn = seen.nodes.map(({ id }) => id)
  for (const hidden of [middle, top, supplier]) expect(drawn).not.toContain(hidden)
  expect(seen.nodes.find(({ id }) => id === hospital)).toMatchObject({ ties: 3 })
  expect(ofPerson.nodes.map(({ title }) => title).toSorted()).toEqual(['同川医院', '王芳', '陈静'].toSorted())
  await expect(relationGraph(seller, { object: 'account', id: supplier, most: 20 })).rejects.toMatchObject({ code: 'not_found' })
  const neighbour = await freshWorkspace()
  await expect(relationGraph(neighbour.admin, { object: 'account', id: hospital, most: 20 })).rejects.toMatchObject({ code: 'not_found' })
  await expect(relationGraph(seller, { object: 'role', id: hospital, most: 20 })).rejects.toMatchObject({ code: 'unknown_object' })
})

test('of a hundred people so many are drawn as were asked for, and the rest is counted', async () => {
  const { admin } = await freshWorkspace()
  const account = await make(admin, 'account', { name: '同川医院' })
  await admin.bulk(
    Array.from({ length: 100 }, (_, index) => ({ kind: 'create' as const, object: 'contact', values: { name: `员工${index}`, account } })),
  )

  const first = await relationGraph(admin, { object: 'account', id: account, most: 12 })
  const more = await relationGraph(admin, { object: 'account', id: account, most: 50 })

  expect([first.nodes.length, more.nodes.length]).toEqual([13, 51])
  expect(first.nodes[0]).toMatchObject({ title: '同川医院', ties: 51, exact: false })
})
