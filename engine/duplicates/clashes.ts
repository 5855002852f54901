import { Type } from '@sinclair/typebox'
import { accessPredicate } from '../access/predicate.ts'
import type { ActionContext } from '../context.ts'
import type { Executor } from '../database.ts'
import { defineAction } from '../declare/action.ts'
import { mainColumn } from '../declare/columns.ts'
import { NotFoundError } from '../errors.ts'
import { isId, newId } from '../ids.ts'
import { inWorkspace } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { and, ident, or, param, raw, type Sql, sql } from '../sql.ts'
import { managersOver, tellClash } from './clash-news.ts'
import { pairOf } from './merge.ts'
import type { Similar } from './similar.ts'

export const clashChoices = ['keep', 'hand', 'share', 'both'] as const
/**
 * `keep`: with the holder, and the new record becomes part of theirs. `hand`: to the finder, in the record that was there. `share`: the holder keeps it, the new record becomes part of it, and
 * the finder joins its team. `both`: they are two.
 */
export type ClashChoice = (typeof clashChoices)[number]

type Person = { id: string; title: string }
export type Clash = {
  id: string
  object: string
  at: string
  found: { id: string; title: string }
  held: { id: string; title: string }
  finder: Person
  holder: Person
  decision: { choice: ClashChoice; by: Person; at: string } | null
}

const listed = 50

/**
 * Somebody entered what somebody else holds. Where the rules say so it is noted once for each pair and put before a manager; else the holder is told. Answers who holds it, or null
 * where nobody else does.
 */
export async function openClash(context: ActionContext, object: string, id: string, similar: readonly Similar[]): Promise<string | null> {
  const me = context.reader.principal.id
  const held = similar.find(({ certain, ownerId }) => certain && ownerId !== null && ownerId !== me)
  const policy = context.reader.model.duplicates.get(object)
  if (!held?.ownerId || !policy || policy.clash === 'off') return null
  const holder = held.ownerId
  const isOpened = policy.clash === 'decide'
  const clash = newId()
  const title = (await titlesOf(context, object, [id])).get(id) ?? ''
  if (isOpened) {
    const ws = param(context.reader.workspaceId, 'uuid')
    const at = param(context.clock.now().toISOString(), 'timestamptz')
    const made = await context.query(
      sql`INSERT INTO clash (workspace_id, id, object, found_id, held_id, finder_id, holder_id, opened_at)
        VALUES (${ws}, ${param(clash, 'uuid')}, ${object}, ${param(id, 'uuid')}, ${param(held.id, 'uuid')}, ${param(me, 'uuid')}, ${param(holder, 'uuid')}, ${at}) ON CONFLICT DO NOTHING RETURNING id`,
    )
    if (made.length === 0) return holder
  }
  const what = isOpened ? 'opened' : 'met'
  const managers = isOpened ? await managersOver(context, [me, holder]) : []
  await tellClash(context, { object, id: held.id }, clash, [
    { to: holder, as: 'holder', what, record: held.id, title: held.title },
    ...managers.map((to) => ({ to, as: 'manager', what, record: held.id, title: held.title }) as const),
    // Where nothing is to be said of others' records, nor is this.
    ...(isOpened && policy.disclose !== 'nothing' ? [{ to: me, as: 'finder', what, record: id, title } as const] : []),
  ])
  return holder
}

async function titlesOf(context: ActionContext, object: string, ids: readonly string[]): Promise<Map<string, string>> {
  const { definition, fields } = context.reader.object(object)
  const field = fields.get(definition.title)
  if (!field) return new Map()
  const rows = await context.query<{ id: string; title: string }>(
    sql`SELECT t.id, t.${ident(mainColumn(definition.title, field))} AS title FROM ${ident(definition.table)} t WHERE ${inWorkspace(context.reader, 't')} AND t.id = ANY (${param(ids, 'uuid[]')})`,
  )
  return new Map(rows.map(({ id, title }) => [id, title]))
}

