import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type LiveEvent } from '../client/index.ts'
import { readConfig } from '../server/config.ts'
import { openDatabase } from '../server/database/open.ts'
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts'
import { middle, type Pace, rounded, runSlice, send } from './measure.ts'
import type { Operation } from './operations.ts'
import type { Figure } from './report.ts'
import type { MeasuredWorkspace } from './setting.ts'

const serverCount = 4
const listeningPages = 5
const changesPerRecord = 20
const patienceMilliseconds = 20_000

/** Four servers on the one database: what they answer together over what one answers, and whether every change reaches the pages of all. */
export async function measureServers(
  runner: ChildProcess,
  workspace: MeasuredWorkspace,
  given: { dataFolder: string; origin: string; list: Operation; pace: Pace },
): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'guanxi-servers-'))
  const others: ServerProcess[] = []
  try {
    const { ownerUrl, appUrl } = await openDatabase(readConfig({ GUANXI_DATA: given.dataFolder }, null), {
      holder: `pid ${process.pid}`,
      besideServer: true,
    })
    for (let index = 1; index < serverCount; index++)
      others.push(
        await startServerProcess({
          dataFolder: join(folder, String(index)),
          variables: { DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl, GUANXI_DATABASE_CONNECTIONS: '8' },
        }),
      )
    const origins = [given.origin, ...others.map(({ url }) => url.replace('localhost', '127.0.0.1'))]
    return [
      { name: 'fourServersRatio', value: await togetherOverOne(runner, origins, given), unit: '×' },
      { name: 'lostLiveUpdates', value: await lostUpdates(workspace, origins), unit: '' },
    ]
  } finally {
    for (const server of others) server.kill('SIGTERM')
    await Promise.all(others.map(({ ended }) => ended))
    await rm(folder, { recursive: true, force: true })
  }
}

/** Lists at sixteen connections: all to one server, then four to each, in turns. */
async function togetherOverOne(runner: ChildProcess, origins: readonly string[], given: { list: Operation; pace: Pace }): Promise<number> {
  send(runner, { set: 'servers', units: given.list.units.map(({ ours }) => ours) })
  const at = async (asked: readonly string[], seconds: number): Promise<number> => {
    const slices = await Promise.all(
      asked.map((origin) => runSlice(runner, { origin, set: 'servers', connections: (4 * serverCount) / asked.length, seconds })),
    )
    const failures = slices.flatMap((slice) => slice.failures)
    if (failures.length > 0) throw new Error(`servers: ${failures.join('\n')}`)
    return slices.reduce((sum, { perSecond }) => sum + perSecond, 0)
  }
  const one = origins.slice(0, 1)
  await at(origins, 1)
  const rates: { one: number; all: number }[] = []
  for (let slice = 0; slice < given.pace.slices; slice++)
    rates.push({ one: await at(one, given.pace.seconds), all: await at(origins, given.pace.seconds) })
  const median = (side: 'one' | 'all') =>
    middle(rates.map((rate) => ({ id: 0, perSecond: rate[side], p50Ms: 0, p95Ms: 0, failures: [] }))).perSecond
  return rounded(median('all') / median('one'), 2)
}

/**
 * Pages on all servers show the same records, which are changed again and again through all servers. A page may hear of several changes
 * at once, but of the last one of every record: how many it never heard of.
 */
async function lostUpdates({ tokens }: MeasuredWorkspace, origins: readonly string[]): Promise<number> {
  const clients = origins.map((baseUrl) => createClient({ baseUrl, token: tokens[0] ?? '' }))
  const pages = origins.flatMap((baseUrl) =>
    Array.from({ length: listeningPages }, () => ({
      client: createClient({ baseUrl, token: tokens[0] ?? '' }),
      heard: new Map<string, number>(),
    })),
  )
  const closers: (() => void)[] = []
  try {
    let records: string[] = []
    for (const { client, heard } of pages) {
      await new Promise<void>((ready) => {
        const onEvent = (event: LiveEvent): void => {
          if (event.type === 'record') heard.set(event.id, Math.max(heard.get(event.id) ?? 0, event.revision))
        }
        closers.push(client.live({ onEvent, onConnected: (is) => is && ready(), shared: false }))
      })
      const page = await client.accounts.list({ fields: ['name'], sort: ['-createdAt'], limit: 20 })
      records = page.records.map(({ id }) => id)
    }
    const last = new Map<string, number>()
    for (let change = 0; change < changesPerRecord; change++)
      await Promise.all(
        records.map(async (id, index) => {
          const written = await clients[(index + change) % clients.length]?.accounts.update(id, { employees: 1_000 + change * 7 + index })
          if (written) last.set(id, written.record.revision)
        }),
      )
    const missing = () =>
      pages.reduce((sum, { heard }) => sum + [...last].filter(([id, revision]) => (heard.get(id) ?? 0) < revision).length, 0)
    const until = performance.now() + patienceMilliseconds
    while (missing() > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 100))
    return missing()
  } finally {
    for (const close of closers) close()
  }
}
