import { spawn } from 'node:child_process'
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { explainFileError, StartError } from '../start-error.ts'
import type { DatabaseAccount } from './account.ts'

/** The folder of one PostgreSQL cluster, and all that is needed to run its programs on it. */
export type Cluster = {
  folder: string
  native: string
  account: DatabaseAccount | null
  /** True for databases that are thrown away: no waiting for the disk. */
  throwAway: boolean
}

export const ownerRole = 'guanxi_owner'
export const databaseName = 'guanxi'

/**
 * As root the data folder may lie where the database's user cannot go (/root is closed to all others). The program is
 * started with that folder as its working directory, which is settled before the user is changed, and finds it again
 * through /proc without walking the path.
 */
export function clusterPath(cluster: Cluster): string {
  return cluster.account && process.platform === 'linux' ? '/proc/self/cwd' : cluster.folder
}

export function runOptions(cluster: Cluster, folder = cluster.folder) {
  return {
    cwd: folder,
    ...(cluster.account ?? {}),
    env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, TZ: 'UTC', LC_ALL: 'C', LC_MESSAGES: 'C' },
  }
}

/** Makes the cluster on the first start, and refuses one that this PostgreSQL cannot open. */
export async function ensureCluster(cluster: Cluster, password: string): Promise<void> {
  const found = await stat(cluster.folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw explainFileError(error, cluster.folder)
  })
  if (found === null) return createCluster(cluster, password)

  const uid = cluster.account?.uid ?? process.getuid?.()
  if (uid !== undefined && found.uid !== uid) throw new StartError('database_belongs_to_other', { folder: cluster.folder, uid: found.uid })
  const made = await readFile(join(cluster.folder, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new StartError('database_incomplete', { folder: cluster.folder }, error)
    throw explainFileError(error, cluster.folder)
  })
  const expected = await majorVersion(cluster)
  if (made.trim() !== expected) {
    throw new StartError('database_other_major', { folder: cluster.folder, found: made.trim(), expected })
  }
}

/** Made beside its final place and moved there whole: a start that is cut off leaves nothing that looks like a database. */
async function createCluster(cluster: Cluster, password: string): Promise<void> {
  const draft = `${cluster.folder}.new`
  try {
    await rm(draft, { recursive: true, force: true })
    await mkdir(join(draft, 'cluster'), { recursive: true, mode: 0o700 })
    await writeFile(join(draft, 'password'), `${password}\n`, { mode: 0o600 })
    if (cluster.account) {
      for (const path of [draft, join(draft, 'cluster'), join(draft, 'password')])
        await chown(path, cluster.account.uid, cluster.account.gid)
    }
    await initialise({ ...cluster, folder: join(draft, 'cluster') })
    await writeFile(join(draft, 'cluster', 'postgresql.conf'), mainSettings, { flag: 'a' })
    await rename(join(draft, 'cluster'), cluster.folder)
  } catch (error) {
    throw explainFileError(error, cluster.folder)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function initialise(cluster: Cluster): Promise<void> {
  const path = clusterPath(cluster)
  const builtinProvider = Number(await majorVersion(cluster)) >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : []
  // The character types must be UTF-8 too, or Chinese letters count as no letters. C.UTF-8 is missing on a few systems.
  let output = ''
  for (const locale of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
    const result = await run(cluster, cluster.folder, 'initdb', [
      `--pgdata=${path}`,
      `--username=${ownerRole}`,
      `--pwfile=${path}/../password`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      ...builtinProvider,
      `--locale=${locale}`,
      '--lc-messages=C',
      '--no-instructions',
      ...(cluster.throwAway ? ['--no-sync'] : []),
    ])
    if (result.code === 0) return
    output = result.output
    if (!/invalid locale/.test(output)) break
  }
  throw explainOutput(output, cluster.folder, join(cluster.folder, 'log'))
}

async function majorVersion(cluster: Cluster): Promise<string> {
  const { output } = await run(cluster, '/', 'postgres', ['--version'])
  const version = /\(PostgreSQL\) (\d+)/.exec(output)?.[1]
  if (!version) throw new StartError('no_embedded_database', { platform: `${process.platform}-${process.arch}: ${lastLine(output)}` })
  return version
}

async function run(
  cluster: Cluster,
  folder: string,
  program: string,
  options: readonly string[],
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(cluster.native, 'bin', program), options, {
      ...runOptions(cluster, folder),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (text) => {
      output += text
    })
    child.stderr.on('data', (text) => {
      output += text
    })
    child.on('error', (error: NodeJS.ErrnoException) => reject(explainSpawnError(error, cluster)))
    child.on('close', (code) => resolve({ code, output }))
  })
}

