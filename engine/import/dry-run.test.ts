import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { type TestWorkspace, testEngine } from '../../testing/workspace.ts'
import { importCheckJob } from './check-job.ts'
import type { Effect } from './effects.ts'
import { createImports } from './imports.ts'
import type { ImportPlan } from './plan.ts'
import { importJob } from './run.ts'

const stored = new Map<string, string>()
const parts = { files: (_workspaceId: string, hash: string) => () => Readable.from([Buffer.from(stored.get(hash) ?? '')]) }
const freshWorkspace = await testEngine({ background: true, jobs: [importJob(parts), importCheckJob(parts)] })

/** The same numbers for the same seed (mulberry32). */
function randomFrom(seed: number) {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  const among = <T>(values: readonly T[]): T => values[below(values.length)] as T
  return { below, among }
}
type Random = ReturnType<typeof randomFrom>

/** Names, phones and codes come from small stores, so that rows meet each other and the records that are there. */
function accountFile(random: Random, rows: number): string {
  const line = (): string => {
    const name = random.below(20) === 0 ? '' : `Company ${random.below(rows / 2)}`
    const phone = random.below(3) === 0 ? '' : `138${String(10_000_000 + random.below(rows / 2))}`
    const level = random.among(['A', 'B', 'C', '', '', 'no such level'])
    const employees = random.among(['', '12', '1,200', 'many', String(random.below(5))])
    const parent = random.below(10) === 0 ? `Company ${random.below(rows / 2)}` : ''
    return [name, phone, level, JSON.stringify(employees), parent, random.among(['', 'note', 'other note'])].join(',')
  }
  return `name,phone,level,employees,parent,description\n${Array.from({ length: rows }, line).join('\n')}\n`
}

function productFile(random: Random, rows: number): string {
  const line = (): string =>
    [
      `Product ${random.below(rows / 2)}`,
      random.below(6) === 0 ? '' : `P-${random.below(rows / 2)}`,
      random.among(['', '10', '-5', '12.50']),
    ].join(',')
  return `name,code,price\n${Array.from({ length: rows }, line).join('\n')}\n`
}

async function opened(workspace: TestWorkspace, object: string, content: string, duplicates: ImportPlan['duplicates']) {
  const imports = createImports(workspace.engine, parts)
  const hash = `file ${stored.size}`
  stored.set(hash, content)
  const context = await workspace.again(workspace.admin)
  const { id, plan } = await imports.open(context, object, { name: 'list.csv', hash, size: content.length })
  await imports.changePlan(context, id, { ...plan, columns: plan.columns.map(({ target }) => ({ target })), duplicates })
  const over = (job: string) =>
    expect
      .poll(async () => (await workspace.engine.job(context, job)).status, { timeout: 60_000, interval: 20 })
      .toMatch(/done|failed|cancelled/)
  return { imports, context, id, over }
}

async function allEffects(imports: ReturnType<typeof createImports>, context: TestWorkspace['admin'], id: string): Promise<Effect[]> {
  const all: Effect[] = []
  for (;;) {
    const page = await imports.effects(context, id, { after: all.at(-1)?.number ?? 0, limit: 500 })
    all.push(...page)
    if (page.length < 500) return all
  }
}

/** What the run wrote of each changed record, as history tells it. */
async function writtenChanges(workspace: TestWorkspace, changeId: string): Promise<string[]> {
  const { rows } = await workspace.engine.owner.query<{ changes: Record<string, [unknown, unknown]> }>(
    `SELECT changes FROM history WHERE workspace_id = $1 AND change_id = $2 AND kind = 'update'`,
    [workspace.id, changeId],
  )
  return rows.map(({ changes }) => told(Object.entries(changes).map(([field, [from, to]]) => ({ field, from, to })))).sort()
}

function told(changes: readonly { field: string; from: unknown; to: unknown }[]): string {
  return JSON.stringify(changes.map(({ field, from, to }) => [field, from, to]).sort())
}

const groups: Readonly<Record<string, string[][]>> = {
  name: [['name']],
  'phone, else name': [['phone'], ['name']],
  'name and phone together': [['name', 'phone']],
  code: [['code']],
}

test.each([
  { object: 'account', policy: 'skip', by: 'name', seed: 1 },
  { object: 'account', policy: 'update', by: 'name', seed: 2 },
  { object: 'account', policy: 'update', by: 'phone, else name', seed: 3 },
  { object: 'account', policy: 'updateEmpty', by: 'phone, else name', seed: 4 },
  { object: 'account', policy: 'update', by: 'name and phone together', seed: 5 },
  { object: 'account', policy: 'ask', by: 'name', seed: 6 },
  { object: 'account', policy: 'create', by: 'name', seed: 7 },
  { object: 'product', policy: 'create', by: 'code', seed: 8 },
  { object: 'product', policy: 'update', by: 'name', seed: 9 },
  { object: 'product', policy: 'skip', by: 'name', seed: 10 },
  { object: 'product', policy: 'updateEmpty', by: 'code', seed: 11 },
] as const)(
  'a dry run tells what the run then does: $object, $policy by $by',
  { timeout: 120_000 },
  async ({ object, policy, by, seed }) => {
    const workspace = await freshWorkspace()
    const random = randomFrom(seed)
    const make = object === 'account' ? accountFile : productFile
    const before = await opened(workspace, object, make(random, 200), { matchBy: [], policy: 'create', decisions: {} })
    await before.over(await before.imports.start(before.context, before.id))
    const choices = ['create', 'skip', 'update', 'updateEmpty'] as const
    const decisions = Object.fromEntries(
      Array.from({ length: 700 }, (_, row) => [String(row + 2), random.among(choices)]).filter(([row]) => Number(row) % 5 > 0),
    )
    const { imports, context, id, over } = await opened(workspace, object, make(random, 700), {
      matchBy: groups[by] ?? [],
      policy,
      decisions: policy === 'ask' ? decisions : {},
    })

    await over(await imports.check(context, id))
    const { check } = await imports.get(context, id)
    const effects = await allEffects(imports, context, id)
    const batch = await imports.start(context, id)
    await over(batch)

    const { result, status } = await imports.get(context, id)
    expect(status).toBe('done')
    const { create = 0, update = 0, unchanged = 0, skip = 0, ask = 0, reject = 0 } = check?.effects ?? {}
    expect(create + update + unchanged + skip + ask + reject).toBe(check?.rows)
    expect(result).toMatchObject({ created: create, updated: update, unchanged, skipped: skip, rejected: reject + ask })
    const promised = effects
      .filter(({ kind }) => kind === 'update')
      .map(({ changes }) => told(changes.filter(({ field }) => field !== 'parent')))
    const written = (await writtenChanges(workspace, batch)).map((one) =>
      told(
        (JSON.parse(one) as [string, unknown, unknown][])
          .filter(([field]) => field !== 'parent')
          .map(([field, from, to]) => ({ field, from, to })),
      ),
    )
    const substantial = (one: string) => one !== '[]'
    expect(written.filter(substantial).sort()).toEqual(promised.filter(substantial).sort())
  },
)
