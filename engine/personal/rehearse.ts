import type { Context } from '../context.ts'
import type { Label } from '../declare/label.ts'
import { ident, param, sql } from '../sql.ts'
import { likePatterns, scrubbed } from './scrub.ts'
import { identify, isTheirs, linkedRecords, personalFields, type Subject } from './subject.ts'

export type ErasureRehearsal = {
  title: string
  /** Fields of the person's record that would be emptied; those alone that hold something. */
  fields: { key: string; label: Label }[]
  /** Records about the person: how many, and in how many of them something would be taken out. */
  records: { object: string; label: Label; count: number; changed: number }[]
  /** Copies beside the records: history, imports, exports, remembered answers. */
  copies: { kind: CopyKind; count: number }[]
  /** What stays, and the reason in a code of the messages. */
  kept: { kind: KeptKind; count: number }[]
  /** Records that name the person without pointing at them: somebody has to look, because others may have the same name. */
  mentions: { object: string; id: string; title: string }[]
}
export type CopyKind =
  | 'history'
  | 'timeline'
  | 'notifications'
  | 'imports'
  | 'exports'
  | 'answers'
  | 'jobs'
  | 'audit'
  | 'files'
  | 'externalKeys'
export type KeptKind = 'consents' | 'business' | 'log'

const mostMentions = 20

/** What erasing would do, without doing it. `system` looks at everything, the asker's context finds what they may see. */
export async function rehearseErasure(asker: Context, system: Context, subject: Subject): Promise<ErasureRehearsal> {
  const { reader } = system
  const { workspaceId } = reader
  const ws = param(workspaceId, 'uuid')
  return system.snapshot(async (snapshot) => {
    const model = reader.object(subject.object)
    const { values, needles } = await identify(snapshot, reader, subject)
    const linked = await linkedRecords(snapshot, reader, subject)
    const ids = [subject.id, ...linked.map(({ id }) => id)]
    const count = async (statement: ReturnType<typeof sql>): Promise<number> =>
      (await snapshot.query<{ count: number }>(workspaceId, statement))[0]?.count ?? 0
    const patterns = param(likePatterns(needles), 'text[]')
    const copies: ErasureRehearsal['copies'] = [
      {
        kind: 'history',
        count: await count(
          sql`SELECT count(*)::int AS count FROM history WHERE workspace_id = ${ws} AND (record_id = ${param(subject.id, 'uuid')} OR (record_id = ANY (${param(ids, 'uuid[]')}) AND changes::text ILIKE ANY (${patterns})))`,
        ),
      },
      {
        kind: 'timeline',
        count: await count(
          sql`SELECT count(*)::int AS count FROM timeline_entry WHERE workspace_id = ${ws} AND record_id = ANY (${param(ids, 'uuid[]')}) AND changes::text ILIKE ANY (${patterns})`,
        ),
      },
      {
        kind: 'notifications',
        count: await count(
          sql`SELECT count(*)::int AS count FROM notification WHERE workspace_id = ${ws} AND details::text ILIKE ANY (${patterns})`,
        ),
      },
      {
        kind: 'imports',
        count: await count(
          sql`SELECT count(*)::int AS count FROM (SELECT 1 FROM import_row WHERE workspace_id = ${ws} AND (cells::text ILIKE ANY (${patterns}) OR problems::text ILIKE ANY (${patterns})) UNION ALL SELECT 1 FROM import_effect WHERE workspace_id = ${ws} AND (cells::text ILIKE ANY (${patterns}) OR changes::text ILIKE ANY (${patterns}))) r`,
        ),
      },
      {
        kind: 'exports',
        count: await count(
          sql`SELECT count(*)::int AS count FROM export_file WHERE workspace_id = ${ws} AND removed_at IS NULL AND made_at IS NOT NULL AND object = ANY (${param([subject.object, ...new Set(linked.map(({ object }) => object))], 'text[]')})`,
        ),
      },
      {
        kind: 'answers',
        count: await count(
          sql`SELECT count(*)::int AS count FROM idempotency_key WHERE workspace_id = ${ws} AND answer::text ILIKE ANY (${patterns})`,
        ),
      },
      {
        kind: 'jobs',
        count: await count(
          sql`SELECT count(*)::int AS count FROM batch WHERE workspace_id = ${ws} AND (input::text ILIKE ANY (${patterns}) OR result::text ILIKE ANY (${patterns}))`,
        ),
      },
      {
        kind: 'audit',
        count: await count(
          sql`SELECT count(*)::int AS count FROM audit_log WHERE workspace_id = ${ws} AND details::text ILIKE ANY (${patterns})`,
        ),
      },
      { kind: 'files', count: linked.filter(({ object }) => object === 'file').length },
      {
        kind: 'externalKeys',
        count: await count(
          sql`SELECT count(*)::int AS count FROM external_key WHERE workspace_id = ${ws} AND record_id = ${param(subject.id, 'uuid')}`,
        ),
      },
    ]
    const records: ErasureRehearsal['records'] = []
    for (const [object, some] of Map.groupBy(linked, (one) => one.object)) {
      const { definition } = reader.object(object)
      const texts = await snapshot.query<{ row: unknown }>(
        workspaceId,
        sql`SELECT to_jsonb(t) AS row FROM ${ident(definition.table)} t WHERE t.workspace_id = ${ws} AND t.id = ANY (${param(
          some.map(({ id }) => id),
          'uuid[]',
        )})`,
      )
      const own = isTheirs(reader.object(object))
        ? [...reader.object(object).fields].filter(([, field]) => field.personal).length > 0
        : false
      const changed = own ? some.length : texts.filter(({ row }) => JSON.stringify(scrubbed(row, needles)) !== JSON.stringify(row)).length
      records.push({ object, label: definition.plural, count: some.length, changed })
    }
    const title = String(values[model.definition.title] ?? '')
    const known = new Set(ids)
    const found = await asker.search({ text: title, limit: mostMentions + 10 })
    return {
      title,
      fields: personalFields(model).flatMap(([key, field]) =>
        values[key] === null || values[key] === undefined ? [] : [{ key, label: field.label }],
      ),
      records,
      copies: copies.filter((copy) => copy.count > 0),
      kept: keptOf(records),
      mentions: found
        .filter(({ id }) => !known.has(id))
        .slice(0, mostMentions)
        .map(({ object, id, title: named }) => ({ object, id, title: named })),
    }
  })
}

/** Proof of what was consented to, and what happened in business, stays without the person; so does the note that somebody was erased. */
function keptOf(records: ErasureRehearsal['records']): ErasureRehearsal['kept'] {
  const consents = records.find(({ object }) => object === 'consent')?.count ?? 0
  const business = records.filter(({ object }) => object !== 'consent' && object !== 'file').reduce((sum, { count }) => sum + count, 0)
  return [
    ...(consents > 0 ? [{ kind: 'consents' as const, count: consents }] : []),
    ...(business > 0 ? [{ kind: 'business' as const, count: business }] : []),
    { kind: 'log' as const, count: 1 },
  ]
}
