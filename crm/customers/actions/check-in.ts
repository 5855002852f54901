import { Type } from '@sinclair/typebox'
import { defineAction, RuleError } from '../../../engine/index.ts'
import { account as accountObject } from '../objects/account.ts'
import { activity as activityObject } from '../objects/activity.ts'
import { readActivity, takeOut } from './series.ts'
import { momentOf, placeOf, positionInput } from './visit-position.ts'

/** At the customer's door: when and where. Of a planned visit, or of one that begins with this. */
export const checkIn = defineAction({
  key: 'activity.checkIn',
  label: { zh: '签到', en: 'Check in' },
  object: 'activity',
  permission: { object: 'activity', action: 'create' },
  input: Type.Object({
    ...positionInput,
    /** The planned visit. */
    activity: Type.Optional(Type.String({ format: 'uuid' })),
    /** Which time of it, where it repeats. */
    instance: Type.Optional(Type.String()),
    /** The customer, where nothing was planned. */
    account: Type.Optional(Type.String({ format: 'uuid' })),
    /** What a visit is called that was not planned. */
    subject: Type.Optional(Type.String({ maxLength: 300 })),
  }),
  async run(context, input) {
    const at = momentOf(input.at, context.clock.now())
    const id =
      input.activity && input.instance
        ? await takeOut(context, await readActivity(context, input.activity), input.instance, {})
        : input.activity
    const planned = id ? await context.records.get(activityObject, id) : null
    if (planned?.recurrence) throw new RuleError('which_time', { field: 'instance' })
    if (planned?.checkInAt) throw new RuleError('visit_checked_in', { field: 'checkInAt' })
    if (planned && planned.status !== 'planned') throw new RuleError('visit_not_planned', { field: 'status' })
    const accountId = planned ? (planned.account?.id ?? null) : (input.account ?? null)
    if (!planned && !accountId) throw new RuleError('visit_of_nobody', { field: 'account' })
    const place = await placeOf(context, input, accountId)
    const values = {
      occurAt: at,
      checkInAt: at,
      checkInLocation: place.location,
      checkInLatitude: place.latitude,
      checkInLongitude: place.longitude,
      checkInAccuracy: place.accuracy,
      checkInDistance: place.distance,
      checkInFar: place.isFar,
    }
    const [written] = await context.write([
      planned
        ? { kind: 'update', object: 'activity', id: planned.id, values: { ...values, endAt: null } }
        : {
            kind: 'create',
            object: 'activity',
            values: {
              ...values,
              type: 'visit',
              status: 'planned',
              account: accountId,
              subject: input.subject ?? (await context.records.get(accountObject, accountId ?? '')).name,
            },
          },
    ])
    return { id: written?.id, location: place.location, accuracy: place.accuracy, distance: place.distance, isFar: place.isFar }
  },
})
