import type { Context } from '../context.ts'
import { RuleError } from '../errors.ts'
import type { Batch } from '../jobs/batch.ts'
import { instant, inWorkspace } from '../query/expressions.ts'
import { param, sql } from '../sql.ts'

/** So long a transfer is offered to be taken back. */
const undoableDays = 30
const mostListed = 100
const transferKind = 'transfer'

/** After its days a transfer stays: too much has been built on it meanwhile. */
export function demandUndoable({ reader }: Context, { kind, createdAt }: Batch): void {
  const age = reader.clock.now().getTime() - new Date(createdAt).getTime()
  if (kind === transferKind && age > undoableDays * 86_400_000) throw new RuleError('transfer_undo_over', { days: undoableDays })
}

/** Transfers of the last thirty days, the latest first, as JSON text: one's own, or for administrators everybody's. */
export async function recentTransfers({ reader, transaction }: Context): Promise<string> {
  const { principal, clock } = reader
  const since = new Date(clock.now().getTime() - undoableDays * 86_400_000).toISOString()
  const own = principal.administrator ? sql`` : sql` AND b.principal_id = ${param(principal.id, 'uuid')}`
  const [row] = await transaction((inside) =>
    inside.query<{ list: string }>(
      sql`SELECT coalesce(json_agg(x.j ORDER BY x.created_at DESC, x.id DESC), '[]')::text AS list FROM (
        SELECT b.created_at, b.id, json_build_object('id', b.id, 'at', ${instant(sql`b.created_at`)}, 'object', b.object, 'status', b.status, 'done', b.done, 'total', b.total,
          'by', json_build_object('id', b.principal_id, 'title', p.name), 'reason', b.input->>'reason', 'left', coalesce(jsonb_array_length(b.input->'left'), 0),
          'from', (SELECT json_build_object('id', f.id, 'title', f.name) FROM principal f WHERE ${inWorkspace(reader, 'f')} AND f.id = (b.input->>'person')::uuid),
          'to', (SELECT coalesce(json_agg(json_build_object('id', r.id, 'title', r.name)), '[]') FROM principal r WHERE ${inWorkspace(reader, 'r')}
            AND r.id IN (SELECT (t.value #>> '{}')::uuid FROM jsonb_array_elements(b.input->'split') s, jsonb_array_elements(s.value->'to') t)),
          'changed', coalesce((b.result->>'changed')::int, 0), 'refused', coalesce(jsonb_array_length(b.result->'refused'), 0), 'undone', b.undone_by IS NOT NULL) AS j
        FROM batch b LEFT JOIN principal p ON ${inWorkspace(reader, 'p')} AND p.id = b.principal_id
        WHERE ${inWorkspace(reader, 'b')} AND b.kind = ${transferKind} AND b.created_at >= ${param(since, 'timestamptz')}${own} ORDER BY b.created_at DESC, b.id DESC LIMIT ${param(mostListed, 'int')}) x`,
    ),
  )
  return row?.list ?? '[]'
}
