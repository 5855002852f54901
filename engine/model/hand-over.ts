import { Type } from '@sinclair/typebox'
import type { Context } from '../context.ts'
import { defineAction } from '../declare/action.ts'
import type { Label } from '../declare/label.ts'
import { AccessError, InvalidInputError, RuleError } from '../errors.ts'
import type { JobDefinition } from '../jobs/batch.ts'
import { listedRefusals, type Refused, writeEach } from '../jobs/bulk.ts'
import { idsOf } from '../query/aggregate.ts'
import type { Filter } from '../query/filter.ts'
import type { Reader } from '../query/reader.ts'
import type { WriteRequest } from '../write/change.ts'
import { largestBatch } from '../write/writer.ts'
import { user } from './objects.ts'

/** A field by which somebody holds records: what they own, the departments they head, the people who report to them. */
export type Holding = {
  readonly key: string
  readonly object: string
  readonly field: string
  readonly plural: Label
  readonly label: Label
  readonly internal: boolean
}

const held = new Set(['owner', 'manager'])

export function holdingsOf(reader: Reader): Holding[] {
  return [...reader.objects()].flatMap(({ definition }) =>
    Object.entries(definition.fields)
      .filter(([key, field]) => held.has(key) && field.kind === 'user' && !field.readOnly)
      .map(([key, field]) => ({
        key: `${definition.key}.${key}`,
        object: definition.key,
        field: key,
        plural: definition.plural,
        label: field.label,
        internal: definition.internal === true,
      })),
  )
}

const heldBy = (holding: Holding, person: string): Filter => ({ field: holding.field, op: 'is', value: person })

/** How much somebody holds, by object: asked before they leave. */
export async function countHoldings(context: Context, person: string): Promise<(Holding & { count: number })[]> {
  const counted: (Holding & { count: number })[] = []
  for (const holding of holdingsOf(context.reader)) {
    const { count } = await context.count({ object: holding.object, filter: heldBy(holding, person), exact: true })
    if (count > 0) counted.push({ ...holding, count })
  }
  return counted
}

const uuid = Type.String({ format: 'uuid' })

/** Somebody leaves: no sign-in from now on, and what they hold goes to a colleague in the background. */
export const deactivateUser = defineAction({
  key: 'user.deactivate',
  label: { zh: '停用用户', en: 'Deactivate user' },
  object: 'user',
  permission: { object: 'user', action: 'update' },
  input: Type.Object({
    user: uuid,
    handOver: Type.Optional(
      Type.Object({ to: uuid, holdings: Type.Array(Type.String({ maxLength: 120 }), { minItems: 1, maxItems: 200 }) }),
    ),
  }),
  async run(context, { user: person, handOver }) {
    const { reader } = context
    await context.write([{ kind: 'update', object: 'user', id: person, values: { active: false } }])
    if (!handOver) return { job: null }
    if (!reader.principal.administrator) throw new AccessError('administrators_only', { field: 'handOver' })
    const known = new Set(holdingsOf(reader).map(({ key }) => key))
    if (!handOver.holdings.every((key) => known.has(key))) throw new InvalidInputError('invalid_value', { field: 'holdings' })
    const successor = await context.records.get(user, handOver.to)
    if (handOver.to === person || !successor.active) throw new RuleError('successor_inactive', { field: 'to' })
    return {
      job: await context.startJob({ kind: 'handOver', object: 'user', input: { from: person, ...handOver } }),
    }
  },
})

type Input = { from: string; to: string; holdings: string[] }

/** Everything that somebody holds goes to a colleague, object after object; taken back as one change. */
export const handOverJob: JobDefinition = {
  kind: 'handOver',
  title: { zh: '移交离职人员的工作', en: 'Hand over the work of a leaver' },
  class: 'bulk',
  async run(context, batch, tools) {
    const { from, to, holdings } = batch.input as unknown as Input
    const chosen = holdingsOf(context.reader).filter(({ key }) => holdings.includes(key))
    let place = Number(batch.checkpoint?.place ?? 0)
    let after = typeof batch.checkpoint?.after === 'string' ? batch.checkpoint.after : null
    let done = batch.done
    let changed = Number(batch.result.changed ?? 0)
    const refused = ((batch.result.refused as Refused[] | undefined) ?? []).slice()
    for (let holding = chosen[place]; holding; holding = chosen[place]) {
      const { object, field } = holding
      const query = { object, filter: heldBy(holding, from) }
      const goOn = await tools.step(async (inside) => {
        const rows = await inside.query<{ id: string }>(idsOf(context.reader, query, after, largestBatch))
        const requests = rows.map(({ id }): WriteRequest => ({ kind: 'update', object, id, values: { [field]: to } }))
        const outcome = await writeEach(inside, requests)
        changed += requests.length - outcome.length
        refused.push(...outcome.slice(0, listedRefusals - refused.length))
        done += rows.length
        after = rows.at(-1)?.id ?? null
        if (rows.length < largestBatch) {
          place += 1
          after = null
        }
        return { done, checkpoint: { place, after }, result: { changed, refused } }
      })
      if (!goOn) return
    }
  },
}
