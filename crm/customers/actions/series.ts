import {
  type ActionContext,
  betweenWalls,
  instantOf,
  isWallTime,
  laterOnWall,
  param,
  RuleError,
  type Series,
  sql,
  wallAt,
  wallsBetween,
} from '../../../engine/index.ts'
import { activity as activityObject } from '../objects/activity.ts'
import { timesOf } from '../rules/on-the-wall.ts'

/** An activity as it is read, whatever its custom fields. */
export type ReadActivity = Readonly<Record<string, unknown>> & { readonly id: string; readonly revision: number }
/** A record that replaces one time of a series. */
export type Replacement = { readonly id: string; readonly instance: string; readonly status: string; readonly revision: number }

/** What a record has of its own, not because it is a copy: never taken over. */
const ownKeys = ['id', 'revision', 'createdAt', 'createdBy', 'changedAt', 'changedBy', 'deletedAt', 'masked', 'mentions', 'wallTime']
const ruleKeys = ['recurrence', 'extraTimes', 'repeatsUntil', 'series', 'instance']
const ofThisVisit = /^check(In|Out)/

export async function readActivity(context: ActionContext, id: string): Promise<ReadActivity> {
  return (await context.records.get(activityObject, id)) as unknown as ReadActivity
}

export function seriesOf(record: ReadActivity): Series {
  return { start: String(record['wallTime']), zone: String(record['timeZone']), rule: String(record['recurrence']), extra: timesOf(record) }
}

/** The records that stand for single times of a series, the earliest first. */
export function replacementsOf(context: ActionContext, series: string): Promise<Replacement[]> {
  const { workspaceId } = context.reader
  return context.query<Replacement>(
    sql`SELECT a.id, a.instance, a.status, a.revision FROM activity a WHERE a.workspace_id = ${param(workspaceId, 'uuid')} AND a.series_id = ${param(series, 'uuid')} AND a.deleted_at IS NULL ORDER BY a.instance`,
  )
}

/** Refuses a wall time at which the series has nothing. */
export function demandTime(record: ReadActivity, instance: string): void {
  const isOne = record['recurrence'] && isWallTime(instance) && wallsBetween(seriesOf(record), instance, instance).length > 0
  if (!isOne) throw new RuleError('no_such_instance', { field: 'instance' })
}

/** What was read, as it is written; the moments as they are at one time of the series. */
export function valuesAt(record: ReadActivity, instance: string): Record<string, unknown> {
  const { start, zone } = seriesOf(record)
  const values = Object.fromEntries(
    Object.entries(record)
      .filter(([key]) => !ownKeys.includes(key) && !ruleKeys.includes(key) && !ofThisVisit.test(key))
      .map(([key, value]) => [key, written(key, value)]),
  )
  for (const key of ['occurAt', 'endAt', 'dueAt']) {
    const at = record[key]
    if (typeof at === 'string') values[key] = instantOf(laterOnWall(instance, betweenWalls(start, wallAt(at, zone))), zone)
  }
  return values
}

function written(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => written(key, one))
  if (typeof value !== 'object' || value === null || !('id' in value)) return value
  return 'object' in value ? { object: value.object, id: value.id } : value.id
}

/** Makes one time of a series a record of its own, or takes the one that is there, with these values. Answers its id. */
export async function takeOut(
  context: ActionContext,
  record: ReadActivity,
  instance: string,
  values: Readonly<Record<string, unknown>>,
): Promise<string> {
  demandTime(record, instance)
  const there = (await replacementsOf(context, record.id)).find((one) => one.instance === instance)
  if (there) {
    if (Object.keys(values).length > 0) await context.write([{ kind: 'update', object: 'activity', id: there.id, values }])
    return there.id
  }
  const [made] = await context.write([
    { kind: 'create', object: 'activity', values: { ...valuesAt(record, instance), ...values, series: record.id, instance } },
  ])
  if (!made) throw new Error('A write answered nothing')
  return made.id
}
