import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { appRole, ensureEmbeddedAppRole } from '../../server/database/app-role.ts'
import { joinEmbedded, startEmbedded } from '../../server/database/embedded.ts'
import { processesOn, readPidFile } from '../../server/database/postmaster.ts'
import { keptSecret } from '../../server/secrets.ts'
import { type ServerProcess, startServerProcess } from '../../testing/server-process.ts'

export type Installation = {
  readonly dataFolder: string
  /** The servers that run, by their number. */
  readonly servers: ReadonlyMap<number, ServerProcess>
  addresses(): string[]
  start(number: number): Promise<void>
  /** kill -9: nobody is asked, nothing is put away. */
  killServer(number: number): Promise<void>
  killDatabase(): Promise<void>
  ownerUrl(): Promise<string>
  owner<T>(work: (client: pg.Client) => Promise<T>): Promise<T>
  /** Settings with which a command works on this installation. */
  variables(): Promise<Record<string, string>>
  /** What the servers said so far. */
  output(): string
  close(): Promise<void>
}

/**
 * A whole installation in a folder of its own, as an operator runs it: `embedded`, one server with the PostgreSQL that it starts itself; or servers that
 * share a PostgreSQL, a data folder and its secrets.
 */
export async function install(options: { shared?: boolean } = {}): Promise<Installation> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'guanxi-proof-'))
  const databaseFolder = options.shared ? await mkdtemp(join(tmpdir(), 'guanxi-proof-database-')) : dataFolder
  const database = options.shared ? await startEmbedded({ dataFolder: databaseFolder }) : null
  const variables: Record<string, string> = {}
  if (database) {
    const appUrl = database.url(appRole, await keptSecret(databaseFolder, 'database-app'))
    const client = new pg.Client({ connectionString: database.ownerUrl })
    await client.connect()
    await ensureEmbeddedAppRole(client, appUrl).finally(() => client.end())
    Object.assign(variables, { DATABASE_URL: database.ownerUrl, DATABASE_APP_URL: appUrl })
  }
  const servers = new Map<number, ServerProcess>()
  const outputs: ServerProcess[] = []
  const cluster = join(databaseFolder, 'database')
  const ownerUrl = async (): Promise<string> => database?.ownerUrl ?? (await joinEmbedded(dataFolder)).ownerUrl

  return {
    dataFolder,
    servers,
    ownerUrl,
    addresses: () => [...servers.values()].map(({ url }) => url),
    output: () => outputs.map((one) => one.output()).join(''),
    variables: async () => ({ GUANXI_DATA: dataFolder, ...variables }),
    async start(number) {
      // Each is known to the database by its number.
      const own: Record<string, string> = variables.DATABASE_URL
        ? { DATABASE_URL: `${variables.DATABASE_URL}?application_name=${serverName(number)}` }
        : {}
      const server = await startServerProcess({ dataFolder, variables: { ...variables, ...own } })
      outputs.push(server)
      servers.set(number, server)
      void server.ended.then(() => {
        if (servers.get(number) === server) servers.delete(number)
      })
    },
    async killServer(number) {
      const server = servers.get(number)
      servers.delete(number)
      server?.kill('SIGKILL')
      await server?.ended
    },
    async killDatabase() {
      const pid = (await readPidFile(cluster))?.pid
      if (pid) end(pid)
    },
    async owner(work) {
      const client = new pg.Client({ connectionString: await ownerUrl() })
      client.on('error', () => undefined)
      await client.connect()
      try {
        return await work(client)
      } finally {
        await client.end().catch(() => undefined)
      }
    },
    async close() {
      for (const server of servers.values()) server.kill('SIGTERM')
      await Promise.all([...servers.values()].map((server) => server.ended))
      await database?.stop()
      for (const pid of await processesOn(cluster).catch(() => [])) end(pid)
      for (const folder of new Set([dataFolder, databaseFolder])) await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The name of a server's connections, where servers share a database. */
export function serverName(number: number): string {
  return `guanxi-server-${number}`
}

/** A process that has ended by itself in the meantime is ended all the same. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