export function explainSpawnError(error: NodeJS.ErrnoException, cluster: Cluster): unknown {
  if (cluster.account && (error.code === 'EPERM' || error.code === 'EINVAL')) return new StartError('cannot_leave_root', {}, error)
  return explainFileError(error, cluster.folder)
}

/** Reads what PostgreSQL said before it gave up. */
export function explainOutput(output: string, folder: string, log: string): StartError {
  if (/No space left on device|Disk quota exceeded|Check free disk space/.test(output)) return new StartError('disk_full', { folder })
  if (/Permission denied|Read-only file system/.test(output)) return new StartError('not_writable', { folder })
  return new StartError('database_did_not_start', { reason: lastLine(output), log })
}

function lastLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const telling = lines.filter((line) => /FATAL|PANIC|error:/.test(line)).at(-1) ?? lines.at(-1) ?? ''
  return telling.replace(/^.*?(FATAL|PANIC|error):\s*/, '').trim()
}

/** Settings of this release are written anew at each start; an operator's own go into local.conf, which is read last. */
const mainSettings = `
include_if_exists = 'guanxi.conf'
include_if_exists = 'local.conf'
`

export type Listening = { kind: 'socket' } | { kind: 'port'; port: number }

export async function writeSettings(cluster: Cluster, listening: Listening): Promise<void> {
  const megabytes = Math.floor(totalmem() / 1024 / 1024)
  const settings: Record<string, string> = {
    listen_addresses: listening.kind === 'port' ? '127.0.0.1' : '',
    port: String(listening.kind === 'port' ? listening.port : 5432),
    unix_socket_directories: listening.kind === 'socket' ? '.' : '',
    unix_socket_permissions: '0700',
    password_encryption: 'scram-sha-256',
    max_connections: '100',
    // A sixteenth of the machine: what a hundred thousand customers write to stays in it, and a laptop does not notice.
    shared_buffers: cluster.throwAway ? '64MB' : `${Math.min(2048, Math.max(256, Math.floor(megabytes / 16)))}MB`,
    effective_cache_size: `${Math.max(512, Math.floor(megabytes / 2))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    random_page_cost: '1.1',
    jit: 'off',
    wal_compression: 'on',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    fsync: cluster.throwAway ? 'off' : 'on',
    full_page_writes: cluster.throwAway ? 'off' : 'on',
    synchronous_commit: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgres-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_checkpoints: 'off',
    log_min_messages: 'warning',
    log_min_error_statement: 'panic', // statements hold personal values: they stay out of the log
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`)
  try {
    await writeOwned(
      cluster,
      'guanxi.conf',
      `# Written at every start. Put your own settings into local.conf beside this file.\n${lines.join('\n')}\n`,
    )
    await writeOwned(cluster, 'pg_hba.conf', 'local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n')
  } catch (error) {
    throw explainFileError(error, cluster.folder)
  }
}

/** Written aside and moved into place: a full disk never leaves half a file that keeps PostgreSQL from starting. */
async function writeOwned(cluster: Cluster, name: string, text: string): Promise<void> {
  const path = join(cluster.folder, name)
  if ((await readFile(path, 'utf8').catch(() => null)) === text) return
  await writeFile(`${path}.new`, text, { mode: 0o600, flush: true })
  if (cluster.account) await chown(`${path}.new`, cluster.account.uid, cluster.account.gid)
  await rename(`${path}.new`, path)
}

/** The port of the last start, so that an operator's notes stay true while it is free. */
export async function rememberedPort(cluster: Cluster): Promise<number | null> {
  const text = await readFile(join(cluster.folder, 'guanxi.conf'), 'utf8').catch(() => '')
  return Number(/^port = '(\d+)'/m.exec(text)?.[1]) || null
}
