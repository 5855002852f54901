import type { Pool } from 'pg'
import { pinyinInitials } from '../engine/text/pinyin.ts'
import { searchQuery } from '../engine/text/search-tokens.ts'
import type { statements } from './bare/statements.ts'
import { companyName, mobileNumber } from './data/names.ts'
import { randomFrom } from './data/random.ts'
import { seed } from './data/scale.ts'
import type { Request } from './load/connection.ts'
import type { Unit } from './load/runner.ts'
import type { MeasuredWorkspace } from './setting.ts'

/** One thing that users do all day, asked of the product and of the bare limit. `answers` picks out of both what must be equal. */
export type Operation = {
  readonly name: string
  readonly kind: 'read' | 'create' | 'update'
  readonly units: readonly { readonly ours: Unit; readonly bare: Unit }[]
  readonly bareSql: readonly (keyof typeof statements)[]
  /** The part of the product's answers that the bare ones must equal, request by request. */
  answer?(body: string, place: number): unknown
  /** Where equal answers cannot be demanded: what both must share at least. */
  comparable?(answer: unknown): unknown
}

const wholePage = 50
const cardsPerLane = 20
const sampledAccounts = 600
const sampledNames = 600

/** How many hits the searched words have: in the reach of who searches, or among all records of the workspace, which is what the index has to find. */
export type Hits = { readonly least: number; readonly most: number; readonly near?: number; readonly among?: 'reach' | 'workspace' }
type Typed = { readonly word: string; readonly manager: number }
const mostNear = 60
const usualHits: Hits = { least: 1, most: 200 }
const frequentHits: Hits = { least: 2_000, most: Number.POSITIVE_INFINITY }

export async function operations(setting: MeasuredWorkspace, owner: Pool, hits = usualHits): Promise<Operation[]> {
  const { managers, pipeline, stages, tokens } = setting
  const ours = (manager: number, path: string, rest: Partial<Request> = {}): Request => ({
    method: 'GET',
    path: `/api/v1/${path}`,
    ...rest,
    headers: { authorization: `Bearer ${tokens[manager]}` },
  })
  const bare = (path: string, rest: Partial<Request> = {}): Request => ({ method: 'GET', path: `/${path}`, ...rest })
  const each = <T>(make: (manager: number) => T): T[] => managers.map((_, manager) => make(manager))

  const levels = query({ field: 'level', op: 'in', value: ['vip', 'a'] })
  const inPipeline = query({ field: 'pipeline', op: 'is', value: pipeline })
  const boardQuery = `by=stage&filter=${inPipeline}&sort=closeDate&limit=${cardsPerLane}&lanes=${stages.join()}`
  const accounts = await sampleAccounts(setting, owner)
  const words = await searchWords(setting, owner, hits)
  const search = (typed: readonly Typed[]): Operation['units'] =>
    typed.map(({ word, manager }) => {
      const text = encodeURIComponent(word)
      return { ours: [ours(manager, `search?q=${text}&limit=20`)], bare: [bare(`search/${manager}/${text}`)] }
    })

  return [
    {
      name: 'list',
      kind: 'read',
      units: each((manager) => [
        { ours: [ours(manager, `accounts?filter=${levels}&sort=-createdAt&limit=${wholePage}`)], bare: [bare(`newest/${manager}`)] },
        { ours: [ours(manager, `accounts?filter=${levels}&sort=name&limit=${wholePage}`)], bare: [bare(`named/${manager}`)] },
      ]).flat(),
      bareSql: ['newestAccounts', 'accountsByName'],
      answer: (body) => (JSON.parse(body) as { records: unknown }).records,
    },
    {
      name: 'get',
      kind: 'read',
      units: accounts.map(({ id, manager }) => ({
        ours: [ours(manager, `accounts/${id}`), ours(manager, `accounts/${id}/related`)],
        bare: [bare(`account/${manager}/${id}`), bare(`related/${manager}/${id}`)],
      })),
      bareSql: ['account', 'related'],
      answer: (body, place) => (place === 0 ? JSON.parse(body) : (JSON.parse(body) as { related: unknown }).related),
    },
    {
      name: 'board',
      kind: 'read',
      units: each((manager) => ({ ours: [ours(manager, `opportunities/board?${boardQuery}`)], bare: [bare(`board/${manager}`)] })),
      bareSql: ['board'],
      answer: (body) =>
        (JSON.parse(body) as { lanes: { key: string; records: unknown }[] }).lanes.map(({ key, records }) => ({ key, records })),
    },
    {
      name: 'laneSums',
      kind: 'read',
      units: each((manager) => ({
        ours: [ours(manager, `opportunities/groups?by=stage&filter=${inPipeline}&sum=amount&weighted=weightedAmount`)],
        bare: [bare(`sums/${manager}`)],
      })),
      bareSql: ['laneSums'],
      answer: (body) => (JSON.parse(body) as { groups: unknown }).groups,
    },
    {
      name: 'search',
      kind: 'read',
      units: search(words),
      bareSql: ['search'],
      answer: (body) => (JSON.parse(body) as { results: unknown }).results,
    },
    {
      name: 'frequent',
      kind: 'read',
      units: search(await frequentWords(setting, owner)),
      bareSql: ['search'],
      answer: (body) => (JSON.parse(body) as { results: unknown }).results,
      // Which thousand of so many are ranked is left to the database by both.
      comparable: (found) => (found as unknown[]).length,
    },
    {
      name: 'totals',
      kind: 'read',
      units: each((manager) => ({
        ours: [ours(manager, `accounts/totals?filter=${levels}&fields=annualRevenue`)],
        bare: [bare(`totals/${manager}`)],
      })),
      bareSql: ['totals'],
      answer: (body) => JSON.parse(body),
    },
    {
      name: 'create',
      kind: 'create',
      units: Array.from({ length: 600 }, (_, index) => {
        const manager = index % managers.length
        const body = JSON.stringify(newAccount(index))
        return { ours: [ours(manager, 'accounts', { method: 'POST', body })], bare: [bare(`create/${manager}`, { method: 'POST', body })] }
      }),
      bareSql: ['createAccount'],
      answer: recordIn,
    },
    {
      name: 'update',
      kind: 'update',
      units: (['vip', 'b'] as const).flatMap((level) =>
        accounts.map(({ id, manager }) => {
          // The number is another one each time, so that there is always something to store.
          const body = `{"level":"${level}","employees":$n}`
          return {
            ours: [ours(manager, `accounts/${id}`, { method: 'PATCH', body })],
            bare: [bare(`update/${manager}/${id}`, { method: 'PATCH', body })],
          }
        }),
      ),
      bareSql: ['updateAccount'],
      answer: recordIn,
    },
  ]
}

