import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { systemClock } from '../engine/clock.ts'
import { createApp } from './app.ts'
import { type Config, readConfig } from './config.ts'
import { createPool } from './database/connect.ts'
import { type OpenDatabase, openDatabase } from './database/open.ts'
import { StartError, terminalLanguage } from './start-error.ts'

export type RunningServer = { url: string; stop(): Promise<void> }

/** From settings to a listening server. Whatever was begun is put away again when a later step fails. */
export async function startServer(config: Config, onLost: (error: StartError) => void): Promise<RunningServer> {
  await assertPortIsFree(config)
  const database = await openDatabase(config, {
    holder: `pid ${process.pid}, ${addressOf(config, config.port)}`,
    onSlowStart: sayItTakesLong,
    onLost,
  })
  const ownerPool = createPool(database.ownerUrl, { max: 5, name: 'guanxi-owner' })
  const appPool = createPool(database.appUrl, { max: config.databaseConnections, name: 'guanxi' })
  const parts: Parts = { app: null, pools: [appPool, ownerPool], database }
  try {
    parts.app = await createApp({ config, ownerPool, appPool, ownerUrl: database.ownerUrl, appUrl: database.appUrl, clock: systemClock })
    await parts.app.listen({ port: config.port, host: config.host })
    const bound = parts.app.server.address()
    const port = typeof bound === 'object' && bound ? bound.port : config.port
    return { url: config.publicUrl ?? addressOf(config, port), stop: () => stopParts(parts) }
  } catch (error) {
    await stopParts(parts)
    throw explainListenError(error, config)
  }
}

type Parts = { app: FastifyInstance | null; pools: pg.Pool[]; database: OpenDatabase }

/** Requests being answered may finish, within the five seconds that a stop may take in all. */
async function stopParts({ app, pools, database }: Parts): Promise<void> {
  await within(1500, app?.close())
  app?.server.closeAllConnections()
  await within(300, Promise.all(pools.map((pool) => pool.end())))
  await database.stop(2500)
}

async function within(milliseconds: number, work: Promise<unknown> | undefined): Promise<void> {
  await Promise.race([Promise.resolve(work).catch(() => undefined), pause(milliseconds, undefined, { ref: false })])
}

/** Asked before the database is touched: a mistyped PORT must not cost a start and a stop of it. */
async function assertPortIsFree(config: Config): Promise<void> {
  if (config.port === 0) return
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(explainListenError(error, config)))
    probe.listen({ port: config.port, host: config.host }, () => probe.close(() => resolve()))
  })
}

function explainListenError(error: unknown, config: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return new StartError('port_taken', { port: config.port }, error)
  if (code === 'EACCES') return new StartError('port_not_allowed', { port: config.port }, error)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new StartError('host_unknown', { host: config.host }, error)
  return error
}

function addressOf(config: Config, port: number): string {
  const everyAddress = config.host === '0.0.0.0' || config.host === '::'
  const host = everyAddress ? 'localhost' : config.host.includes(':') ? `[${config.host}]` : config.host
  return `http://${host}:${port}`
}

const words = {
  ready: { zh: 'Guanxi 已就绪：{url}', en: 'Guanxi is ready: {url}' },
  takesLong: { zh: '数据库正在恢复，请稍候……', en: 'The database is being recovered; this can take a while…' },
}

function sayItTakesLong(): void {
  console.log(words.takesLong[terminalLanguage()])
}

/** Runs until it is told to stop: by a signal, or because the process that started it is gone. */
export async function serve(): Promise<void> {
  let running: RunningServer | null = null
  let exitCodeAsked: number | null = null

  const stop = (exitCode: number) => {
    // A terminal signals the whole group, so that the same wish arrives twice: one stop is enough.
    if (exitCodeAsked !== null) return
    exitCodeAsked = exitCode
    // Nothing may keep a stop from ending: the database survives a hard end as it survives a power cut.
    setTimeout(() => process.exit(exitCode), 4900)
    if (running) void finish(running, exitCode)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0))
  process.on('disconnect', () => stop(0))
  process.channel?.unref()

  try {
    running = await startServer(readConfig(), (error) => {
      sayError(error)
      stop(1)
    })
  } catch (error) {
    sayError(error)
    process.exit(1)
  }
  if (exitCodeAsked !== null) await finish(running, exitCodeAsked)
  console.log(words.ready[terminalLanguage()].replace('{url}', running.url))
}

async function finish(running: RunningServer, exitCode: number): Promise<never> {
  await running.stop().catch(sayError)
  process.exit(exitCode)
}

/** One sentence for what an operator can mend; anything else is a bug, shown whole. */
export function sayError(error: unknown): void {
  console.error(error instanceof StartError ? error.inLanguage(terminalLanguage()) : error)
}

if (import.meta.main) await serve()
