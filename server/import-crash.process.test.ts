import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { password } from '../testing/app.ts'
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts'
import { joinEmbedded } from './database/embedded.ts'
import { processesOn } from './database/postmaster.ts'

/** How often the server is killed in the middle; `GUANXI_CRASHES=50` for the long form. */
const crashes = Number(process.env['GUANXI_CRASHES'] ?? 4)
/** So many rows at most are taken between two crashes. */
const rowsPerCrash = 1_500
const rows = crashes * rowsPerCrash + 1_000

let dataFolder: string

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'guanxi-import-crash-'))
})
afterEach(async () => {
  for (const pid of await processesOn(join(dataFolder, 'database')).catch(() => [])) end(pid)
  await rm(dataFolder, { recursive: true, force: true })
})

/** Every 50th row bears the name of an earlier one, and every 37th none; of some the parent stands further down. */
function file(): { content: string; expected: { created: number; skipped: number; rejected: number } } {
  const lines = ['name,level,parent']
  const names = new Set<string>()
  const expected = { created: 0, skipped: 0, rejected: 0 }
  for (let row = 0; row < rows; row++) {
    const name = row % 37 === 36 ? '' : row % 50 === 49 ? `Company ${Math.floor(row / 3)} Ltd` : `Company ${row} Ltd`
    if (name === '') expected.rejected++
    else if (names.has(name)) expected.skipped++
    else {
      names.add(name)
      expected.created++
    }
    const below = row + 1 + Number(row % 37 === 35)
    lines.push(`${name},A,${row % 100 === 0 ? `Company ${below} Ltd` : ''}`)
  }
  return { content: `${lines.join('\n')}\n`, expected }
}

test(`an import whose server is killed ${crashes} times takes every row once and none by half`, {
  timeout: 120_000 + crashes * 60_000,
}, async () => {
  const { content, expected } = file()
  let server = await startServerProcess({ dataFolder })
  const cookie = await setUp(server)
  const id = await upload(server, cookie, content)
  await call(server, cookie, 'POST', `/imports/${id}/start`)

  let killed = 0
  let before = 0
  for (let moment = 0; killed < crashes; moment++) {
    const target = before + ((moment * 7_919) % rowsPerCrash)
    const state = await until(
      async () => call(server, cookie, 'GET', `/imports/${id}`),
      (one) => one.status === 'done' || Number(one.done) > target,
    )
    if (state.status === 'done') break
    server.kill('SIGKILL')
    await server.ended
    killed++
    server = await startServerProcess({ dataFolder })
    before = Number((await call(server, cookie, 'GET', `/imports/${id}`)).done)
  }
  const finished = await until(
    async () => call(server, cookie, 'GET', `/imports/${id}`),
    (one) => one.status === 'done' || one.status === 'failed',
  )

  expect(finished).toMatchObject({ status: 'done', done: rows, result: expected })
  expect(killed).toBe(crashes)
  const counts = await stored(id)
  expect(counts).toEqual({
    accounts: expected.created,
    names: expected.created,
    made: expected.created,
    told: expected.created,
    searched: expected.created,
    rejected: expected.rejected,
    parents: counts['parents'],
    pending: 0,
  })
  expect(counts['parents']).toBeGreaterThan(0)
  server.kill('SIGTERM')
  await server.ended
})

test('a server that is stopped does not wait for the import: the next one goes on with it', { timeout: 180_000 }, async () => {
  const lines = ['name', ...Array.from({ length: 8_000 }, (_, row) => `Hospital ${row} Ltd`)]
  const server = await startServerProcess({ dataFolder })
  const cookie = await setUp(server)
  const id = await upload(server, cookie, `${lines.map((line) => `${line},A,`).join('\n')}\n`.replace('name,A,', 'name,level,parent'))
  await call(server, cookie, 'POST', `/imports/${id}/start`)
  await until(
    async () => call(server, cookie, 'GET', `/imports/${id}`),
    ({ done }) => Number(done) > 0,
  )

  server.kill('SIGTERM')
  await server.ended

  const next = await startServerProcess({ dataFolder })
  const before = await call(next, cookie, 'GET', `/imports/${id}`)
  expect(before.status).toBe('running')
  expect(Number(before.done)).toBeLessThan(8_000)
  const finished = await until(
    async () => call(next, cookie, 'GET', `/imports/${id}`),
    ({ status }) => status === 'done' || status === 'failed',
  )
  expect(finished).toMatchObject({ status: 'done', done: 8_000, result: { created: 8_000, skipped: 0, rejected: 0 } })
  expect((await stored(id))['names']).toBe(8_000)
  next.kill('SIGTERM')
  await next.ended
})

type State = { status: string; done: number; result: Record<string, number> }

async function until(ask: () => Promise<State>, isReached: (state: State) => boolean): Promise<State> {
  for (;;) {
    const state = await ask()
    if (isReached(state)) return state
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function setUp(server: ServerProcess): Promise<string> {
  const body = {
    workspaceName: '远山医疗',
    currency: 'CNY',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    name: '管理员',
    email: 'admin@example.cn',
    password,
  }
  const answer = await fetch(`${server.url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(201)
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

async function upload(server: ServerProcess, cookie: string, content: string): Promise<string> {
  const form = new FormData()
  form.set('object', 'account')
  form.set('file', new Blob([content], { type: 'text/csv' }), '客户.csv')
  const answer = await fetch(`${server.url}/api/v1/imports`, { method: 'POST', headers: { cookie, 'x-guanxi': '1' }, body: form })
  expect(answer.status).toBe(201)
  const { id, plan } = (await answer.json()) as { id: string; plan: Record<string, unknown> }
  const duplicates = { matchBy: [['name']], policy: 'skip' }
  await call(server, cookie, 'PATCH', `/imports/${id}`, {
    plan: { ...plan, columns: ['name', 'level', 'parent'].map((target) => ({ target })), duplicates },
  })
  return id
}

async function call(server: ServerProcess, cookie: string, method: string, path: string, body?: unknown): Promise<State> {
  const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { cookie, 'x-guanxi': '1', ...json },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as State
}

/** What stands in the database, each told by another table. */
async function stored(id: string): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: (await joinEmbedded(dataFolder)).ownerUrl })
  await client.connect()
  const { rows: found } = await client.query<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM account WHERE deleted_at IS NULL) AS accounts, (SELECT count(DISTINCT name)::int FROM account) AS names,
       (SELECT count(*)::int FROM history WHERE object = 'account' AND kind = 'create') AS made,
       (SELECT sum(events)::int FROM outbox WHERE object = 'account' AND kind = 'record.create') AS told,
       (SELECT count(*)::int FROM search_document WHERE object = 'account') AS searched,
       (SELECT count(*)::int FROM import_row WHERE import_id = $1 AND outcome = 'rejected') AS rejected,
       (SELECT count(*)::int FROM account WHERE parent_id IS NOT NULL) AS parents,
       (SELECT count(*)::int FROM import_pending_reference WHERE import_id = $1) AS pending`,
    [id],
  )
  await client.end()
  return found[0] ?? {}
}

/** A process that has ended by itself in the meantime is ended all the same. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    expect(error).toMatchObject({ code: 'ESRCH' })
  }
}
