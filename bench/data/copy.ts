import { once } from 'node:events'
import pg from 'pg'
import { from } from 'pg-copy-streams'
import { quoteIdent } from '../../engine/sql.ts'

const bufferBytes = 1 << 20

/** Fills one table by COPY over a connection of its own. Owner connection: the records are made here, not asked for by anybody. */
export type TableCopy = { add(row: readonly unknown[]): void; flush(): Promise<void>; end(): Promise<void> }

export async function copyInto(ownerUrl: string, table: string, columns: readonly string[]): Promise<TableCopy> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  // References are right by construction; looking each one up would take longer than everything else.
  await client.query('SET session_replication_role = replica')
  const stream = client.query(from(`COPY ${quoteIdent(table)} (${columns.map(quoteIdent).join(', ')}) FROM STDIN`))
  const finished = once(stream, 'finish')
  finished.catch(() => undefined)
  let held: string[] = []
  let heldBytes = 0
  const send = async (): Promise<void> => {
    if (held.length === 0) return
    const text = held.join('')
    held = []
    heldBytes = 0
    if (!stream.write(text)) await Promise.race([once(stream, 'drain'), finished])
  }
  return {
    add(row) {
      const line = `${row.map(copyText).join('\t')}\n`
      held.push(line)
      heldBytes += line.length
    },
    flush: async () => {
      if (heldBytes >= bufferBytes) await send()
    },
    async end() {
      await send()
      stream.end()
      await finished
      await client.end()
    },
  }
}

function copyText(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  const text = String(value)
  return /[\\\t\n\r]/.test(text) ? text.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r') : text
}

/** A tsvector as PostgreSQL prints it. */
export function vectorText(tokens: readonly string[]): string {
  return tokens.map((token) => `'${token.replace(/['\\]/g, '$&$&')}'`).join(' ')
}
