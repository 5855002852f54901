import { setTimeout as pause } from 'node:timers/promises'
import { createClient, type LiveEvent } from '../../client/index.ts'
import { createCaller, demand, setUp } from '../shared/caller.ts'
import { deepFindings } from '../shared/doctor.ts'
import { type Installation, install, serverName } from '../shared/installation.ts'
import { emptyLedger } from '../shared/ledger.ts'
import { startLoad } from '../shared/load.ts'
import { brokenPromises } from '../shared/verify.ts'

export type NodesReport = { acknowledged: number; retried: number; movedAfterMs: number | null; broken: string[] }

const clients = 6
const importRows = 10_000
const patienceMs = 60_000

/**
 * Two servers on one database. The one that has a long import under way is killed while clients work on both: clients go on at the other and lose nothing,
 * the import goes on there, and whoever watches a record there hears of its changes.
 */
export async function losesANode(loadMs: number): Promise<NodesReport> {
  const installation = await install({ shared: true })
  try {
    await Promise.all([1, 2].map((number) => installation.start(number)))
    const first = createCaller(installation.addresses)
    await setUp(first)
    const ledger = emptyLedger()
    const callers = Array.from({ length: clients }, () => createCaller(installation.addresses, first.cookie()))
    const load = startLoad(callers, ledger, 7)
    await pause(loadMs)

    const importId = await beginImport(first)
    ledger.imports.set(importId, { prefix: 'Moved', rows: importRows })
    await until(async () => (await doneOf(installation, importId)) > 0)
    const victim = await workingOn(installation, importId)
    const other = victim === 1 ? 2 : 1
    const watched = await watch(installation.servers.get(other)?.url ?? '', first.cookie())
    await installation.killServer(victim)
    const before = await doneOf(installation, importId)
    const killedAt = performance.now()
    await until(async () => (await doneOf(installation, importId)) > before || before === importRows)
    const movedAfterMs = before === importRows ? null : Math.round(performance.now() - killedAt)
    await pause(loadMs)
    await load.stop()

    const broken = await brokenPromises(installation, first, ledger)
    if (!(await watched.hears(first))) broken.push('whoever watches a record on the other server hears nothing of its change')
    watched.stop()
    broken.push(...(await deepFindings(installation)))
    return { acknowledged: ledger.acknowledged, retried: callers.reduce((sum, caller) => sum + caller.retried(), 0), movedAfterMs, broken }
  } catch (error) {
    throw new Error(`The proof broke off. The servers said:\n${installation.output()}`, { cause: error })
  } finally {
    await installation.close()
  }
}

async function beginImport(caller: ReturnType<typeof createCaller>): Promise<string> {
  const form = new FormData()
  form.set('object', 'account')
  const lines = ['name,level', ...Array.from({ length: importRows }, (_, row) => `Moved / ${row},a`)]
  form.set('file', new Blob([`${lines.join('\n')}\n`], { type: 'text/csv' }), 'companies.csv')
  const { id, plan } = demand(await caller.call('POST', '/imports', form), 'upload').body
  const columns = ['name', 'level'].map((target) => ({ target }))
  demand(await caller.call('PATCH', `/imports/${String(id)}`, { plan: { ...(plan as object), columns } }), 'plan')
  demand(await caller.call('POST', `/imports/${String(id)}/start`), 'start')
  return String(id)
}

/** The server at whose hands the import is: by the lock of the crew that the queue names. */
async function workingOn(installation: Installation, importId: string): Promise<number> {
  const { rows } = await installation.owner((owner) =>
    owner.query<{ name: string }>(
      `SELECT a.application_name AS name FROM import_file f JOIN graphile_worker._private_jobs j ON j.key = f.batch_id::text
         JOIN pg_locks l ON l.locktype = 'advisory' AND l.objid = (hashtext(j.locked_by)::bigint & 4294967295)::oid JOIN pg_stat_activity a ON a.pid = l.pid WHERE f.id = $1`,
      [importId],
    ),
  )
  return rows[0]?.name === serverName(2) ? 2 : 1
}

async function doneOf(installation: Installation, importId: string): Promise<number> {
  const { rows } = await installation.owner((owner) =>
    owner.query<{ done: number }>(
      'SELECT b.done::int FROM import_file f JOIN batch b ON b.workspace_id = f.workspace_id AND b.id = f.batch_id WHERE f.id = $1',
      [importId],
    ),
  )
  return rows[0]?.done ?? 0
}

/** Somebody at the other server, with a record open. */
async function watch(baseUrl: string, cookie: string) {
  const client = createClient({
    baseUrl,
    fetch: (input, init) => fetch(input, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), cookie } }),
  })
  const events: LiveEvent[] = []
  let connected = false
  const stop = client.live({
    onEvent: (event) => events.push(event),
    onConnected: (is) => {
      connected = is
    },
  })
  await until(async () => connected)
  const { id } = await client.accounts.create({ name: 'Watched' })
  await client.accounts.get(id)
  return {
    stop,
    async hears(caller: ReturnType<typeof createCaller>): Promise<boolean> {
      demand(await caller.call('PATCH', `/accounts/${id}`, { description: 'Changed by somebody else' }), 'change')
      return until(async () => events.some((event) => event.type === 'record' && event.id === id)).then(
        () => true,
        () => false,
      )
    },
  }
}

async function until(isReached: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + patienceMs; !(await isReached()); await pause(50))
    if (performance.now() > end) throw new Error('What was waited for did not come')
}
