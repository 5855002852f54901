import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { joinEmbedded } from '../server/database/embedded.ts'
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts'
import type { BareSettings } from './bare/server.ts'
import { statements } from './bare/statements.ts'
import { demandEqual } from './compare.ts'
import { measureDuplicates } from './customer-base/duplicates.ts'
import { measurePools } from './customer-base/pools.ts'
import { measureTransfer } from './customer-base/transfer.ts'
import { scales } from './data/scale.ts'
import { measureGrowth } from './growth.ts'
import { measureTables } from './import/measure.ts'
import { watchMemory } from './import/memory.ts'
import { type Measured, measure, type Pace } from './measure.ts'
import { operations } from './operations.ts'
import { type Figure, printReport, type Report, writeReport } from './report.ts'
import { measureScreen } from './screen/measure.ts'
import { measureServers } from './servers.ts'
import { keptSetting, prepareSetting, type Setting } from './setting.ts'

// `npm run bench -- --small`: the product against the bare limit of the same machine, in the same minutes.
//   --small         100,000 accounts instead of a million, and no files unless they are asked for
//   --keep <folder> keeps the loaded data there, and uses what an earlier run kept
//   --only <names>  only these operations, parted by commas; `import` and `export` take files in and write them out,
//                  `customers` works on the whole customer base, `screen` looks at the list in Chromium, `growth` compares a million with a tenth, `servers` starts four
//   --rows <number> how many rows the imported file has: 200,000
//   --quick         two short slices instead of five, and a tenth of the rows: to see the shape, not to quote

const { values: options } = parseArgs({
  options: {
    small: { type: 'boolean' },
    keep: { type: 'string' },
    only: { type: 'string' },
    quick: { type: 'boolean' },
    rows: { type: 'string' },
  },
})
const wanted = options.only?.split(',')
const tables = ['import', 'export'] as const
/** Parts of the whole run beside the operations: what is quoted for a million customers only. */
const wholeRunOnly = (name: string): boolean => (wanted ? wanted.includes(name) : !options.small)
const quotedRows = 200_000
const isWanted = (name: string): boolean => !wanted || wanted.includes(name)
const pace: Pace = options.quick ? { slices: 2, seconds: 1, warmUpSeconds: 0.3 } : { slices: 5, seconds: 2.5, warmUpSeconds: 0.2 }
const connectionCounts = [1, 8]

const folder = options.keep ?? (await mkdtemp(join(tmpdir(), 'guanxi-bench-')))
const children: ChildProcess[] = []
let server: ServerProcess | undefined
try {
  const withOperations = !wanted || wanted.some((name) => !tables.includes(name as (typeof tables)[number]))
  const rows = Number(options.rows ?? (options.quick ? quotedRows / 10 : quotedRows))
  const found = withOperations ? await run() : { rows: {}, operations: [], figures: [] }
  await putAway()
  const taken = { import: wholeRunOnly('import'), export: wholeRunOnly('export') }
  const figures = taken.import || taken.export ? await measureTables({ ...taken, rows, rounds: options.quick ? 1 : 2 }) : []
  const report = { commit: commit(), ...found, figures: [...found.figures, ...figures] }
  printReport(report)
  // A quick look, or one at another number of rows, is not kept: nobody is to quote it.
  if (!options.quick && rows === quotedRows) await writeReport(report)
} finally {
  await putAway()
}

async function putAway(): Promise<void> {
  for (const child of children.splice(0)) child.disconnect()
  server?.kill('SIGTERM')
  await server?.ended
  server = undefined
  if (!options.keep) await rm(folder, { recursive: true, force: true })
}

async function run(): Promise<Omit<Report, 'commit'>> {
  const setting = (await keptSetting(folder)) ?? (await prepareSetting(folder, options.small ? scales.small : scales.full))
  console.log(
    `${Object.entries(setting.rows)
      .map(([object, count]) => `${count} × ${object}`)
      .join(', ')}; loaded in ${setting.loadSeconds} s`,
  )
  const begun = performance.now()
  server = await startServerProcess({ dataFolder: folder, program: 'scripts/start.mjs' })
  const startSeconds = (performance.now() - begun) / 1000
  const { ownerUrl } = await joinEmbedded(folder)
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 })
  try {
    await settled(owner)
    const memory = watchMemory(server.pid)
    const { measured, found } = await measureAll(setting, server, owner).finally(() => memory.stop())
    const figures = [
      ...found,
      ...(wholeRunOnly('screen')
        ? await measureScreen(server.url, setting, options.quick ? { opens: 2, changes: 4 } : { opens: 5, changes: 20 })
        : []),
      ...(wholeRunOnly('customers') ? await measureDuplicates(setting, owner) : []),
      ...(measured.length > 0 ? await figuresOf(owner, setting, { startSeconds, megabytes: memory.peak() }) : []),
    ]
    if (options.keep && measured.some(({ name }) => name === 'create')) await removeCreated(setting, owner)
    return { rows: measured.length > 0 ? setting.rows : {}, operations: measured, figures }
  } finally {
    await owner.end()
  }
}

