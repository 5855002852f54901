import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import type { InjectOptions } from 'fastify'
import { type House, openHouse } from '../../testing/house.ts'
import type { TestServer } from '../../testing/postgres.ts'
import { randomFrom } from '../leak/random.ts'
import { ask, parts } from '../leak/world.ts'
import { type FuzzRequest, someRequest } from './requests.ts'
import type { Ground } from './samples.ts'

export type FuzzFinding = { readonly operation: number; readonly request: string; readonly words: string }
export type FuzzRun = { readonly requests: number; readonly findings: FuzzFinding[]; readonly statuses: ReadonlyMap<number, number> }

const password = 'correct horse battery'
const longestMilliseconds = 15_000
/** What tells of the inside: a stack, a path of ours, or the words of SQL and of the database. */
const inside =
  /\bat \S+ \(|node_modules|\.ts:\d+|\bSELECT\b.+\bFROM\b|invalid input syntax|violates|relation "|column "|syntax error at|pg_|ECONN/
/** Routes that take a stream over or end what the run stands on. */
const left = new Set(['GET /api/v1/live', 'POST /api/v1/me/leave', 'POST /api/v1/sample-data', 'POST /api/v1/setup', 'GET /metrics'])

/** Requests by chance to every route of the server: each must be answered in time, with an answer or a clear refusal, and nothing of the inside. */
export async function runFuzz(given: {
  server: TestServer
  seed: number
  from?: number
  until: number
  milliseconds?: number
}): Promise<FuzzRun> {
  const lines: string[] = []
  const findings: FuzzFinding[] = []
  const statuses = new Map<number, number>()
  const house = await openHouse(given.server, { newWorkspaces: 'everyone' }, { write: (line) => void lines.push(line) })
  let requests = 0
  try {
    const { ground, token, secrets } = await prepare(house)
    const routes = house.app.routeTable.filter(({ method, url }) => !left.has(`${method} ${url}`))
    const began = performance.now()
    const limit = given.milliseconds ?? Number.POSITIVE_INFINITY
    for (let operation = given.from ?? 0; operation < given.until && performance.now() - began < limit; operation += 1) {
      const random = randomFrom(given.seed, 9, operation)
      const request = someRequest(random, ground, random.pick(routes), random.chance(0.95) ? { authorization: `Bearer ${token}` } : {})
      const before = lines.length
      const found = await faultsOf(house, request)
      statuses.set(found.status, (statuses.get(found.status) ?? 0) + 1)
      requests += 1
      const logged = lines.slice(before)
      const secret = logged.find((line) => secrets.some((one) => line.includes(one)))
      const all = [...found.words, ...(secret ? [`a secret in the log: ${secret.slice(0, 300)}`] : [])]
      const cause = logged.map((line) => /"message":"((?:[^"\\]|\\.){0,300})/.exec(line)?.[1] ?? '').join('; ')
      for (const words of all) findings.push({ operation, request: shown(request), words: `${words}${cause ? ` [log: ${cause}]` : ''}` })
    }
    if ((given.from ?? 0) === 0) findings.push(...(await wireFaults(house)))
  } finally {
    await house.close()
  }
  return { requests, findings, statuses }
}

function shown({ method, url, headers, payload }: FuzzRequest): string {
  const { authorization: _sign, 'x-guanxi': _own, ...rest } = headers
  return `${method} ${url.slice(0, 500)} ${JSON.stringify(rest).slice(0, 200)} ${payload ? JSON.stringify(payload.toString('utf8')).slice(0, 500) : ''}`
}

async function faultsOf({ app }: House, { method, url, headers, payload }: FuzzRequest): Promise<{ status: number; words: string[] }> {
  const began = performance.now()
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(() => late.resolve(null), longestMilliseconds)
  const answer = await Promise.race([
    app
      .inject({ method: method as 'GET', url, headers, ...(payload ? { payload } : {}) } satisfies InjectOptions)
      .catch((error: unknown) => error),
    late.promise,
  ])
  clearTimeout(timer)
  if (answer === null) return { status: 0, words: [`no answer after ${Math.round(performance.now() - began)} ms`] }
  if (answer instanceof Error) return { status: 0, words: [`the request could not be made: ${answer.message}`] }
  const { statusCode, body, headers: answered } = answer as { statusCode: number; body: string; headers: Record<string, unknown> }
  const words: string[] = []
  if (statusCode >= 500) words.push(`${statusCode}: ${body.slice(0, 200)}`)
  const hasNoBody = statusCode === 416 || statusCode === 304
  if (statusCode >= 400 && !hasNoBody) words.push(...problemFaults(body, String(answered['content-type'])))
  if (statusCode >= 400 && typeof answered['x-request-id'] !== 'string') words.push('no id of the request')
  return { status: statusCode, words }
}

