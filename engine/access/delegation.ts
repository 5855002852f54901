import type { ActionContext, Context } from '../context.ts'
import type { Executor } from '../database.ts'
import { AccessError, InvalidInputError, NotFoundError, RuleError } from '../errors.ts'
import { isId, newId } from '../ids.ts'
import { instant, inWorkspace } from '../query/expressions.ts'
import { param, sql } from '../sql.ts'
import { demandWholeRights, type Narrowing } from './principal.ts'

export type NewDelegation = {
  /** Whose rights; one's own without it. */
  readonly lender?: string | undefined
  readonly borrower: string
  readonly from: string
  readonly until: string
  /** Keys of the objects that are lent; null lends all that can be. */
  readonly objects: readonly string[] | null
  readonly readOnly: boolean
  readonly reason?: string | undefined
}

const longestDays = 366
const mostListed = 200

/** Lends one's own rights, or those of somebody whom one leads or administers, to a colleague for a while. */
export async function lend(inside: ActionContext, given: NewDelegation, lendable: readonly string[]): Promise<string> {
  const { reader, query, clock } = inside
  const { principal } = reader
  demandWholeRights(principal)
  const lender = given.lender ?? principal.id
  if (principal.kind !== 'staff') throw new AccessError('delegation_not_yours', { field: 'lender' })
  const people = await query<{ id: string; name: string; led: boolean }>(
    sql`SELECT u.id, u.name, (u.manager_id = ${param(principal.id, 'uuid')}) IS TRUE OR EXISTS (SELECT 1 FROM department d WHERE ${inWorkspace(reader, 'd')} AND d.id = u.department_id AND d.manager_id = ${param(principal.id, 'uuid')} AND d.deleted_at IS NULL) AS led
      FROM app_user u WHERE ${inWorkspace(reader, 'u')} AND u.id = ANY (${param([lender, given.borrower].filter(isId), 'uuid[]')}) AND u.active AND u.deleted_at IS NULL`,
  )
  const theLender = people.find(({ id }) => id === lender)
  const borrower = people.find(({ id }) => id === given.borrower)
  if (!theLender) throw new RuleError('delegate_inactive', { field: 'lender' })
  if (lender !== principal.id && !principal.administrator && !theLender.led)
    throw new AccessError('delegation_not_yours', { field: 'lender' })
  if (!borrower || borrower.id === lender) throw new RuleError('delegate_inactive', { field: 'borrower' })
  const [from, until, now] = [new Date(given.from), new Date(given.until), clock.now()]
  if (until <= from || until <= now) throw new InvalidInputError('delegation_over', { field: 'until' })
  if (until.getTime() - from.getTime() > longestDays * 86_400_000)
    throw new InvalidInputError('delegation_too_long', { field: 'until', days: longestDays })
  if (given.objects && (given.objects.length === 0 || !given.objects.every((key) => lendable.includes(key))))
    throw new InvalidInputError('invalid_value', { field: 'objects' })
  const id = newId()
  await query(
    sql`INSERT INTO delegation (workspace_id, id, lender_id, borrower_id, made_by_id, starts_at, ends_at, objects, read_only, reason, created_at)
      VALUES (${param(reader.workspaceId, 'uuid')}, ${param(id, 'uuid')}, ${param(lender, 'uuid')}, ${param(borrower.id, 'uuid')}, ${param(principal.id, 'uuid')}, ${param(from.toISOString(), 'timestamptz')},
        ${param(until.toISOString(), 'timestamptz')}, ${param(given.objects, 'text[]')}, ${param(given.readOnly, 'boolean')}, ${param(given.reason?.trim() || null, 'text')}, ${param(now.toISOString(), 'timestamptz')})`,
  )
  const details = {
    delegation: id,
    lender: theLender.name,
    borrower: borrower.name,
    from: given.from,
    until: given.until,
    objects: given.objects,
    readOnly: given.readOnly,
  }
  await inside.audit('delegation.made', { object: 'user', details })
  return id
}

