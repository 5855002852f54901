import { actorOf } from '../access/principal.ts'
import { instantFrom } from '../data/read-value.ts'
import type { Executor } from '../database.ts'
import { isoInstant } from '../database.ts'
import { AccessError, InvalidInputError } from '../errors.ts'
import { isId, newId } from '../ids.ts'
import { inWorkspace } from '../query/expressions.ts'
import { decodeCursor, encodeCursor } from '../query/order.ts'
import type { Reader } from '../query/reader.ts'
import { and, param, raw, type Sql, sql } from '../sql.ts'
import type { Stamp } from '../write/change.ts'
import { withShareNames } from './share-names.ts'

/** What somebody did that changed no record: took records out, fetched a file. */
export type AuditEntry = {
  id: string
  at: string
  kind: string
  principal: { id: string; title: string }
  behalf: { id: string; title: string } | null
  through: string
  object: string | null
  details: Readonly<Record<string, unknown>>
}

export type AuditQuery = {
  kind?: string | undefined
  object?: string | undefined
  principal?: string | undefined
  from?: string | undefined
  until?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

const usualEntries = 50
const mostEntries = 200

export async function insertAudit(
  executor: Executor,
  reader: Reader,
  stamp: Pick<Stamp, 'at' | 'through' | 'behalfId'>,
  entry: { kind: string; object?: string; details: Readonly<Record<string, unknown>> },
): Promise<void> {
  await executor.query(
    reader.workspaceId,
    sql`INSERT INTO audit_log (workspace_id, at, id, kind, principal_id, behalf_id, through, object, details)
      VALUES (${param(reader.workspaceId, 'uuid')}, ${param(stamp.at, 'timestamptz')}, ${param(newId(), 'uuid')}, ${entry.kind}, ${param(actorOf(reader.principal), 'uuid')},
        ${param(stamp.behalfId, 'uuid')}, ${stamp.through}, ${param(entry.object ?? null, 'text')}, ${param(JSON.stringify(entry.details), 'jsonb')})`,
  )
}

/** The audit log, the newest first. Administrators alone read it. */
export async function auditEntries(
  executor: Executor,
  reader: Reader,
  query: AuditQuery,
): Promise<{ entries: AuditEntry[]; next: string | null }> {
  if (!reader.principal.administrator) throw new AccessError('audit_administrators_only')
  const size = Math.min(query.limit ?? usualEntries, mostEntries)
  const rows = await executor.query<Record<string, string | null> & { details: AuditEntry['details'] }>(
    reader.workspaceId,
    sql`SELECT a.id, a.at, a.kind, a.principal_id, p.name AS principal_name, a.behalf_id, b.name AS behalf_name, a.through, a.object, a.details
      FROM (SELECT * FROM audit_log l WHERE ${conditions(reader, query)} ORDER BY l.at DESC, l.id DESC LIMIT ${param(size + 1, 'int')}) a
      LEFT JOIN principal p ON ${inWorkspace(reader, 'p')} AND p.id = a.principal_id
      LEFT JOIN principal b ON ${inWorkspace(reader, 'b')} AND b.id = a.behalf_id ORDER BY a.at DESC, a.id DESC`,
  )
  const entries = rows.slice(0, size).map((row): AuditEntry => {
    const person = (id: string | null | undefined, name: string | null | undefined) => (id ? { id, title: name ?? '' } : null)
    return {
      id: String(row.id),
      at: isoInstant(String(row.at)),
      kind: String(row.kind),
      principal: person(row.principal_id, row.principal_name) ?? { id: '', title: '' },
      behalf: person(row.behalf_id, row.behalf_name),
      through: String(row.through),
      object: row.object ?? null,
      details: row.details,
    }
  })
  const last = rows[size - 1]
  return {
    entries: await withShareNames(executor, reader, entries),
    next: rows.length > size && last ? encodeCursor(JSON.stringify([last.at, last.id])) : null,
  }
}

function conditions(reader: Reader, { kind, object, principal, from, until, cursor }: AuditQuery): Sql {
  const all: Sql[] = [inWorkspace(reader, 'l')]
  // Several kinds belong together: sign-ins, changes of rights.
  if (kind) all.push(sql`l.kind = ANY (${param(kind.split(','), 'text[]')})`)
  if (object) all.push(sql`l.object = ${object}`)
  if (principal) all.push(isId(principal) ? sql`l.principal_id = ${param(principal, 'uuid')}` : raw('false'))
  if (from) all.push(sql`l.at >= ${param(instantOf('from', from), 'timestamptz')}`)
  if (until) all.push(sql`l.at < ${param(instantOf('until', until), 'timestamptz')}`)
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['timestamptz', 'uuid'])
    all.push(sql`(l.at, l.id) < (${param(at, 'timestamptz')}, ${param(id, 'uuid')})`)
  }
  return and(all)
}

function instantOf(field: string, text: string): string {
  const instant = instantFrom(text)
  if (instant === null) throw new InvalidInputError('invalid_value', { field })
  return instant
}
