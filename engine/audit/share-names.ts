import type { Executor } from '../database.ts'
import { snake } from '../declare/object.ts'
import { inWorkspace } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { ident, join, param, sql } from '../sql.ts'
import type { AuditEntry } from './audit-log.ts'

type Link = { object: string; id: string }
type ShareRow = { id: string; record_object: string; record_id: string; shared_with_object: string; shared_with_id: string }

/** Entries about shares with what was shared and with whom, by the names that these have now. Two statements for a page. */
export async function withShareNames(executor: Executor, reader: Reader, entries: readonly AuditEntry[]): Promise<AuditEntry[]> {
  const ids = entries.flatMap((entry) => shareOf(entry) ?? [])
  if (ids.length === 0) return [...entries]
  const shares = await executor.query<ShareRow>(
    reader.workspaceId,
    sql`SELECT s.id, s.record_object, s.record_id, s.shared_with_object, s.shared_with_id FROM record_share s WHERE ${inWorkspace(reader, 's')} AND s.id = ANY (${param(ids, 'uuid[]')})`,
  )
  const links = shares.flatMap((row): Link[] => [
    { object: row.record_object, id: row.record_id },
    { object: row.shared_with_object, id: row.shared_with_id },
  ])
  const titles = await titlesOf(executor, reader, links)
  const told = new Map(
    shares.map((row) => [
      row.id,
      { about: { title: titles.get(row.record_id) ?? '' }, sharedWith: { title: titles.get(row.shared_with_id) ?? '' } },
    ]),
  )
  return entries.map((entry) => {
    const names = told.get(shareOf(entry) ?? '')
    return names ? { ...entry, details: { ...entry.details, ...names } } : entry
  })
}

function shareOf({ object, details }: AuditEntry): string | null {
  const record = details.record as { id?: unknown } | undefined
  return object === 'recordShare' && typeof record?.id === 'string' ? record.id : null
}

async function titlesOf(executor: Executor, reader: Reader, links: readonly Link[]): Promise<Map<string, string>> {
  const arms = [...Map.groupBy(links, ({ object }) => object)].flatMap(([object, of]) => {
    const definition = reader.model.objects.get(object)?.definition
    const ids = param([...new Set(of.map(({ id }) => id))], 'uuid[]')
    return definition
      ? [
          sql`SELECT t.id, t.${ident(snake(definition.title))}::text AS title FROM ${ident(definition.table)} t WHERE ${inWorkspace(reader, 't')} AND t.id = ANY (${ids})`,
        ]
      : []
  })
  const rows =
    arms.length === 0 ? [] : await executor.query<{ id: string; title: string | null }>(reader.workspaceId, join(arms, ' UNION ALL '))
  return new Map(rows.map(({ id, title }) => [id, title ?? '']))
}
