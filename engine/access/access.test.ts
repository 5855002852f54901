import { expect, test } from 'vitest'
import { recordsOf, type TestWorkspace, testEngine } from '../../testing/workspace.ts'
import type { Context, Grants, Scope } from '../index.ts'

const freshWorkspace = await testEngine()

/** A seeded source of numbers: a failing run can be repeated. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state % below
  }
}

type Person = { context: Context; id: string; scope: Scope; department: string | null }
type Owned = { id: string; owner: string; name: string; amount: number; stage: string; account: string | null }
type World = { workspace: TestWorkspace; people: Person[]; accounts: Owned[]; opportunities: Owned[]; below: Map<string, string[]> }

const tree = ['总部', '华东', '华北', '上海', '苏州'] as const
const parents: Record<string, string | undefined> = { 华东: '总部', 华北: '总部', 上海: '华东', 苏州: '华东' }

const rightsOf = (scope: Scope): Grants => ({
  '*': { read: 'all' },
  account: { create: 'all', read: scope, update: scope, delete: scope },
  opportunity: { create: 'all', read: scope, update: scope, delete: scope },
})

/** An organisation of five departments with people of every scope, and records spread over them. */
async function world(seed: number): Promise<World> {
  const workspace = await freshWorkspace()
  const random = numbers(seed)
  for (const name of tree) await workspace.department(name, parents[name])
  const people: Person[] = []
  for (const [index, scope] of (['own', 'team', 'teamAndBelow', 'all', 'own', 'team', 'teamAndBelow'] as const).entries()) {
    const department = index === 4 ? undefined : tree[random(tree.length)]
    const context = await workspace.user(`员工 ${seed}-${index}`, { grants: rightsOf(scope), ...(department ? { department } : {}) })
    people.push({ context, id: context.reader.principal.id, scope, department: department ?? null })
  }
  // Rights are looked up per request: everyone comes again, now that all their colleagues are there.
  for (const [index, person] of people.entries()) people[index] = { ...person, context: await workspace.again(person.context) }
  const stages = [await workspace.stage('初步接触'), await workspace.stage('方案论证'), await workspace.stage('赢单')]
  const accounts: Owned[] = []
  const opportunities: Owned[] = []
  for (let index = 0; index < 40; index++) {
    const owner = people[random(people.length)]?.id ?? ''
    const name = `密语${String.fromCharCode(0x4e00 + random(2000))}${String.fromCharCode(0x4e00 + random(2000))}公司`
    const { id } = await workspace.admin.write({ kind: 'create', object: 'account', values: { name, owner } })
    accounts.push({ id, owner, name, amount: 0, stage: '', account: null })
  }
  for (let index = 0; index < 60; index++) {
    const owner = people[random(people.length)]?.id ?? ''
    const stage = stages[random(stages.length)] ?? { id: '', pipeline: '' }
    const account = accounts[random(accounts.length)]?.id ?? ''
    const amount = random(100_000)
    const name = `密语商机${index}`
    const values = { name, owner, account, stage: stage.id, pipeline: stage.pipeline, amount: String(amount) }
    const { id } = await workspace.admin.write({ kind: 'create', object: 'opportunity', values })
    opportunities.push({ id, owner, name, amount, stage: stage.id, account })
  }
  const under = (department: string): string[] => [department, ...tree.filter((name) => parents[name] === department).flatMap(under)]
  const below = new Map(people.map((person) => [person.id, person.department ? under(person.department) : []]))
  return { workspace, people, accounts, opportunities, below }
}

/** What a person must see, worked out from the organisation alone. */
function mustSee(world: World, person: Person, records: readonly Owned[]): Owned[] {
  const departmentOf = (owner: string) => world.people.find((other) => other.id === owner)?.department ?? null
  return records.filter(({ owner }) => {
    if (person.scope === 'all' || owner === person.id) return true
    const department = departmentOf(owner)
    if (person.scope === 'own' || department === null || person.department === null) return false
    return person.scope === 'team' ? department === person.department : (world.below.get(person.id) ?? []).includes(department)
  })
}

async function idsByPages(context: Context, object: string): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await context.list({ object, limit: 7, sort: ['name'], cursor })
    ids.push(...page.ids)
    cursor = page.next ?? undefined
  } while (cursor)
  return ids
}

