import {
  betweenWalls,
  endOfSeries,
  firstOccurrence,
  InvalidInputError,
  instantOf,
  isWallTime,
  laterOnWall,
  readRule,
  ruleText,
  type Series,
  type Values,
  wallAt,
  zoneCalled,
} from '../../../engine/index.ts'

/**
 * What follows from when an activity takes place: planned work gets the zone that it is planned in and what the wall shows there; what repeats begins with
 * the first time of its rule and knows its end. A changed zone keeps the wall: ten o'clock stays ten o'clock.
 */
export function onTheWall(values: Values, before: Values | null, ownZone: string): Values {
  const rule = textOf(values['recurrence'])
  const isPlanned = rule !== null || (values['status'] === 'planned' && values['occurAt'] !== null)
  const given = textOf(values['timeZone'])
  if (given === null && !isPlanned) return before?.['wallTime'] ? { ...values, wallTime: null } : values
  const zone = zoneCalled(given ?? ownZone)
  if (zone === null) throw new InvalidInputError('unknown_time_zone', { field: 'timeZone', value: given })
  const placed: Values = { ...values, ...anchored(values, rule), timeZone: zone }
  const at = textOf(placed['occurAt'])
  if (at === null) return rule === null ? { ...placed, wallTime: null } : refuse('recurrence_without_time', 'occurAt')
  const wall = textOf(before?.['wallTime'])
  const keepsWall = wall !== null && at === before?.['occurAt'] && zone !== before?.['timeZone']
  const standing = keepsWall ? moved(placed, wall, zone) : { ...placed, wallTime: wallAt(at, zone) }
  return rule === null ? once(standing, before) : repeating(standing, rule, zone)
}

/** A task stands in the calendar when it is due: a series of tasks is a series of due dates. */
function anchored(values: Values, rule: string | null): Values {
  return rule !== null && values['type'] === 'task' && values['dueAt'] ? { occurAt: values['dueAt'] } : {}
}

function once(values: Values, before: Values | null): Values {
  const rest = { ...values }
  for (const key of ['extraTimes', 'repeatsUntil']) if (rest[key] || before?.[key]) rest[key] = null
  return rest
}

function repeating(values: Values, rule: string, zone: string): Values {
  if (values['series']) throw new InvalidInputError('instance_cannot_repeat', { field: 'recurrence' })
  const parts = readRule(rule)
  if (['SECONDLY', 'MINUTELY'].includes(parts['FREQ'] ?? '')) refuse('recurrence_too_often', 'recurrence')
  const extra = timesOf(values)
  const series: Series = { start: textOf(values['wallTime']) ?? '', zone, rule: ruleText(parts), extra }
  const first = firstOccurrence(series) ?? refuse('recurrence_never', 'recurrence')
  const begun = first === series.start ? values : moved(values, first, zone)
  return { ...begun, recurrence: series.rule, extraTimes: extra.join() || null, repeatsUntil: endOfSeries({ ...series, start: first }) }
}

export function timesOf(values: Readonly<Record<string, unknown>>): string[] {
  const times = (textOf(values['extraTimes']) ?? '').split(',').filter(Boolean)
  if (!times.every(isWallTime)) refuse('invalid_extra_times', 'extraTimes')
  return [...new Set(times)].sort()
}

/** The same record at another time of the wall: its end and due date go along. */
export function moved(values: Values, wall: string, zone: string): Values {
  const from = textOf(values['occurAt']) ?? ''
  const old = wallAt(from, zone)
  const along = ['endAt', 'dueAt'].flatMap((key) => {
    const at = textOf(values[key])
    return at === null ? [] : [[key, instantOf(laterOnWall(wall, betweenWalls(old, wallAt(at, zone))), zone)] as const]
  })
  return { ...values, wallTime: wall, occurAt: instantOf(wall, zone), ...Object.fromEntries(along) }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function refuse(code: string, field: string): never {
  throw new InvalidInputError(code, { field })
}
