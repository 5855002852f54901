import { RRuleTemporal } from 'rrule-temporal'
import { InvalidInputError } from '../errors.ts'
import { basicOfWall, type RuleParts, readRule, ruleText, untilOnWall } from './rule.ts'
import { instantOf, wallAt } from './wall-clock.ts'

/** What repeats: from when on the wall of a zone, by which rule, with days added by hand. */
export type Series = { readonly start: string; readonly zone: string; readonly rule: string; readonly extra?: readonly string[] }
/** One time of a series: which one it is, as the wall time that the rule gives it, and the instant. */
export type Occurrence = { readonly wall: string; readonly at: string }

const day = 86_400_000
/** More of one series is never looked at in one go. */
export const mostOccurrences = 1_000
const farthest = Date.parse('2200-01-01T00:00:00Z')

/**
 * The times of a series from one instant up to another, that one not included; at most a thousand. The rule is worked out on the wall, as if it were
 * UTC, so that ten o'clock stays ten o'clock over every change of the zone; what the wall shows becomes an instant last.
 */
export function occurrencesBetween(series: Series, from: string, to: string): Occurrence[] {
  const walls = wallsBetween(
    series,
    wallAt(new Date(Date.parse(from) - day).toISOString(), series.zone),
    wallAt(new Date(Date.parse(to) + day).toISOString(), series.zone),
  )
  return walls.map((wall) => ({ wall, at: instantOf(wall, series.zone) })).filter(({ at }) => at >= from && at < to)
}

/** The same by wall times, both included. */
export function wallsBetween({ start, zone, rule, extra = [] }: Series, from: string, to: string): string[] {
  const found = new Set(extra.filter((wall) => wall >= from && wall <= to))
  const end = Math.min(millisOf(to), farthest)
  for (const at of ruleTimes(start, zone, readRule(rule), { from: millisOf(from), to: end, most: mostOccurrences })) found.add(wallOf(at))
  return [...found].sort().slice(0, mostOccurrences)
}

/** The first time of a series at or after a wall time; null when there is none within fifty years. */
export function firstOccurrence(series: Series, from = series.start): string | null {
  for (const years of [1, 8, 50]) {
    const until = wallOf(millisOf(from) + years * 366 * day)
    const [first] = wallsBetween(series, from, until)
    if (first) return first
  }
  return null
}

/** After which instant a series has no more times; null when it has no end. */
export function endOfSeries(series: Series): string | null {
  const parts = readRule(series.rule)
  const { start, zone, extra = [] } = series
  const until = untilOnWall(parts, zone)
  if (!parts['COUNT'] && until === null) return null
  const last = until ?? countedWalls(start, zone, parts).at(-1) ?? start
  return instantOf([last, ...extra, start].sort().at(-1) ?? last, zone)
}

/** All times of a rule that is counted, or the first thousand. */
export function countedWalls(start: string, zone: string, parts: RuleParts): string[] {
  return ruleTimes(start, zone, parts, { from: Number.NEGATIVE_INFINITY, to: farthest, most: mostOccurrences }).map(wallOf)
}

type Window = { from: number; to: number; most: number }

function ruleTimes(start: string, zone: string, parts: RuleParts, { from, to, most }: Window): number[] {
  const first = millisOf(start)
  const until = untilOnWall(parts, zone)
  const last = Math.min(to, until === null ? to : millisOf(until))
  const { COUNT, ...rest } = implied(start, parts)
  const UNTIL = `${basicOfWall(wallOf(until === null ? farthest : millisOf(until)))}Z`
  const anchor = anchorOf(start, zone, parts)
  try {
    const rule = new RRuleTemporal({
      rruleString: `DTSTART;TZID=UTC:${basicOfWall(anchor)}\nRRULE:${ruleText(COUNT && anchor === start ? { ...rest, COUNT } : { ...rest, UNTIL })}`,
      maxIterations: 100_000,
      maxCandidateEvaluations: 2_000_000,
    })
    // A count is told from the first time on, and one whose anchor stands before the start is counted here.
    if (COUNT && anchor !== start) return upTo(rule, first, last, Number(COUNT)).filter((at) => at >= from)
    if (COUNT || from <= first) return upTo(rule, first, last, COUNT ? Number(COUNT) : most).filter((at) => at >= from)
    return rule
      .between(new Date(Math.max(from, first)), new Date(Math.min(last, from + longestLook)), true)
      .slice(0, most)
      .map(({ epochMilliseconds }) => epochMilliseconds)
  } catch (error) {
    throw error instanceof InvalidInputError
      ? error
      : new InvalidInputError('invalid_recurrence', { field: 'recurrence', value: ruleText(parts) })
  }
}

/** However far the end, one look goes no further. */
const longestLook = 60 * 366 * day

function upTo(rule: RRuleTemporal, first: number, last: number, most: number): number[] {
  const found: number[] = []
  if (last < first) return found
  rule.all(({ epochMilliseconds }) => {
    if (epochMilliseconds > last) return false
    if (epochMilliseconds >= first) found.push(epochMilliseconds)
    return found.length < most
  })
  return found
}

/** "Information not contained in the rule is derived from the start" (RFC 5545 §3.3.10): the month of a day of the month, where nothing else says it. */
function implied(start: string, parts: RuleParts): RuleParts {
  // The library leaves the weekdays out where days of the year are named: day by day it heeds both.
  if (parts['FREQ'] === 'YEARLY' && parts['BYYEARDAY'] && parts['BYDAY'] && !parts['INTERVAL'] && !parts['BYSETPOS'])
    return { ...parts, FREQ: 'DAILY' }
  const said = ['BYMONTH', 'BYWEEKNO', 'BYYEARDAY', 'BYDAY'].some((name) => parts[name])
  const monthly =
    parts['FREQ'] === 'YEARLY' && parts['BYMONTHDAY'] && !said ? { ...parts, BYMONTH: String(Number(start.slice(5, 7))) } : parts
  return anchorOf(start, 'UTC', parts) === start || parts['BYDAY'] || parts['BYMONTHDAY'] || parts['BYYEARDAY']
    ? monthly
    : { ...monthly, BYDAY: weekdays[(new Date(`${start}Z`).getUTCDay() + 6) % 7] ?? 'MO' }
}

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/**
 * Weeks of a year do not end with it: the first days of January may belong to the last week of the year before. The library looks at weeks of calendar
 * years from its start on, so for such rules it begins whole intervals earlier, in the year whose week the start stands in, and earlier times are dropped.
 */
function anchorOf(start: string, zone: string, parts: RuleParts): string {
  if (parts['FREQ'] !== 'YEARLY' || !parts['BYWEEKNO']) return start
  const wkst = Math.max(0, weekdays.indexOf(parts['WKST'] ?? 'MO'))
  const date = new Date(`${start.slice(0, 10)}T00:00:00Z`)
  const sinceWeekBegan = (date.getUTCDay() + 6 - wkst + 7) % 7
  const interval = Number(parts['INTERVAL'] ?? '1')
  // The fourth day of a week says whose year the week is. A start that is no time of the rule itself counts from its own year.
  const isTimeOfIts =
    interval === 1 ||
    ruleTimes(start, zone, { ...parts, INTERVAL: '1' }, { from: millisOf(start), to: millisOf(start), most: 1 }).length > 0
  const year = (isTimeOfIts ? new Date(date.getTime() + (3 - sinceWeekBegan) * day) : date).getUTCFullYear()
  return `${year - interval}-07-01${start.slice(10)}`
}

function millisOf(wall: string): number {
  return Date.parse(`${wall}Z`)
}

function wallOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19)
}
