import { Type } from '@sinclair/typebox'
import {
  type ActionContext,
  betweenWalls,
  countedWalls,
  defineAction,
  endingAt,
  laterOnWall,
  RuleError,
  type RuleParts,
  readRule,
  ruleText,
  type WriteRequest,
  wallAt,
} from '../../../engine/index.ts'
import { movedRule } from '../rules/moved-rule.ts'
import { demandTime, type ReadActivity, type Replacement, readActivity, replacementsOf, seriesOf, takeOut, valuesAt } from './series.ts'

export const whichTimes = Type.Union([Type.Literal('one'), Type.Literal('following'), Type.Literal('all')])

/** Changes one time of what repeats, that one and all after it, or all: one change, taken back as one. */
export const changeTimes = defineAction({
  key: 'activity.changeTimes',
  label: { zh: '修改重复日程', en: 'Change repeated activity' },
  object: 'activity',
  permission: { object: 'activity', action: 'update' },
  input: Type.Object({
    activity: Type.String({ format: 'uuid' }),
    /** The time that was looked at, as its wall time: `2026-03-18T10:00:00`. */
    instance: Type.String(),
    which: whichTimes,
    /** As they are sent to change an activity; moments are those of the time that was looked at. */
    changes: Type.Record(Type.String(), Type.Unknown()),
  }),
  async run(context, { activity, instance, which, changes }) {
    const record = await readActivity(context, activity)
    demandTime(record, instance)
    if (which === 'one') return { id: await takeOut(context, record, instance, changes) }
    const isFromTheFirst = instance <= seriesOf(record).start
    return which === 'all' || isFromTheFirst
      ? changeAll(context, record, instance, changes)
      : changeFollowing(context, record, instance, changes)
  },
})

type Changes = Readonly<Record<string, unknown>>

/** From where on the wall to where a time is put, and the rule that follows; a rule that is given stands. */
function movedTo(record: ReadActivity, instance: string, changes: Changes): { wall: string; rule: RuleParts; isNewRule: boolean } {
  const { zone, rule } = seriesOf(record)
  const place = record['type'] === 'task' && typeof changes['dueAt'] === 'string' ? changes['dueAt'] : changes['occurAt']
  const wall = typeof place === 'string' ? wallAt(new Date(place).toISOString(), zone) : instance
  if (typeof changes['recurrence'] === 'string' && changes['recurrence'] !== rule)
    return { wall, rule: readRule(changes['recurrence']), isNewRule: true }
  const moved = movedRule(readRule(rule), instance, wall, zone)
  if (!moved) throw new RuleError('recurrence_cannot_move', { field: 'recurrence' })
  return { wall, rule: moved, isNewRule: false }
}

async function changeAll(context: ActionContext, record: ReadActivity, instance: string, changes: Changes): Promise<{ id: string }> {
  const { start } = seriesOf(record)
  if (changes['recurrence'] === null) return endSeries(context, record, instance, changes)
  const { wall, rule, isNewRule } = movedTo(record, instance, changes)
  const by = betweenWalls(instance, wall)
  const { occurAt: _at, endAt: _end, dueAt: _due, ...rest } = changes
  const moments = momentsFrom(record, laterOnWall(start, by), instance, changes)
  await context.write([{ kind: 'update', object: 'activity', id: record.id, values: { ...rest, ...moments, recurrence: ruleText(rule) } }])
  await carry(context, record, { series: record.id, by, isNewRule, changes: rest }, await replacementsOf(context, record.id))
  return { id: record.id }
}

/** What repeated takes place once more, at that time, and no more. */
async function endSeries(context: ActionContext, record: ReadActivity, instance: string, changes: Changes): Promise<{ id: string }> {
  const values = { ...valuesAt(record, instance), ...changes, recurrence: null }
  await context.write([{ kind: 'update', object: 'activity', id: record.id, values }])
  await carry(context, record, { series: record.id, by: 0, isNewRule: true, changes: {} }, await replacementsOf(context, record.id))
  return { id: record.id }
}

