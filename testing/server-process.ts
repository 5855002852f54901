import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { memoryFlags } from '../scripts/memory.mjs'

const root = join(import.meta.dirname, '..')

export type ServerProcess = {
  pid: number
  /** The address that it says it is ready at. */
  url: string
  output(): string
  kill(signal: NodeJS.Signals): void
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>
}

export type ServerSettings = {
  dataFolder: string
  variables?: Record<string, string>
  account?: { uid: number; gid: number }
  /** The program as a newcomer starts it, installing and building first; or the server alone. */
  program?: 'scripts/start.mjs' | 'server/main.ts'
}

/** A whole server in a process of its own, ready for requests. Rejects with its output when it ends before that. */
export async function startServerProcess(settings: ServerSettings): Promise<ServerProcess> {
  const attempt = launchServer(settings)
  const limit = setTimeout(() => attempt.kill('SIGKILL'), 120_000)
  try {
    return { ...attempt, url: await attempt.ready }
  } finally {
    clearTimeout(limit)
  }
}

/** A start that is expected to be refused. */
export async function refusedStart(settings: ServerSettings): Promise<{ exit: number | NodeJS.Signals; output: string }> {
  const attempt = launchServer(settings)
  attempt.ready.then(
    () => attempt.kill('SIGTERM'),
    () => undefined,
  )
  return { exit: await attempt.ended, output: attempt.output() }
}

function launchServer({ dataFolder, variables, account, program = 'server/main.ts' }: ServerSettings) {
  const child = spawn(process.execPath, [...(program === 'server/main.ts' ? memoryFlags : []), join(root, program)], {
    cwd: root,
    ...(account ?? {}),
    env: {
      PATH: process.env.PATH,
      HOME: dataFolder,
      LC_ALL: 'C',
      PORT: '0',
      HOST: '127.0.0.1',
      GUANXI_DATA: dataFolder,
      DATABASE_URL: '',
      DATABASE_APP_URL: '',
      GUANXI_PUBLIC_URL: '',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += text
    })
  }
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals)
  return {
    pid: child.pid ?? 0,
    output: () => output,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    ended,
    ready: readyAddress(child, ended, () => output),
  }
}

function readyAddress(child: ChildProcess, ended: Promise<unknown>, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      const address = /is ready: (\S+)/.exec(output())?.[1]
      if (address) resolve(address)
    })
    ended.then(() => reject(new Error(`The server ended before it was ready:\n${output()}`)), reject)
  })
}
