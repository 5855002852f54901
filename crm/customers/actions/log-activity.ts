import { Type } from '@sinclair/typebox'
import { defineAction } from '../../../engine/index.ts'

/** Writes down what was said or is to be done, and when the customer is due next: one change, taken back as one. */
export const logActivity = defineAction({
  key: 'activity.log',
  label: { zh: '记跟进', en: 'Log activity' },
  object: 'activity',
  permission: { object: 'activity', action: 'create' },
  input: Type.Object({
    /** As they are sent to make an activity; the write path checks them. */
    activity: Type.Record(Type.String(), Type.Unknown()),
    /** The record whose next touch is set: a customer, a lead, an opportunity. */
    next: Type.Optional(Type.Object({ object: Type.String(), id: Type.String({ format: 'uuid' }), at: Type.String() })),
  }),
  async run(context, { activity, next }) {
    const [logged] = await context.write([
      { kind: 'create', object: 'activity', values: activity },
      ...(next ? [{ kind: 'update' as const, object: next.object, id: next.id, values: { nextActivityAt: next.at } }] : []),
    ])
    return { id: logged?.id }
  },
})