async function changeFollowing(context: ActionContext, record: ReadActivity, instance: string, changes: Changes): Promise<{ id: string }> {
  const { start, zone, rule } = seriesOf(record)
  const parts = readRule(rule)
  const before = parts['COUNT'] ? countedWalls(start, zone, parts).filter((wall) => wall < instance).length : 0
  const rest = parts['COUNT'] ? { ...parts, COUNT: String(Number(parts['COUNT']) - before) } : parts
  const isOnce = changes['recurrence'] === null
  const split = { ...record, recurrence: ruleText(rest) }
  const extra = (record['extraTimes'] ? String(record['extraTimes']).split(',') : []).filter((wall) => wall < instance)
  const { wall, rule: next, isNewRule } = isOnce ? { wall: instance, rule: rest, isNewRule: true } : movedTo(split, instance, changes)
  await context.write([
    {
      kind: 'update',
      object: 'activity',
      id: record.id,
      values: { recurrence: ruleText(endingAt(parts, laterOnWall(instance, -1_000), zone)), extraTimes: extra.join() || null },
    },
  ])
  const [made] = await context.write([
    {
      kind: 'create',
      object: 'activity',
      values: { ...valuesAt(record, instance), ...changes, recurrence: isOnce ? null : ruleText(next) },
    },
  ])
  if (!made) throw new Error('A write answered nothing')
  const later = (await replacementsOf(context, record.id)).filter((one) => one.instance >= instance)
  const { occurAt: _at, endAt: _end, dueAt: _due, ...others } = changes
  await carry(context, record, { series: made.id, by: betweenWalls(instance, wall), isNewRule, changes: others }, later)
  return { id: made.id }
}

/** The moments of a series that begins at `start`, as far from each other as the change says of the time that was looked at. */
function momentsFrom(record: ReadActivity, start: string, instance: string, changes: Changes): Record<string, unknown> {
  if (!['occurAt', 'endAt', 'dueAt'].some((key) => key in changes)) return {}
  const { zone } = seriesOf(record)
  const then: ReadActivity = { ...record, ...valuesAt(record, instance), ...changes, id: record.id, revision: record.revision }
  const place = record['type'] === 'task' && typeof changes['dueAt'] === 'string' ? then['dueAt'] : then['occurAt']
  const moved: ReadActivity = { ...then, wallTime: wallAt(new Date(String(place)).toISOString(), zone) }
  const { occurAt, endAt, dueAt } = valuesAt(moved, start)
  return {
    occurAt,
    ...('endAt' in changes || record['endAt'] ? { endAt: endAt ?? null } : {}),
    ...('dueAt' in changes || record['dueAt'] ? { dueAt: dueAt ?? null } : {}),
  }
}

type Carried = { series: string; by: number; isNewRule: boolean; changes: Changes }

/**
 * Times that stand apart go along: what was moved or called off stays so at the time that it has now, and takes over what it had not changed itself. Under a
 * new rule they are no times of it any more: what is planned goes, what is done stays as it was.
 */
async function carry(
  context: ActionContext,
  record: ReadActivity,
  { series, by, isNewRule, changes }: Carried,
  apart: readonly Replacement[],
): Promise<void> {
  const requests: WriteRequest[] = []
  for (const one of apart) {
    if (isNewRule && one.status !== 'done') requests.push({ kind: 'delete', object: 'activity', id: one.id })
    else {
      const place = {
        ...(series === record.id ? {} : { series }),
        ...(by === 0 || isNewRule ? {} : { instance: laterOnWall(one.instance, by) }),
      }
      const taken = one.status === 'planned' ? await untouched(context, record, one, { by: isNewRule ? 0 : by, changes }) : {}
      if (Object.keys({ ...place, ...taken }).length > 0)
        requests.push({ kind: 'update', object: 'activity', id: one.id, values: { ...taken, ...place } })
    }
  }
  // Two of them never hold the same time, not for a moment: the one that makes room goes first.
  if (by > 0) requests.reverse()
  const taken = new Set(apart.map(({ instance }) => instance))
  const isInTheWay = by !== 0 && apart.some(({ instance }) => taken.has(laterOnWall(instance, by)))
  const size = isInTheWay ? 1 : 500
  for (let at = 0; at < requests.length; at += size) await context.write(requests.slice(at, at + size))
}

/** What a time that stands apart takes over: fields that still hold what the series held, and its moment where it was not moved itself. */
async function untouched(
  context: ActionContext,
  record: ReadActivity,
  { id, instance }: Replacement,
  { by, changes }: { by: number; changes: Changes },
): Promise<Record<string, unknown>> {
  const keys = Object.keys(changes).filter((key) => !['recurrence', 'extraTimes'].includes(key))
  if (keys.length === 0 && by === 0) return {}
  const own = await readActivity(context, id)
  const same = keys.filter((key) => JSON.stringify(own[key] ?? null) === JSON.stringify(record[key] ?? null))
  const isWhereItWas = by !== 0 && own['wallTime'] === instance
  const moments = isWhereItWas ? valuesAt(own, laterOnWall(instance, by)) : {}
  const moved = ['occurAt', 'endAt', 'dueAt'].flatMap((key) => (moments[key] ? [[key, moments[key]] as const] : []))
  return { ...Object.fromEntries(same.map((key) => [key, changes[key]])), ...Object.fromEntries(moved) }
}
