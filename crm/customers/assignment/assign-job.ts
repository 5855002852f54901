import { type Filter, idsOf, type JobDefinition, listedRefusals, type Refused } from '../../../engine/index.ts'
import { assignPart } from './assign.ts'

const stepSize = 500

type Input = { object: string; filter?: Filter; held: boolean }

/** Gives out everything that a filter finds by the rules, in the order of ids, as the person who asked. Taken back as one change. */
export const assignByRules: JobDefinition = {
  kind: 'assignByRules',
  title: { zh: '按规则分配', en: 'Assign by rules' },
  told: true,
  class: 'bulk',
  async run(context, batch, tools) {
    const { object, filter, held } = batch.input as unknown as Input
    const query = { object, filter: chosen(filter, held) }
    let after = typeof batch.checkpoint?.after === 'string' ? batch.checkpoint.after : null
    let done = batch.done
    const result = {
      changed: 0,
      unmatched: 0,
      refused: [] as Refused[],
      ...(batch.result as { changed?: number; unmatched?: number; refused?: Refused[] }),
    }
    const total = batch.total ?? (await context.count({ ...query, exact: true })).count
    for (let more = true; more; ) {
      let found = 0
      const goOn = await tools.step(async (inside) => {
        const rows = await inside.query<{ id: string }>(idsOf(context.reader, query, after, stepSize))
        found = rows.length
        const part = await assignPart(
          inside,
          object,
          rows.map(({ id }) => id),
        )
        result.changed += part.assigned
        result.unmatched += part.unmatched
        result.refused.push(...part.refused.slice(0, listedRefusals - result.refused.length))
        done += rows.length
        after = rows.at(-1)?.id ?? after
        return { done, total, checkpoint: { after }, result: { ...result } }
      })
      more = goOn && found === stepSize
    }
  },
}

/** What is looked at: all that the filter finds, or those of them that nobody holds. */
export function chosen(filter: Filter | undefined, held: boolean): Filter {
  return { all: [...(filter ? [filter] : []), ...(held ? [] : [{ field: 'owner', op: 'isEmpty' as const }])] }
}
