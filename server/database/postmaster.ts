import { execFile } from 'node:child_process'
import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { StartError } from '../start-error.ts'

/** What PostgreSQL writes into postmaster.pid about itself. */
export type PidFile = { pid: number; status: string }

export async function readPidFile(folder: string): Promise<PidFile | null> {
  const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const pid = Math.abs(Number(lines[0]))
  return pid > 0 ? { pid, status: lines[7]?.trim() ?? '' } : null
}

/**
 * Clears away what an earlier start left behind after a crash. The caller holds the folder's lock, so whatever PostgreSQL
 * still runs on this folder belongs to nobody. A process is only touched when it is proven to work on this folder.
 */
export async function clearLeftovers(folder: string): Promise<void> {
  const pidFile = await readPidFile(folder)
  if (pidFile && (await isPostgresOn(pidFile.pid, folder))) await stopPostmaster(pidFile.pid)

  // The postmaster may have been killed alone: its children end by themselves as soon as they notice.
  for (let waited = 0; waited < 5000 && (await processesOn(folder)).length > 0; waited += 100) {
    if (waited === 3000) for (const pid of await processesOn(folder)) signal(pid, 'SIGQUIT')
    await pause(100)
  }
  const left = await processesOn(folder)
  if (left.length > 0) throw new StartError('database_did_not_stop', { pid: left.join(', ') })

  // A process number that is dead but not yet collected, or has gone to another program since, would keep PostgreSQL out.
  if (pidFile && process.platform === 'linux') await rm(join(folder, 'postmaster.pid'), { force: true })
}

/** A fast stop writes everything out. Where that takes too long, an immediate one is as safe as a power cut: the next start replays the log. */
export async function stopPostmaster(pid: number, patienceMilliseconds = 4000): Promise<void> {
  signal(pid, 'SIGINT')
  if (await hasEnded(pid, patienceMilliseconds)) return
  signal(pid, 'SIGQUIT')
  if (await hasEnded(pid, 6000)) return
  throw new StartError('database_did_not_stop', { pid })
}

async function hasEnded(pid: number, patienceMilliseconds: number): Promise<boolean> {
  for (let waited = 0; waited < patienceMilliseconds; waited += 20) {
    if (!(await isAlive(pid))) return true
    await pause(20)
  }
  return false
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended in the meantime, which is what was wanted.
  }
}

async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return !(await isZombie(pid))
}

async function isZombie(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return false
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return /\) [ZX] /.test(status)
}

async function isPostgresOn(pid: number, folder: string): Promise<boolean> {
  if (!(await isAlive(pid))) return false
  if (process.platform === 'linux') return (await processesOn(folder)).includes(pid)
  if (process.platform === 'win32') return false
  const command = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return command.stdout.includes('postgres') && command.stdout.includes(folder)
}

/** PostgreSQL's processes all work inside their data folder, which Linux tells. */
export async function processesOn(folder: string): Promise<number[]> {
  if (process.platform !== 'linux') return []
  const place = await realpath(folder)
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(
    pids.map(async (pid) => {
      const [where, program] = await Promise.all([link(pid, 'cwd'), link(pid, 'exe')])
      // The program's file may have been replaced by an upgrade while it ran.
      return where === place && basename(program.replace(/ \(deleted\)$/, '')) === 'postgres'
    }),
  )
  return pids.filter((_, index) => found[index])
}

function link(pid: number, name: 'cwd' | 'exe'): Promise<string> {
  return readlink(`/proc/${pid}/${name}`).catch(() => '')
}
