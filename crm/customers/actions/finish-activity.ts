import { Type } from '@sinclair/typebox'
import { defineAction, RuleError } from '../../../engine/index.ts'
import { activity as activityObject } from '../objects/activity.ts'
import { finishedAt } from '../rules/finished-at.ts'
import { readActivity, takeOut } from './series.ts'

/** Planned work is done: what came of it, and when the customer is due next. One change, taken back as one. */
export const finishActivity = defineAction({
  key: 'activity.finish',
  label: { zh: '完成', en: 'Finish' },
  object: 'activity',
  permission: { object: 'activity', action: 'update' },
  input: Type.Object({
    activity: Type.String({ format: 'uuid' }),
    /** Which time of it, where it repeats: that one is done, the others go on. */
    instance: Type.Optional(Type.String()),
    /** What came of it; it follows what was noted when the work was planned. */
    outcome: Type.Optional(Type.String()),
    /** When its customer is due next. */
    nextAt: Type.Optional(Type.String()),
  }),
  async run(context, { activity: given, instance, outcome, nextAt }) {
    const repeated = await readActivity(context, given)
    if (repeated['recurrence'] && !instance) throw new RuleError('which_time', { field: 'instance' })
    const activity = instance ? await takeOut(context, repeated, instance, {}) : given
    const planned = await context.records.get(activityObject, activity)
    const said = outcome?.trim()
    await context.write([
      {
        kind: 'update',
        object: 'activity',
        id: activity,
        values: {
          status: 'done',
          occurAt: finishedAt(planned, context.clock.now().toISOString()),
          ...(said ? { content: [planned.content, said].filter(Boolean).join('\n\n') } : {}),
        },
      },
      ...(nextAt && planned.account
        ? [{ kind: 'update' as const, object: 'account', id: planned.account.id, values: { nextActivityAt: nextAt } }]
        : []),
    ])
    return { id: activity }
  },
})
