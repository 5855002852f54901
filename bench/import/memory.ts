import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename } from 'node:path'

const everyMs = 250

/** The most memory that the Node processes below one process take together, in megabytes; null where the system does not tell. */
export function watchMemory(pid: number): { peak(): number | null; reset(): void; stop(): void } {
  let most: number | null = null
  let isLooking = false
  const look = async (): Promise<void> => {
    if (isLooking) return
    isLooking = true
    const sum = await nodeMegabytes(pid).catch(() => null)
    if (sum !== null) most = Math.max(most ?? 0, sum)
    isLooking = false
  }
  const timer = setInterval(() => void look(), everyMs)
  return {
    peak: () => (most === null ? null : Math.round(most)),
    reset() {
      most = null
    },
    stop: () => clearInterval(timer),
  }
}

async function nodeMegabytes(pid: number): Promise<number> {
  const sums = await Promise.all((await family(pid)).map(async (one) => ((await isNode(one)) ? kilobytes(one) : 0)))
  return sums.reduce((sum, one) => sum + one, 0) / 1024
}

async function family(pid: number): Promise<number[]> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    const parent = /^\d+$/.test(name)
      ? /\nPPid:\t(\d+)/.exec(await readFile(`/proc/${name}/status`, 'utf8').catch(() => ''))?.[1]
      : undefined
    if (parent) parents.set(Number(name), Number(parent))
  }
  const found = [pid]
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child)
  return found
}

async function isNode(pid: number): Promise<boolean> {
  return basename(await readlink(`/proc/${pid}/exe`).catch(() => '')).startsWith('node')
}

/** What is shared between processes is counted once: each bears its part of it. */
async function kilobytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/\nPss:\s+(\d+)/.exec(rollup)?.[1] ?? 0)
}
