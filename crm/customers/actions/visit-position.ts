import { type Static, Type } from '@sinclair/typebox'
import { AccessError, type ActionContext, NotFoundError, param, sql } from '../../../engine/index.ts'
import { account } from '../objects/account.ts'
import { usualFarMetres } from '../objects/visit-policy.ts'
import type { Point } from '../rules/distance.ts'
import { type VisitPlace, visitPlace } from '../rules/visit-place.ts'

/** Where a device was, and when: a check-in that was made without the network arrives later. */
export const positionInput = {
  at: Type.Optional(Type.String({ format: 'date-time' })),
  latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
  longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
  /** Metres, as the device says. */
  accuracy: Type.Optional(Type.Number({ minimum: 0, maximum: 10_000_000 })),
  /** Why there is no position. */
  without: Type.Optional(Type.Union([Type.Literal('refused'), Type.Literal('unavailable')])),
}
const position = Type.Object(positionInput)
export type PositionInput = Static<typeof position>

const longestUnsentMilliseconds = 30 * 86_400_000

/** The moment that the device names; one that has not come yet, or that lies beyond any time without network, is not believed. */
export function momentOf(given: string | undefined, now: Date): string {
  const at = given ? Date.parse(given) : now.getTime()
  const isBelieved = at <= now.getTime() && at >= now.getTime() - longestUnsentMilliseconds
  return (isBelieved ? new Date(at) : now).toISOString()
}

export async function placeOf(context: ActionContext, input: PositionInput, accountId: string | null): Promise<VisitPlace> {
  const { latitude, longitude, accuracy = 0, without = 'unavailable' } = input
  const place = latitude !== undefined && longitude !== undefined && !input.without ? { latitude, longitude, accuracy } : without
  return visitPlace({ place, customer: await placeOfCustomer(context, accountId), farMetres: await farMetres(context) })
}

async function placeOfCustomer(context: ActionContext, accountId: string | null): Promise<Point | null> {
  if (accountId === null) return null
  try {
    const { latitude, longitude } = await context.records.get(account, accountId)
    return typeof latitude === 'number' && typeof longitude === 'number' ? { latitude, longitude } : null
  } catch (error) {
    // One's own visit of a customer that went to somebody else: it is checked in without a distance, which would tell where they are.
    if (error instanceof NotFoundError || error instanceof AccessError) return null
    throw error
  }
}

/** What the policy says holds for everybody, also for whoever may not read the policy. */
async function farMetres(context: ActionContext): Promise<number> {
  const [policy] = await context.query<{ far_metres: string }>(
    sql`SELECT far_metres FROM visit_policy WHERE workspace_id = ${param(context.reader.workspaceId, 'uuid')} AND deleted_at IS NULL ORDER BY created_at, id LIMIT 1`,
  )
  return policy ? Number(policy.far_metres) : usualFarMetres
}