/** Waits for the work that a server begins by itself, such as the day's scores of health: it is not what is measured. */
async function settled(owner: pg.Pool): Promise<void> {
  const begun = performance.now()
  const isBusy = async (): Promise<boolean> => {
    const { rowCount } = await owner.query(`SELECT FROM batch WHERE status IN ('queued', 'running') LIMIT 1`)
    return rowCount !== 0
  }
  do await pause(1_000)
  while (await isBusy())
  const seconds = Math.round((performance.now() - begun) / 1_000)
  if (seconds < 5) return
  console.log(`The server's own work took ${seconds} s`)
  await owner.query('VACUUM ANALYZE account')
}

async function measureAll(setting: Setting, { url }: ServerProcess, owner: pg.Pool): Promise<{ measured: Measured[]; found: Figure[] }> {
  const runner = program('load/runner.ts', {})
  const { ownerUrl } = await joinEmbedded(folder)
  const bareSettings: BareSettings = {
    ownerUrl,
    workspaceId: setting.workspaceId,
    pipeline: setting.pipeline,
    managers: [...setting.managers].map(({ id, below }) => ({ id, below: [...below] })),
    connections: 10,
  }
  const bare = program('bare/server.ts', { GUANXI_BENCH_BARE: JSON.stringify(bareSettings) })
  const [{ port }] = (await once(bare, 'message')) as [{ port: number }]
  const origins = { ours: url.replace('localhost', '127.0.0.1'), bare: `http://127.0.0.1:${port}` }
  const measured: Measured[] = []
  const all = await operations(setting, owner)
  for (const operation of all) {
    if (!isWanted(operation.name)) continue
    await demandEqual(operation, origins, owner)
    const sql = operation.bareSql.map((name) => statements[name]).join(';\n')
    for (const connections of connectionCounts) {
      const result = await measure(runner, operation, connections, { origins, pace, sql })
      measured.push(result)
      console.log(
        `${result.name}, ${connections}: ours ${result.ours.perSecond}/s, bare ${result.bare.perSecond}/s, ${Math.round(result.ratio * 100)} %`,
      )
    }
  }
  const found: Figure[] = []
  if (wholeRunOnly('growth')) found.push(...(await measureGrowth(runner, setting, { origin: origins.ours, owner, pace })))
  const list = all.find(({ name }) => name === 'list')
  if (wholeRunOnly('servers') && list)
    found.push(...(await measureServers(runner, setting, { dataFolder: folder, origin: origins.ours, list, pace })))
  if (wanted?.includes('customers')) {
    found.push(...(await measurePools(setting, { origin: origins.ours, owner })))
    found.push(...(await measureTransfer(setting, { origin: origins.ours, owner })))
  }
  return { measured, found }
}

function program(file: string, variables: Record<string, string>): ChildProcess {
  const child = fork(join(import.meta.dirname, file), { env: { ...process.env, ...variables }, execPath: process.execPath })
  children.push(child)
  return child
}

async function figuresOf(
  owner: pg.Pool,
  { loadSeconds }: Setting,
  { startSeconds, megabytes }: { startSeconds: number; megabytes: number | null },
): Promise<Figure[]> {
  const { rows } = await owner.query<{ size: string }>('SELECT pg_database_size(current_database()) AS size')
  return [
    { name: 'database', value: Math.round(Number(rows[0]?.size) / 1024 / 1024), unit: 'MB' },
    ...(megabytes === null ? [] : [{ name: 'server memory', value: megabytes, unit: 'MB' }]),
    { name: 'start', value: Math.round(startSeconds * 10) / 10, unit: 's' },
    { name: 'load', value: loadSeconds, unit: 's' },
  ]
}

/**
 * A kept data folder holds the same records for the next run. References to what was just made are not looked for: there are none.
 * Numbers have six digits and then seven: as text C-999999 would come after C-1000000.
 */
async function removeCreated({ workspaceId, rows }: Setting, owner: pg.Pool): Promise<void> {
  const client = await owner.connect()
  try {
    await client.query('SET session_replication_role = replica')
    const { rows: made } = await client.query<{ id: string }>(
      'DELETE FROM account WHERE workspace_id = $1 AND (length(number), number) > (length($2::text), $2::text) RETURNING id',
      [workspaceId, `C-${rows.account}`],
    )
    for (const table of ['search_document', 'search_owner'])
      await client.query(`DELETE FROM ${table} WHERE workspace_id = $1 AND record_id = ANY ($2)`, [workspaceId, made.map(({ id }) => id)])
    await client.query('VACUUM ANALYZE account, search_document')
  } finally {
    client.release(true)
  }
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}
