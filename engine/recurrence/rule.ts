import { InvalidInputError } from '../errors.ts'
import { instantOf, wallAt } from './wall-clock.ts'

/** The parts of a recurrence rule of RFC 5545 by their names: `{ FREQ: 'WEEKLY', BYDAY: 'MO,WE' }`. */
export type RuleParts = Readonly<Record<string, string>>

const order = [
  'FREQ',
  'UNTIL',
  'COUNT',
  'INTERVAL',
  'BYSECOND',
  'BYMINUTE',
  'BYHOUR',
  'BYDAY',
  'BYMONTHDAY',
  'BYYEARDAY',
  'BYWEEKNO',
].concat(['BYMONTH', 'BYSETPOS', 'WKST'])
const frequencies = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']
const until = /^\d{8}(T\d{6}Z?)?$/
const weekday = '(MO|TU|WE|TH|FR|SA|SU)'

const number =
  (least: number, most: number, signed = false) =>
  (text: string) => {
    if (!(signed ? /^[+-]?\d{1,3}$/ : /^\d{1,3}$/).test(text)) return false
    const value = Math.abs(Number(text))
    return value >= least && value <= most
  }
const listed = (one: (text: string) => boolean) => (text: string) => text.split(',').every(one)
const like = (form: RegExp) => (text: string) => form.test(text)
const counted = like(/^[1-9]\d{0,4}$/)

const checks: Readonly<Record<string, (text: string) => boolean>> = {
  FREQ: (text) => frequencies.includes(text),
  UNTIL: (text) => until.test(text) && !Number.isNaN(Date.parse(`${wallOfBasic(text)}Z`)),
  COUNT: counted,
  INTERVAL: counted,
  BYSECOND: listed(number(0, 60)),
  BYMINUTE: listed(number(0, 59)),
  BYHOUR: listed(number(0, 23)),
  BYDAY: listed(like(new RegExp(`^([+-]?[1-9]\\d?)?${weekday}$`))),
  BYMONTHDAY: listed(number(1, 31, true)),
  BYYEARDAY: listed(number(1, 366, true)),
  BYWEEKNO: listed(number(1, 53, true)),
  BYMONTH: listed(number(1, 12)),
  BYSETPOS: listed(number(1, 366, true)),
  WKST: like(new RegExp(`^${weekday}$`)),
}

/** `20260318T100000Z` or `20260318` as a wall time; a day alone lasts until its end. */
export function wallOfBasic(text: string): string {
  const [, year, month, day, hour = '23', minute = '59', second = '59'] =
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z?)?$/.exec(text) ?? []
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`
}

export function basicOfWall(wall: string): string {
  return wall.replaceAll(/[-:]/g, '')
}

/** Reads a rule, with or without `RRULE:` before it. What RFC 5545 does not know is refused. */
export function readRule(text: string): RuleParts {
  const parts: Record<string, string> = {}
  const refuse = (): never => {
    throw new InvalidInputError('invalid_recurrence', { field: 'recurrence', value: text.slice(0, 200) })
  }
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')
    .filter(Boolean)) {
    const [, name = '', value = ''] = /^([A-Z]+)=(.+)$/.exec(part) ?? []
    if (name in parts || !checks[name]?.(value)) refuse()
    parts[name] = value
  }
  if (!parts['FREQ'] || (parts['COUNT'] && parts['UNTIL'])) refuse()
  return parts
}

export function ruleText(parts: RuleParts): string {
  return order.flatMap((name) => (parts[name] === undefined ? [] : [`${name}=${parts[name]}`])).join(';')
}

/** When a rule ends by a date, on the wall of its zone. */
export function untilOnWall(parts: RuleParts, zone: string): string | null {
  const text = parts['UNTIL']
  if (!text) return null
  return text.endsWith('Z') ? wallAt(`${wallOfBasic(text)}Z`, zone) : wallOfBasic(text)
}

/** The same rule with its end at that moment of the wall; RFC 5545 writes it as an instant. */
export function endingAt({ COUNT: _, ...parts }: RuleParts, wall: string, zone: string): RuleParts {
  return { ...parts, UNTIL: `${basicOfWall(instantOf(wall, zone).slice(0, 19))}Z` }
}
