import { Type } from '@sinclair/typebox'
import { defineAction } from '../declare/action.ts'
import { AccessError, InvalidInputError, RuleError } from '../errors.ts'
import { countHoldings, holdingsOf } from './holdings.ts'
import { startTransfer } from './job.ts'
import { demandReceivers, movesOf, type Split, splitSchema } from './plan.ts'

const uuid = Type.String({ format: 'uuid' })
const keys = Type.Array(Type.String({ maxLength: 120 }), { maxItems: 400 })

/**
 * Somebody leaves: no sign-in from now on. What they hold goes to colleagues in the background, or is left under their name because that was said;
 * nothing is left without anybody having decided it.
 */
export const deactivateUser = defineAction({
  key: 'user.deactivate',
  label: { zh: '停用用户', en: 'Deactivate user' },
  object: 'user',
  permission: { object: 'user', action: 'update' },
  input: Type.Object({
    user: uuid,
    handOver: Type.Optional(
      Type.Object({
        to: Type.Optional(uuid),
        split: Type.Optional(splitSchema),
        holdings: Type.Array(Type.String({ maxLength: 120 }), { minItems: 1, maxItems: 400 }),
        reason: Type.Optional(Type.String({ maxLength: 500 })),
      }),
    ),
    /** Holdings that stay under the leaver's name. */
    left: Type.Optional(keys),
  }),
  async run(context, { user: person, handOver, left = [] }) {
    const { reader } = context
    const known = new Set(holdingsOf(reader).map(({ key }) => key))
    if (!left.every((key) => known.has(key))) throw new InvalidInputError('invalid_value', { field: 'left' })
    if ((handOver || left.length > 0) && !reader.principal.administrator)
      throw new AccessError('administrators_only', { field: 'handOver' })
    const held = await countHoldings(context, person)
    const decided = new Set([...(handOver?.holdings ?? []), ...left])
    const undecided = held.filter(({ key, demanded }) => demanded && !decided.has(key))
    if (undecided.length > 0)
      throw new RuleError('holdings_left', { field: 'handOver', count: undecided.reduce((sum, { count }) => sum + count, 0) })
    const moves = handOver ? movesOf(reader, { person, holdings: handOver.holdings }) : { sources: [], along: [], person }
    const split: Split | undefined = handOver?.split ?? (handOver?.to ? [{ to: [handOver.to] }] : undefined)
    if (handOver && !split) throw new InvalidInputError('required', { field: 'to' })
    if (split) await demandReceivers(context, moves, split)
    const total = held.filter(({ key }) => handOver?.holdings.includes(key)).reduce((sum, { count }) => sum + count, 0)
    // Written down before the sign-in is taken away: that is refused where nothing was decided.
    const job =
      handOver || left.length > 0
        ? await startTransfer(
            context,
            { ...moves, split: split ?? [], reason: handOver?.reason ?? null, mass: false, leaver: person, left: [...left] },
            total,
          )
        : null
    await context.write([{ kind: 'update', object: 'user', id: person, values: { active: false } }])
    return { job }
  },
})
