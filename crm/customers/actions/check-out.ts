import { Type } from '@sinclair/typebox'
import { defineAction, RuleError } from '../../../engine/index.ts'
import { activity as activityObject } from '../objects/activity.ts'
import { momentOf, placeOf, positionInput } from './visit-position.ts'

/** The visit is over: when and where; how long it took follows. */
export const checkOut = defineAction({
  key: 'activity.checkOut',
  label: { zh: '签退', en: 'Check out' },
  object: 'activity',
  permission: { object: 'activity', action: 'update' },
  input: Type.Object({
    ...positionInput,
    activity: Type.String({ format: 'uuid' }),
    /** What came of it; it follows what was noted before. */
    outcome: Type.Optional(Type.String({ maxLength: 20_000 })),
  }),
  async run(context, input) {
    const visit = await context.records.get(activityObject, input.activity)
    if (!visit.checkInAt) throw new RuleError('visit_not_checked_in', { field: 'checkInAt' })
    if (visit.checkOutAt) throw new RuleError('visit_checked_out', { field: 'checkOutAt' })
    const moment = momentOf(input.at, context.clock.now())
    const at = new Date(Math.max(Date.parse(moment), Date.parse(visit.checkInAt))).toISOString()
    const place = await placeOf(context, input, visit.account?.id ?? null)
    const said = input.outcome?.trim()
    const [written] = await context.write([
      {
        kind: 'update',
        object: 'activity',
        id: visit.id,
        values: {
          status: 'done',
          endAt: at,
          checkOutAt: at,
          checkOutLatitude: place.latitude,
          checkOutLongitude: place.longitude,
          checkOutDistance: place.distance,
          minutes: Math.round((Date.parse(at) - Date.parse(visit.checkInAt)) / 60_000),
          ...(said ? { content: [visit.content, said].filter(Boolean).join('\n\n') } : {}),
        },
      },
    ])
    return { id: written?.id, distance: place.distance }
  },
})
