import { type ChildProcess, spawn } from 'node:child_process'
import { readdir, readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { keptSecret } from '../secrets.ts'
import { StartError } from '../start-error.ts'
import { databaseAccount } from './account.ts'
import {
  type Cluster,
  clusterPath,
  databaseName,
  ensureCluster,
  explainOutput,
  explainSpawnError,
  type Listening,
  ownerRole,
  rememberedPort,
  runOptions,
  writeSettings,
} from './cluster.ts'
import { nativeFolder } from './native.ts'
import { clearLeftovers, readPidFile, stopPostmaster } from './postmaster.ts'

export type EmbeddedDatabase = {
  /** For the owner; `url` makes one for another role or database of the same server. */
  ownerUrl: string
  url(role: string, password: string, database?: string): string
  /** Fast stop; what is not written out by then is replayed from the log at the next start. */
  stop(patienceMilliseconds?: number): Promise<void>
}

export type EmbeddedOptions = {
  dataFolder: string
  /** Said once when opening takes long, as after a power cut on a large database. */
  onSlowStart?: () => void
  /** PostgreSQL keeps ending by itself although it was started again. */
  onLost?: (error: StartError) => void
  throwAway?: boolean
  /** Another PostgreSQL's folder (with bin/), for tests on other versions. */
  native?: string
}

/**
 * Runs the PostgreSQL that comes with the application on `dataFolder/database`. The caller holds the folder's lock.
 *
 *   const database = await startEmbedded({ dataFolder: './data' })
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const dataFolder = resolve(options.dataFolder)
  const folder = join(dataFolder, 'database')
  const account = await databaseAccount(folder)
  const native = options.native ?? (await nativeFolder(account?.uid ?? null))
  const cluster: Cluster = { folder, native, account, throwAway: options.throwAway ?? false }
  const password = await keptSecret(dataFolder, 'database-owner')

  await ensureCluster(cluster, password)
  await clearLeftovers(folder)
  const listening = await chooseListening(cluster)
  await writeSettings(cluster, listening)
  const url = (role: string, secret: string, database = databaseName) => connectionUrl(cluster, listening, role, secret, database)

  let postmaster = await startPostmaster(cluster, options.onSlowStart)
  let isStopping = false
  const restarts: number[] = []

  function supervise(): void {
    postmaster.child.once('exit', () => {
      postmaster.watchdog.kill()
      if (!isStopping) void restart()
    })
  }

  /** Killed from outside (out of memory, by mistake): what was committed is safe, and the pools connect again by themselves. */
  async function restart(): Promise<void> {
    const now = performance.now()
    restarts.push(now)
    const recent = restarts.filter((at) => now - at < 60_000)
    try {
      if (recent.length > 3) throw explainOutput(await logTail(folder), folder, join(folder, 'log'))
      await clearLeftovers(folder)
      if (isStopping) return
      postmaster = await startPostmaster(cluster, options.onSlowStart)
      supervise()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      options.onLost?.(new StartError('database_kept_failing', { reason }, error))
    }
  }

  supervise()
  await ensureDatabase(url(ownerRole, password, 'postgres'))

  return {
    ownerUrl: url(ownerRole, password),
    url,
    async stop(patienceMilliseconds = 3500) {
      isStopping = true
      const { pid, exitCode, signalCode } = postmaster.child
      if (pid !== undefined && exitCode === null && signalCode === null) await stopPostmaster(pid, patienceMilliseconds)
      postmaster.watchdog.kill()
    },
  }
}

/** The addresses of a server that another process of ours already runs on this folder. */
export async function joinEmbedded(dataFolder: string): Promise<Pick<EmbeddedDatabase, 'ownerUrl' | 'url'>> {
  const cluster = { folder: join(resolve(dataFolder), 'database'), native: '', account: null, throwAway: false }
  const port = await rememberedPort(cluster)
  const listening: Listening = port && port !== 5432 ? { kind: 'port', port } : { kind: 'socket' }
  const password = await keptSecret(dataFolder, 'database-owner')
  const url = (role: string, secret: string, database = databaseName) => connectionUrl(cluster, listening, role, secret, database)
  return { ownerUrl: url(ownerRole, password), url }
}