/** Every way of reading, held against what the person must see: what is wrong, in words. */
async function deviations(world: World, person: Person, context: Context): Promise<string[]> {
  const wrong: string[] = []
  const same = (what: string, found: unknown, expected: unknown): void => {
    if (JSON.stringify(found) !== JSON.stringify(expected))
      wrong.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`)
  }
  const sorted = (ids: readonly string[]) => [...ids].sort()
  const accounts = mustSee(world, person, world.accounts)
  const opportunities = mustSee(world, person, world.opportunities)

  same('list of accounts', sorted(await idsByPages(context, 'account')), sorted(accounts.map(({ id }) => id)))
  same('list of opportunities', sorted(await idsByPages(context, 'opportunity')), sorted(opportunities.map(({ id }) => id)))
  same('count', await context.count({ object: 'opportunity' }), { count: opportunities.length, exact: true })
  const totals = await context.totals({ object: 'opportunity', fields: ['amount'] })
  same(
    'totals',
    Number(totals.totals.amount?.sum),
    opportunities.reduce((sum, one) => sum + one.amount, 0),
  )
  const groups = await context.groups({ object: 'opportunity', by: 'stage', sum: 'amount' })
  same(
    'groups',
    groups.reduce((sum, group) => sum + group.count, 0),
    opportunities.length,
  )
  const stages = [...new Set(world.opportunities.map(({ stage }) => stage))]
  const board = await context.board({ object: 'opportunity', by: 'stage', lanes: stages, limit: 100, fields: ['name'] })
  same('board', sorted(board.ids), sorted(opportunities.map(({ id }) => id)))

  const found = await context.search({ text: '密语', limit: 100 })
  same('search', sorted(found.map(({ id }) => id)), sorted([...accounts, ...opportunities].map(({ id }) => id)))

  const visible = new Set(accounts.map(({ id }) => id))
  for (const one of world.accounts) {
    const read = await context.get({ object: 'account', id: one.id }).then(
      () => true,
      (error: { code: string }) => error.code,
    )
    same(`get ${one.name}`, read, visible.has(one.id) ? true : 'not_found')
    // A condition on an account's name must not tell which opportunities belong to an account that is not seen.
    const through = await context.list({ object: 'opportunity', filter: { field: 'account.name', op: 'is', value: one.name }, limit: 100 })
    same(
      `through ${one.name}`,
      sorted(through.ids),
      sorted(visible.has(one.id) ? opportunities.filter(({ account }) => account === one.id).map(({ id }) => id) : []),
    )
  }
  const owning = await context.list({ object: 'account', filter: { related: { object: 'opportunity', field: 'account' } }, limit: 100 })
  same(
    'related',
    sorted(owning.ids),
    sorted(accounts.filter(({ id }) => opportunities.some(({ account }) => account === id)).map(({ id }) => id)),
  )
  return wrong
}

test.each([11, 23])('whoever reads, by whatever way, sees what their scope gives and nothing else (seed %i)', async (seed) => {
  const made = await world(seed)

  for (const person of made.people) expect(await deviations(made, person, person.context), person.scope).toEqual([])
})

test('the check itself finds a leak: rights that are too wide are noticed', async () => {
  const made = await world(5)
  const person = made.people.find(({ scope }) => scope === 'own')

  const found = person ? await deviations(made, person, made.workspace.admin) : []

  expect(found.length).toBeGreaterThan(5)
})

test('what may not be seen answers exactly as what is not there', async () => {
  const { admin, user } = await freshWorkspace()
  const rep = await user('林若溪')
  const { id: hidden } = await admin.write({ kind: 'create', object: 'account', values: { name: '别人的客户' } })
  const nowhere = '0195c0de-0000-7000-8000-000000000000'
  const told = async (work: Promise<unknown>, id: string) =>
    work.then(
      () => 'done',
      (error: { code: string; status: number; field?: string; parameters: object; details: object[] }) =>
        JSON.stringify([error.code, error.status, error.field, error.parameters, error.details])
          .replaceAll(id, 'ID')
          .replace(/"record":"[^"]*"/g, ''),
    )
  const tries = (id: string): Promise<string>[] => [
    told(rep.get({ object: 'account', id }), id),
    told(rep.write({ kind: 'update', object: 'account', id, values: { level: 'a' } }), id),
    told(rep.write({ kind: 'delete', object: 'account', id }), id),
    told(rep.write({ kind: 'restore', object: 'account', id }), id),
    told(rep.history({ object: 'account', id }), id),
    told(rep.timeline({ object: 'account', id }), id),
    told(rep.related({ object: 'account', id }), id),
    told(rep.explain({ object: 'account', id }), id),
    told(rep.write({ kind: 'create', object: 'contact', values: { name: '某人', account: id } }), id),
    told(rep.write({ kind: 'create', object: 'activity', values: { subject: '某事', regarding: { object: 'account', id } } }), id),
  ]

  const ofHidden = await Promise.all(tries(hidden))
  const ofNothing = await Promise.all(tries(nowhere))

  expect(ofHidden).toEqual(ofNothing)
  expect(ofHidden).not.toContain('done')
})

test('another workspace is another world: its ids, words and rows are out of reach, by the product and by the database', async () => {
  const [here, there] = [await freshWorkspace(), await freshWorkspace()]
  const { id } = await there.admin.write({ kind: 'create', object: 'account', values: { name: '彼岸公司' } })

  await expect(here.admin.get({ object: 'account', id })).rejects.toMatchObject({ code: 'not_found' })
  await expect(here.admin.write({ kind: 'create', object: 'contact', values: { name: '某人', account: id } })).rejects.toMatchObject({
    code: 'reference_not_found',
  })
  expect(await here.admin.search({ text: '彼岸', limit: 10 })).toEqual([])
  expect((await here.admin.list({ object: 'account', filter: { field: 'id', op: 'is', value: id } })).ids).toEqual([])
  // The second wall: statements that forget to name the workspace, as the app role, on every table that it may read.
  const client = await here.engine.database.pool.connect()
  await client.query(`SET app.workspace = '${here.id}'`)
  const tables = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND has_table_privilege(c.oid, 'SELECT') AND c.relname NOT IN ('membership', 'sign_in_session')`,
  )
  const seen = []
  for (const { name } of tables.rows) {
    const foreign = await client.query(`SELECT 1 FROM "${name}" WHERE workspace_id <> '${here.id}' LIMIT 1`)
    if (foreign.rowCount) seen.push(name)
  }
  const words = await client.query('SELECT 1 FROM search_document LIMIT 1').then(
    () => 'readable',
    (error: { code: string }) => error.code,
  )
  client.release(true)
  expect(tables.rows.length).toBeGreaterThan(20)
  expect(seen).toEqual([])
  expect(words).toBe('42501')
})

