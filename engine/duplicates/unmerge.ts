import { Type } from '@sinclair/typebox'
import { accessPredicate } from '../access/predicate.ts'
import type { ActionContext } from '../context.ts'
import type { Executor } from '../database.ts'
import { defineAction } from '../declare/action.ts'
import { mainColumn } from '../declare/columns.ts'
import { AccessError, NotFoundError, RuleError } from '../errors.ts'
import { isId } from '../ids.ts'
import type { JobDefinition } from '../jobs/batch.ts'
import { keepUndone } from '../jobs/bulk.ts'
import { inWorkspace } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { ident, param, raw, sql } from '../sql.ts'
import { returnSideRows } from './side-rows.ts'

/** So long a merge can be taken back: as long as the recycle bin keeps the one that went. */
export const unmergeDays = 30

export type Merge = { id: string; object: string; survivor_id: string; loser_id: string; at: string }

/** A merge that stands, for whoever may change and delete the record that came of it. */
export async function standingMerge(context: ActionContext, id: string): Promise<Merge> {
  const { reader } = context
  const ws = param(reader.workspaceId, 'uuid')
  const [merge] = isId(id)
    ? await context.query<Merge>(
        sql`SELECT id, object, survivor_id, loser_id, at FROM record_merge WHERE workspace_id = ${ws} AND id = ${param(id, 'uuid')} AND undone_at IS NULL`,
      )
    : []
  if (!merge) throw new NotFoundError('merge_not_found')
  const right = (action: string) => accessPredicate(reader, merge.object, action, 't') ?? raw('false')
  const [found] = await context.query<{ seen: boolean; may: boolean }>(
    sql`SELECT (${right('read')}) AS seen, ((${right('update')}) AND (${right('delete')})) AS may FROM ${ident(reader.object(merge.object).definition.table)} t
      WHERE ${inWorkspace(reader, 't')} AND t.id = ${param(merge.survivor_id, 'uuid')} AND t.deleted_at IS NULL`,
  )
  if (!found?.seen) throw new NotFoundError('merge_not_found')
  if (!found.may) throw new AccessError('merge_needs_both', { object: merge.object })
  if (context.clock.now().getTime() - new Date(merge.at).getTime() > unmergeDays * 86_400_000)
    throw new RuleError('merge_too_old', { days: unmergeDays })
  return merge
}

/** Makes two records of one again, as they were; what was changed since stays and is listed. */
export const unmergeRecords = defineAction({
  key: 'record.unmerge',
  label: { zh: '撤销合并', en: 'Undo merge' },
  object: 'account',
  permission: { object: 'account', action: 'read' },
  input: Type.Object({ merge: Type.String() }),
  async run(context, { merge: id }) {
    const merge = await standingMerge(context, id)
    return { job: await context.startJob({ kind: 'unmerge', object: merge.object, input: { merge: merge.id } }) }
  },
})

export const unmergeJob: JobDefinition = {
  kind: 'unmerge',
  title: { zh: '撤销合并', en: 'Undo merge' },
  class: 'interactive',
  async run(_context, batch, tools) {
    let before = typeof batch.checkpoint?.before === 'string' ? batch.checkpoint.before : null
    let done = batch.done
    let kept = Number(batch.result.kept ?? 0)
    let restored = Number(batch.result.restored ?? 0)
    for (let over = batch.checkpoint?.over === true; !over; ) {
      const goOn = await tools.step(async (inside) => {
        const merge = await standingMerge(inside, String(batch.input.merge))
        const part = await inside.entire().undo(merge.id, before)
        await keepUndone(inside, batch, kept, part.kept)
        before = part.before
        done += part.seen
        kept += part.kept.length
        restored += part.restored
        over = before === null
        if (over) {
          await returnSideRows(inside, { mergeId: merge.id, object: merge.object, from: merge.loser_id, to: merge.survivor_id })
          const ws = param(batch.workspaceId, 'uuid')
          await inside.query(
            sql`UPDATE record_merge SET undone_at = ${param(inside.clock.now().toISOString(), 'timestamptz')} WHERE workspace_id = ${ws} AND id = ${param(merge.id, 'uuid')}`,
          )
        }
        return { done, checkpoint: { before, over }, result: { restored, kept, loser: merge.loser_id, survivor: merge.survivor_id } }
      })
      if (!goOn) return
    }
  },
}

/** The merges that a record came from and that can still be taken back, for whoever sees it; what went is named as far as they might see it. */
export async function mergesInto(
  executor: Executor,
  reader: Reader,
  object: string,
  id: string,
): Promise<{ id: string; at: string; title: string | null }[]> {
  const { definition, fields } = reader.object(object)
  const seen = (alias: string) => accessPredicate(reader, object, 'read', alias) ?? raw('false')
  const title = fields.get(definition.title)
  if (!isId(id) || !title) return []
  const table = ident(definition.table)
  const since = new Date(reader.clock.now().getTime() - unmergeDays * 86_400_000).toISOString()
  return executor.query(
    reader.workspaceId,
    sql`SELECT m.id, m.at, CASE WHEN ${seen('l')} THEN l.${ident(mainColumn(definition.title, title))} END AS title FROM record_merge m
      JOIN ${table} t ON ${inWorkspace(reader, 't')} AND t.id = m.survivor_id AND t.deleted_at IS NULL
      LEFT JOIN ${table} l ON ${inWorkspace(reader, 'l')} AND l.id = m.loser_id
      WHERE ${inWorkspace(reader, 'm')} AND m.object = ${object} AND m.survivor_id = ${param(id, 'uuid')} AND m.undone_at IS NULL AND m.at > ${param(since, 'timestamptz')} AND ${seen('t')}
      ORDER BY m.at DESC, m.id LIMIT 20`,
  )
}
