import { createHash } from 'node:crypto'
import { type Random, randomFrom } from '../../bench/data/random.ts'
import { type Caller, demand } from './caller.ts'
import type { Ledger } from './ledger.ts'

export type Load = { stop(): Promise<void> }

const importRows = 400
const fileBytes = 20_000

/** Several clients at once, each doing what people and systems do, one thing after the other, until they are stopped; what was begun is finished. */
export function startLoad(callers: readonly Caller[], ledger: Ledger, seed: number): Load {
  let stopped = false
  const clients = callers.map(async (caller, number) => {
    const random = randomFrom(seed, number)
    const client: Client = { caller, ledger, random, name: `${seed}-${number}`, count: 0, own: [] }
    while (!stopped) {
      await random.weighted(work)(client)
      ledger.acknowledged += 1
    }
  })
  const all = Promise.all(clients)
  // Waited for in `stop`; until then a failure is no rejection that nobody handles.
  all.catch(() => undefined)
  return {
    async stop() {
      stopped = true
      await all
    },
  }
}

type Client = { caller: Caller; ledger: Ledger; random: Random; name: string; count: number; own: string[] }
type Work = (client: Client) => Promise<void>

const nameOf = (client: Client, word: string): string => `${word} ${client.name} ${client.count++}`

const createAccount: Work = async (client) => {
  const { caller, ledger, own } = client
  const name = nameOf(client, 'Company')
  ledger.accounts.set(name, { id: null })
  const { body } = demand(await caller.call('POST', '/accounts', { name, level: 'b', creditLimit: '120000.5' }), 'account')
  ledger.accounts.set(name, { id: String(body['id']) })
  own.push(String(body['id']))
}

const editAccount: Work = async (client) => {
  const { caller, ledger, random, own } = client
  if (own.length === 0) return createAccount(client)
  const id = random.pick(own)
  const description = nameOf(client, 'Note')
  demand(await caller.call('PATCH', `/accounts/${id}`, { description }), 'edit')
  const edits = ledger.edits.get(id) ?? []
  edits.push(description)
  ledger.edits.set(id, edits)
}

const createActivity: Work = async (client) => {
  const { caller, ledger, random, own } = client
  if (own.length === 0) return createAccount(client)
  const subject = nameOf(client, 'Visit')
  ledger.activities.set(subject, { id: null })
  const { body } = demand(await caller.call('POST', '/activities', { subject, type: 'visit', account: random.pick(own) }), 'activity')
  ledger.activities.set(subject, { id: String(body['id']) })
}

const uploadFile: Work = async (client) => {
  const { caller, ledger, random, own } = client
  if (own.length === 0) return createAccount(client)
  const content = nameOf(client, 'File').padEnd(fileBytes, '客户资料')
  const form = new FormData()
  form.set('object', 'account')
  form.set('recordId', random.pick(own))
  form.set('file', new Blob([content], { type: 'text/plain' }), 'note.txt')
  // An upload has no key: one that was cut off is not sent again.
  const answer = await caller.call('POST', '/files', form, { again: false })
  if (answer === null) return
  ledger.files.set(String(demand(answer, 'file').body['id']), createHash('sha256').update(content).digest('hex'))
}

const importFile: Work = async (client) => {
  const { caller, ledger } = client
  const prefix = nameOf(client, 'Imported')
  const lines = ['name,level', ...Array.from({ length: importRows }, (_, row) => `${prefix} / ${row},a`)]
  const form = new FormData()
  form.set('object', 'account')
  form.set('file', new Blob([`${lines.join('\n')}\n`], { type: 'text/csv' }), 'companies.csv')
  const opened = demand(await caller.call('POST', '/imports', form), 'upload').body
  const id = String(opened['id'])
  const plan = {
    ...(opened['plan'] as object),
    columns: ['name', 'level'].map((target) => ({ target })),
    duplicates: { matchBy: [['name']], policy: 'skip' },
  }
  demand(await caller.call('PATCH', `/imports/${id}`, { plan }), 'plan')
  const started = await caller.call('POST', `/imports/${id}/start`)
  // Begun by a request whose answer was lost.
  if (started?.body['code'] !== 'import_already_started') demand(started, 'start')
  ledger.imports.set(id, { prefix, rows: importRows })
}

const changeMany: Work = async (client) => {
  const { caller, ledger, random, own } = client
  if (own.length < 2) return createAccount(client)
  const ids = [...new Set(Array.from({ length: 20 }, () => random.pick(own)))]
  const changes = { bankName: nameOf(client, 'Bank') }
  const answer = await caller.call('POST', '/accounts/bulk-by-filter', { filter: { field: 'id', op: 'in', value: ids }, changes })
  const { id } = demand(answer, 'bulk').body['job'] as { id: string }
  ledger.bulks.set(id, { expected: ids.length })
}

const exportList: Work = async (client) => {
  const { caller, ledger } = client
  const { body } = demand(await caller.call('POST', '/exports', { object: 'account', format: 'csv', fields: ['name', 'level'] }), 'export')
  ledger.exports.add(String((body['export'] as { id: string }).id))
}

const work: readonly (readonly [Work, number])[] = [
  [createAccount, 40],
  [editAccount, 60],
  [createActivity, 25],
  [uploadFile, 8],
  [importFile, 1],
  [changeMany, 4],
  [exportList, 1],
]