test('a hidden field is unknown in every use, and a masked one is shown but not found out', async () => {
  const { admin, user } = await freshWorkspace()
  const grants: Grants = { '*': { read: 'all' }, account: { create: 'all', read: 'all', update: 'all' } }
  const masked = await user('掩码', { grants, readClasses: { finance: 'mask' } })
  const blind = await user('不可见', { grants, readClasses: { finance: 'hide' } })
  const { id } = await admin.write({ kind: 'create', object: 'account', values: { name: '同川医院', bankAccount: '6228480402564894471' } })
  await admin.write({ kind: 'update', object: 'account', id, values: { bankAccount: '6228480402564890018' } })

  const seen = JSON.parse((await masked.get({ object: 'account', id })).record)
  const unseen = JSON.parse((await blind.get({ object: 'account', id })).record)
  const history = JSON.parse((await masked.history({ object: 'account', id })).entries) as { changes: object }[]

  expect(seen).toMatchObject({ bankAccount: '622 •••• 0018', masked: expect.arrayContaining(['bankAccount']) })
  expect(unseen).not.toHaveProperty('bankAccount')
  expect(JSON.stringify(history)).not.toContain('622848')
  for (const context of [masked, blind]) {
    await expect(context.list({ object: 'account', filter: { field: 'bankAccount', op: 'startsWith', value: '6' } })).rejects.toMatchObject(
      { code: 'unknown_field' },
    )
    await expect(context.list({ object: 'account', sort: ['bankAccount'] })).rejects.toMatchObject({ code: 'unknown_field' })
    await expect(context.totals({ object: 'account', fields: ['creditLimit'] })).rejects.toMatchObject({ code: 'unknown_field' })
    await expect(context.groups({ object: 'account', by: 'bankName' })).rejects.toMatchObject({ code: 'unknown_field' })
    await expect(context.write({ kind: 'update', object: 'account', id, values: { bankAccount: '1' } })).rejects.toThrow()
  }
})

