import type { Context } from '../context.ts'
import { GuanxiError } from '../errors.ts'
import { idsOf } from '../query/aggregate.ts'
import type { Filter } from '../query/filter.ts'
import { param, sql } from '../sql.ts'
import type { WriteRequest } from '../write/change.ts'
import type { JobDefinition } from './batch.ts'

const stepSize = 500
const mostListed = 200

type Input = { object: string; filter?: Filter; changes?: Record<string, unknown>; delete?: boolean }
type Refused = { id: string; code: string; field?: string }

/** Changes or deletes every record that a filter finds, in id order, as the person who asked. What may not be changed is listed with its reason. */
export const bulkChange: JobDefinition = {
  kind: 'bulkChange',
  title: { zh: '批量修改', en: 'Bulk change' },
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
              ? { kind: 'delete', object: input.object, id }
              : { kind: 'update', object: input.object, id, values: input.changes ?? {} },
        )
        const outcome = await writeEach(inside, requests)
        changed += requests.length - outcome.length
        refused.push(...outcome.slice(0, mostListed - refused.length))
        done += rows.length
        after = rows.at(-1)?.id ?? after
        return { done, total, checkpoint: { after }, result: { changed, refused } }
      })
      more = goOn && found === stepSize
    }
  },
}

/** A refused record must not undo the others of its step: each try stands behind a savepoint. */
async function writeEach(
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

/** Takes back a change of many records. */
export const undoJob: JobDefinition = {
  kind: 'undo',
  title: { zh: '撤销', en: 'Undo' },
  class: 'normal',
  async run(context, batch, tools) {
    const changeId = String(batch.input.changeId)
    const answer = await context.undo(changeId)
    await tools.step(async (inside) => {
      await inside.query(
        sql`UPDATE batch SET undone_by = ${param(batch.id, 'uuid')} WHERE workspace_id = ${param(batch.workspaceId, 'uuid')} AND id = ${param(changeId, 'uuid')}`,
      )
      return {
        done: answer.restored,
        total: answer.restored + answer.kept.length,
        checkpoint: {},
        result: { restored: answer.restored, kept: answer.kept.slice(0, mostListed) },
      }
    })
  },
}