/** Open ones that the reader may decide: they may change both records and delete either, and are neither of the two. */
function decidable(reader: Reader, object: string): Sql | null {
  const right = (action: string, alias: string): Sql | null => accessPredicate(reader, object, action, alias)
  const needed = ['a', 'b'].flatMap((alias) => ['read', 'update', 'delete'].map((action) => right(action, alias)))
  if (needed.some((one) => one === null)) return null
  const me = param(reader.principal.id, 'uuid')
  return and([
    ...needed.flatMap((one) => one ?? []),
    or([param(reader.principal.administrator, 'boolean'), sql`${me} NOT IN (c.finder_id, c.holder_id)`]),
  ])
}

/** Of decided ones the new record may have become part of the other. */
function clashesOf(reader: Reader, object: string, isDecided = false): { from: Sql; where: Sql } | null {
  const may = decidable(reader, object)
  if (!may) return null
  const table = ident(reader.object(object).definition.table)
  const living = (alias: string, column: string): Sql =>
    sql`JOIN ${table} ${ident(alias)} ON ${inWorkspace(reader, alias)} AND ${ident(alias)}.id = c.${ident(column)}${isDecided ? sql`` : sql` AND ${ident(alias)}.deleted_at IS NULL`}`
  return {
    from: sql`clash c ${living('a', 'found_id')} ${living('b', 'held_id')}`,
    where: and([
      inWorkspace(reader, 'c'),
      sql`c.object = ${object}`,
      raw(isDecided ? 'c.decided_at IS NOT NULL' : 'c.decided_at IS NULL'),
      may,
    ]),
  }
}

export async function countClashes(executor: Executor, reader: Reader, object: string): Promise<number> {
  const open = clashesOf(reader, object)
  if (!open) return 0
  const [row] = await executor.query<{ count: string }>(
    reader.workspaceId,
    sql`SELECT count(*) AS count FROM (SELECT 1 FROM ${open.from} WHERE ${open.where} LIMIT 1000) n`,
  )
  return Number(row?.count ?? 0)
}

/** Those to decide, the oldest first; or those that were, the latest first. */
export async function listClashes(executor: Executor, reader: Reader, object: string, isDecided = false): Promise<Clash[]> {
  const { definition, fields } = reader.object(object)
  const open = clashesOf(reader, object, isDecided)
  const title = fields.get(definition.title)
  if (!open || !title) return []
  const column = ident(mainColumn(definition.title, title))
  const person = (key: string): Sql =>
    sql`(SELECT jsonb_build_object('id', p.id, 'title', p.name) FROM principal p WHERE p.workspace_id = c.workspace_id AND p.id = c.${ident(key)})`
  return executor.query<Clash>(
    reader.workspaceId,
    sql`SELECT c.id, c.object, c.opened_at AS at, jsonb_build_object('id', a.id, 'title', a.${column}) AS found, jsonb_build_object('id', b.id, 'title', b.${column}) AS held,
      ${person('finder_id')} AS finder, ${person('holder_id')} AS holder,
      CASE WHEN c.decided_at IS NOT NULL THEN jsonb_build_object('choice', c.decision, 'at', c.decided_at, 'by', ${person('decided_by')}) END AS decision
      FROM ${open.from} WHERE ${open.where} ORDER BY ${raw(isDecided ? 'c.decided_at DESC' : 'c.opened_at')}, c.id LIMIT ${param(listed, 'int')}`,
  )
}

