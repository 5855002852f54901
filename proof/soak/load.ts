import { setTimeout as pause } from 'node:timers/promises'
import { type Client, createClient } from '../../client/index.ts'
import { type Random, randomFrom } from '../leak/random.ts'

export type Tally = { readonly took: number[]; requests: number; failures: number; writes: number; readonly faults: string[] }
type Site = {
  readonly client: Client
  readonly random: Random
  readonly accounts: string[]
  readonly opportunities: string[]
  /** Accounts with an opportunity: they cannot be deleted. */
  readonly inSale: Set<string>
  readonly stages: { stage: string; pipeline: string }[]
}
type Step = { readonly weight: number; readonly writes: number; run(site: Site): Promise<unknown> }

const mostKept = 2_000
const pauseMilliseconds = 60

const one = (site: Site, ids: readonly string[]): string => (ids.length > 0 ? site.random.pick(ids) : '')
const name = (site: Site): string => `${site.random.pick(['苏州', '远山', '同川', '东方', '华北'])}${site.random.below(100_000)}医院`

/** A working day in small: mostly reading, some writing, now and then a file. */
const steps: readonly Step[] = [
  {
    weight: 8,
    writes: 0,
    run: ({ client, random }) => client.accounts.list({ limit: 50, sort: [random.pick(['-createdAt', 'name', '-annualRevenue'])] }),
  },
  {
    weight: 4,
    writes: 0,
    run: ({ client, random }) =>
      client.accounts.list({ limit: 50, filter: { field: 'level', op: 'is', value: random.pick(['a', 'b', 'c']) } }),
  },
  { weight: 6, writes: 0, run: (site) => ask(site, 'GET', `/accounts/${one(site, site.accounts)}`) },
  { weight: 4, writes: 0, run: (site) => ask(site, 'GET', `/accounts/${one(site, site.accounts)}/timeline`) },
  { weight: 3, writes: 0, run: (site) => ask(site, 'GET', `/accounts/${one(site, site.accounts)}/related`) },
  { weight: 2, writes: 0, run: (site) => ask(site, 'GET', `/accounts/${one(site, site.accounts)}/history`) },
  {
    weight: 5,
    writes: 0,
    run: (site) =>
      ask(
        site,
        'GET',
        `/search?details=true&q=${encodeURIComponent(site.random.pick(['苏州', 'yshan', '同川', '医院', 'C-0000', '138']))}`,
      ),
  },
  { weight: 2, writes: 0, run: (site) => ask(site, 'GET', '/opportunities/board?by=stage') },
  { weight: 2, writes: 0, run: (site) => ask(site, 'GET', '/opportunities/groups?by=stage&sum=amount') },
  { weight: 2, writes: 0, run: (site) => ask(site, 'GET', '/notifications') },
  {
    weight: 3,
    writes: 1,
    run: async (site) => {
      const { id } = await site.client.accounts.create({ name: name(site), level: site.random.pick(['a', 'b', 'c']) })
      site.accounts.push(id)
      const oldest = site.accounts.length > mostKept ? site.accounts.shift() : undefined
      if (oldest && !site.inSale.delete(oldest)) await site.client.accounts.remove(oldest)
    },
  },
  { weight: 4, writes: 1, run: (site) => ask(site, 'PATCH', `/accounts/${one(site, site.accounts)}`, { description: name(site) }) },
  {
    weight: 4,
    writes: 1,
    run: (site) =>
      ask(site, 'POST', '/activities', {
        subject: `电话 ${name(site)}`,
        type: 'call',
        account: one(site, site.accounts),
        content: name(site),
      }),
  },
  {
    weight: 2,
    writes: 1,
    run: async (site) => {
      const account = one(site, site.accounts)
      site.inSale.add(account)
      const deal = { name: name(site), amount: String(site.random.below(1e6)), account, ...site.random.pick(site.stages) }
      site.opportunities.push(String((await ask(site, 'POST', '/opportunities', deal)).id))
    },
  },
  {
    weight: 1,
    writes: 20,
    run: (site) => ask(site, 'POST', '/leads/bulk', { create: Array.from({ length: 20 }, () => ({ name: name(site) })) }),
  },
  { weight: 1, writes: 1, run: (site) => site.client.files.upload(new Blob([name(site).repeat(200)]), { name: '纪要.txt' }) },
  { weight: 1, writes: 0, run: (site) => exported(site) },
]
const byWeight = steps.flatMap((step) => Array.from({ length: step.weight }, () => step))

async function ask(site: Site, method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await site.client.fetch(method, path, body === undefined ? {} : { body })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 200)}`)
  return (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown>
}

async function exported(site: Site): Promise<void> {
  const made = await ask(site, 'POST', '/exports', { object: 'account', format: 'csv', filter: { field: 'level', op: 'is', value: 'a' } })
  const file = made.export as { id: string; status: string }
  if (file.status === 'done') await ask(site, 'GET', `/exports/${file.id}/file`)
}

/** One person at work until `stop`: a step, a breath, the next. */
export async function work(given: { baseUrl: string; token: string; seed: number; tally: Tally; stop: AbortSignal }): Promise<void> {
  const random = randomFrom(given.seed, 11)
  const site: Site = {
    client: createClient({ baseUrl: given.baseUrl, token: given.token }),
    random,
    accounts: [],
    opportunities: [],
    inSale: new Set(),
    stages: [],
  }
  const stages = (await ask(site, 'GET', '/stages?fields=pipeline&limit=20')) as { records: { id: string; pipeline: { id: string } }[] }
  for (const { id, pipeline } of stages.records) site.stages.push({ stage: id, pipeline: pipeline.id })
  for (let count = 0; count < 5; count += 1) site.accounts.push((await site.client.accounts.create({ name: name(site) })).id)
  while (!given.stop.aborted) {
    const step = random.pick(byWeight)
    const began = performance.now()
    try {
      await step.run(site)
      given.tally.writes += step.writes
    } catch (error) {
      given.tally.failures += 1
      if (given.tally.faults.length < 20) given.tally.faults.push(String(error))
    }
    given.tally.took.push(performance.now() - began)
    given.tally.requests += 1
    await pause(random.below(2 * pauseMilliseconds))
  }
}

/** A stream that is opened, listened to for a while, and left, over and over, as tabs are. */
export async function listen(given: { baseUrl: string; token: string; seed: number; stop: AbortSignal }): Promise<void> {
  const random = randomFrom(given.seed, 12)
  while (!given.stop.aborted) {
    const close = createClient({ baseUrl: given.baseUrl, token: given.token }).live({ onEvent: () => undefined })
    await pause(5_000 + random.below(40_000), undefined, { signal: given.stop }).catch(() => undefined)
    close()
  }
}