test('moving a department takes effect at once, without touching a record', async () => {
  const workspace = await freshWorkspace()
  await workspace.department('华东')
  const south = await workspace.department('华南')
  const head = await workspace.user('王砚秋', { grants: rightsOf('teamAndBelow'), department: '华东' })
  const rep = await workspace.user('赵启明', { grants: rightsOf('own'), department: '华南' })
  const { id } = await rep.write({ kind: 'create', object: 'account', values: { name: '南方医院' } })
  const before = await head.count({ object: 'account' })

  await workspace.admin.write({ kind: 'update', object: 'department', id: south, values: { parent: await workspace.department('华东') } })

  const after = await (await workspace.again(head)).list({ object: 'account' })
  expect(before.count).toBe(0)
  expect(after.ids).toEqual([id])
  expect(recordsOf(after)[0]?.revision).toBe(1)
})

test('a partition cannot be read by its own name: row level security stands on its parent alone', async () => {
  const { engine } = await freshWorkspace()

  const open = await engine.database.pool.query(
    `SELECT c.relname FROM pg_class c WHERE c.relispartition AND c.relkind = 'r' AND has_table_privilege('guanxi_app', c.oid, 'SELECT')`,
  )

  expect(open.rows).toEqual([])
})

test('rights are given by administrators alone, and one of them always stays', async () => {
  const { admin, user, again } = await freshWorkspace()
  const clerk = await user('行政', { grants: { '*': { create: 'all', read: 'all', update: 'all', delete: 'all' } } })
  const role = (await admin.list({ object: 'role', filter: { field: 'administrator', op: 'is', value: true } })).ids[0] ?? ''
  const [me, her] = [clerk.reader.principal.id, admin.reader.principal.id]

  const attempts = [
    () => clerk.write({ kind: 'update', object: 'user', id: me, values: { roles: [role] } }),
    () => clerk.write({ kind: 'create', object: 'user', values: { name: '另一个我', roles: [role] } }),
    () => clerk.write({ kind: 'create', object: 'role', values: { name: '后门', administrator: true } }),
    () => clerk.write({ kind: 'create', object: 'role', values: { name: '后门', grants: { '*': { read: 'all' } } } }),
  ]
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'administrators_only' })
  for (const values of [{ active: false }, { roles: [] }])
    await expect(admin.write({ kind: 'update', object: 'user', id: her, values })).rejects.toMatchObject({ code: 'last_administrator' })
  await expect(admin.write({ kind: 'delete', object: 'user', id: her })).rejects.toMatchObject({ code: 'last_administrator' })

  await admin.write({ kind: 'update', object: 'user', id: me, values: { roles: [role] } })
  await (await again(clerk)).write({ kind: 'update', object: 'user', id: her, values: { active: false } })
  await expect(again(admin)).rejects.toMatchObject({ code: 'principal_inactive' })
})

test('a mass change needs the right to it for every record, beside the right to change', async () => {
  const { user, admin } = await freshWorkspace()
  const grants: Grants = { account: { create: 'all', read: 'all', update: 'all', massUpdate: 'own' }, '*': { read: 'all' } }
  const lin = await user('林若溪', { grants })
  const mine = await lin.write({ kind: 'create', object: 'account', values: { name: '同川医院' } })
  const theirs = await admin.write({ kind: 'create', object: 'account', values: { name: '明澈医院' } })
  const change = (id: string) => ({ kind: 'update' as const, object: 'account', id, values: { level: 'a' }, mass: true })

  const { results } = await lin.bulk([change(mine.id), change(theirs.id)], { partial: true })

  expect(results).toMatchObject([{ id: mine.id }, { error: { code: 'record_not_yours' } }])
  await lin.write({ kind: 'update', object: 'account', id: theirs.id, values: { level: 'b' } })
})

test('nobody learns to which group a customer belongs through one that they do not see', async () => {
  const { admin, user } = await freshWorkspace()
  const make = async (name: string, values: object = {}) =>
    (await admin.write({ kind: 'create', object: 'account', values: { name, ...values } })).id
  const group = await make('远山集团')
  const hidden = await make('远山控股', { parent: group })
  const rep = await user('林悦', { grants: { account: { read: 'own' } } })
  await make('苏州远山医院', { parent: hidden, owner: rep.reader.principal.id })
  const under = (reader: Context, value: string) =>
    reader.count({ object: 'account', filter: { field: 'parent', op: 'under', value } }).then(({ count }) => count)

  const found = { all: await under(admin, group), direct: await under(rep, hidden), beyond: await under(rep, group) }

  expect(found).toEqual({ all: 2, direct: 1, beyond: 0 })
})