function problemFaults(body: string, type: string): string[] {
  const words: string[] = []
  if (!type.startsWith('application/problem+json')) words.push(`a refusal as ${type}: ${body.slice(0, 120)}`)
  if (inside.test(body)) words.push(`the inside is told: ${body.slice(0, 300)}`)
  try {
    const problem = JSON.parse(body) as Record<string, unknown>
    for (const key of ['type', 'title', 'code', 'detail'])
      if (typeof problem[key] !== 'string' || problem[key] === '') words.push(`a problem without ${key}`)
    // A code without words of its own would be shown as the code.
    if (problem.detail === problem.code) words.push(`the code ${String(problem.code)} has no words`)
  } catch {
    words.push('a refusal that is no JSON')
  }
  return words
}

async function prepare(house: House): Promise<{ ground: Ground; token: string; secrets: string[] }> {
  const payload = {
    workspaceName: '远山',
    currency: 'CNY',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    name: '管理员',
    email: 'admin@example.cn',
    password,
  }
  const made = await house.app.inject({ method: 'POST', url: '/api/v1/setup', payload })
  const cookies = made.cookies.map(({ value }) => value)
  const { rows } = await house.database.owner.query<{ workspace_id: string; id: string }>('SELECT workspace_id, id FROM app_user')
  const [admin] = rows
  if (!admin) throw new Error(`The set-up was refused: ${made.body}`)
  const { token } = await house.tokens.create({
    workspaceId: admin.workspace_id,
    principalId: admin.id,
    name: 'fuzz',
    expiresAt: null,
    createdById: null,
  })
  const tell = async (url: string, body: object) => (await ask(house, token, { method: 'POST', url, body })).json
  const account = String((await tell('/accounts', { name: '苏州同川医院', creditLimit: '100' })).id)
  const contact = String((await tell('/contacts', { name: '林悦', account })).id)
  await tell('/activities', { subject: '拜访', account, contact })
  await tell('/leads', { name: '周宁' })
  await tell('/tags', { name: '重点' })
  await tell('/products', { name: '监护仪' })
  await tell('/departments', { name: '华东' })
  const { json } = await ask(house, token, { method: 'GET', url: '/meta' })
  const objects = parts(json, 'objects').map((object) => ({
    key: String(object.key),
    route: String(object.route),
    fields: parts(object, 'fields').map(({ key, kind, to, list }) => ({
      key: String(key),
      kind: String(kind),
      ...(typeof to === 'string' ? { to } : {}),
      ...(typeof list === 'string' ? { list } : {}),
    })),
  }))
  const ids = new Map<string, string[]>()
  for (const { key, route } of objects) {
    const found = await ask(house, token, { method: 'GET', url: `/${route}?limit=5` })
    ids.set(
      key,
      parts(found.json, 'records').map(({ id }) => String(id)),
    )
  }
  const choices = Object.fromEntries(
    Object.entries((json.choices ?? {}) as Record<string, { key: string }[]>).map(([list, values]) => [list, values.map(({ key }) => key)]),
  )
  const actions = parts(json, 'actions').map(({ key, input }) => ({ key: String(key), input }))
  return { ground: { objects, choices, ids, actions }, token, secrets: [token, password, ...cookies.filter((value) => value.length > 12)] }
}

/** What only a real connection can do: bodies that come slowly, or not at all, must not keep others waiting; what is no HTTP is refused. */
async function wireFaults({ app }: House): Promise<FuzzFinding[]> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const findings: FuzzFinding[] = []
  const note = (request: string, words: string) => findings.push({ operation: -1, request, words })
  const slow = Array.from({ length: 40 }, () => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write('POST /api/v1/sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{"email":')
    return socket
  })
  const began = performance.now()
  const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(5_000) }).catch((error: unknown) =>
    String(error),
  )
  if (typeof answer === 'string' || !answer.ok)
    note('GET /health beside forty slow bodies', `no answer: ${String(answer)} after ${Math.round(performance.now() - began)} ms`)
  for (const socket of slow) socket.destroy()
  if (app.server.requestTimeout <= 0) note('a body that never ends', 'is waited for without an end')
  for (const raw of [
    'GET / HTTP/9.9\r\n\r\n',
    '\0\0\0\0\r\n\r\n',
    'GET /x HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n',
    'POST /api/v1/sign-in HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
    `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`,
  ]) {
    const text = await exchanged(port, raw)
    if (!/^HTTP\/1\.1 4\d\d/.test(text)) note(JSON.stringify(raw.slice(0, 60)), `answered by ${JSON.stringify(text.slice(0, 80))}`)
    if (inside.test(text)) note(JSON.stringify(raw.slice(0, 60)), `the inside is told: ${text.slice(0, 200)}`)
  }
  return findings
}

function exchanged(port: number, raw: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(raw))
    let text = ''
    const timer = setTimeout(() => socket.destroy(), 5_000)
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      socket.end()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(timer)
      resolve(text)
    })
  })
}
