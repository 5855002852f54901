import { once } from 'node:events'
import type { ClientBase } from 'pg'
import { from } from 'pg-copy-streams'
import { quoteIdent } from '../sql.ts'
import type { TableRows } from './rows.ts'

const bufferBytes = 1 << 18

/** Copies rows into their table, as part of the transaction that the client is in. */
export async function copyRows(client: ClientBase, { table, columns, rows }: TableRows): Promise<void> {
  if (rows.length === 0) return
  const stream = client.query(from(`COPY ${quoteIdent(table)} (${columns.map(quoteIdent).join(', ')}) FROM STDIN`))
  const finished = once(stream, 'finish')
  // Waited for below; a stream that fails earlier is not a failure without a listener.
  finished.catch(() => undefined)
  let held = ''
  for (const row of rows) {
    held += `${row.map(copyText).join('\t')}\n`
    if (held.length < bufferBytes) continue
    if (!stream.write(held)) await Promise.race([once(stream, 'drain'), finished])
    held = ''
  }
  stream.end(held)
  await finished
}

function copyText(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  const text = String(value)
  return /[\\\t\n\r]/.test(text) ? text.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r') : text
}
