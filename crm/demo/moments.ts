import { day } from './company.ts'
import type { Chance } from './random.ts'

const minute = 60_000
const workBegins = 1 * 60 * minute
const workLasts = 9 * 60 * minute
const step = 5 * minute

/** The moment's day between nine and six, China's time; what falls on a weekend happened on the Friday before. */
export function atWork(moment: number): number {
  const date = Math.floor(moment / day)
  const weekday = (date + 4) % 7
  const worked = date - (weekday === 6 ? 1 : weekday === 0 ? 2 : 0)
  const time = workBegins + ((moment % day) / day) * workLasts
  return worked * day + Math.floor(time / step) * step
}

/** A working moment between two, never before the first and never in the future. */
export function workingMoment(chance: Chance, from: number, until: number, now: number): number {
  const moment = atWork(from + chance.fraction() * Math.max(0, until - from))
  return Math.min(Math.max(moment, from + step), now - minute)
}

export function instant(moment: number): string {
  return new Date(moment).toISOString()
}

export function date(moment: number): string {
  return instant(moment).slice(0, 10)
}
