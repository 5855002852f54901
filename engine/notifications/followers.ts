import type { Database, Executor } from '../database.ts'
import { AccessError } from '../errors.ts'
import { inWorkspace } from '../query/expressions.ts'
import { getRecord } from '../query/get.ts'
import type { Reader } from '../query/reader.ts'
import { param, sql } from '../sql.ts'

export type Followers = { following: boolean; followers: { id: string; title: string }[] }

const mostShown = 200

/** Who follows a record, for those who may see it. */
export async function followersOf(database: Database, reader: Reader, record: { object: string; id: string }): Promise<Followers> {
  await getRecord(database, reader, { ...record, fields: [] })
  const followers = await database.query<{ id: string; title: string }>(
    reader.workspaceId,
    sql`SELECT p.id, p.name AS title FROM follower f JOIN principal p ON ${inWorkspace(reader, 'p')} AND p.id = f.principal_id AND p.active
      WHERE ${inWorkspace(reader, 'f')} AND f.record_id = ${param(record.id, 'uuid')} ORDER BY f.followed_at, p.id LIMIT ${param(mostShown, 'int')}`,
  )
  return { following: followers.some(({ id }) => id === reader.principal.id), followers }
}

/** Follows a record that one may see, or leaves off. Twice is once. */
export async function follow(
  database: Database,
  reader: Reader,
  record: { object: string; id: string },
  isFollowing: boolean,
): Promise<void> {
  if (reader.principal.kind !== 'staff') throw new AccessError('not_allowed', { object: record.object, action: 'follow' })
  await getRecord(database, reader, { ...record, fields: [] })
  const me = reader.principal.id
  if (isFollowing) return addFollowers(database, reader.workspaceId, [{ ...record, principalId: me, at: reader.clock.now().toISOString() }])
  await database.query(
    reader.workspaceId,
    sql`DELETE FROM follower f WHERE ${inWorkspace(reader, 'f')} AND f.record_id = ${param(record.id, 'uuid')} AND f.principal_id = ${param(me, 'uuid')}`,
  )
}

export async function addFollowers(
  executor: Executor,
  workspaceId: string,
  rows: readonly { object: string; id: string; principalId: string; at: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await executor.query(
    workspaceId,
    sql`INSERT INTO follower (workspace_id, record_id, principal_id, object, followed_at) SELECT ${param(workspaceId, 'uuid')}, u.* FROM unnest(${param(
      rows.map(({ id }) => id),
      'uuid[]',
    )}, ${param(
      rows.map(({ principalId }) => principalId),
      'uuid[]',
    )}, ${param(
      rows.map(({ object }) => object),
      'text[]',
    )}, ${param(
      rows.map(({ at }) => at),
      'timestamptz[]',
    )}) AS u ON CONFLICT DO NOTHING`,
  )
}