function recordIn(body: string): unknown {
  return (JSON.parse(body) as { record: unknown }).record
}

function query(filter: object): string {
  return encodeURIComponent(JSON.stringify(filter))
}

function newAccount(index: number): Record<string, unknown> {
  const random = randomFrom(seed, 77, index)
  const { name, short, place } = companyName(random)
  return {
    name,
    shortName: short,
    status: 'potential',
    level: random.pick(['vip', 'a', 'b', 'c']),
    source: 'website',
    industry: 'medical',
    region: place.code,
    phone: mobileNumber(random),
    employees: random.between(5, 5_000),
    annualRevenue: String(random.between(10, 90_000) * 10_000),
  }
}

/** Accounts of each manager, spread over their whole age. */
async function sampleAccounts({ workspaceId, managers }: MeasuredWorkspace, owner: Pool): Promise<{ id: string; manager: number }[]> {
  const each = Math.ceil(sampledAccounts / managers.length)
  const samples = await Promise.all(
    managers.map(async ({ below }, manager) => {
      const { rows } = await owner.query<{ id: string }>(
        `SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n, count(*) OVER () AS all_of FROM account WHERE workspace_id = $1 AND deleted_at IS NULL AND owner_id = ANY ($2)) a
         WHERE n % greatest(1, all_of / $3) = 0 ORDER BY id LIMIT $3`,
        [workspaceId, below, each],
      )
      return rows.map(({ id }) => ({ id, manager }))
    }),
  )
  return Array.from({ length: each }, (_, index) => samples.flatMap((sample) => sample[index] ?? [])).flat()
}

/** What people type: two to four characters out of the middle of names, and initials; only what has so many hits. */
async function searchWords(setting: MeasuredWorkspace, owner: Pool, hits: Hits): Promise<Typed[]> {
  const { rows } = await owner.query<{ name: string; short: string }>(
    `SELECT name, short_name AS short FROM (SELECT name, short_name, row_number() OVER (ORDER BY id) AS n, count(*) OVER () AS all_of FROM account WHERE workspace_id = $1) a WHERE n % greatest(1, all_of / $2) = 0 ORDER BY n LIMIT $2`,
    [setting.workspaceId, sampledNames],
  )
  const typed = rows.map(({ name, short }, index) => {
    const brand = name.startsWith('（') ? name : name.replace(/（.*/, '')
    return [short.slice(0, 2 + (index % 3)), brand.slice(2, 4 + (index % 2)), pinyinInitials(short)][index % 3] ?? short
  })
  return withHits(setting, owner, typed, hits)
}

/** Words that stand in very many names; the answer ranks a thousand of them and shows the best. */
function frequentWords(setting: MeasuredWorkspace, owner: Pool): Promise<Typed[]> {
  return withHits(
    setting,
    owner,
    ['公司', '有限', '科技', '上海', '北京', '集团', '贸易', '设备', '电子', '股份', '广州', '深圳'],
    frequentHits,
  )
}

/** Each word is another manager's: those that find so often in that manager's reach, the nearest to the wanted number first. */
async function withHits(
  { workspaceId, managers }: MeasuredWorkspace,
  owner: Pool,
  typed: readonly string[],
  { least, most, near, among = 'reach' }: Hits,
): Promise<Typed[]> {
  const found: (Typed & { hits: number })[] = []
  for (const [index, word] of typed.entries()) {
    const manager = index % managers.length
    const { rows } = await owner.query<{ hits: number }>(
      `SELECT count(*)::int AS hits FROM search_document d LEFT JOIN search_owner o ON o.workspace_id = d.workspace_id AND o.record_id = d.record_id
       WHERE d.workspace_id = $1 AND d.tokens @@ $2::tsquery AND ($4 OR o.owner_id = ANY ($3) OR d.object = 'user')`,
      [workspaceId, searchQuery(word), managers[manager]?.below ?? [], among === 'workspace'],
    )
    const hits = rows[0]?.hits ?? 0
    if (hits >= least && hits <= most) found.push({ word, manager, hits })
  }
  if (near === undefined) return found
  return found.toSorted((one, other) => Math.abs(one.hits - near) - Math.abs(other.hits - near)).slice(0, mostNear)
}
