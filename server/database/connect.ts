import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { StartError } from '../start-error.ts'

/** A pool that survives a restarted database: broken idle connections are dropped and made anew when needed. */
export function createPool(url: string, options: { max: number; name: string }): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    application_name: options.name,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
  })
  pool.on('error', () => undefined)
  // A connection that breaks while somebody holds it, between two statements, must not end the process either.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

const startingUp = '57P03'
const startingPatienceMs = 60_000

/** Connects, or says in one sentence which setting to look at. A database that is just starting, or recovering from a crash, is waited for. */
export async function connectOnce(url: string, variable: string): Promise<pg.Client> {
  for (const until = performance.now() + startingPatienceMs; ; await pause(500)) {
    try {
      return await connect(url, variable)
    } catch (error) {
      const isStarting = error instanceof StartError && hasCode(error.cause, startingUp)
      if (!isStarting || performance.now() > until) throw error
    }
  }
}

async function connect(url: string, variable: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000, application_name: 'guanxi-start' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    throw new StartError('database_unreachable', { database: withoutPassword(url), reason: reasonOf(error), variable }, error)
  }
}

export function withoutPassword(url: string): string {
  return url.replace(/^(\w+:\/\/[^:@/]*):[^@/]*@/, '$1@')
}

/** An address that resolves twice (::1 and 127.0.0.1) fails with a list of errors and no message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
