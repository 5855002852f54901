import { Type } from '@sinclair/typebox'
import { defineAction, RuleError } from '../../../engine/index.ts'
import { activity as activityObject } from '../objects/activity.ts'
import { visitPlace } from '../rules/visit-place.ts'

/** Where this visit was checked in is where the customer is: later visits are measured from there. */
export const placeCustomer = defineAction({
  key: 'account.placeByVisit',
  label: { zh: '用签到地点作为客户位置', en: 'Use the check-in as the customer’s place' },
  object: 'account',
  permission: { object: 'account', action: 'update' },
  input: Type.Object({ activity: Type.String({ format: 'uuid' }) }),
  async run(context, input) {
    const visit = await context.records.get(activityObject, input.activity)
    const { checkInLatitude: latitude, checkInLongitude: longitude, account } = visit
    if (!account) throw new RuleError('visit_of_nobody', { field: 'account' })
    if (typeof latitude !== 'number' || typeof longitude !== 'number')
      throw new RuleError('visit_without_place', { field: 'checkInLatitude' })
    const here = { latitude, longitude }
    const { distance } = visitPlace({ place: { ...here, accuracy: visit.checkInAccuracy ?? 0 }, customer: here, farMetres: 0 })
    await context.write([
      { kind: 'update', object: 'account', id: account.id, values: here },
      { kind: 'update', object: 'activity', id: visit.id, values: { checkInDistance: distance, checkInFar: false } },
    ])
    return { id: account.id }
  },
})