/** Decided once, by somebody who may change both records. */
export const decideClash = defineAction({
  key: 'clash.decide',
  label: { zh: '裁定撞单', en: 'Decide a clash' },
  object: 'account',
  permission: { object: 'account', action: 'read' },
  input: Type.Object({ clash: Type.String(), choice: Type.Union(clashChoices.map((choice) => Type.Literal(choice))) }),
  async run(context, { clash: id, choice }) {
    const { reader, clock } = context
    const [open] = isId(id)
      ? await context.query<{ object: string; found_id: string; held_id: string; finder_id: string; holder_id: string }>(
          sql`SELECT object, found_id, held_id, finder_id, holder_id FROM clash WHERE workspace_id = ${param(reader.workspaceId, 'uuid')} AND id = ${param(id, 'uuid')} AND decided_at IS NULL FOR UPDATE`,
        )
      : []
    const among = open && clashesOf(reader, open.object)
    const [may] = among
      ? await context.query<{ id: string }>(sql`SELECT c.id FROM ${among.from} WHERE ${among.where} AND c.id = ${param(id, 'uuid')}`)
      : []
    if (!open || !may) throw new NotFoundError('clash_not_found')
    const { object } = open
    await pairOf(context, object, { survivor: open.held_id, loser: open.found_id })
    await context.query(
      sql`UPDATE clash SET decided_at = ${param(clock.now().toISOString(), 'timestamptz')}, decided_by = ${param(reader.principal.id, 'uuid')}, decision = ${choice}
        WHERE workspace_id = ${param(reader.workspaceId, 'uuid')} AND id = ${param(id, 'uuid')}`,
    )
    await tellDecision(context, { ...open, clash: id, choice })
    if (choice === 'both') {
      const [left = '', right = ''] = [open.found_id, open.held_id].toSorted()
      const now = param(clock.now().toISOString(), 'timestamptz')
      await context.query(
        sql`INSERT INTO duplicate_pair AS d (workspace_id, object, left_id, right_id, score, reasons, found_at, dismissed_at, dismissed_by)
          VALUES (${param(reader.workspaceId, 'uuid')}, ${object}, ${param(left, 'uuid')}, ${param(right, 'uuid')}, 0, '{}', ${now}, ${now}, ${param(reader.principal.id, 'uuid')})
          ON CONFLICT (workspace_id, object, left_id, right_id) DO UPDATE SET dismissed_at = excluded.dismissed_at, dismissed_by = excluded.dismissed_by`,
      )
      return { job: null }
    }
    if (choice === 'hand') await context.write([{ kind: 'update', object, id: open.held_id, values: { owner: open.finder_id } }])
    if (choice === 'share') await joinTeam(context, object, open.held_id, open.finder_id)
    return {
      job: await context.startJob({ kind: 'merge', object, input: { object, survivor: open.held_id, loser: open.found_id, take: [] } }),
    }
  },
})

type Decided = {
  clash: string
  object: string
  choice: ClashChoice
  found_id: string
  held_id: string
  finder_id: string
  holder_id: string
}

/** Each of the two hears what became of theirs; what they do not see any more is told by its title. */
async function tellDecision(
  context: ActionContext,
  { clash, object, choice, found_id, held_id, finder_id, holder_id }: Decided,
): Promise<void> {
  const titles = await titlesOf(context, object, [found_id, held_id])
  const seen = { keep: null, hand: held_id, share: held_id, both: found_id }[choice]
  // The finder sees the other record only once the decision stands: what leads there is asked for again when it is shown.
  await tellClash(context, { object, id: held_id }, clash, [
    { to: finder_id, as: 'finder', what: choice, record: seen, title: titles.get(found_id) ?? '' },
    { to: holder_id, as: 'holder', what: choice, record: choice === 'hand' ? null : held_id, title: titles.get(held_id) ?? '' },
  ])
}

/** Into the team of the record, where its object has teams; else it is shared. */
async function joinTeam(context: ActionContext, object: string, id: string, user: string): Promise<void> {
  const { team } = context.reader.object(object).definition
  const rest = team ? { teamRole: 'co-owner', related: Object.fromEntries(team.map((one) => [one, 'read'])) } : {}
  const values = { record: { object, id }, sharedWith: { object: 'user', id: user }, level: 'edit', ...rest }
  // Whoever may decide it need not have the right to share.
  await context.entire().write([{ kind: 'create', object: 'recordShare', values }])
}
