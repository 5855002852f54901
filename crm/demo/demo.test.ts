import type { Pool } from 'pg'
import { expect, inject, test } from 'vitest'
import { differences, keepHistorySince } from '../../engine/index.ts'
import { recordsOf, type TestWorkspace, testEngine } from '../../testing/workspace.ts'
import type { DemoCompany } from './company.ts'
import { demoCustomer } from './customer.ts'
import { demoJob } from './job.ts'
import { brokenOffLoad, loadDemo } from './load.ts'
import type { DemoRequest } from './organise.ts'

const freshWorkspace = await testEngine({ background: true, jobs: [demoJob] })

/** Whole companies are made, twice. */
const patience = { timeout: 120_000 }

const now = Date.parse('2026-03-17T02:00:00Z')
const company: DemoCompany = {
  accounts: 3000,
  seed: 7,
  now,
  firstNumbers: { account: 1, opportunity: 1 },
  owners: ['a', 'b', 'c'],
  products: Array.from({ length: 10 }, (_, index) => `product ${index}`),
  tags: ['tag'],
  pipeline: 'pipeline',
  stages: Array.from({ length: 7 }, (_, index) => `stage ${index}`),
  density: 'rich',
}

test('the same seed makes the same customers, each by its own name', () => {
  const names = (seed: number) =>
    Array.from({ length: company.accounts }, (_, index) => demoCustomer({ ...company, seed }, index)[0]?.changes[0]?.values.name)

  expect(demoCustomer(company, 12)).toEqual(demoCustomer(company, 12))
  expect(new Set(names(7)).size).toBe(company.accounts)
  expect(names(7)).not.toEqual(names(8))
})

test('everything lies in the past two years, in its order, and points at what is there', () => {
  for (let index = 0; index < company.accounts; index += 10) {
    const records = demoCustomer(company, index)
    const made = new Map(records.map(({ id, changes }) => [id, changes[0]?.at ?? '']))
    for (const { changes } of records) {
      const moments = changes.map(({ at }) => at)
      expect(moments).toEqual([...moments].sort())
      expect(Date.parse(moments.at(-1) ?? '')).toBeLessThan(now)
      expect(Date.parse(moments[0] ?? '')).toBeGreaterThan(now - 735 * 86_400_000)
      const { account, contact } = changes[0]?.values ?? {}
      for (const target of [account, contact])
        if (typeof target === 'string') expect([made.get(target), moments[0]].sort()[0]).toBe(made.get(target))
    }
  }
})

test('a load that breaks off goes on where it was, with nothing twice, and is taken back like any change', patience, async () => {
  const { engine, admin, id } = await freshWorkspace()
  const request = { accounts: 200, seed: 4, now: engine.clock.now().getTime() }
  const options = { engine, ...urls(engine), workspaceId: id, accountsPerPart: 20 }
  const stop = new AbortController()

  const first = loadDemo({ ...options, signal: stop.signal, onProgress: (_, done) => done >= 60 && stop.abort() }, request)
  await expect(first).rejects.toThrow('aborted')
  const brokenOff = await brokenOffLoad({ engine, workspaceId: id })
  const missing = await differences(engine.owner, engine.registry)
  const change = await loadDemo(options, { ...request, seed: 99 })

  expect(brokenOff?.done).toBeGreaterThanOrEqual(60)
  expect(brokenOff?.done).toBeLessThan(200)
  expect(missing.length).toBeGreaterThan(10)
  expect(await brokenOffLoad({ engine, workspaceId: id })).toBeNull()
  expect((await admin.count({ object: 'account' })).count).toBe(200)
  expect(await differences(engine.owner, engine.registry)).toEqual([])
  expect((await (await engine.systemContext(id, 'undo')).undo(change)).kept).toEqual([])
  for (const object of ['account', 'contact', 'opportunity', 'activity', 'lead']) expect((await admin.count({ object })).count).toBe(0)
})

async function fill({ engine, admin, id }: TestWorkspace, request: DemoRequest): Promise<string> {
  await keepHistorySince(engine.owner, engine.clock, new Date(request.now - 800 * 86_400_000))
  const context = await engine.systemContext(id, 'demo')
  const job = await engine.startJob(context, { kind: 'demo', input: request, total: request.accounts })
  const state = () => engine.job(context, job)
  await expect.poll(async () => (await state()).finishedAt, { ...patience, interval: 100 }).not.toBeNull()
  expect(await state()).toMatchObject({ status: 'done', error: null })
  engine.forget(admin.reader.workspaceId)
  return job
}

test('a workspace is filled with people, customers and two years with them, in which everything hangs together', patience, async () => {
  const workspace = await freshWorkspace()
  const { admin, engine } = workspace

  await fill(workspace, { accounts: 80, seed: 1, now: engine.clock.now().getTime() })

  expect((await admin.count({ object: 'account' })).count).toBe(80)
  const open = await admin.groups({ object: 'opportunity', by: 'stage', sum: 'amount' })
  expect(open.length).toBeGreaterThan(5)
  const [first] = recordsOf(await admin.list({ object: 'account', sort: ['createdAt'], fields: ['number', 'createdAt'], limit: 1 }))
  expect(first?.number).toBe('C-000001')
  expect(Date.parse(String(first?.createdAt))).toBeLessThan(engine.clock.now().getTime() - 700 * 86_400_000)
  const [won] = recordsOf(await admin.list({ object: 'opportunity', filter: { field: 'stage.outcome', op: 'is', value: 'won' }, limit: 1 }))
  const history = JSON.parse((await admin.history({ object: 'opportunity', id: String(won?.id) })).entries) as { at: string }[]
  expect(history.length).toBeGreaterThan(3)
  expect(history[0]?.at).not.toBe(history.at(-1)?.at)
  const rep = recordsOf(await admin.list({ object: 'user', filter: { field: 'name', op: 'is', value: '陈思远' } }))[0]
  const own = await engine.contextFor({ workspaceId: admin.reader.workspaceId, principalId: String(rep?.id), through: 'test' })
  const seen = (await own.count({ object: 'account' })).count
  expect(seen).toBeGreaterThan(0)
  expect(seen).toBeLessThan(80)
})

