import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { v7 } from 'uuid'
import { companyNameKey } from '../../crm/customers/duplicates/company-name.ts'
import { dateIn } from '../../engine/clock.ts'
import { pinyinSortKey } from '../../engine/text/pinyin.ts'
import { searchQuery } from '../../engine/text/search-tokens.ts'
import { parsePhone } from '../../engine/text/values.ts'
import { statements } from './statements.ts'

// As little as can stand between a request and PostgreSQL: no sign-in, no rights but the owners it was told of, no validation.

export type BareSettings = {
  ownerUrl: string
  workspaceId: string
  pipeline: string
  managers: { id: string; below: string[] }[]
  connections: number
}

const settings = JSON.parse(process.env.GUANXI_BENCH_BARE ?? '{}') as BareSettings
const { workspaceId } = settings
const pool = new pg.Pool({ connectionString: settings.ownerUrl, max: settings.connections, options: '-c jit=off' })
const owners = settings.managers.map(({ below }) => below)
const level = ['vip', 'a']
let nextNumber = 90_000_000

type Answer = { status: number; body: string }
type Handler = (reach: string[], rest: string, request: IncomingMessage, manager: number) => Promise<Answer>

const read = async (name: keyof typeof statements, values: unknown[], status = 200): Promise<Answer> => {
  const { rows } = await pool.query<{ answer: string | null }>({ name, text: statements[name], values })
  return rows[0]?.answer ? { status, body: rows[0].answer } : { status: 404, body: '{}' }
}

type NewAccount = Record<'name' | 'shortName' | 'status' | 'level' | 'source' | 'industry' | 'region' | 'phone', string> & {
  employees: number
  annualRevenue: string
}

const handlers: Record<string, Handler> = {
  newest: (reach) => read('newestAccounts', [workspaceId, reach, level, 1]),
  named: (reach) => read('accountsByName', [workspaceId, reach, level, 1]),
  account: (reach, id) => read('account', [workspaceId, reach, id]),
  related: (reach, id) => read('related', [workspaceId, reach, id]),
  board: (reach) => read('board', [workspaceId, reach, settings.pipeline, 1]),
  totals: (reach) => read('totals', [workspaceId, reach, level]),
  sums: (reach) => read('laneSums', [workspaceId, reach, settings.pipeline]),
  search: (reach, typed) => {
    const words = decodeURIComponent(typed)
    return read('search', [workspaceId, reach, searchQuery(words), words.trim().toLowerCase()])
  },
  async create(_reach, _rest, request, manager) {
    const given = JSON.parse(await text(request)) as NewAccount
    const id = v7()
    const now = new Date().toISOString()
    const revenue = Math.round(Number(given.annualRevenue) * 10_000)
    const { name, shortName, status, level, source, industry, region, phone, employees } = given
    const values = [
      ...[
        workspaceId,
        id,
        now,
        settings.managers[manager]?.id,
        `C-${nextNumber++}`,
        name,
        pinyinSortKey(name),
        shortName,
        pinyinSortKey(shortName),
        companyNameKey(name),
        companyNameKey(shortName),
      ],
      ...[
        status,
        level,
        source,
        industry,
        region,
        phone,
        parsePhone(phone, 'CN').e164,
        employees,
        revenue,
        dateIn('Asia/Shanghai', new Date(now)),
      ],
    ]
    return read('createAccount', values, 201)
  },
  async update(reach, id, request, manager) {
    const { level, employees } = JSON.parse(await text(request)) as { level: string; employees: number }
    return read('updateAccount', [workspaceId, reach, id, level, employees, new Date().toISOString(), settings.managers[manager]?.id])
  },
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, operation = '', manager = '0', rest = ''] = (request.url ?? '').split('/')
  const handler = handlers[operation]
  const { status, body } = handler
    ? await handler(owners[Number(manager)] ?? [], rest, request, Number(manager))
    : { status: 404, body: '{}' }
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: Error) => {
    response.writeHead(500, { 'content-length': Buffer.byteLength(error.message) })
    response.end(error.message)
  })
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit(0))
