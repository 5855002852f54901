import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { escapeLiteral, Pool, type PoolClient, type PoolConfig, types } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { isId } from './ids.ts'
import { isSql, type Rendered, render, renderWithLiterals, type Sql, valuesNow } from './sql.ts'

/** Runs statements in a workspace: a single one on its own, or several inside a transaction. */
export type Executor = {
  query<Row>(workspaceId: string, statement: Sql | Rendered): Promise<Row[]>
}

/** Inside an open transaction: rolled back when the function that got it throws. */
export type Transaction = Executor & { readonly workspaceId: string }

/** One state of the database, read as often and as long as it takes. */
export type Snapshot = Executor & {
  /** The rows of a COPY … TO STDOUT, as PostgreSQL writes them. The stream has to be read to its end or destroyed before anything else is asked. */
  copy(statement: Sql): Readable & { readonly rowCount: number }
}

export type Database = Executor & {
  transaction<T>(workspaceId: string, run: (transaction: Transaction) => Promise<T>): Promise<T>
  /** Many records at once, as they stood at one moment; nothing can be written inside. */
  snapshot<T>(workspaceId: string, run: (snapshot: Snapshot) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * How a connection learns its workspace. `remembered`: set once per connection and kept, for direct connections; a keyed read is one
 * round trip. `perTransaction`: SET LOCAL inside every transaction, the only way that survives a pooler or Citus.
 */
export type WorkspaceContext = 'remembered' | 'perTransaction'

// Instants and dates stay text: a JavaScript Date would lose the day in another time zone.
const textual = new Set<number>([types.builtins.DATE, types.builtins.TIMESTAMPTZ, types.builtins.INT8])
const parsers: NonNullable<PoolConfig['types']> = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    textual.has(oid) ? (value: string) => value : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
}

const workspaceOf = new WeakMap<PoolClient, string>()
/** Shapes of statements that are kept prepared on each connection; past that, statements go unprepared rather than fill the server's memory. */
const mostPrepared = 400
/** Whole lists are sorted in memory as far as this goes. */
const snapshotMemory = '64MB'

export function openDatabase(options: {
  connectionString: string
  connections?: number
  context?: WorkspaceContext
  applicationName?: string
}): Database & { pool: Pool } {
  const pool = new Pool({
    connectionString: options.connectionString,
    max: options.connections ?? 10,
    types: parsers,
    application_name: options.applicationName ?? 'guanxi',
    options: '-c timezone=UTC -c jit=off',
    idleTimeoutMillis: 60_000,
  })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  // So would one that breaks while it is held, between two statements of a transaction.
  pool.on('connect', (client) => client.on('error', () => {}))
  const remembered = (options.context ?? 'remembered') === 'remembered'
  const names = new Map<string, string>()

  const run = async <Row>(client: PoolClient, statement: Sql | Rendered): Promise<Row[]> => {
    const { text, values, plannedAnew } = isSql(statement) ? { ...render(statement), plannedAnew: false } : statement
    // Behind a pooler the next statement may meet another server process, which never heard of the name.
    const name = remembered && !plannedAnew ? preparedName(names, text) : undefined
    const answer = await client.query(name ? { name, text, values: valuesNow(values) } : { text, values: valuesNow(values) })
    return answer.rows as Row[]
  }

  const enter = async (client: PoolClient, workspaceId: string): Promise<void> => {
    if (!isId(workspaceId)) throw new Error('A workspace is named by its id')
    if (workspaceOf.get(client) === workspaceId) return
    await client.query(`SET app.workspace = '${workspaceId}'`)
    workspaceOf.set(client, workspaceId)
  }

  const transaction = async <T>(workspaceId: string, work: (transaction: Transaction) => Promise<T>): Promise<T> => {
    if (!isId(workspaceId)) throw new Error('A workspace is named by its id')
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      if (remembered) {
        await enter(client, workspaceId)
        await client.query('BEGIN')
      } else await client.query(`BEGIN; SET LOCAL app.workspace = '${workspaceId}'`)
      const result = await work({
        workspaceId,
        query: (asked, statement) => {
          if (asked !== workspaceId) throw new Error('A transaction stays in its workspace')
          return run(client, statement)
        },
      })
      await client.query('COMMIT')
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => {
        broken = failure
      })
      throw error
    } finally {
      client.release(broken)
    }
  }

  const snapshot = async <T>(workspaceId: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> => {
    if (!isId(workspaceId)) throw new Error('A workspace is named by its id')
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      if (remembered) await enter(client, workspaceId)
      await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL work_mem = '${snapshotMemory}'`)
      if (!remembered) await client.query(`SET LOCAL app.workspace = '${workspaceId}'`)
      const result = await work({
        query: (asked, statement) => {
          if (asked !== workspaceId) throw new Error('A snapshot stays in its workspace')
          return run(client, statement)
        },
        // COPY takes no parameters.
        copy: (statement) => client.query(copyTo(renderWithLiterals(statement, escapeLiteral))),
      })
      await client.query('COMMIT')
      return result
    } catch (error) {
      // A stream that was left in the middle cannot be got rid of otherwise.
      broken = error instanceof Error ? error : new Error('A snapshot was left', { cause: error })
      throw error
    } finally {
      client.release(broken)
    }
  }

  return {
    pool,
    transaction,
    snapshot,
    async query<Row>(workspaceId: string, statement: Sql | Rendered): Promise<Row[]> {
      if (!remembered) return transaction(workspaceId, (inside) => inside.query<Row>(workspaceId, statement))
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        await enter(client, workspaceId)
        return await run<Row>(client, statement)
      } catch (error) {
        if (isConnectionLost(error)) broken = error
        throw error
      } finally {
        client.release(broken)
      }
    },
    close: () => pool.end(),
  }
}

function preparedName(names: Map<string, string>, text: string): string | undefined {
  const known = names.get(text)
  if (known) return known
  if (names.size >= mostPrepared) return undefined
  const name = `g${createHash('sha1').update(text).digest('hex').slice(0, 20)}`
  names.set(text, name)
  return name
}

function isConnectionLost(error: unknown): error is Error {
  return error instanceof Error && (!('code' in error) || /^(57P|08)/.test(String(error.code)) || /^E[A-Z]+$/.test(String(error.code)))
}

/** An instant as PostgreSQL prints it (`2026-03-17 09:42:00.123+00`), in ISO 8601. */
export function isoInstant(text: string): string {
  return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString()
}
