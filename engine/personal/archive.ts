import type { Context } from '../context.ts'
import type { Label } from '../declare/label.ts'
import { param, sql } from '../sql.ts'
import { likePatterns } from './scrub.ts'
import { identify, linkedRecords, type Subject } from './subject.ts'

type Values = Readonly<Record<string, unknown>>
/** All that is known of a person, as plain data: what the archive writes as JSON and as a page. */
export type PersonalData = {
  title: string
  object: Label
  at: string
  record: Values
  history: { at: string; kind: string; by: string | null; changes: Record<string, [unknown, unknown]> }[]
  related: { object: string; label: Label; records: Values[] }[]
  imported: { import: string; row: number; cells: unknown }[]
  labels: Readonly<Record<string, Readonly<Record<string, Label>>>>
  files: { id: string; name: string; sha256: string }[]
}

const page = 200
const mostOfAKind = 5_000
const mostImported = 1_000

/** `system` reads everything about the person, whoever may see it: the right to answer for personal data is asked before. */
export async function personalData(system: Context, subject: Subject): Promise<PersonalData> {
  const { reader } = system
  const { workspaceId } = reader
  const ws = param(workspaceId, 'uuid')
  const read = await system.snapshot(async (snapshot) => {
    const { needles } = await identify(snapshot, reader, subject)
    const linked = await linkedRecords(snapshot, reader, subject)
    const history = await snapshot.query<PersonalData['history'][number]>(
      workspaceId,
      sql`SELECT h.at::text AS at, h.kind, p.name AS by, h.changes FROM history h LEFT JOIN principal p ON p.workspace_id = ${ws} AND p.id = h.principal_id
        WHERE h.workspace_id = ${ws} AND h.record_id = ${param(subject.id, 'uuid')} ORDER BY h.at`,
    )
    const imported = await snapshot.query<PersonalData['imported'][number]>(
      workspaceId,
      sql`SELECT import_id AS import, row_number::int AS row, cells FROM import_row WHERE workspace_id = ${ws} AND cells::text ILIKE ANY (${param(likePatterns(needles), 'text[]')})
        ORDER BY import_id, row_number LIMIT ${param(mostImported, 'int')}`,
    )
    return { linked, history, imported }
  })
  const { definition } = reader.object(subject.object)
  const record = JSON.parse((await system.get(subject)).record) as Values
  const related: PersonalData['related'] = []
  for (const [object, some] of Map.groupBy(read.linked, (one) => one.object)) {
    const records: Values[] = []
    const ids = some
      .filter(({ deleted }) => !deleted)
      .map(({ id }) => id)
      .slice(0, mostOfAKind)
    for (let at = 0; at < ids.length; at += page) {
      const { records: text } = await system.list({
        object,
        filter: { field: 'id', op: 'in', value: ids.slice(at, at + page) },
        limit: page,
        fields: fieldsOf(system, object),
      })
      records.push(...(JSON.parse(text) as Values[]))
    }
    related.push({ object, label: reader.object(object).definition.plural, records })
  }
  const objects = new Set([subject.object, ...related.map(({ object }) => object)])
  return {
    title: String(record[definition.title] ?? ''),
    object: definition.label,
    at: reader.clock.now().toISOString(),
    record,
    history: read.history,
    related,
    imported: read.imported,
    labels: Object.fromEntries(
      [...objects].map((object) => [object, Object.fromEntries([...reader.object(object).fields].map(([key, { label }]) => [key, label]))]),
    ),
    files: (related.find(({ object }) => object === 'file')?.records ?? []).flatMap(({ id, name, sha256 }) =>
      typeof sha256 === 'string' ? [{ id: String(id), name: String(name), sha256 }] : [],
    ),
  }
}

function fieldsOf({ reader }: Context, object: string): string[] {
  return [...reader.object(object).fields].filter(([key, field]) => key !== 'deletedAt' && field.kind !== 'secret').map(([key]) => key)
}