type Postmaster = { child: ChildProcess; watchdog: ChildProcess }

async function startPostmaster(cluster: Cluster, onSlowStart?: () => void): Promise<Postmaster> {
  const retryUntil = performance.now() + 8000
  for (;;) {
    const attempt = await tryPostmaster(cluster, onSlowStart)
    if ('child' in attempt) return attempt
    // Right after a crash the kernel may still hold the dead server's process number or shared memory for a moment.
    const isHeld = /lock file ".*" already exists|pre-existing shared memory block|Address already in use/.test(attempt.output)
    if (!isHeld || performance.now() > retryUntil) throw explainOutput(attempt.output, cluster.folder, join(cluster.folder, 'log'))
    await pause(300)
  }
}

async function tryPostmaster(cluster: Cluster, onSlowStart?: () => void): Promise<Postmaster | { output: string }> {
  const child = spawn(join(cluster.native, 'bin', 'postgres'), ['-D', clusterPath(cluster)], {
    ...runOptions(cluster),
    detached: true, // Ctrl-C reaches the whole terminal group: the database must outlive the requests being finished
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(explainSpawnError(error, cluster)))
  })
  let output = ''
  child.stderr?.on('data', (text) => {
    output += text
  })
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  const startedAt = performance.now()
  let isSlow = false
  let hasEnded = false
  void ended.then(() => {
    hasEnded = true
  })
  while (!hasEnded) {
    const pidFile = await readPidFile(cluster.folder)
    if (pidFile?.pid === child.pid && pidFile?.status === 'ready') {
      child.stderr?.destroy()
      return { child, watchdog: watch(child) }
    }
    if (!isSlow && performance.now() - startedAt > 10_000) {
      isSlow = true
      onSlowStart?.()
    }
    await Promise.race([pause(15), failed])
  }
  return { output: output + (await logTail(cluster.folder)) }
}

/**
 * Killed with `kill -9`, this process cannot stop the database itself. A shell of a few kilobytes waits at a pipe that the
 * kernel closes with this process, and then asks the database for a fast stop.
 */
function watch(postmaster: ChildProcess): ChildProcess {
  const pid = String(postmaster.pid)
  const [program, options] =
    process.platform === 'win32'
      ? [process.execPath, ['-e', `process.stdin.resume().on('end', () => process.kill(${pid}))`]]
      : ['/bin/sh', ['-c', 'trap "" INT HUP; read -r line; kill -INT "$1"', 'guanxi-watchdog', pid]]
  const watchdog = spawn(program, options, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  watchdog.on('error', () => watchdog.kill())
  watchdog.stdin.on('error', () => watchdog.kill())
  watchdog.unref()
  return watchdog
}

async function logTail(folder: string): Promise<string> {
  const logs = join(folder, 'log')
  const names = await readdir(logs).catch(() => [])
  const dated = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(logs, name))).mtimeMs })))
  const newest = dated.toSorted((a, b) => b.at - a.at)[0]
  return newest ? (await readFile(join(logs, newest.name), 'utf8').catch(() => '')).slice(-4000) : ''
}

/** A local socket is quicker and takes no port; its path has to fit into the 100-odd bytes that systems allow. */
async function chooseListening(cluster: Cluster): Promise<Listening> {
  const path = join(cluster.folder, '.s.PGSQL.5432')
  if (process.platform !== 'win32' && Buffer.byteLength(path) <= 100) return { kind: 'socket' }
  const remembered = await rememberedPort(cluster)
  return { kind: 'port', port: remembered && remembered !== 5432 && (await isFree(remembered)) ? remembered : await freePort() }
}

function connectionUrl(cluster: Cluster, listening: Listening, role: string, password: string, database: string): string {
  const place = listening.kind === 'socket' ? `${encodeURIComponent(cluster.folder)}:5432` : `127.0.0.1:${listening.port}`
  return `postgres://${role}:${password}@${place}/${database}`
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)))
  })
}

function freePort(): Promise<number> {
  return new Promise((done, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => done(port))
    })
  })
}

async function ensureDatabase(maintenanceUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [databaseName])
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`)
  } finally {
    await client.end()
  }
}
