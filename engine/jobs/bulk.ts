import type { ActionContext, Context } from '../context.ts'
import { GuanxiError, NotFoundError } from '../errors.ts'
import { idsOf } from '../query/aggregate.ts'
import type { Filter } from '../query/filter.ts'
import { param, sql } from '../sql.ts'
import type { WriteRequest } from '../write/change.ts'
import type { Kept } from '../write/undo.ts'
import type { Batch, JobDefinition } from './batch.ts'

const stepSize = 500
/** So many refused records are named, with their reasons. */
export const listedRefusals = 200

type Input = { object: string; filter?: Filter; changes?: Record<string, unknown>; delete?: boolean }
export type Refused = { id: string; code: string; field?: string }

/** Changes or deletes every record that a filter finds, in id order, as the person who asked. What may not be changed is listed with its reason. */
export const bulkChange: JobDefinition = {
  kind: 'bulkChange',
  title: { zh: '批量修改', en: 'Bulk change' },
  told: true,
  class: 'bulk',
  async run(context, batch, tools) {
    const input = batch.input as unknown as Input
    const query = { object: input.object, filter: input.filter }
    let after = typeof batch.checkpoint?.after === 'string' ? batch.checkpoint.after : null
    let done = batch.done
    const refused = ((batch.result.refused as Refused[] | undefined) ?? []).slice()
    let changed = Number(batch.result.changed ?? 0)
    const total = batch.total ?? (await context.count({ ...query, exact: true })).count
    for (let more = true; more; ) {
      let found = 0
      const goOn = await tools.step(async (inside) => {
        const rows = await inside.query<{ id: string }>(idsOf(context.reader, query, after, stepSize))
        found = rows.length
        const requests = rows.map(
          ({ id }): WriteRequest =>
            input.delete
              ? { kind: 'delete', object: input.object, id, mass: true }
              : { kind: 'update', object: input.object, id, values: input.changes ?? {}, mass: true },
        )
        const outcome = await writeEach(inside, requests)
        changed += requests.length - outcome.length
        refused.push(...outcome.slice(0, listedRefusals - refused.length))
        done += rows.length
        after = rows.at(-1)?.id ?? after
        return { done, total, checkpoint: { after }, result: { changed, refused } }
      })
      more = goOn && found === stepSize
    }
  },
}

/** A refused record must not undo the others of its step: each try stands behind a savepoint. */
export async function writeEach(
  inside: Parameters<Parameters<Context['transaction']>[0]>[0],
  requests: readonly WriteRequest[],
): Promise<Refused[]> {
  if (requests.length === 0) return []
  await inside.query(sql`SAVEPOINT part`)
  try {
    await inside.write(requests)
    await inside.query(sql`RELEASE SAVEPOINT part`)
    return []
  } catch (error) {
    await inside.query(sql`ROLLBACK TO SAVEPOINT part`)
    if (!(error instanceof GuanxiError)) throw error
    const [only] = requests
    if (requests.length === 1 && only && only.kind !== 'create')
      return [{ id: only.id, code: error.code, ...(error.field ? { field: error.field } : {}) }]
    const half = Math.ceil(requests.length / 2)
    return [...(await writeEach(inside, requests.slice(0, half))), ...(await writeEach(inside, requests.slice(half)))]
  }
}

/** Takes back a change of many records, part by part; what has to stay is written down with its reason. */
export const undoJob: JobDefinition = {
  kind: 'undo',
  title: { zh: '撤销', en: 'Undo' },
  class: 'normal',
  async run(_context, batch, tools) {
    const changeId = String(batch.input.changeId)
    let before = typeof batch.checkpoint?.before === 'string' ? batch.checkpoint.before : null
    let done = batch.done
    let restored = Number(batch.result.restored ?? 0)
    let kept = Number(batch.result.kept ?? 0)
    for (let more = batch.checkpoint?.over !== true; more; ) {
      const goOn = await tools.step(async (inside) => {
        const part = await inside.undo(changeId, before)
        if (part.seen === 0 && done === 0) throw new NotFoundError('change_not_found')
        await keepUndone(inside, batch, kept, part.kept)
        const over = part.before === null
        if (over)
          await inside.query(
            sql`UPDATE batch SET undone_by = ${param(batch.id, 'uuid')} WHERE workspace_id = ${param(batch.workspaceId, 'uuid')} AND id = ${param(changeId, 'uuid')}`,
          )
        done += part.seen
        restored += part.restored
        kept += part.kept.length
        before = part.before
        more = !over
        return { done, checkpoint: over ? { over } : { before }, result: { restored, kept } }
      })
      if (!goOn) return
    }
  },
}

export async function keepUndone(
  inside: ActionContext,
  { id, workspaceId }: Batch,
  position: number,
  kept: readonly Kept[],
): Promise<void> {
  if (kept.length === 0) return
  await inside.query(
    sql`INSERT INTO undo_kept (workspace_id, batch_id, position, object, record_id, field, reason)
      SELECT ${param(workspaceId, 'uuid')}, ${param(id, 'uuid')}, u.* FROM unnest(${param(
        kept.map((_, index) => position + index + 1),
        'bigint[]',
      )}, ${param(
        kept.map(({ object }) => object),
        'text[]',
      )}, ${param(
        kept.map((one) => one.id),
        'uuid[]',
      )}, ${param(
        kept.map(({ field }) => field ?? null),
        'text[]',
      )}, ${param(
        kept.map(({ reason }) => reason),
        'text[]',
      )}) AS u`,
  )
}