/** Whoever lends, borrows, made it or administers ends it before its time. Answers whose session it was. */
export async function endDelegation(inside: ActionContext, id: string): Promise<void> {
  const { reader, query, clock } = inside
  const { principal } = reader
  demandWholeRights(principal)
  const me = param(principal.id, 'uuid')
  const now = param(clock.now().toISOString(), 'timestamptz')
  const own = principal.administrator ? sql`` : sql` AND (d.lender_id = ${me} OR d.borrower_id = ${me} OR d.made_by_id = ${me})`
  const ended = isId(id)
    ? await query<{ lender: string; borrower: string }>(
        sql`UPDATE delegation d SET ended_at = coalesce(d.ended_at, ${now}), ended_by_id = coalesce(d.ended_by_id, ${me}) FROM principal l, principal b
          WHERE ${inWorkspace(reader, 'd')} AND d.id = ${param(id, 'uuid')}${own} AND ${inWorkspace(reader, 'l')} AND l.id = d.lender_id AND ${inWorkspace(reader, 'b')} AND b.id = d.borrower_id
          RETURNING l.name AS lender, b.name AS borrower`,
      )
    : []
  const [one] = ended
  if (!one) throw new NotFoundError('not_found')
  await inside.audit('delegation.ended', { object: 'user', details: { delegation: id, ...one } })
}

/** Delegations that concern the reader, the latest first, as JSON text; administrators see everybody's. */
export async function delegationsOf({ reader, transaction }: Context): Promise<string> {
  const { principal, clock } = reader
  const me = param(principal.id, 'uuid')
  const now = param(clock.now().toISOString(), 'timestamptz')
  const own = principal.administrator ? sql`` : sql` AND (d.lender_id = ${me} OR d.borrower_id = ${me} OR d.made_by_id = ${me})`
  const [row] = await transaction((inside) =>
    inside.query<{ list: string }>(
      sql`SELECT coalesce(json_agg(x.j ORDER BY x.ends_at DESC, x.id DESC), '[]')::text AS list FROM (
        SELECT d.ends_at, d.id, json_build_object('id', d.id, 'lender', json_build_object('id', l.id, 'title', l.name), 'borrower', json_build_object('id', b.id, 'title', b.name),
          'madeBy', json_build_object('id', m.id, 'title', m.name), 'from', ${instant(sql`d.starts_at`)}, 'until', ${instant(sql`d.ends_at`)}, 'objects', d.objects, 'readOnly', d.read_only, 'reason', d.reason,
          'status', CASE WHEN d.ended_at IS NOT NULL OR d.ends_at <= ${now} THEN 'over' WHEN d.starts_at > ${now} THEN 'planned' ELSE 'active' END) AS j
        FROM delegation d JOIN principal l ON ${inWorkspace(reader, 'l')} AND l.id = d.lender_id JOIN principal b ON ${inWorkspace(reader, 'b')} AND b.id = d.borrower_id
          JOIN principal m ON ${inWorkspace(reader, 'm')} AND m.id = d.made_by_id
        WHERE ${inWorkspace(reader, 'd')}${own} ORDER BY d.ends_at DESC, d.id DESC LIMIT ${param(mostListed, 'int')}) x`,
    ),
  )
  return row?.list ?? '[]'
}

export type Acting = { readonly lenderId: string; readonly narrowing: Narrowing }

/** As whom, and with how much, somebody works by a delegation at this moment; null when it is not in force. */
export async function delegationInForce(
  executor: Executor,
  asked: { workspaceId: string; id: string; borrowerId: string; now: Date },
): Promise<Acting | null> {
  const ws = param(asked.workspaceId, 'uuid')
  const now = param(asked.now.toISOString(), 'timestamptz')
  const [row] = await executor.query<{ lender_id: string; until: string; objects: string[] | null; read_only: boolean; name: string }>(
    asked.workspaceId,
    sql`SELECT d.lender_id, ${instant(sql`d.ends_at`)} AS until, d.objects, d.read_only, b.name FROM delegation d JOIN principal b ON b.workspace_id = ${ws} AND b.id = d.borrower_id AND b.active
      JOIN principal l ON l.workspace_id = ${ws} AND l.id = d.lender_id AND l.active
      WHERE d.workspace_id = ${ws} AND d.id = ${param(asked.id, 'uuid')} AND d.borrower_id = ${param(asked.borrowerId, 'uuid')} AND d.ended_at IS NULL AND d.starts_at <= ${now} AND d.ends_at > ${now}`,
  )
  if (!row) return null
  const acting = { delegation: asked.id, actor: { id: asked.borrowerId, name: row.name }, until: row.until, objects: row.objects }
  return { lenderId: row.lender_id, narrowing: { roleId: null, readOnly: row.read_only, acting } }
}