test('the company goes as it came, and what somebody made beside it stays', patience, async () => {
  const workspace = await freshWorkspace()
  const { admin, engine } = workspace
  const before = (await admin.count({ object: 'user' })).count
  const change = await fill(workspace, { accounts: 200, seed: 1, now: engine.clock.now().getTime() })
  const own = await admin.write({ kind: 'create', object: 'account', values: { name: '远山医疗' } })

  const { kept } = await (await engine.systemContext(workspace.id, 'undo')).undo(change)

  expect(kept).toEqual([])
  const left = recordsOf(await admin.list({ object: 'account', fields: ['number'] }))
  expect(left).toMatchObject([{ id: own.id, number: 'C-000201' }])
  for (const object of ['contact', 'opportunity', 'activity', 'lead', 'product', 'tag', 'department'])
    expect((await admin.count({ object })).count, object).toBe(0)
  expect((await admin.count({ object: 'user' })).count).toBe(before)
})

test('a loaded company leaves behind what the write path would have left, row by row', patience, async () => {
  const [written, loaded] = [await freshWorkspace(), await freshWorkspace()]
  const { engine } = written
  const request = { accounts: 250, seed: 3, now: engine.clock.now().getTime() }

  await fill(written, request)
  await loadDemo({ engine, ...urls(engine), workspaceId: loaded.id, accountsPerPart: 40 }, request)

  const [left, right] = [await everything(engine.owner, written.id), await everything(engine.owner, loaded.id)]
  expect(Object.keys(right)).toEqual(Object.keys(left))
  expect(Object.fromEntries(Object.entries(right).map(([table, rows]) => [table, rows.length]))).toEqual(
    Object.fromEntries(Object.entries(left).map(([table, rows]) => [table, rows.length])),
  )
  for (const [table, rows] of Object.entries(left)) expect(rowsOnlyIn(right[table], rows), table).toEqual(rowsOnlyIn(rows, right[table]))
  expect(left.activity?.length).toBeGreaterThan(1000)
})

function urls({ owner }: TestWorkspace['engine']): { ownerUrl: string; appUrl: string } {
  const server = inject('testServer')
  const name = new URL(String(owner.options.connectionString)).pathname.slice(1)
  return { ownerUrl: server.ownerUrl + name, appUrl: server.appUrl + name }
}

function rowsOnlyIn(rows: readonly string[] = [], others: readonly string[] = []): string[] {
  const there = new Set(others)
  return rows.filter((row) => !there.has(row)).slice(0, 3)
}

/** Told apart by nature: events are of the present, and a batch says how it was done. */
const exempt = new Set(['outbox', 'batch', 'job', 'membership', 'number_series', 'workspace'])
/** Ids that are made anew for each row, and the change that all of it is. */
const ownIds: Readonly<Record<string, readonly string[]>> = {
  history: ['id', 'change_id'],
  timeline_entry: ['id'],
  opportunity_change: ['id'],
}

/** Every row of the workspace, with names in place of the ids of what each workspace has for itself. */
async function everything(owner: Pool, workspaceId: string): Promise<Record<string, string[]>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `SELECT c.table_name AS name FROM information_schema.columns c JOIN pg_class k ON k.oid = to_regclass('public.' || quote_ident(c.table_name))
     WHERE c.table_schema = 'public' AND c.column_name = 'workspace_id' AND NOT k.relispartition AND k.relkind IN ('r', 'p') ORDER BY 1`,
  )
  const names = new Map([[workspaceId, 'workspace']])
  const seeded = `SELECT id, 'principal ' || name AS name FROM principal WHERE workspace_id = $1 UNION SELECT id, 'role ' || name FROM role WHERE workspace_id = $1
     UNION SELECT id, 'stage ' || name FROM stage WHERE workspace_id = $1 UNION SELECT id, 'pipeline ' || name FROM pipeline WHERE workspace_id = $1
     UNION SELECT id, 'choice ' || list || key FROM choice WHERE workspace_id = $1 UNION SELECT id, 'template ' || name FROM text_template WHERE workspace_id = $1
     UNION SELECT id, 'relation ' || name FROM relation_kind WHERE workspace_id = $1
     UNION SELECT id, 'work ' || name FROM activity_template WHERE workspace_id = $1 UNION SELECT id, 'day ' || date FROM holiday WHERE workspace_id = $1`
  for (const { id, name } of (await owner.query<{ id: string; name: string }>(seeded, [workspaceId])).rows) names.set(id, name)
  const found: Record<string, string[]> = {}
  for (const { name } of tables) {
    if (exempt.has(name)) continue
    const dropped = (ownIds[name] ?? []).map((column) => ` - '${column}'`).join('')
    const { rows } = await owner.query<{ row: string }>(
      `SELECT (to_jsonb(t)${dropped})::text AS row FROM ${name} t WHERE workspace_id = $1`,
      [workspaceId],
    )
    if (rows.length === 0) continue
    // Administrators come with their workspaces, each with an address of its own.
    const shared = rows.filter(({ row }) => !row.includes('@example.com'))
    found[name] = shared.map(({ row }) => row.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => names.get(id) ?? id)).sort()
  }
  return found
}
