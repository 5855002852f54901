import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createPool } from '../../server/database/connect.ts'
import { joinEmbedded } from '../../server/database/embedded.ts'
import { startServerProcess } from '../../testing/server-process.ts'
import { growth, type Minute, quantile } from './judge.ts'
import { listen, type Tally, work } from './load.ts'
import { gauge, measure } from './measure.ts'

// `npm run soak -- --minutes 60`: people at work on one server for as long as you like, and what it holds of memory, files and connections meanwhile.

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '15' },
    people: { type: 'string', default: '6' },
    tabs: { type: 'string', default: '12' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
})
const [minutesWanted, people, tabs, seed] = [values.minutes, values.people, values.tabs, values.seed].map(Number) as [
  number,
  number,
  number,
  number,
]
const out = values.out ?? join(tmpdir(), `guanxi-soak-${new Date().toISOString().slice(0, 16).replace(/\D/g, '')}.jsonl`)
const dataFolder = await mkdtemp(join(tmpdir(), 'guanxi-soak-'))
const stop = new AbortController()
const interrupted = () => stop.abort()
process.once('SIGINT', interrupted).once('SIGTERM', interrupted)

const server = await startServerProcess({ dataFolder })
const owner = createPool((await joinEmbedded(dataFolder)).ownerUrl, { max: 1, name: 'soak' })
const minutes: Minute[] = []
try {
  const tokens = await prepare(server.url, people)
  const tally: Tally = { took: [], requests: 0, failures: 0, writes: 0, faults: [] }
  const at = (index: number) => ({
    baseUrl: server.url,
    token: tokens[index % tokens.length] ?? '',
    seed: seed * 1_000 + index,
    stop: stop.signal,
  })
  const running = [
    ...Array.from({ length: people }, (_, index) => work({ ...at(index), tally })),
    ...Array.from({ length: tabs }, (_, index) => listen(at(100 + index))),
  ]
  console.log(`${people} people and ${tabs} tabs at ${server.url} for ${minutesWanted} minutes; figures are kept in ${out}`)
  console.log('min  req/s  fail    p50   p95   p99 ms     server    heap   files  database  conn  live     WAL  tables')
  for (let minute = 1; minute <= minutesWanted && !stop.signal.aborted; minute += 1) {
    const before = { requests: tally.requests, failures: tally.failures }
    tally.took.length = 0
    const heap = await leastHeap(60_000)
    const { largest, ...held } = await measure({ baseUrl: server.url, pid: server.pid, dataFolder, owner })
    const figures: Minute = {
      minute,
      requests: tally.requests - before.requests,
      failures: tally.failures - before.failures,
      p50Ms: quantile(tally.took, 0.5),
      p95Ms: quantile(tally.took, 0.95),
      p99Ms: quantile(tally.took, 0.99),
      heapBytes: heap,
      writes: tally.writes,
      ...held,
    }
    minutes.push(figures)
    print(figures)
    await appendFile(out, `${JSON.stringify({ at: new Date().toISOString(), ...figures, largest, faults: tally.faults })}\n`)
  }
  stop.abort()
  await Promise.allSettled(running)
  const found = growth(minutes)
  for (const fault of tally.faults) console.log(`failed: ${fault}`)
  console.log(
    found.length === 0
      ? `Level over ${minutes.length} minutes, ${tally.requests} requests, ${tally.writes} writes.`
      : found.map((words) => `GREW  ${words}`).join('\n'),
  )
  process.exitCode = found.length === 0 ? 0 : 1
} finally {
  stop.abort()
  await owner.end()
  server.kill('SIGTERM')
  await server.ended
  await rm(dataFolder, { recursive: true, force: true })
}

/** The least that the heap held at any of the looks of a minute: what is there after the garbage is away. */
async function leastHeap(milliseconds: number): Promise<number | null> {
  const seen: number[] = []
  const until = performance.now() + milliseconds
  while (performance.now() < until && !stop.signal.aborted) {
    await pause(Math.min(3_000, Math.max(1, until - performance.now())), undefined, { signal: stop.signal }).catch(() => undefined)
    const bytes = await gauge(server.url, 'nodejs_heap_size_used_bytes').catch(() => null)
    if (bytes !== null) seen.push(bytes)
  }
  return seen.length > 0 ? Math.min(...seen) : null
}

function print(figures: Minute): void {
  const mega = (bytes: number | null): string => (bytes === null ? '-' : `${(bytes / 1024 / 1024).toFixed(0)} MB`).padStart(8)
  const count = (value: number | null): string => String(value ?? '-').padStart(6)
  const times = [figures.p50Ms, figures.p95Ms, figures.p99Ms].map((value) => value.toFixed(0).padStart(6)).join('')
  console.log(
    `${String(figures.minute).padStart(3)}  ${(figures.requests / 60).toFixed(1).padStart(5)} ${count(figures.failures)}  ${times}    ${mega(figures.serverBytes)}${mega(figures.heapBytes)} ${count(figures.serverFiles)}  ${mega(figures.databaseBytes)}${count(figures.databaseConnections)}${count(figures.liveConnections)}${mega(figures.walBytes)}${mega(figures.tableBytes)}`,
  )
}

/** A workspace, and a token for each of so many people: the administrator's own, as scripts have them. */
async function prepare(baseUrl: string, count: number): Promise<string[]> {
  const send = async (path: string, body: object, cookie = ''): Promise<Response> => {
    const headers = { 'content-type': 'application/json', 'x-guanxi': '1', ...(cookie ? { cookie } : {}) }
    const response = await fetch(`${baseUrl}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path} was refused: ${await response.text()}`)
    return response
  }
  const made = await send('/setup', {
    workspaceName: '远山医疗',
    currency: 'CNY',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    name: '陈思远',
    email: 'chen@example.com',
    password: 'correct horse battery staple',
  })
  const cookie = made.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const tokens: string[] = []
  for (let index = 0; index < count; index += 1) {
    const { token } = (await (await send('/me/tokens', { name: `soak ${index}` }, cookie)).json()) as { token: string }
    tokens.push(token)
  }
  return tokens
}
