import { Type } from '@sinclair/typebox'
import { accessPredicate } from '../access/predicate.ts'
import type { ActionContext } from '../context.ts'
import { inWorkspace } from '../query/expressions.ts'
import { and, ident, param, sql } from '../sql.ts'
import type { WriteRequest } from '../write/change.ts'

/** What a former owner keeps as a member of the record's team. */
export const keepSchema = Type.Union([Type.Literal('read'), Type.Literal('edit')])
export type Keep = 'read' | 'edit'

/** The role in the team that says who it was. */
const formerOwner = 'former-owner'

/**
 * The memberships by which former owners stay in the teams of records that go to somebody else: where the object has teams, the one who hands over may
 * share the record, and nobody is twice in a team. Written before the owner changes, while the right to share is still there.
 */
export async function keeping(
  { reader, query }: ActionContext,
  object: string,
  moved: readonly { id: string; holder: string }[],
  { keep, reason }: { keep: Keep; reason: string | null },
): Promise<(WriteRequest & { kind: 'create' })[]> {
  const { table, team } = reader.object(object).definition
  const mayShare = accessPredicate(reader, object, 'share', 't')
  if (!team || !mayShare || moved.length === 0) return []
  const ids = param(
    moved.map(({ id }) => id),
    'uuid[]',
  )
  const holders = param(
    moved.map(({ holder }) => holder),
    'uuid[]',
  )
  const rows = await query<{ id: string; holder: string }>(
    sql`SELECT u.id, u.holder FROM unnest(${ids}, ${holders}) AS u (id, holder) JOIN ${ident(table)} t ON ${and([inWorkspace(reader, 't'), sql`t.id = u.id`, mayShare])}
      WHERE EXISTS (SELECT 1 FROM principal p WHERE ${inWorkspace(reader, 'p')} AND p.id = u.holder AND p.active)
        AND NOT EXISTS (SELECT 1 FROM record_share s WHERE ${inWorkspace(reader, 's')} AND s.record_object = ${object} AND s.record_id = u.id AND s.shared_with_object = 'user'
          AND s.shared_with_id = u.holder AND s.team_role IS NOT NULL AND s.deleted_at IS NULL AND (s.until IS NULL OR s.until > ${param(reader.clock.now().toISOString(), 'timestamptz')}))`,
  )
  const related = Object.fromEntries(team.map((key) => [key, keep]))
  return rows.map(({ id, holder }) => ({
    kind: 'create',
    object: 'recordShare',
    values: {
      record: { object, id },
      sharedWith: { object: 'user', id: holder },
      level: keep,
      teamRole: formerOwner,
      related,
      ...(reason ? { reason: reason.slice(0, 200) } : {}),
    },
  }))
}
